"""What is said in the first language of a track in two."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.track import Cue, Track
from localize.domain.transcript import Evidence, Line, Transcript
from localize.pipeline.naming import SubtitleName
from localize.pipeline.reading_back import said_in
from localize.pipeline.record import LineRecord, RunRecord
from localize.profiles import load_profile
from localize.subtitle.fit import fit
from localize.subtitle.lines import as_transcript
from tests.pipeline.records import record_with
from tests.subtitle.lines import dumped, loaded

NAME = SubtitleName("E01", "es", second="en")
ALONE = (("No.",), ("Sí, señor.",), ("OK",))
BOTH = (("No.", "No."), ("Sí, señor.", "Yes, sir."), ("OK", "OK"))


def track(*rows: tuple[str, ...], later_ms: int = 0) -> Track:
    return Track(
        "es",
        tuple(
            Cue(f"L{at}", at * 1000 + later_ms, at * 1000 + 900 + later_ms, one)
            for at, one in enumerate(rows)
        ),
    )


def said(read: Track) -> list[tuple[str, ...]]:
    record = record_with(tracks={"es": track(*ALONE), "es+en": track(*BOTH)})
    return [cue.rows for cue in said_in(read, NAME, [record]).cues]


@pytest.mark.parametrize("later_ms", [0, 60_000])
def test_a_row_that_is_the_same_in_both_languages_is_kept_once(later_ms: int) -> None:
    assert said(track(*BOTH, later_ms=later_ms)) == list(ALONE)


def test_a_row_of_another_cue_in_the_second_language_is_no_reason_to_drop_it() -> None:
    assert said(track(BOTH[0], ("No.", "Yes, sir."), BOTH[2])) == [("No.",), ("No.",), ("OK",)]


def test_a_row_in_the_second_language_that_a_person_changed_is_known_by_its_place() -> None:
    assert said(track(BOTH[0], ("Sí, señor.", "Yes, my lord."), BOTH[2])) == list(ALONE)


def test_rows_that_came_or_went_are_told_by_what_stood_in_the_cue() -> None:
    read = track(BOTH[0], ("Sí,", "señor.", "Yes, sir."), BOTH[2])
    assert said(read) == [("No.",), ("Sí,", "señor."), ("OK",)]


# Each once: said twice, with a space and without, nothing tells which of the two a row was.
PHRASES = {
    "th": ("ผมไม่รู้", "ว่าเขา", "จะมาเมื่อไหร่", "แต่คุณแม่", "บอกผมแล้ว", "อย่ากลับไป", "ที่เฉิงตู", "กับพี่สาว"),
    "km": ("ខ្ញុំមិនដឹង", "ថាគាត់", "មកពេលណា", "ប៉ុន្តែម្តាយ", "ប្រាប់ខ្ញុំហើយ", "កុំត្រឡប់ទៅ", "ផ្ទះវិញ"),
    "lo": ("ຂ້ອຍບໍ່ຮູ້", "ວ່າລາວ", "ຈະມາເມື່ອໃດ", "ແຕ່ແມ່", "ບອກຂ້ອຍແລ້ວ", "ຢ່າກັບໄປ", "ເຮືອນ"),
    "my": ("ကျွန်တော်မသိဘူး", "သူဘယ်တော့လာမလဲ", "ဒါပေမဲ့", "အမေက", "ပြောပြီးပြီ", "ပြန်မသွားနဲ့", "အိမ်ကို"),
    "zh": ("你啷个不问我", "同不同意", "就自己跑起来了", "成都三十家", "都是她老汉儿", "留给她的", "要得"),
    "ja": ("お前は", "何をやって", "いるんだ", "離婚届に", "署名しろ", "明日までに", "母さんが"),
}
BETWEEN = {"zh": ("", "，", " "), "ja": ("", "、", " ")}


def said_lines(language: str) -> st.SearchStrategy[tuple[str, str]]:
    between = st.sampled_from(BETWEEN.get(language, ("", " ")))
    phrases = st.permutations(PHRASES[language])
    gaps = st.lists(between, min_size=len(PHRASES[language]), max_size=len(PHRASES[language]))
    return st.tuples(phrases, gaps).map(
        lambda drawn: (language, "".join(word + gap for word, gap in zip(*drawn, strict=True)).strip())
    )


def record_of(language: str, *texts: str) -> RunRecord:
    lines = (
        LineRecord(f"L{at}", at * 9000, at * 9000 + 8000, text, (), Evidence(), (), {})
        for at, text in enumerate(texts)
    )
    return record_with(lines=tuple(lines))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PHRASES)).flatmap(said_lines))
def test_a_text_that_is_read_back_and_written_again_stays_as_it_was(drawn: tuple[str, str]) -> None:
    language, text = drawn
    limits = load_profile("vertical").limits(language)
    written = fit(Transcript(language, (Line("L0", text, 0, 8000),)), None, limits)
    file = dumped(written, "srt")
    name = SubtitleName("E01", language)
    read = as_transcript(said_in(loaded(file, "srt", language), name, [record_of(language, text)]))
    assert all(line.text in text for line in read.lines)
    again = [fit(msgspec.structs.replace(read, lines=(line,)), None, limits) for line in read.lines]
    assert [cue.rows for one in again for cue in one.cues] == [cue.rows for cue in written.cues]


def test_rows_that_a_person_has_changed_keep_what_stood_between_the_others() -> None:
    record = record_of("zh", "要得，我签。你二天莫后悔哈，听到没得？", "走嘛")
    rows = ("好的，我签。你二天莫后悔哈", "听到没得？")
    read = Track("zh", (Cue("L0", 0, 3000, rows), Cue("L1", 4000, 5000, ("走嘛", "快点"))))
    assert [cue.rows for cue in said_in(read, SubtitleName("E01", "zh"), [record]).cues] == [
        ("好的，我签。你二天莫后悔哈，听到没得？",),
        ("走嘛", "快点"),
    ]
