"""Where cues stand beside text that is burned into the picture."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.domain.screen import Burned, Screen
from localize.domain.seen import CARD, DIALOGUE, Box
from localize.domain.times import Span
from localize.domain.track import ABOVE, BOTTOM, BOX, TOP, Cue, Over, Place, Track
from localize.profiles import Layout
from localize.subtitle.placing import placed

# Rows of 2.5 % of the height between 10 and 80 % of it; dialogue is at home where it ends at 0.8.
LAYOUT = Layout("en", 1000, 1000, 100, 200, 100, 100, size=20, line_height=1.25, outline=2)
ROW, SAFE_TOP, SAFE_BOTTOM = 0.025, 0.1, 0.8


class Narrow:
    """Every row takes half of what is free: from 30 to 70 % of the picture."""

    def share(self, row: str) -> float:
        return 0.5


def cue(start_ms: int, end_ms: int, place: Place = BOTTOM, rows: int = 1) -> Cue:
    kind = CARD if place == TOP else DIALOGUE
    return Cue(f"{place}{start_ms}", start_ms, end_ms, ("row",) * rows, place=place, kind=kind)


def burned(start_ms: int, end_ms: int, top: float, bottom: float, left: float = 0.2) -> Burned:
    return Burned(Span(start_ms, end_ms), Box(left, top, 1 - left, bottom))


def seconds(count: int) -> list[Cue]:
    """A cue every second."""
    return [cue(1000 * at, 1000 * at + 900) for at in range(count)]


def placed_cues(
    cues: list[Cue], seen: list[Burned], over: Over = ABOVE, *, narrow: bool = False
) -> list[Cue]:
    screen = Screen(1000, 1000, burned=tuple(seen))
    return list(placed(Track("en", tuple(cues)), screen, LAYOUT, over, Narrow() if narrow else None).cues)


def stands(one: Cue) -> tuple[float, float]:
    """The upper and the lower edge of a cue's rows."""
    height = ROW * len(one.rows)
    if one.place == TOP:
        top = SAFE_TOP if one.edge is None else one.edge
        return top, top + height
    bottom = SAFE_BOTTOM if one.edge is None else one.edge
    return bottom - height, bottom


def meets(one: Cue, other: tuple[float, float]) -> bool:
    top, bottom = stands(one)
    return top < other[1] - 1e-6 and other[0] < bottom - 1e-6


# ── one cue ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_cue_stays_where_nothing_is_burned_in() -> None:
    assert placed_cues([cue(0, 1000)], []) == [cue(0, 1000)]
    below, later = burned(0, 1000, 0.82, 0.86), burned(1000, 2000, 0.78, 0.82)
    assert placed_cues([cue(0, 1000)], [below, later]) == [cue(0, 1000)]


def test_dialogue_moves_above_what_is_burned_in() -> None:
    (one,) = placed_cues([cue(0, 1000, rows=2)], [burned(500, 2000, 0.77, 0.81)])
    assert (one.edge, one.boxed) == (0.76, False)


def test_a_card_moves_below_what_it_translates() -> None:
    (one,) = placed_cues([cue(0, 1000, TOP, rows=2)], [burned(0, 1000, 0.12, 0.195)])
    assert (one.edge, one.boxed) == (0.21, False)


def test_text_beside_the_rows_is_not_in_their_way() -> None:
    sign = Burned(Span(0, 1000), Box(0.8, 0.7, 0.95, 0.85))
    assert placed_cues([cue(0, 1000)], [sign], narrow=True)[0].edge is None
    assert placed_cues([cue(0, 1000)], [sign])[0].edge == 0.69


def test_where_there_is_no_room_it_stands_over_the_text_with_a_box() -> None:
    (one,) = placed_cues([cue(0, 1000)], [burned(0, 1000, 0.05, 0.95)])
    assert (one.edge, one.boxed) == (None, True)


def test_asked_to_cover_it_a_cue_covers_all_of_the_text() -> None:
    (one,) = placed_cues([cue(0, 1000, rows=2)], [burned(0, 1000, 0.72, 0.76)], BOX)
    assert one.boxed
    assert stands(one)[0] <= 0.72 and stands(one)[1] >= 0.76


def test_asked_for_nothing_it_does_nothing() -> None:
    assert placed_cues([cue(0, 1000)], [burned(0, 1000, 0.77, 0.81)], "none") == [cue(0, 1000)]


# ── runs of cues ─────────────────────────────────────────────────────────────────────────────────────


def test_where_most_dialogue_collides_all_of_an_episode_stands_at_one_place() -> None:
    """Read boxes differ by pixels, and not every line is burned in."""
    tops = [0.771, 0.774, 0.772, 0.7695, 0.773]
    seen = [burned(1000 * at, 1000 * at + 900, tops[at % 5], 0.81) for at in range(20) if at % 4 != 3]
    assert {one.edge for one in placed_cues(seconds(20), seen)} == {0.76}


def test_for_a_single_sign_a_single_cue_moves() -> None:
    found = placed_cues(seconds(60), [burned(30_100, 30_500, 0.75, 0.81)])
    assert [at for at, one in enumerate(found) if one.edge is not None] == [30]


def test_between_two_signs_that_are_near_the_cues_stay_up() -> None:
    signs = [burned(30_100, 30_500, 0.75, 0.81), burned(36_100, 36_500, 0.76, 0.81)]
    found = placed_cues(seconds(80), signs)
    assert [at for at, one in enumerate(found) if one.edge is not None] == list(range(30, 37))
    assert len({one.edge for one in found}) == 2


def test_a_burned_in_line_that_wanders_is_dodged_with_few_moves() -> None:
    """As read from an episode whose burned-in subtitles stand low, in the middle or high."""
    tops = [0.68, 0.237, 0.675, 0.426, 0.426, 0.229, 0.681, 0.683, 0.233, 0.429, 0.678]
    seen = [burned(1000 * at, 1000 * at + 900, top, top + 0.05) for at, top in enumerate(tops)]
    assert {one.edge for one in placed_cues(seconds(11), seen)} == {None}


def test_a_row_more_or_less_does_not_make_a_cover_jump() -> None:
    cues = [cue(1000 * at, 1000 * at + 900, rows=1 if at % 5 == 3 else 2) for at in range(20)]
    seen = [burned(1000 * at, 1000 * at + 900, 0.757, 0.791) for at in range(20)]
    found = placed_cues(cues, seen, BOX)
    assert len({one.edge for one in found}) == 1
    assert all(one.boxed for one in found)


# ── dialogue and cards ───────────────────────────────────────────────────────────────────────────────


def test_dialogue_that_moves_up_leaves_room_for_the_card() -> None:
    tall = burned(0, 1000, 0.15, 0.81)
    dialogue, card = placed_cues([cue(0, 1000), cue(0, 1000, TOP)], [tall])
    assert (dialogue.edge, dialogue.boxed) == (None, True)
    assert (card.edge, card.boxed) == (None, False)


def test_each_card_moves_for_itself() -> None:
    cards = [cue(1000 * at, 1000 * at + 900, TOP) for at in range(3)]
    found = placed_cues(cards, [burned(1000, 1900, 0.12, 0.2)])
    assert [one.edge for one in found] == [None, 0.21, None]


def test_a_card_goes_around_its_own_text_and_the_dialogue() -> None:
    """The dialogue stands below the sign, so the card has the room above it alone."""
    seen = [burned(0, 1000, 0.1, 0.13), burned(0, 1000, 0.2, 0.5), burned(0, 1000, 0.55, 0.9)]
    dialogue, card = placed_cues([cue(0, 1000), cue(0, 1000, TOP)], seen)
    assert (dialogue.edge, dialogue.boxed) == (0.54, False)
    assert (card.edge, card.boxed) == (0.14, False)


spans = st.tuples(st.integers(0, 20_000), st.integers(100, 4000))
boxes = st.builds(
    lambda start, length, top, height, left, width: Burned(
        Span(start, start + length), Box(left, top, min(1.0, left + width), min(1.0, top + height))
    ),
    st.integers(0, 20_000), st.integers(40, 8000), st.floats(0, 0.95), st.floats(0.01, 0.5),
    st.floats(0, 0.9), st.floats(0.02, 1),
)  # fmt: skip


@st.composite
def tracks(draw: st.DrawFn) -> list[Cue]:
    cues: list[Cue] = []
    for place in (BOTTOM, TOP):
        at = 0
        for pause, length, rows in draw(
            st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 4000), st.integers(1, 3)), max_size=8)
        ):
            cues.append(cue(at + pause, at + pause + length, place, rows))
            at += pause + length
    return sorted(cues, key=lambda one: one.start_ms)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tracks(), st.lists(boxes, max_size=10), st.sampled_from([ABOVE, BOX]), st.booleans())
def test_cues_keep_to_the_safe_zone_and_off_each_other_and_cover_text_only_with_a_box(
    cues: list[Cue], seen: list[Burned], over: Over, narrow: bool
) -> None:
    found = placed_cues(cues, seen, over, narrow=narrow)
    left, right = (0.3, 0.7) if narrow else (0.1, 0.9)
    for one in found:
        top, bottom = stands(one)
        assert top >= SAFE_TOP - 1e-6
        assert bottom <= SAFE_BOTTOM + 1e-6
        during = Span(one.start_ms, one.end_ms)
        behind = [
            box
            for span, box, _ in map(msgspec.structs.astuple, seen)
            if span.overlap_ms(during) and box.left < right and left < box.right
        ]
        assert one.boxed == any(meets(one, (box.top, box.bottom)) for box in behind)
        for other in found:
            if other is not one and during.overlap_ms(Span(other.start_ms, other.end_ms)):
                assert not meets(one, stands(other))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tracks(), st.lists(boxes, max_size=10))
def test_nothing_but_the_place_changes_and_again_changes_nothing(cues: list[Cue], seen: list[Burned]) -> None:
    found = placed_cues(cues, seen)
    assert [msgspec.structs.replace(one, edge=None, boxed=False) for one in found] == cues
    assert placed_cues(found, seen) == found


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(tracks(), st.lists(boxes, max_size=6))
def test_a_cue_stands_over_text_only_where_there_is_no_room(cues: list[Cue], seen: list[Burned]) -> None:
    alone = [one for one in cues if one.place == BOTTOM]
    for one in placed_cues(alone, seen):
        during = Span(one.start_ms, one.end_ms)
        behind = [other.box for other in seen if other.span.overlap_ms(during)]
        height = ROW * len(one.rows)
        free = [
            edge / 100
            for edge in range(10, 81)
            if edge / 100 - height >= SAFE_TOP
            and not any(
                box.top - ROW / 4 < edge / 100 and edge / 100 - height < box.bottom + ROW / 4
                for box in behind
                if box.left < 0.9 and box.right > 0.1
            )
        ]
        assert not (one.boxed and free)
