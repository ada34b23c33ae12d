"""`localize replace`, as a person and as a program sees it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from localize.cli import replace_tables
from localize.pipeline.replace.foreseen import Foreseen
from tests.cli.conftest import Run
from tests.cli.series import write_series as write_episode
from tests.pipeline.replace.conftest import _made as _made
from tests.pipeline.replace.conftest import asked as asked
from tests.pipeline.replace.conftest import folder as folder
from tests.pipeline.replace.series import NEW, OLD, TERM

WORDS = ("--term", TERM, "--with", NEW)
NAMED = ("--term", "周浩", "--with", "Joe Howe")
PLAIN = """\
E01 0:01.000 en
- Chen Just, come here!
+ Chen Gang, come here!
E01 0:19.000 en
- That is Chen Just's car.
+ That is Chen Gang's car.
E01 0:22.000 en
- Chen Just left long ago.
+ Chen Gang left long ago.
E02 0:10.000 en
- The Chen Justs.
  (to be translated anew)
"""
SUMMARY = "4 lines in 2 episodes: 3 replaced, 1 to be translated anew (and 1 in the same scenes)"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_dry_run_is_a_plain_diff_when_piped(run: Run, folder: Path) -> None:
    before = (folder / "glossary.csv").read_bytes()
    code, out, err = run("replace", folder, *WORDS, "--dry-run")
    assert (code, out, err) == (0, PLAIN, f"{SUMMARY}\nnothing was changed\n")
    assert (folder / "glossary.csv").read_bytes() == before
    assert not (folder / "changes.csv").exists()


def test_it_is_done_and_then_there_is_nothing_to_do(run: Run, folder: Path, asked: list[str]) -> None:
    code, _, err = run("replace", folder, *WORDS, "--yes")
    assert code == 0
    told = err.splitlines()
    assert (told[0], told[-1]) == (SUMMARY, f"4 cues changed: {folder / 'changes.csv'}")
    code, out, err = run("replace", folder, *WORDS, "--yes")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "no line has to change",
        "nothing is to be done: the subtitles say so already",
    ]


def test_quiet_leaves_only_the_diff(run: Run, folder: Path) -> None:
    assert run("replace", folder, *WORDS, "--dry-run", "--quiet") == (0, PLAIN, "")


@pytest.mark.parametrize(("answer", "is_done"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_a_person_is_asked(
    run: Run, folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, answer: str, is_done: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    code, _, err = run("replace", folder, *WORDS)
    assert code == 0
    assert "Replace? [y/N]" in err
    assert (NEW in (folder / "glossary.csv").read_text("utf-8")) is is_done


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_where_nobody_can_be_asked_nothing_is_done(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    before = (folder / "glossary.csv").read_bytes()
    code, out, err = run("replace", folder, *WORDS, *words)
    assert (code, "--yes" in out + err) == (2, True)
    assert (folder / "glossary.csv").read_bytes() == before


def test_a_program_gets_lines_and_cues(run: Run, folder: Path, asked: list[str]) -> None:
    code, out, _ = run("replace", folder, *WORDS, "--yes", "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [one["fate"] for one in told if one["event"] == "line_foreseen"] == ["replaced"] * 3 + ["anew"]
    first = next(one for one in told if one["event"] == "cue_changed")
    assert (first["episode"], first["cue"], first["was_in"]) == ("E01", 1, "00:00:01.000")


def test_a_term_that_is_added_is_told(run: Run, folder: Path) -> None:
    code, _, err = run("replace", folder, "--term", "随便", "--with", "Whatever", "--dry-run")
    assert code == 0
    assert err.startswith(f"随便 is not in {folder / 'glossary.csv'}: it is added")


def test_an_episode_that_fails_does_not_stop_the_others(run: Run, folder: Path, asked: list[str]) -> None:
    (folder / "E01.zh.srt").rename(folder / "gone")
    code, _, err = run("replace", folder, *WORDS, "--yes")
    assert code == 6
    assert "1 of 2 files failed" in err
    assert f"1 cue changed: {folder / 'changes.csv'}" in err
    assert OLD not in (folder / "E02.en.srt").read_text("utf-8")
    (folder / "gone").rename(folder / "E01.zh.srt")
    code, _, err = run("replace", folder, *WORDS, "--yes")
    assert (code, err.splitlines()[-1]) == (0, f"4 cues changed: {folder / 'changes.csv'}")


def test_an_episode_of_a_video_is_done_again_without_a_model(
    run: Run, tmp_path: Path, sichuan_clip: Path, home: Path
) -> None:
    media = write_episode(tmp_path / "series", sichuan_clip)
    settings = media.with_name("series.toml")
    settings.write_text(
        settings.read_text("utf-8").replace("[series]", '[series]\nglossary = "g.csv"'), "utf-8"
    )
    media.with_name("g.csv").write_text("source,en\n周浩,Zhou Hao\n", "utf-8")
    assert run("episode", media, "--profile", "netflix", "--format", "srt,vtt").code == 0
    code, out, _ = run("replace", media.parent, *NAMED, "--json", "--yes")
    told = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [one["after"] for one in told if one["event"] == "line_foreseen"] == [
        "Don't call me Mom! Joe Howe, sign the divorce!"
    ]
    stages = [(one["parts"], one["hits"]) for one in told if one["event"] == "stage_started"]
    assert all(parts == hits for parts, hits in stages)
    for ending in ("srt", "vtt"):
        assert "Joe Howe" in media.with_name(f"E01.en.{ending}").read_text("utf-8")


def line(before: str, after: str, fate: str = "replaced", target: str = "en") -> Foreseen:
    return Foreseen("E01", "L0001", 1000, target, "臣刚", before, after, fate)  # type: ignore[arg-type]


def test_the_changed_words_are_marked_in_a_table() -> None:
    table = replace_tables.diff_table([line("Run, Chen Just!", "Run, Chen Gang!")])
    old, new = (next(iter(column.cells)) for column in table.columns[-2:])
    assert [(old.plain[span.start : span.end], str(span.style)) for span in old.spans] == [
        ("Just", "bold red")
    ]
    assert [new.plain[span.start : span.end] for span in new.spans] == ["Gang"]


def test_a_table_says_what_is_a_persons_and_names_languages_where_there_are_several() -> None:
    table = replace_tables.diff_table([line("Mine.", "", "kept"), line("Mío.", "", "anew", "es-419")])
    assert [str(column.header) for column in table.columns] == ["episode", "time", "to", "is", "will be"]
    assert [str(cell) for cell in table.columns[-1].cells] == ["kept: yours", "to be translated anew"]
