"""What people changed in files of ours, run after run: in several formats, and by several runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pysubs2
import pytest

from localize import Job, episode, translate_subtitles
from localize.errors import InputError
from localize.memory.file import MemoryFile
from localize.pipeline.session import Session
from tests.pipeline.test_corrections import corrected_media
from tests.pipeline.translated import (
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

BOTH = ("srt", "vtt")
pytestmark = pytest.mark.usefixtures("home")


def shifted(path: Path, seconds: float) -> None:
    subs = pysubs2.load(str(path))
    subs.shift(s=seconds)
    subs.save(str(path))


def remembered(source: Path) -> list[tuple[str, str]]:
    entries = MemoryFile(source.with_name("memory.sqlite")).memory().entries
    return [(entry.place.line_id, entry.text) for entry in entries]


def add(path: Path, start: str = "00:00:50,000", end: str = "00:00:52,000") -> None:
    number = len(cues(path)) + 1
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\n{number}\n{start} --> {end}\nWait!\n", "utf-8")


@pytest.mark.parametrize(
    "change",
    [lambda path: replace(path, "00:00:01,000 -->", "00:00:00,500 -->"), add, lambda path: shifted(path, 3)],
)
def test_what_was_changed_first_outlives_what_is_changed_next(
    source: Path, english: Path, change: Callable[[Path], object]
) -> None:
    change(english)
    translate_subtitles(Job(source))
    edited = replace(english, "Think what you like.", "Suit yourself.").read_text("utf-8")
    translate_subtitles(Job(source))
    assert english.read_text("utf-8").split() == edited.split()


def test_what_is_refused_is_refused_the_next_time_too(source: Path, english: Path) -> None:
    joined(english)
    replace(english, MACHINES, PERSONS)
    with_term(source)
    assert beside(source) == ["E01.en.new.srt"]
    record = translate_subtitles(Job(source))
    assert beside(source) == ["E01.en.new.srt"]
    assert any("would read otherwise now" in warning for warning in record.warnings)


def test_a_run_of_other_formats_does_not_forget_how_a_file_was_written(source: Path, english: Path) -> None:
    replace(english, "00:00:01,000 -->", "00:00:00,500 -->")
    with_term(source, TERM, "vtt")
    with_term(source, OTHER, *BOTH)
    for path in (english, english.with_suffix(".vtt")):
        text = path.read_text("utf-8")
        assert OTHER in text
        assert "00:00:00.500 -->" in text.replace(",", ".")


def test_an_added_cue_changes_no_other_where_nothing_is_fitted_anew(source: Path, english: Path) -> None:
    add(english, "00:00:23,500", "00:00:25,000")
    left = sorted(cues(english))
    translate_subtitles(Job(source))
    assert sorted(cues(english)) == left


def test_an_added_cue_over_another_follows_too(source: Path, english: Path) -> None:
    add(english, "00:00:30,949", "00:00:32,026")
    with_term(source)
    assert TERM in english.read_text("utf-8")
    assert "00:00:30,949 --> 00:00:32,026\nWait!" in english.read_text("utf-8")


def test_times_of_a_person_are_not_those_of_another_line(source: Path, english: Path) -> None:
    """All is said three seconds later by now."""
    replace(english, "--> 00:00:06,000", "--> 00:00:05,100")
    translate_subtitles(Job(source))
    shifted(source, 3)
    record = translate_subtitles(Job(source))
    assert any("would read otherwise now (at 0:04.000)" in warning for warning in record.warnings)
    assert "00:00:04,000 --> 00:00:06,000\nIt's cold" in english.with_name("E01.en.new.srt").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("seconds", [1.5, 3])
def test_what_is_corrected_in_a_file_that_was_moved_is_learned_of_its_own_line(
    source: Path, english: Path, seconds: float
) -> None:
    shifted(english, seconds)
    translate_subtitles(Job(source))
    replace(english, MACHINES, PERSONS)
    translate_subtitles(Job(source))
    assert remembered(source) == [("L0005", PERSONS)]


def test_a_file_that_was_moved_follows(source: Path, english: Path) -> None:
    shifted(english, 1.5)
    with_term(source)
    assert f"00:00:11,500 --> 00:00:13,500\nCome eat the {TERM}." in english.read_text("utf-8")
    assert cues(english)[0].startswith("00:00:02,500")


def test_a_folder_in_the_place_of_a_file_is_told(source: Path, english: Path) -> None:
    english.unlink()
    english.mkdir()
    with pytest.raises(InputError, match="is a folder"):
        translate_subtitles(Job(source))


def test_nothing_is_copied_twice(source: Path, english: Path) -> None:
    edited = replace(english, MACHINES, PERSONS).read_text("utf-8")
    with_term(source)
    english.write_text(edited, "utf-8")
    with_term(source, OTHER)
    assert beside(source) == ["E01.en.srt.bak"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("PlayResY: 1920", "PlayResY: 288"), ("[Events]", "[Fonts]\nfontname: x.ttf\n!!!!\n\n[Events]")],
)
def test_what_a_script_has_beside_its_cues_stays(source: Path, english: Path, old: str, new: str) -> None:
    translate_subtitles(Job(source, formats=("ass",)))
    path = english.with_suffix(".ass")
    text = re.sub(r"PlayResY: \d+", "PlayResY: 1920", path.read_text("utf-8"))
    path.write_text(text.replace(old, new), "utf-8")
    with_term(source, TERM, "ass")
    assert new in path.read_text("utf-8")


def test_a_run_that_was_killed_teaches_nothing(
    source: Path, english: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After its files were written, and before it could say so."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Session, "_written_tracks", _at_the_second(Session._written_tracks, killed))
        with pytest.raises(KeyboardInterrupt):
            with_term(source)
    assert TERM in english.read_text("utf-8")
    record = translate_subtitles(Job(source))
    assert remembered(source) == []
    assert not any("edited by hand" in warning for warning in record.warnings)


def _at_the_second(call: Callable[..., object], otherwise: Callable[..., object]) -> Callable[..., object]:
    calls: list[None] = []

    def counted(*given: object) -> object:
        calls.append(None)
        return call(*given) if len(calls) == 1 else otherwise(*given)

    return counted


def test_what_was_left_beside_it_is_taken_away_also_behind_a_gap(source: Path, english: Path) -> None:
    joined(english)
    with_term(source)
    new = english.with_name("E01.en.new.srt")
    replace(new, "00:00:31,000 -->", "00:00:31,200 -->")
    translate_subtitles(Job(source))
    assert beside(source) == ["E01.en.new.srt", "E01.en.new2.srt"]
    new.replace(english)
    translate_subtitles(Job(source))
    assert [name for name in beside(source) if ".new" in name] == []


def test_a_second_thought_reaches_the_other_format(source: Path, english: Path) -> None:
    translate_subtitles(Job(source, formats=BOTH))
    for old, new in (("01,000", "00,500"), ("00,500", "00,700")):
        replace(english, f"00:00:{old} -->", f"00:00:{new} -->")
        record = translate_subtitles(Job(source, formats=BOTH))
    assert "00:00:00.700 -->" in english.with_suffix(".vtt").read_text("utf-8")
    assert not any("E01.en.vtt was edited" in warning for warning in record.warnings)


def test_an_added_cue_that_is_taken_out_again_stays_out(source: Path, english: Path) -> None:
    translate_subtitles(Job(source, formats=BOTH))
    before = english.read_text("utf-8")
    add(english)
    translate_subtitles(Job(source, formats=BOTH))
    assert "Wait!" in english.with_suffix(".vtt").read_text("utf-8")
    english.write_text(before, "utf-8")
    translate_subtitles(Job(source, formats=BOTH))
    assert english.read_text("utf-8") == before
    assert "Wait!" not in english.with_suffix(".vtt").read_text("utf-8")


@pytest.mark.parametrize("coarse", ["ass", "itt"])
def test_a_format_with_coarser_times_is_no_other_opinion(source: Path, english: Path, coarse: str) -> None:
    forms = ("srt", coarse)
    translate_subtitles(Job(source, formats=forms))
    replace(english, "00:00:10,000 -->", "00:00:10,485 -->")
    translate_subtitles(Job(source, formats=forms))
    with_term(source, TERM, *forms)
    assert "00:00:10,485 -->" in english.read_text("utf-8")
    assert TERM in english.read_text("utf-8")


def test_words_and_place_of_one_cue_may_be_changed_at_once(source: Path, english: Path) -> None:
    replace(english, MACHINES, f"{{\\an8}}{PERSONS}")
    replace(english, "Come eat", "{\\an8}Come eat")
    with_term(source)
    assert f"{{\\an8}}{PERSONS}" in english.read_text("utf-8")
    assert f"{{\\an8}}Come eat the {TERM}" in english.read_text("utf-8")


def test_words_and_times_of_one_cue_may_be_changed_at_once(source: Path, english: Path) -> None:
    replace(english, MACHINES, PERSONS)
    replace(english, "00:00:19,000 --> 00:00:21,000", "00:00:20,100 --> 00:00:21,900")
    with_term(source)
    assert f"00:00:20,100 --> 00:00:21,900\n{PERSONS}" in english.read_text("utf-8")


def test_a_cue_may_be_parted_and_corrected_at_once(source: Path, english: Path) -> None:
    replace(english, MACHINES, "How have I\n\n88\n00:00:20,000 --> 00:00:21,000\never wronged you?")
    replace(english, "00:00:19,000 --> 00:00:21,000", "00:00:19,000 --> 00:00:19,950")
    with_term(source)
    text = english.read_text("utf-8")
    assert "00:00:19,000 --> 00:00:19,950\nHow have I\n" in text
    assert (TERM in text, "00:00:20,000 --> 00:00:21,000\never wronged you?" in text) == (True, True)


def test_a_word_that_is_corrected_in_half_of_a_parted_cue_leaves_it_parted(
    source: Path, english: Path
) -> None:
    replace(english, "00:00:13,000 --> 00:00:15,000\nYour favourite.", "00:00:13,000 --> 00:00:13,960\nYour")
    add(english, "00:00:14,040", "00:00:15,000")
    replace(english, "Wait!", "favourite.")
    translate_subtitles(Job(source))
    replace(english, "13,960\nYour", "13,960\nMy")
    translate_subtitles(Job(source))
    assert "00:00:13,000 --> 00:00:13,960\nMy\n" in english.read_text("utf-8")
    assert "00:00:14,040 --> 00:00:15,000\nfavourite." in english.read_text("utf-8")


def test_a_run_of_the_episode_keeps_what_was_changed_in_the_translation_of_its_subtitles(
    tmp_path: Path, sichuan_clip: Path
) -> None:
    media = corrected_media(tmp_path, sichuan_clip)
    english = media.with_name("E01.en.srt")
    translate_subtitles(Job(media.with_name("E01.zh.srt"), to=("en",)))
    start = re.search(r"\d\d:\d\d:\d\d,\d\d\d", english.read_text("utf-8"))
    assert start is not None
    replace(english, start[0], f"{start[0][:-3]}777")
    translate_subtitles(Job(media.with_name("E01.zh.srt"), to=("en",)))
    edited = english.read_bytes()
    episode(Job(media))
    assert english.read_bytes() == edited
    assert beside(media) == []


def test_a_format_that_nobody_changed_follows_though_another_cannot(source: Path, english: Path) -> None:
    translate_subtitles(Job(source, formats=BOTH))
    joined(english)
    for _ in range(2):
        with_term(source, TERM, *BOTH)
        assert TERM in english.with_suffix(".vtt").read_text("utf-8")
        assert beside(source) == ["E01.en.new.srt", "E01.en.vtt"]


def test_a_cue_that_is_put_back_is_the_line_that_it_was(source: Path, english: Path) -> None:
    pork = "00:00:10,000 --> 00:00:12,000\nCome eat the pork."
    left = [cue for cue in cues(english) if cue != pork]
    for now in (left, [*left[:2], pork, *left[2:]], [*left[:2], pork.replace(" the", "\nthe"), *left[2:]]):
        english.write_text("".join(f"{at}\n{cue}\n\n" for at, cue in enumerate(now, 1)), "utf-8")
        translate_subtitles(Job(source))
        assert cues(english) == now
    with_term(source)
    assert english.read_text("utf-8").count("Come eat") == 1
    assert TERM in english.read_text("utf-8")
    assert remembered(source) == []


def test_what_is_copied_from_beside_it_corrects_nothing(source: Path, english: Path) -> None:
    joined(english)
    with_term(source)
    new = cues(english.with_name("E01.en.new.srt"))
    english.write_text("".join(f"{at}\n{cue}\n\n" for at, cue in enumerate(new, 1)), "utf-8")
    replace(english, "00:00:01,000 -->", "00:00:00,500 -->")
    translate_subtitles(Job(source))
    assert ([name for name in beside(source) if ".new" in name], remembered(source)) == ([], [])


def test_a_cue_that_was_typed_without_settings_follows(source: Path, english: Path) -> None:
    path = english.with_suffix(".vtt")
    translate_subtitles(Job(source, formats=("vtt",)))
    path.write_text(f"{path.read_text('utf-8')}\n00:00:50.000 --> 00:00:52.000\nWait!\n", "utf-8")
    with_term(source, TERM, "vtt")
    assert TERM in path.read_text("utf-8")
    assert "Wait!" in path.read_text("utf-8")
