"""`localize convert` on files as people have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.subtitle.checks.exams import srt

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "subtitles"
    folder.mkdir()
    for name in ("E01.en.srt", "E02.en.srt"):
        (folder / name).write_text(srt((1000, 2000, "<i>Hi.</i>"), (3000, 5000, "There.")), "utf-8")
    return folder


def test_paths_are_data_and_losses_are_messages(run: Run, files: Path) -> None:
    code, out, err = run("convert", files / "E01.en.srt", "--format", "vtt,sbv", "--profile", "netflix")
    assert code == 0
    assert out.splitlines() == [str(files / "E01.en.vtt"), str(files / "E01.en.sbv")]
    assert err == f"warning: {files / 'E01.en.sbv'}: sbv does not keep italics in 1 of 2 cues\n"


def test_a_folder_with_a_bad_file_in_it(run: Run, files: Path, tmp_path: Path) -> None:
    (files / "E03.en.srt").write_text("no subtitles")
    code, out, err = run("convert", files, "--format", "lrc", "--out", tmp_path / "new", "--shift", "500")
    assert code == 6
    assert out.splitlines() == [str(tmp_path / "new" / f"E0{number}.en.lrc") for number in (1, 2)]
    assert "[00:01.50]Hi." in (tmp_path / "new" / "E01.en.lrc").read_text("utf-8")
    assert f"error: {files / 'E03.en.srt'} is not a subtitle file" in err
    assert "error: 1 of 3 files could not be converted" in err


def test_programs_get_json_lines(run: Run, files: Path) -> None:
    _, out, err = run("convert", files / "E01.en.srt", "--format", "sbv", "--json")
    said = [json.loads(line) for line in out.splitlines()]
    assert ([one["event"] for one in said], err) == (["warning", "written"], "")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "missing option '--format'"),
        (("--format", "vvt"), 2, "unknown format 'vvt'"),
        (("--format", "itt"), 2, "hint: add --fps"),
        (("--format", "vtt", "--shift", "-2000"), 2, "before the video"),
        (("--format", "vtt", "--video", "nothing.mp4"), 3, "nothing.mp4"),
    ],
)
def test_what_is_refused(run: Run, files: Path, words: tuple[str, ...], code: int, said: str) -> None:
    outcome = run("convert", files / "E01.en.srt", *words)
    assert outcome.code == code
    assert said in outcome.err
    assert len(list(files.iterdir())) == 2


def test_what_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("convert", tmp_path / "E01.en.srt", "--format", "vtt").code == 3
    assert run("convert", tmp_path, "--format", "vtt").code == 3
