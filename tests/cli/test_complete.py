"""What the shell offers after Tab, asked the way a shell asks."""

from __future__ import annotations

import pytest

from tests.cli.conftest import finish, spawn


def offers(typed: str) -> list[str]:
    """`typed` is the command line; what it ends with is completed."""
    words = typed.split(" ")
    asked = {
        "_LOCALIZE_COMPLETE": "bash_complete",
        "COMP_WORDS": typed.rstrip(),
        "COMP_CWORD": str(len(words) - 1),
    }
    outcome = finish(spawn(env=asked))
    assert (outcome.code, outcome.err) == (0, "")
    return [line.split(",", 1)[1] for line in outcome.out.splitlines() if line]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_script(shell: str) -> None:
    outcome = finish(spawn(env={"_LOCALIZE_COMPLETE": f"{shell}_source"}))
    assert outcome.code == 0
    assert "_LOCALIZE_COMPLETE" in outcome.out


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("localize ep", ["episode"]),
        ("localize episode --dia", ["--dialect", "--dialect-pack", "--dialect-flavour"]),
        ("localize episode --to es", ["es", "es-419"]),
        ("localize episode --to en,es", ["en,es", "en,es-419"]),
        ("localize episode --to es,es", ["es,es-419"]),
        ("localize episode --from zh", ["zh", "zh-Hant"]),
        ("localize episode --dialect si", ["sichuan"]),
        ("localize episode --dialect no", ["none", "northeastern"]),
        ("localize init --dialect a", ["auto"]),
        ("localize episode --dialect-flavour k", ["keep"]),
        ("localize episode --format srt,s", ["srt,ssa", "srt,sbv"]),
        ("localize transcribe --recognizer fa", ["faster-whisper"]),
        ("localize transcribe --recognizer scripted+fa", ["scripted+faster-whisper"]),
        ("localize transcribe --recognizer faster-whisper+fa", []),
        ("localize episode --profile t", ["tiktok"]),
        ("localize translate --profile a", ["auto"]),
        ("localize profiles show eb", ["ebu-tt-d"]),
        ("localize profiles show vertical --lang th", ["th"]),
        ("localize translate --translator ll", ["llama"]),
        ("localize translate --translator xyz", []),
    ],
)
def test_names_are_completed(typed: str, expected: list[str]) -> None:
    assert offers(typed) == expected
