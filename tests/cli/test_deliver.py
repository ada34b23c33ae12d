from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.deliver.pictures import clip

SRT = "1\n00:00:00,500 --> 00:00:01,500\nHello\n"


@pytest.fixture
def episode(tmp_path: Path, fonts: Path, shelf_only_home: Path) -> Path:
    """With subtitles that somebody else made."""
    (tmp_path / "E01.en.srt").write_text(SRT, "utf-8")
    return clip(tmp_path / "E01.mp4", seconds=2)


def test_burn_prints_what_it_wrote(run: Run, episode: Path) -> None:
    out = episode.with_name("E01.en.burned.mp4")
    code, stdout, err = run("burn", episode, "--to", "en", "--encoder", "libx264", "--preset", "ultrafast")
    assert (code, stdout.splitlines()) == (0, [str(out)])
    assert "burn en: done" in err
    assert out.is_file()


def test_mux_tells_programs_what_it_wrote(run: Run, episode: Path) -> None:
    code, stdout, _ = run("mux", episode, "--to", "en", "--container", "mkv", "--json")
    assert code == 0
    last = json.loads(stdout.splitlines()[-1])
    assert last == {"event": "written", "path": str(episode.with_name("E01.muxed.mkv"))}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--to", "fr"), 3, "error: E01 has no subtitles in fr"),
        ((), 2, "error: no language to show"),
        (("--to", "en", "--preset", "fastest"), 3, "ffmpeg says"),
        (("--to", "en", "--cover", "blurr"), 2, "hint: did you mean 'blur'?"),
        (("--to", "en", "--profile", "netflics"), 2, "hint: did you mean 'netflix'?"),
    ],
)
def test_what_cannot_be_burned_is_told_in_a_line(
    run: Run, episode: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    outcome = run("burn", episode, *words, "--encoder", "libx264")
    assert outcome.code == code
    assert told in outcome.err
    assert "Traceback" not in outcome.err
