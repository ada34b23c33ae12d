"""Scenes and a sequence-to-sequence model → their translations, through English where it must."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from localize.domain.language import COMMON, language_name
from localize.domain.review import Flag
from localize.errors import ConfigurationError
from localize.stage import Candidate, SequenceTranslator
from localize.translate import faults, scripts
from localize.translate.asking import asked_for, unasked
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.result import SceneLine, SceneTranslation, Usage
from localize.translate.said import Said
from localize.translate.scenes import Scene

PIVOT = "en"
# How many candidates a line chooses from.
BEST = 4


@dataclass(frozen=True)
class Leg:
    """One crossing from language to language."""

    model: SequenceTranslator
    source: str
    target: str

    def cross(self, texts: Sequence[str], best: int = BEST) -> list[tuple[Candidate, ...]]:
        return self.model.translate(texts, self.source, self.target, best)


@dataclass(frozen=True)
class Choice:
    text: str
    flags: tuple[Flag, ...]


class Route:
    """How `model` gets from source to target. Raises ConfigurationError when it does not."""

    def __init__(self, model: SequenceTranslator, brief: Brief) -> None:
        self.source, self.target, self.via = brief.source, brief.target, ""
        if model.supports(brief.source, brief.target):
            self.legs = [Leg(model, brief.source, brief.target)]
        elif model.supports(brief.source, PIVOT) and model.supports(PIVOT, brief.target):
            self.legs, self.via = [Leg(model, brief.source, PIVOT), Leg(model, PIVOT, brief.target)], PIVOT
        else:
            raise ConfigurationError(_no_way(brief), _what_there_is(model, brief.source))

    def candidates(self, texts: Sequence[str]) -> list[tuple[Candidate, ...]]:
        """The candidates of the last leg; each leg before it hands over its likeliest sound text."""
        for leg in self.legs[:-1]:
            found = leg.cross(texts)
            texts = [_best(text, some, leg.target) for text, some in zip(texts, found, strict=True)]
        return self.legs[-1].cross(texts)


def translate(model: SequenceTranslator, brief: Brief, scenes: Sequence[Scene]) -> Iterator[SceneTranslation]:
    """One result a scene. A line that misses a required term, or reads wrong, is given to the model once
    more with the required renderings put in, and the better of both is kept."""
    route = Route(model, brief)
    rows = [scene.line(number) for scene in scenes for number in asked_for(scene)]
    first = _choose(route, rows, with_terms=False)
    again = [at for at, choice in enumerate(first) if choice.flags]
    second = dict(zip(again, _choose(route, [rows[at] for at in again], with_terms=True), strict=True))
    chosen = iter([_line(choice, second.get(at)) for at, choice in enumerate(first)])
    for scene in scenes:
        asked = asked_for(scene)
        lines = tuple(
            next(chosen) if number in asked else unasked(brief, scene, number)
            for number in range(1, len(scene.lines) + 1)
        )
        yield SceneTranslation(lines, Usage(asks=sum(line.asked for line in lines)), route.via)


def _choose(route: Route, rows: Sequence[Said], *, with_terms: bool) -> list[Choice]:
    found = route.candidates([row.asked if with_terms else row.text for row in rows]) if rows else []
    return [_pick(row, some, route.target) for row, some in zip(rows, found, strict=True)]


def _pick(line: Said, candidates: Sequence[Candidate], target: str) -> Choice:
    """The likeliest of the candidates with the mildest faults."""
    texts = [scripts.tidy(one.text, target) for one in candidates]
    choices = [Choice(text, faults.faults_of(Checked(line, text, target))) for text in texts]
    return min(choices, key=_badness, default=Choice("", (Flag("missing", "no translation"),)))


def _badness(choice: Choice) -> list[int]:
    return faults.badness(choice.flags)


def _best(source: str, candidates: Sequence[Candidate], target: str) -> str:
    """For a leg on the way: the likeliest text that is sound, else the likeliest, else the source."""
    texts = [one.text for one in candidates]
    sound = (text for text in texts if not faults.faults_of(Checked(Said(source, source), text, target)))
    return next(sound, texts[0] if texts else source)


def _line(first: Choice, second: Choice | None) -> SceneLine:
    better = second if second is not None and _badness(second) < _badness(first) else first
    kept = "" if any(map(faults.is_nothing, better.flags)) else better.text
    return SceneLine(kept, 1 if second is None else 2, faults.without_terms(better.flags))


def _no_way(brief: Brief) -> str:
    return f"the model translates neither {brief.source} to {brief.target} nor by way of {PIVOT}"


def _what_there_is(model: SequenceTranslator, source: str) -> str:
    known = [tag for tag in COMMON if model.supports(source, tag)]
    listed = ", ".join(known) or f"nothing that is spoken in {language_name(source)}"
    return f"from {source} it knows: {listed}"
