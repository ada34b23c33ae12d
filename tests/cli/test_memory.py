"""`localize memory`: learned, listed, exchanged and forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localize import Job, translate_subtitles
from tests.cli.conftest import Run
from tests.cli.series import LINES, SETTINGS, write_subtitles

MOM = "Mom, what have I ever done to you?"
MA = "Ma, what did I do?"
pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """English subtitles of an episode, one line of them corrected."""
    (tmp_path / "translated.json").write_text(json.dumps({"lines": LINES}), "utf-8")
    (tmp_path / "series.toml").write_text(SETTINGS.format(folder=tmp_path), "utf-8")
    translate_subtitles(Job(write_subtitles(tmp_path), dialect="none", profile="netflix"))
    subtitles = tmp_path / "E01.en.srt"
    text = subtitles.read_text("utf-8").replace("\nhave", " have").replace(MOM, MA)
    assert MA in text
    subtitles.write_text(text, "utf-8")
    return subtitles


def listed(run: Run, series: Path, *more: str) -> list[tuple[str, str]]:
    rows = run("memory", "list", series, "--json", *more).out.splitlines()
    return [(json.loads(row)["text"], json.loads(row)["status"]) for row in rows]


def test_corrections_are_learned_once(run: Run, edited: Path) -> None:
    first, second = (run("memory", "learn", edited) for _ in range(2))
    assert MA in first.out
    assert first.err == f"{edited}: 1 corrected, 0 approved → {edited.parent / 'memory.sqlite'}\n"
    assert (second.out, second.err) == (
        "",
        f"{edited}: 0 corrected, 0 approved → {edited.parent / 'memory.sqlite'}\n",
    )
    assert listed(run, edited.parent) == [(MA, "corrected")]


def test_what_nobody_changed_is_approved_on_demand(run: Run, edited: Path) -> None:
    run("memory", "learn", edited, "--by", "Ana")
    done = run("memory", "learn", edited, "--approve", "--by", "Bo", "--json")
    assert (done.out, done.err) == (
        "",
        f"{edited}: 0 corrected, 2 approved → {edited.parent / 'memory.sqlite'}\n",
    )
    assert [status for _, status in listed(run, edited.parent)] == ["corrected", "approved", "approved"]
    (row,) = run("memory", "list", edited.parent, "--json", "--search", "ma, what").out.splitlines()
    told = json.loads(row)
    assert (told["by"], told["episode"], told["line_id"], told["target"]) == ("Ana", "E01", "L0002", "en")


def test_the_list_is_a_table_for_people(run: Run, edited: Path) -> None:
    assert run("memory", "list", edited.parent).out == "nothing is remembered yet\n"
    run("memory", "learn", edited)
    out = run("memory", "list", edited.parent).out
    assert "E01 L0002" in out
    assert f"en: {MA}" in out
    assert run("memory", "list", edited.parent, "--search", "xyz").out == "nothing with 'xyz' in it\n"


def test_a_memory_goes_out_as_tmx_and_into_another_series(run: Run, edited: Path, tmp_path: Path) -> None:
    run("memory", "learn", edited, "--approve")
    out, other = tmp_path / "out.tmx", tmp_path / "other"
    other.mkdir()
    done = run("memory", "export", edited.parent, out)
    assert (done.code, done.out, done.err) == (0, f"{out}\n", "3 entries written\n")
    done = run("memory", "import", out, "--series", other)
    assert done.err == f"{out}: 3 new, 0 replaced, 0 known already\n"
    assert sorted(listed(run, other)) == sorted(listed(run, edited.parent))
    assert run("memory", "import", out, "--series", other).err.endswith("3 known already\n")


def test_entries_are_forgotten_by_number(run: Run, edited: Path) -> None:
    run("memory", "learn", edited)
    assert run("memory", "forget", edited.parent, 1, 7).err == "1 of 2 forgotten\n"
    assert listed(run, edited.parent) == []
    done = run("memory", "forget", edited.parent, 1)
    assert (done.code, done.err.splitlines()[1]) == (3, "hint: `localize memory list` gives them")


def test_what_cannot_be_learned_from_is_told(run: Run, edited: Path, tmp_path: Path) -> None:
    loose = tmp_path / "loose" / "E01.en.srt"
    loose.parent.mkdir()
    loose.write_bytes(edited.read_bytes())
    unnamed = edited.with_name("E01.srt")
    unnamed.write_bytes(edited.read_bytes())
    cases = {
        tmp_path / "E09.en.srt": "no file",
        loose: "no E01.record.json beside it",
        unnamed: "tells no language",
        edited.with_name("E01.zh.srt"): "takes it for what is said",
    }
    for path, said in cases.items():
        done = run("memory", "learn", path)
        assert done.code == 3
        assert said in done.err


@pytest.mark.parametrize(
    ("text", "said"), [("<tbx/>", "is no TMX"), ('<tmx version="1.4"/>', "holds no translation from zh")]
)
def test_a_file_that_is_no_memory_is_refused(run: Run, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "in.tmx"
    path.write_text(text, "utf-8")
    done = run("memory", "import", path, "--series", tmp_path)
    assert done.code == 3
    assert said in done.err


def test_a_series_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    for words in (["list"], ["export", tmp_path / "o.tmx"], ["forget", 1]):
        done = run("memory", words[0], tmp_path / "no", *words[1:])
        assert (done.code, done.err.splitlines()[0]) == (3, f"error: no folder {tmp_path / 'no'}")
