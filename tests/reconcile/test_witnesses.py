"""The picture and a subtitle file become one run of lines."""

from __future__ import annotations

import msgspec
import pytest

from localize.domain.seen import Seen, SeenLine
from localize.domain.times import Span
from localize.reconcile import witnesses as room
from localize.reconcile.witnesses import Witnessed, cards, dialogue
from tests.reconcile.scenes import card, seen, shown, typed


def told(witnesses: list[Seen]) -> list[tuple[str, int, int, bool]]:
    return [(one.line.text, one.line.start_ms, one.line.end_ms, one.is_typed) for one in dialogue(witnesses)]


def only(*lines: SeenLine) -> Seen:
    return Seen(60_000, lines, typed=True)


def test_one_witness_is_taken_as_it_is() -> None:
    assert told([seen(shown("好", 5, 10), shown("走", 1, 2))]) == [("走", 1, 2, False), ("好", 5, 10, False)]
    assert told([]) == told([seen(shown(" ", 1, 2))]) == []


def test_the_same_line_is_there_once_as_it_was_typed() -> None:
    picture, file = seen(shown("你晓得我是那个", 1000, 2500)), only(typed("你晓得我是哪个", 1300, 2200))
    assert told([picture, file]) == told([file, picture]) == [("你晓得我是哪个", 1000, 2500, True)]


def test_the_same_text_in_another_script_is_no_difference() -> None:
    (line,) = dialogue([seen(shown("這個", 0, 900)), only(typed("这个。", 0, 900))])
    assert (line.line.text, line.notes, line.flags) == ("这个。", (), ())


def test_another_text_at_the_same_time_is_told() -> None:
    (line,) = dialogue([seen(shown("爸我没事", 0, 900)), only(typed("老汉儿莫来头", 0, 900))])
    assert line.notes == ("the picture shows 爸我没事",)
    assert [flag.kind for flag in line.flags] == ["disagree"]


def test_two_burned_lines_under_one_cue() -> None:
    picture = seen(shown("你走嘛", 1000, 1900), shown("我不走", 2000, 3000))
    assert told([picture, only(typed("你走嘛，我不走。", 1000, 3000))]) == [
        ("你走嘛，我不走。", 1000, 3000, True)
    ]


def test_two_cues_under_one_burned_line_keep_their_times() -> None:
    file = only(typed("你走嘛", 1000, 1900), typed("我不走", 2000, 3000))
    assert told([seen(shown("你走嘛 我不走", 900, 3200)), file]) == [
        ("你走嘛", 1000, 1900, True), ("我不走", 2000, 3000, True)
    ]  # fmt: skip


def test_what_only_one_of_them_has_stays() -> None:
    assert told([seen(shown("要得", 1000, 2000)), only(typed("走嘛", 5000, 6000))]) == [
        ("要得", 1000, 2000, False), ("走嘛", 5000, 6000, True)
    ]  # fmt: skip


def test_a_shifted_cue_is_known_by_its_text() -> None:
    picture = seen(shown("今天的回锅肉巴适得很", 1000, 2000), shown("好", 2100, 2500))
    file = only(typed("今天的回锅肉巴适得很。", 2600, 3600))
    assert told([picture, file]) == [("今天的回锅肉巴适得很。", 1000, 2000, True), ("好", 2100, 2500, False)]


def test_what_stood_beside_the_line_is_kept() -> None:
    beside = SeenLine(
        "要得", 0, 900, "dialogue", shown("要得", 0, 1).box, 0.9, shown("要得", 0, 1).readings, "OK"
    )
    (line,) = dialogue([seen(beside), only(typed("要得", 0, 900))])
    assert isinstance(line, Witnessed)
    assert line.line.other == "OK"


def test_a_card_that_both_have_is_there_once() -> None:
    twice = [
        seen(card("成都", 0, 900), card("成都", 5000, 5900)),
        seen(card("成都", 100, 800), card("回家", 50, 60)),
    ]
    assert [(one.text, one.start_ms) for one in cards(twice)] == [("成都", 0), ("回家", 50), ("成都", 5000)]


def test_what_was_read_is_not_typed_though_nothing_is_known_of_its_readings() -> None:
    unread = msgspec.structs.replace(shown("走", 1, 2), readings=())
    assert told([seen(unread)]) == [("走", 1, 2, False)]


def test_the_work_grows_no_faster_than_the_episode(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Span] = []
    together = room._together
    monkeypatch.setattr(room, "_together", lambda one, other: asked.append(one) or together(one, other))
    picture = seen(*(shown(f"第{at}句", 2000 * at, 2000 * at + 1500) for at in range(500)))
    file = only(*(typed(f"第{at}句。", 2000 * at + 100, 2000 * at + 1600) for at in range(500)))
    assert len(dialogue([picture, file])) == 500
    assert len(asked) <= 2 * 500
