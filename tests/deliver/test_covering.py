from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize.deliver.covering import covered
from localize.domain.screen import Burned
from localize.domain.seen import Box
from localize.domain.times import Span

WIDTH, HEIGHT = 1080, 1920


def line(start_ms: int, end_ms: int, width: float = 0.6, top: float = 0.8) -> Burned:
    return Burned(Span(start_ms, end_ms), Box(0.5 - width / 2, top, 0.5 + width / 2, top + 0.03))


def test_lines_in_one_place_are_covered_together_without_flicker() -> None:
    (one,) = covered([line(0, 1000), line(1200, 2000, width=0.55), line(3000, 4000)], WIDTH, HEIGHT)
    assert one.spans == (Span(0, 2000), Span(3000, 4000))


def test_a_short_line_does_not_hide_what_a_long_one_must() -> None:
    long, short = covered([line(0, 1000, width=0.2), line(2000, 3000, width=0.9)], WIDTH, HEIGHT)
    assert long.width > 3 * short.width
    assert (long.spans, short.spans) == ((Span(2000, 3000),), (Span(0, 1000),))


def test_what_is_covered_together_does_not_grow_from_line_to_line() -> None:
    found = covered(
        [line(1000 * at, 1000 * at + 900, width=0.2 + at / 20) for at in range(13)], WIDTH, HEIGHT
    )
    assert len(found) > 3
    shortest = next(one for one in found if Span(0, 900) in one.spans or one.spans[0].start_ms == 0)
    assert shortest.width < 0.3 * WIDTH


def test_other_places_are_covered_for_themselves() -> None:
    low, high = sorted(
        covered([line(0, 1000), line(0, 1000, top=0.2)], WIDTH, HEIGHT), key=lambda one: -one.top
    )
    assert low.top > HEIGHT / 2 > high.top


shares = st.floats(0, 1)
boxes = st.builds(
    lambda x, y, across, down: Box(min(x, across), min(y, down), max(x, across), max(y, down)),
    shares, shares, shares, shares,
)  # fmt: skip
spans = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 10_000), st.integers(1, 3000)
)


@given(
    burned=st.lists(st.builds(Burned, spans, boxes), max_size=8),
    width=st.integers(16, 2000),
    height=st.integers(16, 2000),
)
def test_all_that_is_burned_in_is_covered_while_it_is_there(
    burned: list[Burned], width: int, height: int
) -> None:
    found = covered(burned, width, height)
    for one in found:
        assert one.left % 2 == one.top % 2 == one.width % 2 == one.height % 2 == 0
        assert one.left >= 0 <= one.top
        assert one.left + one.width <= width + 1
        assert one.top + one.height <= height + 1
    for old in burned:
        assert any(
            one.left <= old.box.left * width
            and one.top <= old.box.top * height
            and one.left + one.width >= min(old.box.right * width, width // 2 * 2)
            and one.top + one.height >= min(old.box.bottom * height, height // 2 * 2)
            and any(
                span.start_ms <= old.span.start_ms and old.span.end_ms <= span.end_ms for span in one.spans
            )
            for one in found
        )
