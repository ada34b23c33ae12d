"""stdout and stderr, in whatever encoding the terminal claims to have."""

from __future__ import annotations

import codecs
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import click

# C0 and C1 but tab and new line.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HANDLER = "localize.write_somehow"


def accept_any_text() -> None:
    """Chinese on an ASCII terminal, a file name that is not UTF-8, or no terminal at all (`>&-`) must not
    end a run."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    codecs.register_error(_HANDLER, _write_somehow)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(Path(os.devnull).open("wb"), encoding="utf-8")


def write_line(line: object) -> None:
    """Data, on stdout; a person sees what a program gets byte for byte."""
    click.echo(visible(str(line)) if sys.stdout.isatty() else line, file=sys.stdout)


def say(line: str) -> None:
    """A message, on stderr."""
    click.echo(visible(line), file=sys.stderr)


def visible(text: str) -> str:
    """Control characters, by which a file's name could move the cursor or colour the terminal, as `\\x1b`."""
    return _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def write_json(value: Any) -> None:
    """One JSON value on a line of stdout, at once, in UTF-8 whatever the terminal's encoding."""
    # A lone surrogate (a file name that is not UTF-8) becomes `\udcff`, which is how JSON writes it too.
    line = json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def on_terminal() -> bool:
    """Whether a person watches stderr on something that can move its cursor."""
    return sys.stderr.isatty() and os.environ.get("TERM", "dumb") not in {"dumb", "unknown"}


def discard_stdout() -> None:
    """Nobody reads it any more: what is still buffered must not raise when the interpreter exits."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _write_somehow(error: UnicodeError) -> tuple[str | bytes, int]:
    """The bytes that a file name came with; for all else an escape."""
    try:
        return codecs.lookup_error("surrogateescape")(error)
    except UnicodeError:
        return codecs.lookup_error("backslashreplace")(error)
