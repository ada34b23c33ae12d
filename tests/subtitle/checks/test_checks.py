"""Every check has files that it finds something in, and files that it passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from localize.domain.finding import BLOCKING, NOTE, WARNING
from localize.domain.screen import Frames, Screen
from localize.errors import UnknownName
from localize.subtitle.checks import CHECKS, examine, gravities
from tests.subtitle.checks.exams import exam, limits, srt


class Case(NamedTuple):
    """What `exam` is given: a file, or the text of its only cue, shown for two seconds."""

    file: str | bytes
    changed: Mapping[str, Any] = MappingProxyType({})
    screen: Screen | None = None
    duration_ms: int = 0
    name: str = "e.srt"


def says(text: str, **changed: Any) -> Case:
    return Case(srt((1000, 3000, text)), changed)


def shown(
    *spans: tuple[int, int], at_top: bool = False, screen: Screen | None = None, **changed: Any
) -> Case:
    """Cues of one word."""
    cues = [
        (start, end, "{\\an8}Hi." if at_top and number else "Hi.")
        for number, (start, end) in enumerate(spans)
    ]
    return Case(srt(*cues), changed, screen)


def vtt(text: str) -> Case:
    return Case(f"WEBVTT\n\n00:01.000 --> 00:03.000\n{text}\n", name="e.vtt")


def ass(text: str) -> Case:
    return Case(f"[Events]\nDialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,{text}\n", name="e.ass")


FILM = Screen(1080, 1920, Frames(24), cuts=(10_000,))
FAST = Screen(1080, 1920, Frames(60))
LONG = "a row of words that is by far too long for it"
UNEVEN = "a\nrow of words that would be better even"
MARKS = ",،;؛?؟"
CRY = "WHAT STANDS ON THE SIGN"


FOUND: dict[str, list[Case]] = {
    "encoding": [
        Case(b"\xef\xbb\xbf" + srt((0, 2000, "Hi.")).encode()),
        Case(srt((0, 2000, "Hi.")).encode("utf-16")),
        Case(srt((0, 2000, "走嘛，等我一哈")).encode("gb18030"), {"language": "zh"}),
        Case(srt((0, 2000, "Olé, mañana, niño")).encode("latin-1") + srt((3000, 4000, "ñandú é à")).encode()),
    ],
    "guessed-encoding": [
        Case(srt((0, 2000, "Mañana, señor.")).encode("latin-1"), {"language": "es"}),
        Case(srt((0, 2000, "안녕하세요, 어머니.")).encode("euc-kr"), {"language": "ko"}),
        Case("0:00:01.000,0:00:03.000\nMañana, señor.\n".encode("latin-1"), {"language": "es"}, name="e.sbv"),
    ],
    "other-marks": [
        says("ماذا تريد?", language="ar", marks=MARKS),
        says("نعم, سيدي", language="ar", marks=MARKS),
        says("<i>«نعم»; لا</i>", language="ar", marks=MARKS),
        says("في 2024?", language="ar", marks=MARKS),
        says("آپ کیا چاہتے ہیں?", language="ur", marks=MARKS),
    ],
    "torn-word": [
        says("สวัส\nดีครับ", language="th"),
        says("<i>ខ្ញុំស្រ</i>\nឡាញ់អ្នក", language="km"),
        says("ຂ້ອຍຮ\n\nັກເຈົ້າ", language="lo"),
        says("ကျွန်တော\n်မသိဘူး", language="my"),
    ],
    "frame-rate": [
        Case(srt((0, 2000, "Hi.")), screen=Screen(1, 1, Frames(15))),
        Case(srt((0, 2000, "Hi.")), screen=Screen(1, 1, Frames.at_moments((0, 40, 90), 25, 1))),
    ],
    "order": [shown((5000, 6000), (1000, 2000))],
    "times": [shown((2000, 1000)), shown((1000, 1000)), Case(srt((0, 2000, "Hi.\n00:00:01 --> 00:00:02")))],
    "empty": [says(""), says("<i></i>"), says("{\\an8} "), vtt("&nbsp;"), says("\u200b")],
    "control-character": [says("a\x07b"), says("a\0b"), says("a\u2028b"), says("a\ufeffb"), says("a\x85b")],
    "lost-character": [says("a\ud800b"), says("caf\ufffd")],
    "bidi-control": [says("\u202bمرحبا\u202c", glyphs="netflix"), says("a\u200fb", glyphs="netflix")],
    "markup": [
        says("<i>a"),
        says("a</i>"),
        says("<i><b>a</i></b>"),
        says("<x>a"),
        says("a {\\an8"),
        vtt("a <b"),
        vtt("<font>a</font>"),
        ass("{\\i1 a"),
    ],
    "italics": [says("<i>a</i>", italics=False), ass("{\\i1}a{\\i0}")._replace(changed={"italics": False})],
    "white-space": [
        says(" a"),
        says("a "),
        says("a  b"),
        says("a\tb"),
        says("a\n\nb"),
        says("Why ?"),
        says("走\u3000"),
        vtt("a  b"),
        ass("a\\N b"),
    ],
    "ellipsis": [says("Well..."), says("Well . . ."), says("好。。。"), vtt("Well......"), ass("Well...")],
    "dialogue-dash": [
        says("- Yes.\n- No."),
        says("—Yes.\n—No."),
        says("-Yes.\n- No."),
        says("<i>-Yes.\n- No.</i>"),
        says("-Yes.\n-No.", dash="- "),
    ],
    "glyph": [says("Fire 🔥", glyphs="netflix"), says("ກ", glyphs="netflix")],
    "spelled-number": [says("He had 5 apples."), says("All 10 of us."), says("Just 3.")],
    "number-first": [says("300 men came."), says("Yes. 20 of them."), says("“7 days,” he said.")],
    "sound-brackets": [
        says("(sighs)"),
        says("(MAN) Who's there?"),
        says("- （笑）\n- No."),
        says("[sighs]", sound_brackets="()"),
    ],
    "chinese-left": [says("老汉儿 is here"), says("你好吗", language="ja"), says("国", language="th")],
    "script": [says("Nobody translated this", language="th"), says("Это по-русски, не так")],
    "rows": [says("a\nb\nc")],
    "row-width": [says(LONG), says("啊" * 17, language="zh", wide=True, row_width=16)],
    "free-width": [says("WWWWWWWWWW")],
    "fits-one-row": [says("Come\non in."), says("<i>Come\non in.</i>"), vtt("Come\non in.")],
    "uneven-rows": [says(UNEVEN, row_width=26)],
    "past-end": [Case(srt((5000, 6000, "Hi.")), duration_ms=5000)],
    "overhang": [Case(srt((3000, 6000, "Hi.")), screen=FAST, duration_ms=5000)],
    "overlap": [
        shown((0, 2000), (1999, 3000)),
        shown((0, 2000), (0, 2000)),
        shown((0, 9000), (1000, 2000)),
        Case("WEBVTT\n\n00:00.000 --> 00:02.000\na\n\n00:01.000 --> 00:03.000\nb\n", name="e.vtt"),
    ],
    "card-over-dialogue": [
        Case(srt((0, 3000, CRY), (1000, 2000, "Hi."))),
        Case(srt((0, 3000, "Hi."), (1000, 2000, CRY))),
    ],
    "card-in-dialogue": [says(f"{CRY}\nWhat is that?")],
    "gap": [shown((0, 2000), (2000, 4000)), shown((0, 2000), (2050, 4000), screen=FILM)],
    "min-duration": [shown((0, 800))],
    "max-duration": [shown((0, 7100))],
    "open-gap": [shown((0, 2000), (2300, 4000)), shown((0, 2000), (2150, 4000), screen=FILM)],
    "reading-speed": [
        says("Far too much to read in two seconds, is it?"),
        says("走嘛" * 10, language="zh", wide=True, characters_per_second=9),
    ],
    "reading-speed-of-two": [Case(srt((0, 2000, "a" * 39), (0, 2000, "{\\an8}" + "b" * 39)))],
    "shot-cut": [
        shown((10_200, 12_000), screen=FILM),  # late
        shown((9_800, 12_000), screen=FILM),  # early
        shown((9_600, 12_000), screen=FILM),  # not clear of it
        shown((8_000, 9_700), screen=FILM),  # ends before it
        shown((8_000, 10_000), screen=FILM),  # ends on it
        shown((8_000, 10_200), screen=FILM),  # ends after it
    ],
}

PASSED: dict[str, list[Case]] = {
    "encoding": [says("Olé 走嘛")],
    "guessed-encoding": [
        says("Olé 走嘛"),
        Case(srt((0, 2000, "Mañana")).encode("utf-16"), {"language": "es"}),
        Case(srt((0, 2000, "走嘛，等我一哈")).encode("gb18030"), {"language": "zh"}),
    ],
    "other-marks": [
        says("ماذا تريد؟ نعم، لا؛", language="ar", marks=MARKS),
        says("1,000 ريال و 2,5", language="ar", marks=MARKS),
        says("قال: Hello, Mom?", language="ar", marks=MARKS),
        says("Who? Me, you;", language="ar", marks=MARKS),
        says("ماذا تريد?", language="ar"),
    ],
    "torn-word": [
        says("สวัสดี\nครับ", language="th"),
        says("OK\nครับ", language="th"),
        says("- ใช่\n- ไม่", language="th"),
        says("ខ្ញុំ\nស្រឡាញ់អ្នក", language="km"),
        says("成\n都", language="zh"),
    ],
    "frame-rate": [
        says("Hi."),
        Case(srt((0, 2000, "Hi.")), screen=Screen(1, 1, Frames(24000, 1001))),
        Case(srt((0, 2000, "Hi.")), {"frame_rates": ()}, Screen(1, 1, Frames(15))),
    ],
    "order": [
        shown((1000, 2000), (1000, 2000)),
        Case(
            "[Events]\nDialogue: 0,0:00:09.00,0:00:10.00,Default,,0,0,0,,b\n"
            "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n",
            name="e.ass",
        ),
    ],
    "times": [shown((1000, 1001)), says("an arrow --> here")],
    "empty": [says("-"), says("♪")],
    "control-character": [says("a\nb"), says("ZWJ 👩‍👧"), says("\u2060<i>")],
    "lost-character": [says("👩‍👧 𠮷")],
    "bidi-control": [says("\u202bمرحبا\u202c"), says("مرحبا", glyphs="netflix")],
    "markup": [
        says("<i>a</i> <b>b</b>"),
        says("1 < 2 > 1"),
        says('{\\an8}<font color="red">a</font>'),
        vtt("<v Li>a"),
        vtt("<c.yellow>a</c> &lt;b&gt;"),
        ass("{\\i1}a{\\i0} \\{x"),
        says("<I>a</I>"),
    ],
    "italics": [says("<i>a</i>"), says("a", italics=False)],
    "white-space": [
        says("a b"),
        says("Quoi ?", language="fr"),
        says("走\u3000嘛"),
        says("3 .5"),
        says("a ...b"),
    ],
    "ellipsis": [says("Well…"), says("v1..2"), says("Well...", ellipsis="..."), says("好……", language="zh")],
    "dialogue-dash": [
        says("-Yes.\n-No."),
        says("- Yes.\n- No.", dash="- "),
        says("- Yes.\n- No.", dash=""),
        says("- Yes."),
        says("-5 degrees\n-6 degrees"),
        says("-Yes.\nI do.\n-No."),
    ],
    "glyph": [says("Olé!", glyphs="netflix"), says("Fire 🔥")],
    "spelled-number": [
        says("He had five apples."),
        says("At 5:30, 3.5 of $5, 5% on 5/6, A4, 3D, No. 5."),
        says("11 men"),
        says("5 apples", spell_to=0),
        says("-5 degrees"),
    ],
    "number-first": [
        says("Yes, 20 of them."),
        says("300 men", spell_to=0),
        says("3D is new."),
        Case(srt((0, 2000, "There were"), (3000, 5000, "300 men."))),
    ],
    "sound-brackets": [says("[sighs]"), says("He (that is, I) left."), says("(sighs)", sound_brackets="")],
    "chinese-left": [says("Chen Mo"), says("走嘛", language="zh"), says("東京", language="ja")],
    "script": [says("OK"), says("สวัสดีครับทุกคน", language="th"), says("Nobody here")],
    "rows": [says("a\nb")],
    "row-width": [
        says("a row of words that is not too long for it"),
        says("啊" * 16, language="zh", wide=True, row_width=16),
    ],
    "free-width": [says("WWW")],
    "fits-one-row": [says("-Yes.\n-No."), says("a row of words that is long\nand another one beside it")],
    "uneven-rows": [
        says("a row of words\nthat is even", row_width=26),
        says("Averyveryverylongword\na", row_width=26),
    ],
    "past-end": [Case(srt((4000, 6000, "Hi.")), duration_ms=5000), shown((5000, 6000))],
    "overhang": [Case(srt((3000, 5010, "Hi.")), screen=FAST, duration_ms=5000), shown((5000, 6000))],
    "overlap": [
        shown((0, 2000), (2000, 3000)),
        shown((0, 2000), (1000, 3000), at_top=True),
        Case(
            "WEBVTT\n\n00:00.000 --> 00:02.000 line:80%\na\n\n00:01.000 --> 00:03.000 line:10%\nb\n",
            name="e.vtt",
        ),
        ass("a\nDialogue: 0,0:00:01.00,0:00:03.00,Default,,0,0,0,,{\\pos(1,2)}b"),
    ],
    "card-over-dialogue": [
        Case(srt((0, 3000, CRY), (1000, 2000, "{\\an8}Hi."))),
        shown((0, 2000), (1000, 3000)),
    ],
    "card-in-dialogue": [
        says(f"{CRY}\nAND ON THE DOOR"),
        says("NO!\nDon't."),
        says("[DOOR SLAMS]\nWho's there?"),
    ],
    "gap": [
        shown((0, 2000), (2034, 4000)),
        shown((0, 2000), (2083, 4000), screen=FILM),
        shown((0, 2000), (1000, 4000)),
    ],
    "min-duration": [shown((0, 833)), shown((0, 833))],
    "max-duration": [shown((0, 7000))],
    "open-gap": [
        shown((0, 2000), (2500, 4000)),
        shown((0, 2000), (2084, 4000)),
        shown((0, 2000), (2080, 4000)),
        shown((8000, 9900), (10_000, 12_000), screen=FILM),
        shown((0, 2000), (2100, 4000), screen=FILM),
    ],
    "reading-speed": [
        says("Just short enough for two seconds."),
        says("走嘛" * 9, language="zh", wide=True, characters_per_second=9),
    ],
    "reading-speed-of-two": [Case(srt((0, 2000, "a" * 19), (0, 2000, "{\\an8}" + "b" * 19)))],
    "shot-cut": [
        shown((10_000, 12_000), screen=FILM),
        shown((10_600, 12_000), screen=FILM),
        shown((9_400, 11_000), screen=FILM),
        shown((8_000, 9_917), screen=FILM),
        shown((10_200, 12_000)),
        shown((8_000, 9_400), screen=FILM),
        shown((8_000, 10_600), screen=FILM),
        shown((10_000, 10_400), screen=FILM),
    ],
}


class Wide:
    """A ruler by which eight letters fill the width."""

    def share(self, row: str) -> float:
        return len(row) / 8


def found(name: str, case: Case) -> set[str]:
    asked = exam(case.file, limits(**case.changed), case.screen, case.duration_ms, case.name)
    ruled = replace(asked, ruler=Wide() if name == "free-width" else None)
    return {finding.check for finding in examine(ruled)}


def test_every_check_has_examples() -> None:
    names = {check.name for check in CHECKS}
    assert set(FOUND) == set(PASSED) == set(gravities()) == names
    assert len(names) == len(CHECKS)


@pytest.mark.parametrize(("name", "case"), [(name, case) for name in FOUND for case in FOUND[name]])
def test_it_is_found(name: str, case: Case) -> None:
    assert name in found(name, case)


@pytest.mark.parametrize(("name", "case"), [(name, case) for name in PASSED for case in PASSED[name]])
def test_it_is_passed(name: str, case: Case) -> None:
    assert name not in found(name, case)


def test_findings_tell_the_cue_the_value_and_the_limit() -> None:
    (finding,) = examine(exam(srt((1000, 3000, "Hi."), (5000, 12_100, "There"))))
    assert finding.check == "max-duration"
    assert (finding.cue, finding.id, finding.start_ms) == (2, "2", 5000)
    assert (finding.found, finding.limit) == (7100, 7000)
    assert "7100 ms" in finding.message
    assert finding.suggestion


def found_in(text: str, check: str, **changed: Any) -> list[int]:
    return [one.cue for one in examine(exam(text, limits(**changed))) if one.check == check]


def test_a_cue_that_outlasts_the_next_one_still_stands_in_the_way() -> None:
    over = srt((0, 6900, "Hi."), (1000, 2000, "Hi."), (5000, 6000, "Hi."))
    assert found_in(over, "overlap") == [2, 3]
    after = srt((0, 4000, "Hi."), (1000, 2000, "Hi."), (4010, 5000, "Hi."))
    assert found_in(after, "gap") == [3]
    assert found_in(after.replace("04,010", "04,300"), "open-gap") == [3]
    above = srt(
        (0, 6900, "a" * 100),
        (1000, 2000, "{\\an8}b"),
        (2000, 3000, "{\\an8}b"),
        (3000, 6900, "{\\an8}" + "c" * 60),
    )
    assert found_in(above, "reading-speed-of-two") == [4]


def test_the_gravest_come_first_then_the_earliest() -> None:
    text = srt((1000, 3000, "He had 5..."), (3000, 4000, LONG), (4500, 5500, "-Yes."))
    severities = [finding.severity for finding in examine(exam(text))]
    assert severities == sorted(severities, key=[BLOCKING, WARNING, NOTE].index)
    blocking = [finding.start_ms for finding in examine(exam(text)) if finding.severity == BLOCKING]
    assert blocking == sorted(blocking)


def test_a_profile_says_how_grave_a_check_is() -> None:
    changed = limits(blocking=("max-duration",), notes=("ellipsis",))
    by_check = {one.check: one.severity for one in examine(exam(srt((0, 9000, "Well...")), changed))}
    assert by_check == {"max-duration": BLOCKING, "ellipsis": NOTE}
    with pytest.raises(UnknownName, match="did you mean 'ellipsis'"):
        examine(exam(srt((0, 2000, "Hi.")), limits(notes=("elipsis",))))
