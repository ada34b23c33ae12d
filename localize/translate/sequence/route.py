"""From the source to the target with a sequence model, through English where it must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from localize.domain.language import COMMON, language_name
from localize.errors import ConfigurationError
from localize.stage import Candidate, SequenceTranslator
from localize.translate.brief import PIVOT, Brief
from localize.translate.sequence.row import Row
from localize.translate.sequence.ways import Way

# How many candidates a line chooses from, and how many where those were no good.
BEST = 4
MORE = 8


@dataclass(frozen=True)
class Leg:
    """One crossing from language to language."""

    model: SequenceTranslator
    source: str
    target: str

    def cross(
        self, texts: Sequence[str], best: int = BEST, *, varied: bool = False, avoiding: Sequence[str] = ()
    ) -> list[list[str]]:
        """The candidates for each text, likeliest first."""
        if not texts:
            return []
        found = self.model.translate(texts, self.source, self.target, best, varied=varied, avoiding=avoiding)
        return [[one.text for one in some] for some in found]

    def go_on(self, texts: Sequence[str], beginnings: Sequence[str]) -> list[Candidate]:
        return self.model.go_on(texts, self.source, self.target, beginnings) if texts else []


class Route:
    """How `model` gets from source to target. Raises ConfigurationError when it does not."""

    def __init__(self, model: SequenceTranslator, brief: Brief) -> None:
        self.source, self.target, self.via = brief.source, brief.target, ""
        self._before: list[Leg] = []
        if model.supports(brief.source, brief.target):
            self.last = Leg(model, brief.source, brief.target)
        elif model.supports(brief.source, PIVOT) and model.supports(PIVOT, brief.target):
            self.via, self.last = PIVOT, Leg(model, PIVOT, brief.target)
            self._before.append(Leg(model, brief.source, PIVOT))
        else:
            raise ConfigurationError(_no_way(brief), _what_there_is(model, brief.source))
        # Another language on the way gets each line by itself.
        self.separator = "" if self.via else model.separator

    def arrived(self, rows: Sequence[Row], way: Way) -> list[str]:
        """The rows as they go into the last leg."""
        texts = [way.put(row) for row in rows]
        for leg in self._before:
            found = zip(rows, leg.cross(texts), strict=True)
            texts = [way.handed_on(row, some, leg.target) for row, some in found]
        return texts

    def texts(self, rows: Sequence[Row], way: Way) -> list[list[str]]:
        """What each row may be in the target language, likeliest first."""
        found = self.last.cross(self.arrived(rows, way))
        return [
            [text for one in some for text in way.restored(row, one)]
            for row, some in zip(rows, found, strict=True)
        ]

    def likeliest(self, texts: Sequence[str]) -> list[str]:
        """Of texts that are no lines of an episode."""
        for leg in (*self._before, self.last):
            texts = [some[0] if some else "" for some in leg.cross(texts, 1)]
        return list(texts)


def _no_way(brief: Brief) -> str:
    return f"the model translates neither {brief.source} to {brief.target} nor by way of {PIVOT}"


def _what_there_is(model: SequenceTranslator, source: str) -> str:
    known = [tag for tag in COMMON if model.supports(source, tag)]
    listed = ", ".join(known) or f"nothing that is spoken in {language_name(source)}"
    return f"from {source} it knows: {listed}"
