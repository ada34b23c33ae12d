from __future__ import annotations

import msgspec
import pytest

from localize.domain.seen import CARD
from localize.domain.transcript import Line
from localize.subtitle.cutting import parts, room
from tests.subtitle.lines import limits


def cut(text: str, lasts_ms: int = 3000) -> list[str]:
    narrow = msgspec.structs.replace(limits("en"), row_width=25, rows=2)
    return [part.text for part in parts(text, Line("L", "x", 0, lasts_ms), narrow)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Come eat. The twice-cooked pork is great today.",
            ["Come eat.", "The twice-cooked pork is great today."],
        ),
        (
            "Don't call me Mom! Zhou Hao, hurry up and sign the divorce!",
            ["Don't call me Mom!", "Zhou Hao, hurry up and sign the divorce!"],
        ),
        (
            "She said you're sweet and capable, just a bit odd-tempered.",
            ["She said you're sweet and capable,", "just a bit odd-tempered."],
        ),
    ],
)
def test_a_long_line_is_cut_by_sentence_then_by_clause(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_line_that_fits_but_not_in_good_rows_is_cut_where_a_sentence_ends() -> None:
    text = "Never mind that. Drink your tea, it's so nice."
    assert cut(text) == ["Never mind that.", "Drink your tea, it's so nice."]
    assert cut("Hello, I'm Li Jianguo. I'm thirty.") == ["Hello, I'm Li Jianguo. I'm thirty."]


def test_a_line_too_short_for_two_cues_stays_one() -> None:
    assert len(cut("Never mind that. Drink your tea, it's so nice.", lasts_ms=900)) == 1


def test_no_cue_is_a_single_word() -> None:
    text = "We have been waiting for you here since early this morning, brother."
    assert min(len(part.split()) for part in cut(text)) > 1


def test_a_card_is_cut_only_where_it_must_be() -> None:
    line = Line("C", "x", 0, 30_000, kind=CARD)
    assert len(parts("This story is fiction. All names are made up.", line, limits("en"))) == 1


def test_a_very_long_text_is_cut_in_good_time() -> None:
    found = cut("word " * 1999 + "word.", lasts_ms=600_000)
    assert sum(len(part.split()) for part in found) == 2000


def test_a_slow_line_leaves_room_to_read_a_part_faster() -> None:
    line = Line("L", "x", 0, 10_000)
    assert room("a" * 100, line, limits("en")) == pytest.approx(2)
    assert room("a" * 400, line, limits("en")) == 1
