from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.screen import Frames
from localize.domain.track import Cue, Track
from localize.profiles import load_profile
from localize.subtitle.formats import FORMATS
from localize.subtitle.formats.placing import edge_of
from localize.subtitle.text import clean
from tests.subtitle.lines import dumped, loaded
from tests.subtitle.tracks import FIELDS, KEPT, RATES, STEPS, shown_cues, shown_rows, tracks

EVERY = sorted(FORMATS)
LAYOUT = load_profile("vertical").layout_of("en")
DOCS = Path(__file__).parents[2] / "docs" / "formats.md"


@pytest.mark.parametrize("name", EVERY)
@settings(max_examples=60, deadline=None)
@given(track=tracks())
def test_what_a_format_keeps_is_read_back(name: str, track: Track) -> None:
    back = [cue for cue in loaded(dumped(track, name), name).cues if shown_rows(cue)]
    wanted = shown_cues(track)
    assert list(map(shown_rows, back)) == list(map(shown_rows, wanted))
    for cue, before in zip(back, wanted, strict=True):
        for field in KEPT[name]:
            CHECKS[field](cue, before, name)
    assert all(cue.start_ms < cue.end_ms for cue in back) or name == "txt"
    assert all(one.end_ms <= two.start_ms for one, two in pairwise(back))


def same_times(cue: Cue, before: Cue, name: str) -> None:
    step = STEPS.get(name, 1)
    assert abs(cue.start_ms - before.start_ms) <= step
    assert abs(cue.end_ms - before.end_ms) <= step


def same_edge(cue: Cue, before: Cue, name: str) -> None:
    """Where the layout says, some formats tell a number."""
    if before.edge is None and cue.edge is None:
        return
    assert cue.edge is not None
    assert abs(cue.edge - edge_of(before, LAYOUT)) <= 0.0005


def same_speaker(cue: Cue, before: Cue, name: str) -> None:
    assert cue.speaker == (before.speaker if name == "json" else clean(before.speaker))


def same(field: str) -> Callable[[Cue, Cue, str], None]:
    def check(cue: Cue, before: Cue, name: str) -> None:
        assert getattr(cue, field) == getattr(before, field)

    return check


CHECKS = {
    "times": same_times,
    "edge": same_edge,
    "speaker": same_speaker,
    **{field: same(field) for field in ("id", "place", "kind", "boxed", "italic")},
}


def test_json_keeps_everything() -> None:
    cue = Cue("1 é", 1, 2, ("a\0b", " ", ""), ("L1",), edge=0.5, boxed=True)
    track = Track("en", (cue,), Frames.at_moments((0, 40), 24000, 1001))
    assert loaded(dumped(track, "json"), "json") == track


def test_the_table_of_the_documentation_is_true() -> None:
    rows = [line.split("|")[1:-1] for line in DOCS.read_text("utf-8").splitlines() if line.startswith("| `")]
    kept = {row[0].strip(" `"): row for row in rows if len(row) == len(FIELDS) + 2}
    assert set(kept) == set(FORMATS)
    for name, row in kept.items():
        told = {field for field, cell in zip(FIELDS, row[2:], strict=True) if cell.strip() != "–"}
        assert told == set(KEPT[name]), name


@pytest.mark.parametrize("name", ["ass", "itt"])
@pytest.mark.parametrize("frames", [rate for rate in RATES if rate])
@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 200_000), min_size=2, max_size=2, unique=True).map(sorted))
def test_a_cue_is_shown_with_the_same_pictures(name: str, frames: Frames, marks: list[int]) -> None:
    """A player draws a text on every picture that begins at its start or later, and before its end."""
    start, end = (frames.at_ms(mark) for mark in marks)
    (cue,) = loaded(dumped(Track("en", (Cue("L1", start, end, ("x",)),), frames), name), name).cues
    if name == "itt":
        assert (frames.index(cue.start_ms), frames.index(cue.end_ms)) == tuple(marks)
    else:
        assert (first_picture(cue.start_ms, frames), first_picture(cue.end_ms, frames)) == tuple(marks)


def test_pictures_of_a_variable_rate_are_kept_too() -> None:
    """All of these last longer than the ten milliseconds of a step."""
    shown = (0, 33, 66, 104, 117, 171, 200, 240, 251, 299)
    frames = Frames.at_moments(shown, 25, 1)
    cues = tuple(Cue(f"L{n}", ms, after, ("x",)) for n, (ms, after) in enumerate(pairwise(shown)))
    back = loaded(dumped(Track("en", cues, frames), "ass"), "ass").cues
    assert [bisect_left(shown, cue.start_ms) for cue in back] == list(range(9))


def first_picture(ms: int, frames: Frames) -> int:
    """Players count in whole milliseconds, rounded down."""
    index = max(0, ms * frames.numerator // (1000 * frames.denominator) - 2)
    while 1000 * index * frames.denominator // frames.numerator < ms:
        index += 1
    return index
