"""Several ways to say a thing → the one that is kept, and where the others stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from localize.consistency.season import Spoken
from localize.domain.inconsistency import Discord, Inconsistency, Place, Way

GLOSSARY = "the glossary"
BIBLE = "the bible"
PERSON = "a person"
MOST = "most lines"
FIRST = "the first line"


class Use(NamedTuple):
    """How a line says it."""

    line: Spoken
    says: str


class Settled(NamedTuple):
    """`kept` counts the lines that say it as `wanted`."""

    wanted: str
    because: str
    kept: int
    ways: tuple[Way, ...]

    @property
    def places(self) -> list[Place]:
        """Where it is said otherwise."""
        return [place for way in self.ways for place in way.places]

    def told(
        self, kind: Discord, target: str, about: str, message: str, fix: str, command: str = ""
    ) -> Inconsistency:
        return Inconsistency(
            kind=kind,
            target=target,
            about=about,
            message=message,
            wanted=self.wanted,
            because=self.because,
            kept=self.kept,
            ways=self.ways,
            fix=fix,
            command=command,
        )


def settled(uses: Sequence[Use], required: str = "", because: str = GLOSSARY) -> Settled | None:
    """What is required is kept, else what people approved, else what most lines say, and among equals the
    first. None where nothing is to be
    changed: what a person wants is no fault, whatever else is kept."""
    if not uses:
        return None
    wanted, why = (required, because) if required else _norm(uses)
    others: dict[str, list[Place]] = {}
    for line, says in uses:
        if says != wanted and not line.place.approved:
            others.setdefault(says, []).append(line.place)
    if not others:
        return None
    kept = sum(use.says == wanted for use in uses)
    return Settled(wanted, why, kept, ways(others))


def ways(by_text: Mapping[str, Sequence[Place]]) -> tuple[Way, ...]:
    """The most frequent first."""
    found = [Way(says, tuple(places)) for says, places in by_text.items()]
    return tuple(sorted(found, key=lambda way: -len(way.places)))


def _norm(uses: Sequence[Use]) -> tuple[str, str]:
    approved = Counter(use.says for use in uses if use.line.place.approved)
    if approved:
        return approved.most_common(1)[0][0], PERSON
    (first, count), *rest = Counter(use.says for use in uses).most_common()
    return first, MOST if all(count > other for _, other in rest) else FIRST


def by_hand(text: str, places: Sequence[Place], target: str, shown: int = 3) -> str:
    """`put “…” into E03.en.srt at 0:12.300`: corrections stay, whatever is run again."""
    from localize.domain.times import clock

    where = [f"{one.episode}.{target}.srt at {clock(one.start_ms)}" for one in places[:shown]]
    more = f" and {len(places) - shown} more" if len(places) > shown else ""
    what = f"put “{text}” into" if text else "correct"
    return f"{what} {', '.join(where)}{more}"
