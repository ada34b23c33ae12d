"""Where a series does not speak with one voice: what is said in more ways than one, how, where, and what
would make it one."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from localize.domain.seen import DIALOGUE, Kind
from localize.domain.value import Value

Discord: TypeAlias = Literal[
    "name", "shared", "term", "address", "pronoun", "repeat", "register", "tone"
]  # fmt: skip
NAME: Final = "name"
SHARED: Final = "shared"
TERM: Final = "term"
ADDRESS: Final = "address"
PRONOUN: Final = "pronoun"
REPEAT: Final = "repeat"
REGISTER: Final = "register"
TONE: Final = "tone"


class Place(Value, frozen=True, omit_defaults=False):
    """A line where it stands, as it is now: `text` is its translation, with what a person has made of it.
    `approved`: a person wants it so."""

    episode: str
    line_id: str
    start_ms: int
    end_ms: int
    source: str
    text: str
    kind: Kind = DIALOGUE
    speaker: str = ""
    approved: bool = False


class Way(Value, frozen=True, omit_defaults=False):
    """One of the ways in which it is said. `says` is empty where no words could be told to stand for it."""

    says: str
    places: tuple[Place, ...]


class Inconsistency(Value, frozen=True, omit_defaults=False):
    """`about` is what is said in several ways: a term, a name, a line, an episode, a character. `wanted` is
    the way that is kept, and `because` who wants it: the glossary, the bible, a person, or most lines.
    `kept` is how often it stands so, and `ways` are the others, the most frequent first. `fix` says what to
    do, and `command` is the line that does it, empty where a person must. `weight` is what it is ranked
    by: docs/consistency.md."""

    kind: Discord
    target: str
    about: str
    message: str
    wanted: str
    because: str
    kept: int
    ways: tuple[Way, ...]
    fix: str
    command: str = ""
    weight: float = 0.0

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(place for way in self.ways for place in way.places)

    @property
    def episodes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place.episode for place in self.places))
