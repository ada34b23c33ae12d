"""What checks may look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from localize.domain.screen import Frames, Screen
from localize.profiles import Limits, measured
from localize.profiles.ruler import Ruler
from localize.subtitle.manuscript import Entry, Manuscript
from localize.subtitle.manuscript.forms import FORMS, Form
from localize.subtitle.seams import joined

# Where nobody knows the rate, only what is wrong at each of the usual ones is wrong.
SLOWEST, FASTEST = Frames(24000, 1001), Frames(60)


@dataclass(frozen=True)
class Exam:
    """A file, what it is held against, and the `entries` as they are by now: mending changes them.

    `screen` is None and `duration_ms` 0 where the video is unknown; without a `ruler` nothing is measured in
    the font of the delivery.
    """

    manuscript: Manuscript
    limits: Limits
    entries: tuple[Entry, ...]
    screen: Screen | None = None
    duration_ms: int = 0
    ruler: Ruler | None = None
    lengths: dict[str, float] = field(default_factory=dict, compare=False)  # what was measured already

    def with_entries(self, entries: Sequence[Entry]) -> Exam:
        return replace(self, entries=tuple(entries))

    @property
    def form_is_known(self) -> bool:
        """Whether the format can be mended in place."""
        return self.manuscript.format in FORMS

    @property
    def form(self) -> Form:
        """Of a format that can be mended."""
        return FORMS[self.manuscript.format]

    @cached_property
    def texts(self) -> dict[int, str]:
        """What each cue says, on one row, by its number."""
        return {entry.number: joined(entry.rows, self.limits.language) for entry in self.entries}

    @cached_property
    def neighbours(self) -> list[tuple[Entry, Entry]]:
        """Every cue but the first of its place, after the one before it that ends last."""
        return [(self.preceding[two.number], two) for two in self.by_time if two.number in self.preceding]

    @cached_property
    def preceding(self) -> dict[int, Entry]:
        """By a cue's number the one in its place that started before it and ends last."""
        last: dict[str, Entry] = {}
        before = {}
        for entry in self.by_time:
            one = last.get(entry.lane)
            if one is not None:
                before[entry.number] = one
            if one is None or entry.end_ms >= one.end_ms:
                last[entry.lane] = entry
        return before

    @cached_property
    def following(self) -> dict[int, Entry]:
        """By a cue's number the next in its place."""
        lanes: dict[str, list[Entry]] = {}
        for entry in self.by_time:
            lanes.setdefault(entry.lane, []).append(entry)
        return {one.number: two for lane in lanes.values() for one, two in pairwise(lane)}

    @cached_property
    def by_time(self) -> tuple[Entry, ...]:
        """The cues shown, in order of time."""
        return tuple(sorted(self.shown, key=lambda entry: (entry.start_ms, entry.end_ms)))

    @cached_property
    def shown(self) -> tuple[Entry, ...]:
        """Cues with something to see, for some time."""
        return tuple(one for one in self.entries if self.texts[one.number] and one.duration_ms > 0)

    def length(self, text: str) -> float:
        """In the characters of the profile."""
        length = self.lengths.get(text)
        if length is None:
            length = self.lengths[text] = measured(text, self.limits)
        return length

    def speed(self, entry: Entry) -> float:
        """In characters a second, as the profile counts them."""
        return self.speed_of([entry], entry.duration_ms)

    def speed_of(self, entries: Sequence[Entry], duration_ms: int) -> float:
        length = sum(self.length(self.texts[entry.number]) for entry in entries)
        return 1000 * length / max(1, duration_ms)

    # ── gaps ─────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _frames(self) -> tuple[Frames, Frames]:
        """The fastest and the slowest that the video may have."""
        return (self.screen.frames, self.screen.frames) if self.screen else (FASTEST, SLOWEST)

    @cached_property
    def least_gap_ms(self) -> int:
        """What is shorter is too short; a step of the format's clock is forgiven."""
        return max(0, self.limits.gap_ms(self._frames[0]) - self.manuscript.step_ms)

    @cached_property
    def closing_gap_ms(self) -> int:
        """What mending leaves between two cues."""
        return self.limits.gap_ms(self._frames[1])

    @cached_property
    def closed_gap_ms(self) -> int:
        """Up to this long a gap counts as closed: half a frame, and a step of the clock, are forgiven."""
        return self.closing_gap_ms + self._frames[1].lasting_ms(1) // 2 + self.manuscript.step_ms

    @property
    def slack_ms(self) -> int:
        """What rounding may have done to a duration."""
        return self.manuscript.step_ms

    def on_clock(self, ms: int) -> int:
        """The moment, or the last one before it that the format can write."""
        return ms // self.manuscript.step_ms * self.manuscript.step_ms

    def cut_within(self, start_ms: int, end_ms: int) -> bool:
        return any(start_ms < cut <= end_ms for cut in self.cuts)

    @property
    def cuts(self) -> tuple[int, ...]:
        return self.screen.cuts if self.screen else ()

    def lines(self) -> Iterator[tuple[Entry, str]]:
        """Every cue with what it says."""
        return ((entry, self.texts[entry.number]) for entry in self.entries)
