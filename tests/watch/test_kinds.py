"""Dialogue, cards and watermarks, and what each line says."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

import pytest

from localize.domain.seen import Box, Reading, Seen
from localize.domain.times import Span
from localize.watch import kinds, marks
from localize.watch.follow import Strip
from localize.watch.kinds import Row, lines_of, sort_rows
from localize.watch.look import Glimpse
from localize.watch.reading import ReadText
from localize.watch.seeing import seen_of
from localize.watch.texts import Text, TextLook
from tests.watch.films import LOW

ASPECT = 9 / 16
UPPER, LOWER = Box(0.2, 0.67, 0.8, 0.715), Box(0.2, 0.72, 0.8, 0.765)
CORNER = Box(0.75, 0.02, 0.98, 0.05)


def row(text: str, start_ms: int, end_ms: int, box: Box = LOW, confidence: float = 0.99) -> Row:
    return Row(text, confidence, Span(start_ms, end_ms), box, (), ASPECT)


class Counted(difflib.SequenceMatcher[str]):
    made = 0

    def __init__(self, *words: object, **named: bool) -> None:
        Counted.made += 1
        super().__init__(*words, **named)  # type: ignore[arg-type]


def an_hour(monkeypatch: pytest.MonkeyPatch, count: int) -> tuple[int, list[Row]]:
    """How often two texts are compared in sorting so many lines under a watermark, and the dialogue."""
    lines = [
        row(f"{chr(0x4E00 + 3 * at)}{chr(0x6E00 + at)}走", 1500 * at, 1500 * at + 1300) for at in range(count)
    ]
    logo = [
        row("红果短剧"[: 2 + at % 3], 30_000 * at, 30_000 * at + 30_000, CORNER) for at in range(count // 20)
    ]
    monkeypatch.setattr(marks, "SequenceMatcher", Counted)
    Counted.made = 0
    found = sort_rows([*lines, *logo], 1500 * count, None)
    assert [mark.shown_ms for mark in found.marks] == [30_000 * (count // 20)]
    return Counted.made, found.dialogue


def test_the_work_grows_no_faster_than_the_episode(monkeypatch: pytest.MonkeyPatch) -> None:
    few, _ = an_hour(monkeypatch, 400)
    many, dialogue = an_hour(monkeypatch, 1600)
    assert len(dialogue) == 1600
    assert many <= 4 * few


def test_rows_are_joined_within_their_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    together = kinds._together
    monkeypatch.setattr(kinds, "_together", lambda one, other: asked.append(1) or together(one, other))
    rows = [row("好", 1000 * at, 1000 * at + 800, box) for at in range(500) for box in (UPPER, LOWER)]
    assert len(list(lines_of(rows))) == 500
    assert len(asked) <= 2 * 500


def test_rows_that_only_a_third_joins_are_one_line() -> None:
    boxes = [Box(0.2, 0.60, 0.8, 0.64), Box(0.2, 0.70, 0.8, 0.74), Box(0.2, 0.65, 0.8, 0.69)]
    rows = [
        row(text, start, 2000, box)
        for text, start, box in zip("上下中", (1000, 1040, 1120), boxes, strict=True)
    ]
    assert [[one.text for one in line] for line in lines_of([*rows, row("后", 1130, 3000)])] == [
        ["上", "中", "下"], ["后"]
    ]  # fmt: skip


def test_a_watermark_that_is_now_and_then_not_legible_is_one() -> None:
    logo = [
        row(text, 5000 * at, 5000 * at + 5000, CORNER) for at, text in enumerate(["红果短剧", "", "红果", ""])
    ]
    (mark,) = sort_rows(logo, 20_000, None).marks
    assert (mark.text, mark.shown_ms) == ("红果短剧", 20_000)


# ── what a line says ─────────────────────────────────────────────────────────────────────────────────


def read(text: str, start_ms: int, box: Box = LOW, *, confidence: float = 0.99) -> ReadText:
    look = TextLook(b"", start_ms + 200, box)
    known = Text(box, start_ms, start_ms + 1000, (look,))
    return ReadText(known, (Reading(text, confidence, start_ms + 200, (confidence,) * len(text)),))


def spoken() -> Iterator[ReadText]:
    for at, text in enumerate(["你回来了", "我不晓得", "走嘛", "要得"]):
        yield read(text, 10_000 + 2000 * at)


def seen(*texts: ReadText) -> Seen:
    return seen_of(Glimpse(60_000, 25.0, ASPECT, (), LOW), Strip((), ()), texts)


def told(*texts: ReadText) -> list[tuple[str, str]]:
    """Text and other of the lines in the first ten seconds."""
    return [(line.text, line.other) for line in seen(*texts).dialogue if line.start_ms < 10_000]


@pytest.mark.parametrize("text", ["Tony老师", "WiFi密码", "VIP888的客人", "OK", "110", "DNA报告"])
def test_a_latin_name_or_a_number_in_chinese_dialogue_is_said(text: str) -> None:
    assert told(read(text, 0), *spoken()) == [(text, "")]


def test_a_number_below_a_chinese_row_is_said() -> None:
    assert told(read("快打电话", 0, UPPER), read("110", 0, LOWER), *spoken()) == [("快打电话\n110", "")]


def test_the_other_row_of_a_bilingual_burn_stands_beside_the_line() -> None:
    pairs = [("你回来了", "You are back"), ("Tony老师", "Mr Tony"), ("走嘛", "Go"), ("快打110", "Call 110")]
    rows = [
        read(text, 2000 * at, box)
        for at, pair in enumerate(pairs)
        for text, box in zip(pair, (UPPER, LOWER), strict=True)
    ]
    assert told(*rows) == pairs
    # Its other row alone, which came a little later than the Chinese one, is no line.
    assert told(*rows, read("Bye", 9000, LOWER)) == pairs


@pytest.mark.parametrize("texts", [["You are back", "OK", "110"], ["You are back", "See you", "走"]])
def test_an_episode_in_another_language_has_no_lines_in_it(texts: Sequence[str]) -> None:
    lines = [text for text, _ in told(*(read(text, 2000 * at) for at, text in enumerate(texts)))]
    assert lines == [text for text in texts if text == "走"]


@pytest.mark.parametrize(
    "stray",
    [
        read("I", 0),  # a post
        read("OKAY", 0, confidence=0.7),
        read("OPEN", 0, Box(0.3, 0.3, 0.7, 0.345)),  # a sign
        read("……", 0),
    ],
)
def test_what_may_be_no_dialogue_is_not_said_without_a_chinese_character(stray: ReadText) -> None:
    assert told(stray, *spoken()) == []


def test_dialogue_that_nobody_is_sure_of_is_kept() -> None:
    (line,) = [
        line for line in seen(read("你回啦", 0, confidence=0.4), *spoken()).dialogue if not line.start_ms
    ]
    assert (line.text, line.confidence) == ("你回啦", 0.4)


def test_a_single_character_that_nobody_is_sure_of_is_texture() -> None:
    assert told(read("田", 0, confidence=0.55), *spoken()) == []


def test_the_readings_of_every_row_are_kept() -> None:
    upper, lower = read("你莫笑我", 0, UPPER), read("我末来过", 0, LOWER)
    second = Reading("我未来过", 0.5, 700, (0.9, 0.3, 0.9, 0.9))
    lower = ReadText(lower.text, (*lower.readings, second))
    (line,) = [line for line in seen(upper, lower, *spoken()).dialogue if not line.start_ms]
    assert {reading.text for reading in line.readings} == {"你莫笑我\n我末来过", "你莫笑我\n我未来过"}
    assert all(len(reading.characters) == len(reading.text) for reading in line.readings)
    assert line.readings[-1] == Reading(
        "你莫笑我\n我未来过", 0.5, 700, (0.99, 0.99, 0.99, 0.99, 1.0, 0.9, 0.3, 0.9, 0.9)
    )


def test_a_faint_watermark_that_is_lost_before_some_backgrounds_is_one() -> None:
    marks = [row("逆袭千金第16集", 0, 4400, CORNER), row("逆袭千金第16集", 8000, 10_500, CORNER)]
    lines = [row(text, 2000 * at, 2000 * at + 1500) for at, text in enumerate("一二三四五六七八九十")]
    found = sort_rows([*marks, *lines], 25_000, None)
    assert [mark.text for mark in found.marks] == ["逆袭千金第16集"]
    assert found.cards == []


def test_a_caption_aside_that_comes_once_is_a_card() -> None:
    caption = row("韩雪财务总监", 0, 7000, CORNER)
    lines = [row(text, 2000 * at, 2000 * at + 1500) for at, text in enumerate("一二三四五六七八九十")]
    assert [card.text for card in sort_rows([caption, *lines], 25_000, None).cards] == ["韩雪财务总监"]


def test_what_stands_aside_for_all_of_a_short_clip_is_a_watermark() -> None:
    mark = row("回货开金部业集", 0, 8000, CORNER)
    lines = [row(text, 2000 * at, 2000 * at + 1500) for at, text in enumerate("一二三四")]
    found = sort_rows([mark, *lines], 8000, None)
    assert len(found.marks) == 1
    assert found.cards == []
