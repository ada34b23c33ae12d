"""Boxes."""

from __future__ import annotations

import msgspec
import pytest

from localize.domain.seen import Box, SeenLine

WHOLE = Box(0.0, 0.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("box", "other", "share"),
    [
        (Box(0.2, 0.2, 0.4, 0.4), WHOLE, 1.0),
        (WHOLE, Box(0.0, 0.0, 0.5, 0.5), 0.25),
        (Box(0.0, 0.0, 0.5, 0.5), Box(0.25, 0.0, 1.0, 1.0), 0.5),
        (Box(0.0, 0.0, 0.2, 0.2), Box(0.5, 0.5, 1.0, 1.0), 0.0),
        (Box(0.3, 0.3, 0.3, 0.3), WHOLE, 0.0),  # without an area nothing of it lies anywhere
    ],
)
def test_how_much_of_a_box_lies_in_another(box: Box, other: Box, share: float) -> None:
    assert box.covered_by(other) == pytest.approx(share)


def test_a_line_is_of_a_known_kind() -> None:
    table = {
        "text": "走",
        "start_ms": 0,
        "end_ms": 9,
        "kind": "crad",
        "box": msgspec.to_builtins(WHOLE),
        "confidence": 1,
    }
    with pytest.raises(msgspec.ValidationError, match="'crad'"):
        msgspec.convert(table, SeenLine)
