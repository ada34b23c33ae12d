"""What people have approved or corrected in a series' translations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import Final, Literal, TypeAlias

from localize.domain.value import Value

Status: TypeAlias = Literal["approved", "corrected"]
APPROVED: Final = "approved"
CORRECTED: Final = "corrected"
# All that decides, besides its words, what a line is: `走。` and `走！` are said alike, `走？` is not.
ASKING = "?"
_REPEATED = re.compile(r"\?+")


def matching(source: str) -> str:
    """What of a source text two lines must share to be the same: its letters and digits, and question marks,
    several in a row as one. Width and case do not matter. Empty where there is nothing to translate."""
    counted = "".join(one for one in unicodedata.normalize("NFKC", source).casefold() if _counts(one))
    kept = _REPEATED.sub(ASKING, counted)
    return kept if kept.strip(ASKING) else ""


def _counts(character: str) -> bool:
    return character == ASKING or unicodedata.category(character)[0] in "LMN"


class Place(Value, frozen=True):
    """A line where it stands: `source` is its text in the standard language on one row, `before` and `after`
    are those of the dialogue around it, in its order. What is not known is empty."""

    source: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    speaker: str = ""
    episode: str = ""
    line_id: str = ""


class Entry(Value, frozen=True):
    """`text` is what a person wants for the line at `place` in the language `target`: one `approved`, or one
    that they `corrected`. `when` is in UTC (ISO 8601), `by` who it was; both may be empty."""

    place: Place
    target: str
    text: str
    status: Status = APPROVED
    when: str = ""
    by: str = ""

    @property
    def slot(self) -> tuple[str, ...]:
        """What no two entries of a memory share. A line of an episode has one text; what came from elsewhere
        may have several."""
        place = self.place
        slot = (self.target, matching(place.source), place.episode, place.line_id)
        return slot if place.line_id else (*slot, place.speaker, self.text)


class Memory(Value, frozen=True, dict=True):
    """The entries of one moment, in one language or in several, in a fixed order."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def by_source(self) -> Mapping[str, tuple[Entry, ...]]:
        """By what `matching` makes of their source."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(matching(entry.place.source), []).append(entry)
        return {source: tuple(entries) for source, entries in found.items()}

    def into(self, target: str) -> Memory:
        return Memory(tuple(entry for entry in self.entries if entry.target == target))

    def with_entries(self, entries: tuple[Entry, ...]) -> Memory:
        """What is new takes the place of what stood in its slot."""
        by_slot = {entry.slot: entry for entry in (*self.entries, *entries)}
        return Memory(tuple(by_slot[slot] for slot in sorted(by_slot)))


class Example(Value, frozen=True):
    """An earlier line like one that is asked for, and what a person wants for it."""

    source: str
    text: str


class Recall(Value, frozen=True):
    """What is remembered for a line: the `text` to use, empty where that is open, else `examples`."""

    text: str = ""
    examples: tuple[Example, ...] = ()


class ShownCue(Value, frozen=True):
    """A cue of a subtitle file as it is read back: its rows are one text."""

    text: str
    start_ms: int
    end_ms: int


class ShownLine(Value, frozen=True):
    """A line and the cues that show it in a subtitle file, none where somebody took them out."""

    place: Place
    cues: tuple[ShownCue, ...] = ()
