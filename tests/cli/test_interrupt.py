"""Ctrl-C in a real process, in the middle of a translation; the next run continues."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, finish, spawn
from tests.cli.series import write_series, write_subtitles

# The scripted translator, which thinks for a minute after its first line.
SLOW = """
import time
from localize.cli import main
from localize.translate.engines.scripted import ScriptedTranslator

quick = ScriptedTranslator.chat

def slow(self, requests):
    for reply in quick(self, requests):
        yield reply
        time.sleep(60)

ScriptedTranslator.chat = slow
main()
"""


@pytest.fixture
def subtitles(tmp_path: Path, sichuan_clip: Path) -> Path:
    write_series(tmp_path / "series", sichuan_clip)
    return write_subtitles(tmp_path / "series")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("as_json", [True, False])
def test_what_was_finished_is_kept(subtitles: Path, as_json: bool) -> None:
    words = ["translate", subtitles, *(["--json"] if as_json else [])]
    process = spawn(*words, program=(sys.executable, "-c", SLOW))
    told = process.stdout if as_json else process.stderr
    assert told is not None
    # The first part is committed before the second is begun, which is when the engine falls asleep.
    mark = "part_done" if as_json else "translate en: 3 of 3 parts to do"
    assert any(mark in line for line in told)
    process.send_signal(signal.SIGINT)
    code, out, err = finish(process)

    message = "interrupted; what was finished is kept: run the same command again"
    assert code == 130
    if as_json:
        assert json.loads(out.splitlines()[-1])["message"] == message
        assert err == ""
    else:
        assert err.splitlines()[-1] == f"error: {message}"
    record = json.loads((subtitles.parent / "E01.translated.record.json").read_bytes())
    assert record["error"]

    again = finish(spawn("translate", subtitles, "--json", program=PROGRAM))
    assert again.code == 0
    stage = next(json.loads(line) for line in again.out.splitlines() if "stage_started" in line)
    assert stage["parts"] == 3
    if as_json:
        assert stage["hits"] == 1
    assert (subtitles.parent / "E01.en.srt").exists()
