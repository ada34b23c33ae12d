"""New cues in the place of what is burned in and covered."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.domain.screen import Burned
from localize.domain.seen import CARD, DIALOGUE, Box, Kind
from localize.domain.times import Span
from localize.domain.track import BOTTOM, TOP, Cue, Place, Track
from localize.profiles import Layout
from localize.subtitle.instead import Instead, instead

LAYOUT = Layout("en", 1000, 1000, 100, 350, 100, 100, size=40, line_height=1.25, outline=2)
ROW = 0.04


class Half:
    """Every row takes half of what is free: from 30 to 70 % of the picture."""

    def share(self, row: str) -> float:
        return 0.5


def cue(start_ms: int, end_ms: int, rows: int = 1, place: Place = BOTTOM) -> Cue:
    return Cue(f"{place}{start_ms}", start_ms, end_ms, ("row",) * rows, place=place, edge=0.5, boxed=True)


def old(start_ms: int, end_ms: int, top: float = 0.78, kind: Kind = DIALOGUE, height: float = 0.04) -> Burned:
    return Burned(Span(start_ms, end_ms), Box(0.2, top, 0.8, top + height), kind)


def replaced(cues: list[Cue], burned: list[Burned]) -> Instead:
    return instead(Track("en", tuple(cues)), burned, LAYOUT, Half(), ROW)


def stands(one: Cue) -> tuple[float, float]:
    assert one.edge is not None
    height = ROW * len(one.rows)
    return (one.edge, one.edge + height) if one.place == TOP else (one.edge - height, one.edge)


def middle(one: Cue) -> float:
    return round(sum(stands(one)) / 2, 3)


def test_rows_stand_in_the_middle_of_the_old_ones_however_many() -> None:
    found = replaced([cue(0, 900), cue(1000, 1900, rows=2)], [old(0, 900), old(1000, 1900)])
    assert [middle(one) for one in found.track.cues] == [0.8, 0.8]
    assert not any(one.boxed for one in found.track.cues)


def test_what_is_covered_holds_both_texts_as_long_as_either_is_there() -> None:
    (hidden,) = replaced([cue(100, 1200, rows=3)], [old(0, 1000)]).hidden
    assert hidden.span == Span(0, 1200)
    assert (hidden.box.left, hidden.box.right) == (0.2, 0.8)
    assert (round(hidden.box.top, 3), round(hidden.box.bottom, 3)) == (0.74, 0.86)


def test_an_old_line_is_shared_out_among_the_cues_on_it_without_a_gap() -> None:
    first, second = replaced([cue(100, 900), cue(1000, 1700, rows=2)], [old(0, 2000)]).hidden
    assert (first.span, second.span) == (Span(0, 1000), Span(1000, 2000))
    assert first.box.height < second.box.height


def test_a_cue_that_lingers_leaves_the_next_line_to_the_next_cue() -> None:
    first, second = replaced([cue(0, 1100), cue(1200, 2000)], [old(0, 1000), old(1000, 2000)]).hidden
    assert (first.span, second.span) == (Span(0, 1100), Span(1000, 2000))


def test_lines_that_are_off_by_pixels_or_a_row_are_one_place() -> None:
    burned = [old(1000 * at, 1000 * at + 900, top) for at, top in enumerate((0.78, 0.784, 0.778))]
    burned.append(old(3000, 3900, 0.74, height=0.08))
    found = replaced([cue(1000 * at, 1000 * at + 900) for at in range(4)], burned)
    assert len({one.edge for one in found.track.cues}) == 1


def test_lines_in_other_places_are_followed() -> None:
    found = replaced([cue(0, 900), cue(1000, 1900)], [old(0, 900, 0.2), old(1000, 1900, 0.5)])
    assert [middle(one) for one in found.track.cues] == [0.22, 0.52]


def test_what_is_heard_alone_stands_where_the_others_do() -> None:
    burned = [old(0, 900), old(1000, 1900), old(2000, 2900, 0.2)]
    found = replaced([cue(5000, 6000)], burned)
    assert [middle(one) for one in found.track.cues] == [0.8]
    assert found.hidden == tuple(burned)


def test_each_kind_takes_the_place_of_its_own() -> None:
    burned = [old(0, 2000, 0.2, CARD), old(500, 900)]
    dialogue, card = replaced([cue(0, 2000), cue(0, 2000, place=TOP)], burned).track.cues
    assert (middle(dialogue), middle(card)) == (0.8, 0.22)


def test_where_no_text_of_its_kind_is_burned_in_a_cue_stays() -> None:
    found = replaced([cue(0, 900)], [old(0, 900, 0.2, CARD)])
    assert found.track.cues[0].edge == 0.5


def test_a_card_stands_above_the_dialogue_that_would_meet_it() -> None:
    burned = [old(0, 900, 0.74, CARD), old(0, 900)]
    dialogue, card = replaced([cue(0, 900, rows=3), cue(0, 900, rows=2, place=TOP)], burned).track.cues
    assert stands(card)[1] <= stands(dialogue)[0] + 1e-3


def test_beside_a_column_both_are_covered_for_themselves() -> None:
    column = Burned(Span(0, 900), Box(0.05, 0.2, 0.1, 0.7), CARD)
    found = replaced([cue(0, 900, place=TOP)], [column]).hidden
    assert column in found
    assert all(one.box.width < 0.5 for one in found)


spans = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 9000), st.integers(1, 3000)
)
burned_lines = st.builds(
    lambda span, top, height, kind: old(span.start_ms, span.end_ms, top, kind, height),
    spans, st.floats(0, 0.9), st.floats(0.01, 0.1), st.sampled_from([DIALOGUE, CARD]),
)  # fmt: skip
cues = st.builds(
    lambda span, rows, place: cue(span.start_ms, span.end_ms, rows, place),
    spans, st.integers(1, 3), st.sampled_from([BOTTOM, TOP]),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(cues, max_size=6), st.lists(burned_lines, max_size=6))
def test_all_that_is_burned_in_is_covered_all_the_time_and_no_row_leaves_the_picture(
    new: list[Cue], burned: list[Burned]
) -> None:
    new.sort(key=lambda one: one.start_ms)
    found = replaced(new, burned)
    for one in found.track.cues:
        top, bottom = stands(one)
        assert top >= 0
        assert bottom <= 1
    for was in burned:
        for ms in (was.span.start_ms, was.span.end_ms - 1, (was.span.start_ms + was.span.end_ms) // 2):
            assert any(
                one.span.start_ms <= ms < one.span.end_ms and one.box.around(was.box) == one.box
                for one in found.hidden
            )
    kept = [msgspec.structs.replace(one, edge=0.5, boxed=True) for one in found.track.cues]
    assert kept == new
