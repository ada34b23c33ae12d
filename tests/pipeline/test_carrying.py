"""The files of an episode follow what is done again, and what a person changed in them stands there still."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize import Job, translate_subtitles
from localize.memory.file import MemoryFile
from localize.subtitle.formats import FORMATS, WITHOUT_TIMES
from tests.pipeline.translated import (
    LINES,
    MACHINES,
    OTHER,
    PERSONS,
    TERM,
    beside,
    cues,
    joined,
    replace,
    with_term,
)

pytestmark = pytest.mark.usefixtures("home")


def test_a_corrected_file_follows_a_changed_term(source: Path, english: Path) -> None:
    edited = replace(english, MACHINES, PERSONS).read_text("utf-8")
    record = with_term(source)
    assert english.read_text("utf-8").count(TERM) == english.read_text("utf-8").count(PERSONS) == 1
    assert beside(source) == ["E01.en.srt.bak"]
    assert english.with_name("E01.en.srt.bak").read_text("utf-8") == edited
    assert any("all of that stands in the new one" in warning for warning in record.warnings)


def test_nothing_is_copied_again_until_a_person_changes_something(source: Path, english: Path) -> None:
    replace(english, MACHINES, PERSONS)
    with_term(source)
    with_term(source, OTHER)
    assert (OTHER in english.read_text("utf-8"), beside(source)) == (True, ["E01.en.srt.bak"])
    replace(english, "Think what you like.", "Think what you want.")
    with_term(source)
    assert beside(source) == ["E01.en.srt.bak", "E01.en.srt.bak2"]


def test_times_rows_and_cues_of_a_person_stay_through_every_run(source: Path, english: Path) -> None:
    before = cues(english)
    moved = before[0].replace("00:00:01,000", "00:00:00,500")
    broken = before[1].replace("way, ", "way,\n")
    added = "00:00:50,000 --> 00:00:52,000\nTo be continued"
    left = [moved, broken, *before[2:-1], added]
    english.write_text("".join(f"{at}\n{cue}\n\n" for at, cue in enumerate(left, 1)), "utf-8")
    for term in (TERM, OTHER, TERM):
        with_term(source, term)
        now = cues(english)
        assert term in now[2]
        assert [*now[:2], *now[3:]] == [*left[:2], *left[3:]]
    assert beside(source) == ["E01.en.srt.bak"]


def test_a_line_that_is_translated_anew_keeps_the_times_of_a_person(source: Path, english: Path) -> None:
    replace(english, cues(english)[2].split("\n")[0], "00:00:09,500 --> 00:00:11,900")
    with_term(source)
    assert f"00:00:09,500 --> 00:00:11,900\nCome eat the {TERM}." in english.read_text("utf-8")


def test_what_both_changed_is_told_and_the_file_kept(source: Path, english: Path) -> None:
    edited = joined(english)
    record = with_term(source)
    assert english.read_text("utf-8") == edited
    assert beside(source) == ["E01.en.new.srt"]
    assert any("1 cue of it that you changed would read otherwise now" in one for one in record.warnings)
    assert TERM in english.with_name("E01.en.new.srt").read_text("utf-8")


def test_once_it_can_take_its_place_nothing_is_left_beside_it(source: Path, english: Path) -> None:
    edited = joined(english)
    with_term(source)
    with_term(source, "pork")
    assert (english.read_text("utf-8"), beside(source)) == (edited, [])


def test_what_is_beside_keeps_all_else_and_may_be_put_in_its_place(source: Path, english: Path) -> None:
    moved = "00:00:00,500 -->"
    replace(english, "00:00:01,000 -->", moved)
    joined(english)
    with_term(source)
    beside_it = english.with_name("E01.en.new.srt")
    assert moved in beside_it.read_text("utf-8")
    beside_it.replace(english)
    learned = len(MemoryFile(source.with_name("memory.sqlite")).memory().entries)
    with_term(source, OTHER)
    text = english.read_text("utf-8")
    assert (OTHER in text, moved in text, beside(source)) == (True, True, [])
    assert len(MemoryFile(source.with_name("memory.sqlite")).memory().entries) == learned


def test_what_was_put_in_its_place_may_be_changed_at_once(source: Path, english: Path) -> None:
    joined(english)
    with_term(source)
    english.with_name("E01.en.new.srt").replace(english)
    replace(english, "00:00:01,000 -->", "00:00:00,500 -->")
    with_term(source, OTHER)
    assert OTHER in english.read_text("utf-8")
    assert "00:00:00,500 -->" in english.read_text("utf-8")


def test_what_cues_cannot_hold_stays_in_the_file_of_the_person(source: Path, english: Path) -> None:
    edited = replace(english, "rush", "<b>rush</b>").read_text("utf-8")
    record = with_term(source)
    assert (english.read_text("utf-8"), beside(source)) == (edited, ["E01.en.new.srt"])
    assert any("it holds more than cues" in warning for warning in record.warnings)


def test_how_an_editor_saves_it_is_no_obstacle(source: Path, english: Path) -> None:
    replace(english, MACHINES, PERSONS)
    text = "\n\n\n".join(cues(english)).replace("\n00:", "\n7\n00:")
    english.write_bytes(f"7\n{text}".replace("\n", "\r\n").encode("utf-8-sig"))
    with_term(source)
    assert (TERM in english.read_text("utf-8"), beside(source)) == (True, ["E01.en.srt.bak"])


def test_a_cue_that_was_emptied_is_taken_out(source: Path, english: Path) -> None:
    replace(english, "Your favourite.\n", "\n")
    with_term(source)
    assert len(cues(english)) == len(LINES) - 1
    assert TERM in english.read_text("utf-8")


def test_other_formats_follow_what_was_changed_in_one(source: Path, english: Path) -> None:
    both = Job(source, formats=("srt", "vtt"))
    translate_subtitles(both)
    replace(english, "00:00:01,000 -->", "00:00:00,500 -->")
    for term in ("pork", TERM, OTHER):
        with_term(source, term, "srt", "vtt")
        assert "00:00:00.500 -->" in english.with_suffix(".vtt").read_text("utf-8")


def test_of_two_files_the_one_that_was_saved_last_has_the_last_word(source: Path, english: Path) -> None:
    both = Job(source, formats=("srt", "vtt"))
    translate_subtitles(both)
    replace(english, "00:00:01,000 -->", "00:00:00,500 -->")
    edited = replace(english.with_suffix(".vtt"), "00:00:01.000 -->", "00:00:00.700 -->").read_text("utf-8")
    translate_subtitles(both)
    assert english.with_suffix(".vtt").read_text("utf-8") == edited
    assert "00:00:00,500 -->" in english.read_text("utf-8")
    assert "00:00:00,700 -->" in english.with_name("E01.en.new.srt").read_text("utf-8")


def test_a_file_that_was_deleted_is_written_as_it_is_fitted(source: Path, english: Path) -> None:
    before = english.read_text("utf-8")
    replace(english, "00:00:01,000 -->", "00:00:00,500 -->")
    translate_subtitles(Job(source))
    english.unlink()
    translate_subtitles(Job(source))
    assert english.read_text("utf-8") == before


def test_a_change_that_was_taken_back_is_none(source: Path, english: Path) -> None:
    before = english.read_text("utf-8")
    replace(english, "00:00:01,000 -->", "00:00:00,500 -->")
    translate_subtitles(Job(source))
    english.write_text(before, "utf-8")
    record = translate_subtitles(Job(source))
    assert (english.read_text("utf-8"), record.fitted) == (before, {})


def as_aegisub_saves(path: Path) -> None:
    """With notes of its own, and numbers in its way."""
    text = path.read_text("utf-8").replace("; localize", "; Script generated by Aegisub 3.4.2")
    noted = "[Aegisub Project Garbage]\nLast Style Storage: Default\nActive Line: 2\n\n[V4+ Styles]"
    text = text.replace("[V4+ Styles]", noted).replace("100.0,100.0", "100,100")
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


@pytest.mark.parametrize(("size", "follows"), [("", True), ("{\\fs90}", False)])
def test_a_script_of_aegisub_follows_as_long_as_it_is_cues(
    source: Path, english: Path, size: str, follows: bool
) -> None:
    job = Job(source, formats=("ass",))
    translate_subtitles(job)
    path = english.with_suffix(".ass")
    replace(path, "Think what you like.", f"{size}Suit yourself.")
    as_aegisub_saves(path)
    with_term(source, TERM, "ass")
    assert "Suit yourself." in path.read_text("utf-8")
    assert (TERM in path.read_text("utf-8")) is follows
    assert path.with_name("E01.en.new.ass").exists() is not follows


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in WITHOUT_TIMES])
def test_every_format_that_tells_times_follows(source: Path, english: Path, form: str) -> None:
    job = Job(source, formats=(form,))
    translate_subtitles(job)
    path = english.with_name(f"E01.en.{FORMATS[form].extension}")
    replace(path, "Think what you like.", "Suit yourself.")
    replace(path, "Your favourite.", "Your favourite, come.")
    record = with_term(source, TERM, form)
    assert "Suit yourself." in path.read_text("utf-8"), record.warnings
    assert TERM in path.read_text("utf-8"), record.warnings
