"""A layout in pictures of other sizes and shapes."""

from __future__ import annotations

import pytest

from localize.profiles import load_profile

VERTICAL = load_profile("vertical").layout_of("en")
NETFLIX = load_profile("netflix").layout_of("en")


@pytest.mark.parametrize("size", [(1080, 1920), (720, 1280), (0, 0)])
def test_a_picture_of_the_same_shape_is_scaled_as_it_is(size: tuple[int, int]) -> None:
    assert VERTICAL.for_picture(*size) is VERTICAL


def test_margins_keep_their_share_of_another_shape() -> None:
    wide = VERTICAL.for_picture(1920, 1080)
    assert (wide.width, wide.height) == (1920, 1080)
    assert (wide.margin_left, wide.margin_bottom) == (213, 378)
    assert wide.free_width / 1920 == pytest.approx(VERTICAL.free_width / 1080, abs=0.001)


def test_letters_fit_the_side_that_became_smaller() -> None:
    assert NETFLIX.for_picture(1080, 1920).size == pytest.approx(72 * 1080 / 1920)
    assert VERTICAL.for_picture(1920, 1080).size == pytest.approx(72 * 1080 / 1920)
    assert NETFLIX.for_picture(1920, 1200).size == 72
