"""The small rules: rows and columns, votes, joining, kinds, the band."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from localize.domain.seen import Box, Reading
from localize.domain.times import Span
from localize.stage import FoundText
from localize.watch import columns, following, frames, rows, shots, strokes, tracker
from localize.watch.columns import laid_flat
from localize.watch.frames import PictureTrack
from localize.watch.kinds import Row, lines_of, sort_rows
from localize.watch.look import USUAL, band_around, glimpse, looks_like_dialogue
from localize.watch.rows import joined_rows
from localize.watch.strokes import Template, area_of, steady, strokes_in
from localize.watch.voting import elected
from tests.watch.films import LOW, Image, write

ASPECT = 9 / 16


def found(*boxes: Box) -> list[FoundText]:
    return [FoundText(box, 0.9) for box in boxes]


def test_pieces_with_a_space_between_them_are_one_row() -> None:
    rows = joined_rows(found(Box(0.55, 0.7, 0.8, 0.74), Box(0.2, 0.702, 0.5, 0.741)), ASPECT)
    assert [row.box for row in rows] == [Box(0.2, 0.7, 0.8, 0.741)]


def test_rows_above_each_other_and_far_beside_each_other_stay_apart() -> None:
    boxes = [Box(0.2, 0.6, 0.5, 0.64), Box(0.2, 0.65, 0.5, 0.69), Box(0.75, 0.6, 0.95, 0.64)]
    assert [row.box for row in joined_rows(found(*boxes), ASPECT)] == [boxes[0], boxes[2], boxes[1]]


def test_a_small_row_is_no_piece_of_a_large_one() -> None:
    boxes = [Box(0.2, 0.6, 0.5, 0.68), Box(0.51, 0.61, 0.7, 0.64)]
    assert len(joined_rows(found(*boxes), ASPECT)) == 2


def test_pieces_of_a_column_are_one() -> None:
    pieces = [Box(0.1, 0.17, 0.17, 0.21), Box(0.1, 0.21, 0.17, 0.4), Box(0.1, 0.41, 0.17, 0.45)]
    assert [row.box for row in joined_rows(found(*pieces), ASPECT)] == [Box(0.1, 0.17, 0.17, 0.45)]


def test_a_row_is_not_laid_flat() -> None:
    row: Image = np.zeros((30, 200, 3), np.uint8)
    assert laid_flat(row) is row


def test_a_column_is_cut_between_its_characters() -> None:
    pixels: Image = np.full((640, 360, 3), 90, np.uint8)
    for number, sign in enumerate("财务总监"):
        write(pixels, sign, Box(0.1, 0.1 * number, 0.3, 0.1 * number + 0.1))
    flat = laid_flat(pixels[:256, 36:108])
    assert flat.shape[1] == 4 * 72


@pytest.mark.parametrize(
    ("readings", "text"),
    [
        ([("要得", 0.9)], "要得"),
        ([("要得", 0.9), ("要得", 0.8)], "要得"),
        ([("要得", 0.9), ("", 0.3)], "要得"),
        ([("要的啊", 0.6), ("要得", 0.9)], "要得"),
        ([], ""),
    ],
)
def test_the_most_confidence_wins(readings: list[tuple[str, float]], text: str) -> None:
    assert elected([Reading(*one, 0) for one in readings])[0] == text


def test_readings_of_one_length_vote_by_character() -> None:
    one = Reading("你脚个不问", 0.9, 0, (0.9, 0.4, 0.9, 0.9, 0.9))
    other = Reading("你啷个木问", 0.9, 0, (0.9, 0.8, 0.9, 0.3, 0.9))
    assert elected([one, other])[0] == "你啷个不问"


def test_agreement_makes_sure_and_contradiction_does_not() -> None:
    alone = elected([Reading("要得", 0.8, 0)])[1]
    agreed = elected([Reading("要得", 0.8, 0), Reading("要得", 0.8, 1)])[1]
    denied = elected([Reading("要得", 0.8, 0), Reading("要的", 0.7, 1)])[1]
    assert denied < alone < agreed <= 1


def row(text: str, start_ms: int, end_ms: int, box: Box = LOW, confidence: float = 0.99) -> Row:
    return Row(text, confidence, Span(start_ms, end_ms), box, (), ASPECT)


def test_rows_that_come_together_below_each_other_are_one_line() -> None:
    upper, lower = Box(0.2, 0.66, 0.8, 0.7), Box(0.3, 0.71, 0.7, 0.75)
    rows = [row("下", 1040, 2000, lower), row("上", 1000, 2000, upper), row("后", 3000, 4000, upper)]
    assert [[one.text for one in line] for line in lines_of(rows)] == [["上", "下"], ["后"]]


def test_two_speakers_whose_rows_come_apart_are_two_lines() -> None:
    upper, lower = Box(0.2, 0.66, 0.8, 0.7), Box(0.3, 0.71, 0.7, 0.75)
    rows = [row("上", 1000, 2000, upper), row("下", 1500, 2000, lower)]
    assert [[one.text for one in line] for line in lines_of(rows)] == [["上"], ["下"]]


def test_a_watermark_that_wanders_is_one() -> None:
    corners = [Box(0.02, 0.02, 0.2, 0.05), Box(0.8, 0.02, 0.98, 0.05), Box(0.8, 0.9, 0.98, 0.93)]
    marks = [row("红果短剧", 10_000 * at, 10_000 * (at + 1), box) for at, box in enumerate(corners)]
    lines = [row(text, 2000 * at, 2000 * at + 1500) for at, text in enumerate("一二三四五六")]
    found = sort_rows([*marks, *lines], 30_000, None)
    assert [(mark.text, mark.shown_ms) for mark in found.marks] == [("红果短剧", 30_000)]
    assert len(found.dialogue) == 6
    assert found.cards == []


def test_a_phrase_that_is_said_again_is_no_watermark() -> None:
    lines = [row("晓得了", 3000 * at, 3000 * at + 1500) for at in range(6)]
    assert len(sort_rows(lines, 20_000, None).dialogue) == 6


def test_texture_that_was_taken_for_type_is_no_card() -> None:
    texture = row("田", 1000, 4000, Box(0.1, 0.1, 0.2, 0.14), 0.55)
    lines = [row("要得", 0, 900), row("走嘛", 5000, 6000)]
    assert sort_rows([texture, *lines], 8000, None).cards == []


def test_a_lone_line_of_dialogue_stands_where_it_stands() -> None:
    found = sort_rows([row("要得", 0, 900)], 8000, None)
    assert found.region == LOW
    assert [one.text for one in found.dialogue] == ["要得"]


@pytest.mark.parametrize(
    ("box", "is_likely"),
    [
        (LOW, True),
        (Box(0.7, 0.02, 0.98, 0.05), False),  # aside
        (Box(0.45, 0.3, 0.52, 0.6), False),  # a column
        (Box(0.2, 0.3, 0.8, 0.5), False),  # too large
        (Box(0.4, 0.7, 0.6, 0.705), False),  # too small
    ],
)
def test_what_dialogue_looks_like(box: Box, is_likely: bool) -> None:
    assert looks_like_dialogue(box, (640, 360)) is is_likely


def test_the_band_lies_around_most_of_the_rows() -> None:
    band = band_around([LOW, LOW, Box(0.3, 0.2, 0.7, 0.25)])
    assert LOW.top - 0.15 < band.top < LOW.top
    assert LOW.bottom < band.bottom < LOW.bottom + 0.15
    assert (band.left, band.right) == (0.0, 1.0)
    assert band_around([]) == USUAL


def test_a_glimpse_of_nothing() -> None:
    seen = glimpse(PictureTrack(5000, 25.0), [])
    assert not seen.has_text
    assert seen.band == USUAL


def drawn(text: str, background: int = 90) -> Image:
    pixels: Image = np.full((640, 360, 3), background, np.uint8)
    write(pixels, text, LOW)
    return pixels[:, :, 0]


def test_a_text_is_known_again_and_another_is_not() -> None:
    one, other, none = drawn("要得明天来"), drawn("走嘛我晓得"), drawn("")
    area = area_of(LOW, one.shape)
    now = strokes.strokes(one)
    template = Template(area, now[area], steady(now, now)[area], one.shape)
    assert template.share(one) == pytest.approx(1.0)
    assert template.share(drawn("要得明天来", 130)) > 0.8
    assert template.share(other) < 0.35
    assert template.share(none) == 0


def test_an_area_alone_has_the_strokes_that_it_has_in_the_picture() -> None:
    luma = drawn("要得明天来")
    for box in (LOW, Box(0.0, 0.0, 0.2, 0.1), Box(0.9, 0.95, 1.0, 1.0)):
        area = area_of(box, luma.shape)
        inner = strokes_in(luma, area)
        assert inner.shape == strokes.strokes(luma)[area].shape
        # At the picture's edge the neighbourhood is mirrored, in a part as in the whole.
        assert np.array_equal(inner, strokes.strokes(luma)[area])


def test_boxes_at_the_edge_keep_a_pixel() -> None:
    for box in (Box(1.0, 1.0, 1.0, 1.0), Box(-0.1, -0.1, 0.0, 0.0), Box(0.5, 0.5, 0.5, 0.5)):
        rows, columns = area_of(box, (640, 360))
        assert rows.stop > rows.start >= 0
        assert columns.stop > columns.start >= 0


@pytest.mark.parametrize("module", [columns, following, frames, rows, shots, strokes, tracker])
def test_every_number_that_changes_a_result_is_in_a_key(module: ModuleType) -> None:
    """Whoever changes one must not be given what was found with the other."""
    names = [name for name in vars(module) if name.isupper() and not name.startswith("_")]
    defined = {
        name: value
        for name, value in vars(module).items()
        if name in names and name in Path(module.__file__ or "").read_text("utf-8").split()
        and type(value) in {int, float, tuple}
    }  # fmt: skip
    keyed = json.dumps([following.PARAMETERS, frames.PARAMETERS, rows.PARAMETERS, shots.PARAMETERS,
                        strokes.PARAMETERS, tracker.PARAMETERS, columns.PARAMETERS])  # fmt: skip
    assert [name for name, value in defined.items() if json.dumps(value) not in keyed] == []
