"""What a person sees at a terminal, in a real one."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM
from tests.cli.series import write_series

SCENE = """
from localize import events
from localize.cli.progress import reporting
with reporting(as_json=False, quiet=False) as listener:
    for event in [
        events.PullStarted("whisper-base", "one place", 145_000_000),
        events.PullProgress("whisper-base", 14_500_000),
        events.PullStarted("whisper-base", "another place", 145_000_000),
        events.PullProgress("whisper-base", 72_500_000),
        events.PullDone("whisper-base", "/weights"),
        events.StageStarted("recognize", 12, 4),
        events.PartDone("recognize", "0:00"),
        events.DialectTold("E01.mp4", "sichuan", 0.93, "Sichuanese"),
        events.Warned("老汉儿 [bold]莫得[/bold]"),
        events.StageDone("recognize", 1.0),
        events.StageStarted("translate en", 0, 0),
        events.StageDone("translate en", 0.0),
        events.Written("E01.zh.srt"),
        events.EpisodeDone("E01.mp4", 16, 0, 23.4, "E01.record.json"),
    ]:
        listener(event)
"""


def seen(program: tuple[str, ...], **variables: str) -> str:
    """All that a terminal of 100 columns is sent on stderr."""
    ours, theirs = pty.openpty()
    env = {"TERM": "xterm", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(
        program, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | env | variables
    )
    os.close(theirs)
    text = b""
    try:
        while chunk := os.read(ours, 65536):
            text += chunk
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait() == 0
    return text.decode("utf-8")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_a_bar_a_stage_and_one_for_each_model() -> None:
    last = re.split(r"[\r\n]+", plain(seen((sys.executable, "-c", SCENE))).rstrip())
    assert "warning: 老汉儿 [bold]莫得[/bold]" in last
    assert "spoken in Sichuanese (93%)" in last
    assert last[-1] == "E01.mp4: 16 lines in 23.4 s"
    pull, recognize, translate = last[-4:-1]
    assert re.match(r"pull whisper-base +━{24} 145.0 MB of 145.0 MB", pull)
    assert re.match(r"recognize +━{24} 12/12, 4 kept +\d\.\d s *$", recognize)
    assert re.match(r"translate en +━{24} 0/0 ", translate)


def test_no_colour_where_it_is_not_wanted() -> None:
    colours = re.compile(r"\x1b\[[0-9;]*3[0-9]")
    assert colours.search(seen((sys.executable, "-c", SCENE)))
    assert not colours.search(seen((sys.executable, "-c", SCENE), NO_COLOR="1"))


def test_a_terminal_that_cannot_move_its_cursor_gets_lines() -> None:
    text = seen((sys.executable, "-c", SCENE), TERM="dumb")
    assert "\x1b" not in text
    assert "recognize: 8 of 12 parts to do" in text


@pytest.mark.usefixtures("home")
def test_an_episode_ends_with_its_summary(tmp_path: Path, sichuan_clip: Path) -> None:
    episode = write_series(tmp_path, sichuan_clip)
    text = plain(seen((*PROGRAM, "episode", str(episode))))
    assert "translate en" in text
    assert re.search(r"E01.mp4: 3 lines in [0-9.]+ s", text)
    assert "│" not in plain(seen((*PROGRAM, "episode", str(episode), "--quiet")))
