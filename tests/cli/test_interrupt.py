"""Ctrl-C in a real process, at bad moments; the next run continues."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
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


# The same, asleep inside a library that cannot be left before its batch is done, that loses the exception, or
# that makes another of it.
INSIDE = """
        try:
            print("asleep", flush=True)
            time.sleep(60)
        {then}:
            print("busy", flush=True)
        {after}
"""
STUCK, LOST, TURNED = (
    SLOW.replace("        time.sleep(60)", INSIDE.format(then=then, after=after))
    for then, after in [
        ("finally", "    time.sleep(60)"),
        ("except KeyboardInterrupt", "time.sleep(60)"),
        ("except KeyboardInterrupt", "    raise ImportError('initialization failed') from None"),
    ]
)
# Ctrl-C before anything of ours but the first module is imported.
EARLY = """
import os, signal, sys
from localize.cli import main

class Press:
    def find_spec(self, name, path, target=None):
        if name == "click":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Press())
main()
"""
SAID = "interrupted; what was finished is kept: run the same command again"


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

    assert code == 130
    if as_json:
        assert json.loads(out.splitlines()[-1])["message"] == SAID
        assert err == ""
    else:
        assert err.splitlines()[-1] == f"error: {SAID}"
    record = json.loads((subtitles.parent / "E01.translated.record.json").read_bytes())
    assert record["error"]

    again = finish(spawn("translate", subtitles, "--json", program=PROGRAM))
    assert again.code == 0
    stage = next(json.loads(line) for line in again.out.splitlines() if "stage_started" in line)
    assert stage["parts"] == 3
    if as_json:
        assert stage["hits"] == 1
    assert (subtitles.parent / "E01.en.srt").exists()


def press(program: str, *words: object) -> subprocess.Popen[str]:
    """Ctrl-C in the middle of the translation; `busy` is what the process prints next."""
    process = spawn("translate", *words, "--quiet", program=(sys.executable, "-c", program))
    assert process.stdout is not None
    assert process.stdout.readline() == "asleep\n"
    process.send_signal(signal.SIGINT)
    assert process.stdout.readline() == "busy\n"
    return process


@pytest.mark.usefixtures("home")
def test_the_second_ends_what_waits_for_native_code(subtitles: Path) -> None:
    process = press(STUCK, subtitles)
    process.send_signal(signal.SIGINT)
    assert finish(process) == (130, "", f"error: {SAID}\n")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("program", [LOST, TURNED], ids=["lost", "turned"])
def test_a_library_that_takes_it_for_something_else_does_not_hide_it(subtitles: Path, program: str) -> None:
    second = shutil.copyfile(subtitles, subtitles.with_name("E02.zh.srt"))
    assert finish(press(program, subtitles, second)) == (130, "", f"error: {SAID}\n")
    assert not subtitles.with_name("E02.en.srt").exists()


def test_it_may_come_before_all_else() -> None:
    assert finish(spawn("--help", program=(sys.executable, "-c", EARLY))) == (130, "", f"error: {SAID}\n")
