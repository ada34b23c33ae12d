"""Every way to end other than well: the line, the hint, the exit code."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator

import click
import pytest

from localize import errors
from localize.cli.failures import Teller, tell
from localize.errors import LocalizeError, NotMedia

PEOPLE = Teller(as_json=False, debug=False)
PROGRAMS = Teller(as_json=True, debug=False)
Captured = pytest.CaptureFixture[str]


def family(kind: type[LocalizeError]) -> Iterator[type[LocalizeError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from family(child)


def ending(teller: Teller, error: BaseException) -> int:
    def run() -> None:
        raise error

    return teller.exit_code_of(run)


def test_a_good_end() -> None:
    assert PEOPLE.exit_code_of(lambda: None) == 0


def test_an_end_that_a_command_chose() -> None:
    assert ending(PEOPLE, click.exceptions.Exit(7)) == 7


@pytest.mark.parametrize("kind", list(family(LocalizeError)))
def test_each_of_our_errors_ends_with_its_own_code(kind: type[LocalizeError], capsys: Captured) -> None:
    assert ending(PEOPLE, kind("what\nhappened", "what to do")) == kind.exit_code
    assert capsys.readouterr() == ("", "error: what happened\nhint: what to do\n")


def test_without_a_hint_there_is_one_line(capsys: Captured) -> None:
    ending(PEOPLE, NotMedia("E01.mp4 is not media"))
    assert capsys.readouterr().err == "error: E01.mp4 is not media\n"


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "interrupted; what was finished is kept: run the same command again"),
        (click.Abort(), 130, "interrupted; what was finished is kept: run the same command again"),
        (MemoryError(), 4, "out of memory"),
        (
            OSError(errno.ENOMEM, "Cannot allocate memory"),
            4,
            "out of memory: [Errno 12] Cannot allocate memory",
        ),
        (OSError(errno.ENOSPC, "No space left on device", "/mnt/x"), 5, "No space left on device: /mnt/x"),
        (OSError("odd"), 5, "OSError"),
        (ValueError("three\nlines"), 1, "ValueError: three lines"),
        (click.UsageError("Something is wrong."), 2, "something is wrong"),
    ],
)
def test_errors_of_others_are_told_like_ours(
    error: BaseException, code: int, line: str, capsys: Captured
) -> None:
    assert ending(PEOPLE, error) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[0] == f"error: {line}"


def test_a_full_disk_says_what_to_do(capsys: Captured) -> None:
    ending(PEOPLE, OSError(errno.ENOSPC, "No space left on device", "/mnt/x"))
    assert "hint: the disk is full" in capsys.readouterr().err


def test_a_bug_asks_for_a_report(capsys: Captured) -> None:
    ending(PEOPLE, ZeroDivisionError("division by zero"))
    assert "please report it, with --debug's output" in capsys.readouterr().err


def test_programs_get_a_json_line(capsys: Captured) -> None:
    assert ending(PROGRAMS, NotMedia("没有声音.mp4 has no sound", "name another")) == 3
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "event": "error",
        "kind": "NotMedia",
        "message": "没有声音.mp4 has no sound",
        "hint": "name another",
        "exit_code": 3,
    }
    assert err == ""


def test_one_of_several_files_is_named(capsys: Captured) -> None:
    error = errors.EngineError("the engine crashed")
    assert tell(error, as_json=False, file="E02.mp4") == 4
    assert capsys.readouterr().err == "error: E02.mp4: the engine crashed\n"
    tell(NotMedia("E02.mp4 is not media"), as_json=False, file="E02.mp4")
    assert capsys.readouterr().err == "error: E02.mp4 is not media\n"
    tell(error, as_json=True, file="E02.mp4")
    assert json.loads(capsys.readouterr().out)["file"] == "E02.mp4"


def test_debug_comes_before_the_line(capsys: Captured) -> None:
    ending(Teller(as_json=True, debug=True), NotMedia("x"))
    out, err = capsys.readouterr()
    assert json.loads(out)["kind"] == "NotMedia"
    assert "Traceback" in err
