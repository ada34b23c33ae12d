"""How likely a line is wrong, by the evidence of its record; what counts how much stands in `risks.toml`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from importlib.resources import files
from math import prod
from typing import Literal, NamedTuple

import msgspec

from localize.domain.finding import Severity
from localize.domain.transcript import Evidence
from localize.domain.value import Value
from localize.pipeline.record import LineRecord, TranslationRecord
from localize.reconcile.telling import UNHEARD
from localize.translate.remembered import NAME as REMEMBERED

# How `localize.reconcile` notes what it put in the place of something.
_REPAIR = " → "


class Grade(Value, frozen=True, rename={"least": "from"}):
    name: Severity
    least: float


class FlagRisk(Value, frozen=True):
    kinds: tuple[str, ...]
    cause: str
    wrong: float
    why: str
    basis: str


class Step(Value, frozen=True):
    below: float
    wrong: float


class Measure(Value, frozen=True):
    name: Literal["confidence", "agreement", "seen_confidence"]
    cause: str
    why: str
    basis: str
    steps: tuple[Step, ...]
    unseen_only: bool = False


class Trace(Value, frozen=True):
    name: Literal["repaired", "corrected", "unheard", "open-word", "mended"]
    cause: str
    wrong: float
    why: str
    basis: str


class Mend(Value, frozen=True):
    causes: tuple[str, ...]
    how: str
    command: str = ""


class Risks(Value, frozen=True):
    grades: tuple[Grade, ...]
    flags: tuple[FlagRisk, ...]
    other: FlagRisk
    measures: tuple[Measure, ...]
    traces: tuple[Trace, ...]
    mends: tuple[Mend, ...]

    def flag(self, kind: str) -> FlagRisk:
        return next((one for one in self.flags if kind in one.kinds), self.other)

    def grade(self, wrong: float) -> Severity:
        return next(grade.name for grade in self.grades if wrong >= grade.least)

    def mend(self, cause: str) -> Mend:
        return next(mend for mend in self.mends if cause in mend.causes)


class Reason(NamedTuple):
    """One thing that speaks against a line: `where` is the language of the translation, empty for the source;
    `wrong` how often such a line is."""

    kind: str
    where: str
    why: str
    cause: str
    wrong: float


@cache
def risks() -> Risks:
    text = files("localize.pipeline.season").joinpath("risks.toml").read_text("utf-8")
    return msgspec.toml.decode(text, type=Risks)


def score(reasons: Sequence[Reason]) -> float:
    """0 to 1; of each cause, in each language, only the strongest counts."""
    strongest: dict[tuple[str, str], float] = {}
    for one in reasons:
        at = (one.cause, one.where)
        strongest[at] = max(one.wrong, strongest.get(at, 0.0))
    return 1 - prod(1 - wrong for wrong in strongest.values())


def reasons(line: LineRecord, targets: Collection[str]) -> list[Reason]:
    """All that speaks against the line or one of its translations, the gravest first."""
    found = [*_of_source(line)]
    for target, done in line.translations.items():
        if target in targets:
            found += _of_translation(target, done)
    return sorted(found, key=lambda one: -one.wrong)


def _of_source(line: LineRecord) -> Iterator[Reason]:
    flags = [_flagged(flag.kind, "", flag.detail) for flag in line.flags]
    measures = [one for measure in risks().measures for one in _measured(measure, line.evidence)]
    for flag in flags:
        yield flag._replace(
            wrong=max([flag.wrong, *(one.wrong for one in measures if one.cause == flag.cause)])
        )
    # What a flag was put up for is told by the flag.
    yield from (one for one in measures if one.cause not in {flag.cause for flag in flags})
    for trace in risks().traces:
        if trace.name in _FOUND and (told := _FOUND[trace.name](line)) is not None:
            yield Reason(trace.name, "", _with(trace.why, told), trace.cause, trace.wrong)


def _of_translation(target: str, done: TranslationRecord) -> Iterator[Reason]:
    for flag in done.flags:
        yield _flagged(flag.kind, target, flag.detail)
    kept = [step for step in done.steps if step.kept and step.rung != REMEMBERED]
    if kept:
        trace = next(one for one in risks().traces if one.name == "mended")
        because = ", ".join(dict.fromkeys(kind for step in kept for kind in step.because))
        yield Reason("mended", target, _with(trace.why, because), trace.cause, trace.wrong)


def grade_of(kind: str) -> Severity:
    """Of a flag."""
    return risks().grade(risks().flag(kind).wrong)


def _flagged(kind: str, where: str, detail: str) -> Reason:
    known = risks().flag(kind)
    return Reason(kind, where, detail or known.why, known.cause, known.wrong)


def _measured(measure: Measure, evidence: Evidence) -> Iterator[Reason]:
    value: float | None = getattr(evidence, measure.name)
    if value is None or (measure.unseen_only and evidence.seen is not None):
        return
    step = next((step for step in measure.steps if value < step.below), None)
    if step is not None:
        yield Reason(measure.name, "", measure.why.format(value=value), measure.cause, step.wrong)


def _with(why: str, detail: str) -> str:
    return f"{why}: {detail}" if detail else why


def _repaired(line: LineRecord) -> str | None:
    return _repairs(line) if line.evidence.seen is None else None


def _corrected(line: LineRecord) -> str | None:
    return None if line.evidence.seen is None else _repairs(line)


def _repairs(line: LineRecord) -> str | None:
    return "; ".join(note for note in line.evidence.notes if _REPAIR in note) or None


def _unheard(line: LineRecord) -> str | None:
    return "" if UNHEARD in line.evidence.notes else None


def _open_words(line: LineRecord) -> str | None:
    return ", ".join(word.found for word in line.dialect_words if not word.standard) or None


# What each trace finds in a line: in words, empty where the name says it all; None where it is not there.
_FOUND: dict[str, Callable[[LineRecord], str | None]] = {
    "repaired": _repaired,
    "corrected": _corrected,
    "unheard": _unheard,
    "open-word": _open_words,
}
