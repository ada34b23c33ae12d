"""What is mended, what is left, and that nothing is lost on the way."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.domain.finding import BLOCKING
from localize.subtitle.checks import examine
from localize.subtitle.checks.mending import mended
from tests.subtitle.checks.exams import exam, limits, manuscript, srt, written


def mend(text: str | bytes, name: str = "e.srt", duration_ms: int = 0, **changed: Any) -> str:
    return written(mended(exam(text, limits(**changed), None, duration_ms, name))[0])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Well...", "Well…"),
        ("<i>Well...</i>", "<i>Well…</i>"),
        ("  Who  are you ?", "Who are you?"),
        ("a\x07b\u2028c", "ab c"),
        ("- Yes.\n—No.", "-Yes.\n-No."),
        ("<i>- Yes.</i>\n- No.", "<i>-Yes.</i>\n-No."),
        ("Come\non in.", "Come on in."),
        ("{\\an8}<i>Come\non in.</i>", "{\\an8}<i>Come on in.</i>"),
        ("{\\an8}Come\n\non  in...", "{\\an8}Come on in…"),
        (
            "The man who came here yesterday, and left us.",
            "The man who came here yesterday,\nand left us.",
        ),
    ],
)
def test_text_is_mended(before: str, after: str) -> None:
    assert mend(srt((1000, 6000, before))) == srt((1000, 6000, after))


@pytest.mark.parametrize(
    "text",
    [
        "<i>Come</i>\non in.",  # where would the tag end?
        "1 < 2\n<b>on",
        "<A\n>",
        "NO PARKING HERE\nSee?",
        "-Yes.\n-No.",
        "v1..2",
        "a" * 90,
    ],
)
def test_what_is_not_safe_stays(text: str) -> None:
    assert mend(srt((1000, 6000, text))) == srt((1000, 6000, text))


@pytest.mark.parametrize(
    ("spans", "ends"),
    [
        (((0, 2000), (2000, 4000)), (1916, 4000)),  # the gap
        (((0, 2300), (2000, 4000)), (1916, 4000)),  # a little overlap
        (((0, 2000), (2300, 4000)), (2216, 4000)),  # an open gap
        (((0, 300), (2000, 4000)), (833, 4000)),  # too short, and there is room
        (((0, 300), (900, 4000)), (816, 4000)),  # no room: the gap is closed all the same
        (((0, 3000), (2000, 4000)), (3000, 4000)),  # much overlaps
        (((0, 400), (400, 4000)), (400, 4000)),  # nothing would be left of it
        (((0, 6800), (7200, 9000)), (6800, 9000)),  # it would stay too long
        (((0, 6900), (1000, 1300)), (6900, 1300)),  # too short, while another stands there
    ],
)
def test_only_ends_are_moved(spans: tuple[tuple[int, int], ...], ends: tuple[int, ...]) -> None:
    after, _ = mended(exam(srt(*((start, end, "Hi.") for start, end in spans))))
    assert [entry.start_ms for entry in after.entries] == [start for start, _ in spans]
    assert tuple(entry.end_ms for entry in after.entries) == ends


def test_a_cue_ends_with_the_video() -> None:
    assert mend(srt((1000, 6000, "Hi.")), duration_ms=4000) == srt((1000, 4000, "Hi."))


def test_what_was_done_is_told_for_each_cue() -> None:
    _, done = mended(exam(srt((0, 2000, "Well..."), (2000, 4000, "Hi."))))
    assert [(one.check, one.cue) for one in done] == [("ellipsis", 1), ("gap", 1)]
    assert done[1].what == "ends 84 ms sooner: the gap to cue 2"


class Wide:
    """A ruler by which twenty letters fill the width."""

    def share(self, row: str) -> float:
        return len(row) / 20


def test_rows_are_broken_for_the_letters_of_the_delivery() -> None:
    asked = exam(srt((0, 6000, "The man who came here, and left us.")), limits(row_width=24))
    measured, _ = mended(replace(asked, ruler=Wide()))
    counted, _ = mended(asked)
    assert counted.entries[0].rows == ["The man who came here,", "and left us."]
    assert measured.entries[0].rows == ["The man who came", "here, and left us."]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("نعم, سيدي;\nماذا تريد?", "نعم، سيدي؛\nماذا تريد؟"),
        ("<i>ماذا?</i> 1,000 OK?", "<i>ماذا؟</i> 1,000 OK?"),
        ("http://a.b?c=1, نعم", "http://a.b?c=1, نعم"),
    ],
)
def test_marks_become_those_of_the_language(before: str, after: str) -> None:
    mended_text = mend(srt((1000, 6000, before)), language="ar", marks=",،;؛?؟", row_width=20)
    assert mended_text == srt((1000, 6000, after))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("สวัส\nดีครับ", "สวัสดีครับ"),  # a word was torn: nothing stood there
        ("ผมไม่รู้.\nเขาไป", "ผมไม่รู้. เขาไป"),  # after a mark there is a space
        ("ไม่ใช่\nครับ", "ไม่ใช่\nครับ"),  # a space, or nothing?
        ("ผมจะแนะนำคุณให้คนอื่นๆ ชื่อ\nหลี่", "ผมจะแนะนำคุณให้คนอื่นๆ ชื่อ\nหลี่"),
    ],
)
def test_rows_of_thai_are_broken_between_words_alone(before: str, after: str) -> None:
    assert mend(srt((1000, 6000, before)), language="th", row_width=20, dash="- ") == srt((1000, 6000, after))


def test_no_word_is_torn_for_a_row_that_is_too_long() -> None:
    for text, width in (("ประชาธิปไตย", 6), ("ผมไม่รู้ว่าประชาธิปไตย", 6)):
        assert mend(srt((1000, 6000, text)), language="th", row_width=width) == srt((1000, 6000, text))
    long = mend(srt((1000, 6000, "ผมไม่รู้ว่าประชาธิปไตย")), language="th", row_width=12)
    assert long == srt((1000, 6000, "ผมไม่รู้\nว่าประชาธิปไตย"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("我走了\n你保重", "我走了\n你保重"),  # a comma may have stood there
        ("我走了，\n你保重", "我走了，你保重"),
        ("老汉儿不\n同意", "老汉儿不\n同意"),
        ("成\n都", "成都"),
    ],
)
def test_rows_of_chinese_go_on_where_nothing_can_have_stood(before: str, after: str) -> None:
    assert mend(srt((1000, 6000, before)), language="zh", wide=True, row_width=16) == srt((1000, 6000, after))


CHINESE = "老汉儿，你啷个不问我同不同意，就自己跑起来了，"


def test_marks_at_the_ends_of_chinese_rows_are_not_lost() -> None:
    after = mend(srt((0, 6000, CHINESE)), language="zh", wide=True, row_width=16, dash="-")
    assert after.replace("\n", "").count("，") == CHINESE.count("，")
    assert len(manuscript(after, language="zh").entries[0].rows) == 2


VTT = """WEBVTT - a title

STYLE
::cue { color: red }

NOTE  two  blanks...

intro
00:01.000 --> 00:03.000 line:90%
<v Li>Well...</v>

00:00:03.010 --> 01:00:05.000
a &amp; b...
"""
ASS = (
    "[Script Info]\nTitle: x...\n\n[V4+ Styles]\nFormat: Name, Alignment\nStyle: Top,8\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:01.00,Top,,0,0,0,,note...\n"
    "Dialogue: 0,0:00:01.00,0:00:03.00,Top,,0,0,0,,{\\i1}Come,{\\i0} you...\\Nand me\n"
    "Dialogue: 0,0:00:03.00,0:00:05.00,Top,,0,0,0,,{\\p1}m 0 0...{\\p0}\n"
    "Dialogue: 0,0:00:03.01,0:00:05.00,Top,Li,0,0,0,,Yes.\n"
)


def test_all_else_in_a_file_stays_as_it_was() -> None:
    assert mend(VTT, "e.vtt") == VTT.replace("Well...", "Well…").replace("b...", "b…").replace(
        "00:03.000 line", "00:02.926 line"
    )
    assert mend(ASS, "e.ass") == ASS.replace("you...", "you…").replace(
        "0:00:03.00,Top,,0,0,0,,{\\i", "0:00:02.92,Top,,0,0,0,,{\\i"
    )


def test_a_file_of_windows_stays_one() -> None:
    before = srt((0, 2000, "Well...")).replace("\n", "\r\n")
    assert mend(before) == before.replace("...", "…")


def test_every_line_ends_as_it_did() -> None:
    before = (
        "1\r\n00:00:00,000 --> 00:00:02,000\r\nWell...\r\n\n2\n00:00:03,000 --> 00:00:06,000\na...\rb\n\r"
    )
    assert mend(before) == before.replace("...", "…").replace("\rb", " b")
    old = srt((0, 2000, "Well...")).replace("\n", "\r")
    assert mend(old) == old.replace("...", "…")


row = st.text(st.sampled_from("ab A.…-–,!?  1 (<i>)&老好，。สวดี\u3000\u00a0\x07م\ud800🔥"), max_size=30)
text = st.lists(row, min_size=1, max_size=4).map("\n".join)
cues = st.lists(st.tuples(st.integers(0, 20_000), st.integers(1, 9000), text), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cues, st.sampled_from(["en", "zh", "fr", "th", "ar"]), st.sampled_from(["e.srt", "e.vtt", "e.ass"]))
def test_nothing_is_lost_and_mending_again_does_nothing(
    drawn: list[tuple[int, int, str]], language: str, name: str
) -> None:
    before = _file(sorted(drawn), name)
    marks = ",،;؛?؟" if language == "ar" else ""
    rules = limits(language=language, wide=language == "zh", dash="- ", marks=marks)
    asked = exam(before, rules, name=name)
    after, _ = mended(asked)
    data = written(after)
    again = exam(data, rules, name=name)
    assert [_letters(one.text) for one in again.entries] == [_letters(one.text) for one in asked.entries]
    assert [one.start_ms for one in again.entries] == [one.start_ms for one in asked.entries]
    assert mended(again)[1] == ()
    assert written(again) == data
    grave = {finding.check for finding in examine(asked) if finding.severity == BLOCKING}
    assert {finding.check for finding in examine(after) if finding.severity == BLOCKING} <= grave


def _letters(shown: str) -> str:
    """What a reader would miss."""
    return re.sub(r"[\s.…。\-–\x07]", "", shown.translate(str.maketrans(",;?", "،؛؟")))


def _file(drawn: list[tuple[int, int, str]], name: str) -> str:
    spans = [(start, start + length, text) for start, length, text in drawn]
    if name == "e.srt":
        return srt(*spans)
    if name == "e.vtt":
        body = srt(*spans).replace(",", "、")
        return "WEBVTT\n\n" + re.sub(r"(\d\d:\d\d:\d\d)、(\d{3})", r"\1.\2", body)
    return "[Events]\n" + "".join(
        f"Dialogue: 0,{_stamp(start)},{_stamp(end)},Default,,0,0,0,," + text.replace("\n", "\\N") + "\n"
        for start, end, text in spans
    )


def _stamp(ms: int) -> str:
    return f"0:00:{ms // 1000:02d}.{ms % 1000 // 10:02d}"
