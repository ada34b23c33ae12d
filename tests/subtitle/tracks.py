"""Tracks as hypothesis makes them, and what each format keeps of a cue."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from localize.domain.screen import Frames
from localize.domain.seen import CARD, DIALOGUE
from localize.domain.track import BOTTOM, TOP, Cue, Track
from localize.subtitle.text import clean

# Beside the text; docs/formats.md has the same table.
FIELDS = ("times", "id", "place", "edge", "speaker", "kind", "boxed", "italic")
KEPT: dict[str, tuple[str, ...]] = {
    "srt": ("times", "place", "italic"),
    "ass": ("times", "place", "edge", "speaker", "kind", "boxed", "italic"),
    "ssa": ("times", "place", "edge", "speaker", "kind", "boxed", "italic"),
    "vtt": FIELDS,
    "ttml": FIELDS,
    "imsc": FIELDS,
    "ebu-tt-d": FIELDS,
    "itt": ("times", "id", "place", "boxed", "italic"),
    "sbv": ("times",),
    "lrc": ("times",),
    "txt": (),
    "json": FIELDS,
}
# In ms; others are exact.
STEPS = {"ass": 10, "ssa": 10, "lrc": 10, "itt": 42}
RATES = (None, Frames(24000, 1001), Frames(24), Frames(25), Frames(30000, 1001), Frames(60000, 1001))

texts = st.text(
    st.one_of(st.sampled_from("<>{}[]\\&;:-,.0123Nnhibr/ \n\r\t老好مر"), st.characters()), max_size=12
)
speakers = st.sampled_from(["", "苏小满", "Tom & <b>", "x > y", "ชาย\n1"])
edges = st.none() | st.integers(3000, 9500).map(lambda ten_thousandths: ten_thousandths / 10_000)


@st.composite
def tracks(draw: Any) -> Track:
    """Cues of any text in any place, none of which overlap, far enough apart for every format's grid."""
    marks = draw(st.lists(st.integers(0, 9 * 3600 * 5 - 1), min_size=2, max_size=8, unique=True))
    times = sorted(mark * 200 + mark % 97 for mark in marks)
    spans = zip(times[::2], times[1::2], strict=False)
    cues = tuple(_cue(draw, number, *span) for number, span in enumerate(spans, 1))
    return Track("en", cues, draw(st.sampled_from(RATES)))


def _cue(draw: Any, number: int, start: int, end: int) -> Cue:
    return Cue(
        f"L{number:04d}.1",
        start,
        end,
        tuple(draw(st.lists(texts, max_size=3))),
        place=draw(st.sampled_from([BOTTOM, TOP])),
        speaker=draw(speakers),
        kind=draw(st.sampled_from([CARD, DIALOGUE])),
        edge=draw(edges),
        boxed=draw(st.booleans()),
        italic=draw(st.booleans()),
    )


def shown_rows(cue: Cue) -> tuple[str, ...]:
    """As they must be read back: clean, without blank ones."""
    return tuple(row for row in map(clean, cue.rows) if row)


def shown_cues(track: Track) -> list[Cue]:
    return [cue for cue in track.cues if shown_rows(cue)]
