"""Slips of the reader: what is mended, and above all what is not."""

from __future__ import annotations

import msgspec
import pytest

from localize.domain.glossary import Glossary, Term
from localize.domain.seen import Reading, Seen, SeenLine
from localize.reconcile.agree import reconcile
from localize.watch.voting import line_readings
from tests.reconcile.scenes import heard, said, seen, shown, typed

NAMES = Glossary((Term("陈幺妹"), Term("幺妹"), Term("李建国"), Term("老汉儿"), Term("啷个")))


def mended(line: SeenLine, spoken: str) -> str:
    (only,) = reconcile(heard(said(spoken, 1000)), [seen(line)], None, NAMES).lines
    return only.text


@pytest.mark.parametrize(
    ("read", "readings", "spoken", "expected"),
    [
        ("今夭不去", (), "今天不去。", "今天不去"),  # a lookalike, written so by the recogniser
        ("我末来过", ("我未来过",), "我为来过。", "我未来过"),  # read so in another frame
        ("叫李建因来", (), "叫李建果来。", "叫李建国来"),  # the glossary knows the name
        ("找陈么妹来", (), "找陈妖妹来。", "找陈幺妹来"),  # 么 has that sound too; the term decides
        ("你唧个不走", (), "你郎个不走。", "你啷个不走"),  # the recogniser's 郎 is as good, but no known word
        ("汉儿你坐", (), "老汉儿你坐。", "老汉儿你坐"),  # cut off at the left
        ("他叫李建", (), "他叫李建国。", "他叫李建国"),  # and at the right
        ("天不去。", ("今天不去",), "今天不去。", "今天不去"),
        ("今夭不去茶铺坐一坐己经晚了", (), "今天不去茶铺坐一坐已经晚了。", "今天不去茶铺坐一坐已经晚了"),
    ],
)
def test_a_slip_is_mended(read: str, readings: tuple[str, ...], spoken: str, expected: str) -> None:
    assert mended(shown(read, 1000, 1000 + 200 * len(spoken), *readings), spoken) == expected


@pytest.mark.parametrize(
    ("read", "readings", "spoken"),
    [
        ("今天不去", ("今夭不去",), "今天不去。"),  # right, though another frame says otherwise
        ("今天不去", ("今夭不去",), "今年不去。"),  # what was heard is a third
        ("今夭不去", (), "今年不去。"),  # not heard as any lookalike
        ("幺妹你坐", (), "陈幺妹你坐。"),  # a term of its own, and not the rest of one
        ("李建军来了", (), "李建军来了。"),  # another name
        ("我末来过", (), "我为来过。"),  # nobody else vouches for 未
        ("天不去", ("今天不去",), "天不去。"),  # nothing was heard before it
        ("你他也走", ("你她也走",), "里她也走。"),  # sounds the same: nothing to tell them apart
    ],
)
def test_what_is_not_vouched_for_stays(read: str, readings: tuple[str, ...], spoken: str) -> None:
    assert mended(shown(read, 1000, 1000 + 200 * len(spoken), *readings), spoken) == read


@pytest.mark.parametrize(
    ("read", "sureness", "spoken", "expected"),
    [
        ("你们要择的人", 0.4, "你们要念的人。", "你们要撵的人"),
        ("你们要择的人", 0.9, "你们要念的人。", "你们要择的人"),  # surely read
        ("你们要择的人", 0.4, "你们要则的人。", "你们要择的人"),  # heard as it was read
        ("去唧中吃", 0.4, "去浪中吃。", "去唧中吃"),  # 啷 or 郎
    ],
)
def test_what_the_reader_doubts_may_be_a_lookalike(
    read: str, sureness: float, spoken: str, expected: str
) -> None:
    line = shown(read, 1000, 1000 + 200 * len(spoken))
    doubted = tuple(sureness if sign in "择唧" else 0.99 for sign in read)
    readings = (Reading(read, 0.9, 1000, doubted),)
    assert mended(msgspec.structs.replace(line, readings=readings), spoken) == expected


def test_what_people_typed_is_never_mended() -> None:
    file = Seen(60_000, (typed("今夭不去", 1000, 1800),), typed=True)
    (only,) = reconcile(heard(said("今天不去。", 1000)), [file], None, NAMES).lines
    assert only.text == "今夭不去"


def test_a_slip_in_one_of_two_rows_is_mended() -> None:
    rows = [
        ("你莫笑我", (Reading("你莫笑我", 0.9, 0),)),
        ("我末来过", tuple(Reading(text, 0.9, 0) for text in ("我末来过", "我未来过"))),
    ]
    line = msgspec.structs.replace(shown("你莫笑我\n我末来过", 1000, 2600), readings=line_readings(rows))
    assert mended(line, "你莫笑我我为来过。").replace(" ", "") == "你莫笑我我未来过"


def test_a_line_of_two_rows_that_nobody_heard_so_is_doubted() -> None:
    line = msgspec.structs.replace(shown("你莫笑我\n我没来过", 1000, 2600), readings=(), confidence=0.7)
    (told,) = [
        one for one in reconcile(heard(said("回锅肉巴适得很", 1000)), [seen(line)]).lines if one.evidence.seen
    ]
    assert "doubtful" in {flag.kind for flag in told.flags}


def test_a_line_that_nobody_heard_is_never_mended() -> None:
    (line,) = reconcile(heard(), [seen(shown("今夭不去", 1000, 1800, "今天不去"))], None, NAMES).lines
    assert line.text == "今夭不去"
