"""The program that draws and encodes: the ffmpeg that imageio-ffmpeg carries, run beside us."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from localize.errors import EngineUnavailable

_ADDED = "pip install 'localize[deliver]'"
# That it gives up is no reason.
_GIVES_UP = ("Conversion failed", "Error while", "Nothing was written into output file")
_QUIET = ("-hide_banner", "-nostdin", "-loglevel", "error")
# The address of a part of itself.
_ADDRESS = re.compile(r" @ 0x[0-9a-f]+")
_TOO_LARGE = -signal.SIGXFSZ if os.name == "posix" else None
# What a terminal sends to all its processes is no reason to stop watching.
_WATCH = 'trap "" INT HUP TERM; read -r gone; kill -9 "$1"'
_OURS = 300  # characters of what it says that are passed on


class FfmpegFailed(Exception):
    """Its last word, one line; `is_too_large` where the system ended it for the size of its file. It never
    leaves this room."""

    def __init__(self, said: str, *, is_too_large: bool = False) -> None:
        super().__init__(said)
        self.is_too_large = is_too_large


def program() -> str:
    """Its path; `IMAGEIO_FFMPEG_EXE` names another one. Raises EngineUnavailable."""
    try:
        import imageio_ffmpeg
    except ImportError:
        raise EngineUnavailable("no module 'imageio_ffmpeg', which carries ffmpeg", _ADDED) from None
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise EngineUnavailable(f"no ffmpeg: {error}", "set IMAGEIO_FFMPEG_EXE to one with libass") from error


def run(
    arguments: Sequence[str],
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    reached: Callable[[int], None] | None = None,
) -> None:
    """Runs it in `cwd`, and tells how far it has come, in ms of the result. Whatever ends this ends it too.

    Raises FfmpegFailed.
    """
    command = [program(), *_QUIET, "-progress", "pipe:1", "-stats_period", "0.2", *arguments]
    with tempfile.TemporaryFile(dir=cwd) as said, _process(command, cwd, environment or {}, said) as process:
        assert process.stdout is not None  # it is a pipe
        for ms in _reached(process.stdout):
            if reached is not None:
                reached(ms)
        if process.wait():
            said.seek(0)
            word = _last_word(said.read().decode("utf-8", "replace"), process.returncode)
            raise FfmpegFailed(word, is_too_large=process.returncode == _TOO_LARGE)


@contextmanager
def _process(
    command: Sequence[str], cwd: Path, environment: Mapping[str, str], said: IO[bytes]
) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=said,
        text=True,
        errors="replace",
    )
    try:
        with _ended_with_us(process):
            yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


@contextmanager
def _ended_with_us(process: subprocess.Popen[str]) -> Iterator[None]:
    """Also where nothing of ours runs any more (SIGKILL, SIGTERM): a shell waits at a pipe whose other end is
    here, and so ends with us."""
    if os.name != "posix":
        yield
        return
    watch = ["/bin/sh", "-c", _WATCH, "sh", str(process.pid)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(watch, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet) as watcher:
        try:
            yield
        finally:
            watcher.kill()


def _reached(lines: IO[str]) -> Iterator[int]:
    """Of `out_time_us=1234567`; before the first frame it says `N/A`."""
    for line in lines:
        name, _, value = line.strip().partition("=")
        if name == "out_time_us" and value.lstrip("-").isdecimal():
            yield max(0, int(value)) // 1000


def _last_word(said: str, code: int) -> str:
    lines = [_ADDRESS.sub("", line.strip()) for line in said.splitlines() if line.strip()]
    reasons = [line for line in lines if not any(word in line for word in _GIVES_UP)]
    return (reasons or lines or [f"it ended with {code} and without a word"])[-1][:_OURS]
