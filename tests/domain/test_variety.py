"""What is spoken where."""

from __future__ import annotations

import pytest

from localize.domain.times import Span
from localize.domain.variety import LIKELY, MANDARIN, UNKNOWN, Telling, Told, ToldLine

SICHUAN = Told("sichuan", 0.9)
TELLING = Telling(
    SICHUAN,
    (ToldLine(Span(0, 1000), SICHUAN), ToldLine(Span(1000, 3000), Told(MANDARIN, 0.8))),
)


@pytest.mark.parametrize(
    ("span", "variety"),
    [
        (Span(100, 900), "sichuan"),
        (Span(600, 1300), "sichuan"),
        (Span(600, 1500), MANDARIN),
        (Span(3500, 4000), MANDARIN),
    ],
    ids=["within", "more of the first", "more of the second", "the nearest"],
)
def test_a_span_is_spoken_in_what_its_lines_are(span: Span, variety: str) -> None:
    told = TELLING.at(span)
    assert told is not None
    assert told.variety == variety
    assert TELLING.in_dialect(span) == (variety == "sichuan")


@pytest.mark.parametrize(
    ("told", "dialect"),
    [
        (SICHUAN, "sichuan"),
        (Told("sichuan", LIKELY - 0.01), None),
        (Told(MANDARIN, 0.9), None),
        (Told(UNKNOWN, 0.9), None),
    ],
)
def test_only_a_likely_dialect_is_worked_with(told: Told, dialect: str | None) -> None:
    telling = Telling(told, (ToldLine(Span(0, 1000), told),))
    assert telling.dialect == dialect
    assert telling.in_dialect(Span(0, 1000)) == (dialect is not None)


def test_nothing_is_known_where_nobody_speaks() -> None:
    assert Telling(SICHUAN).at(Span(0, 1000)) is None
