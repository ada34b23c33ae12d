"""The rungs of a sequence model, and the order in which they are climbed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import groupby
from typing import TypeAlias

from localize.domain.review import Flag
from localize.stage import SequenceTranslator
from localize.translate import faults, scripts, terms
from localize.translate.attempt import FIRST, asked_for, unasked
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.result import SceneTranslation, Usage
from localize.translate.rungs.by_rule import edit_by_rule, is_called_for
from localize.translate.scenes import Scene
from localize.translate.sequence.marks import Marked, surviving
from localize.translate.sequence.places import beginnings
from localize.translate.sequence.route import MORE, Route
from localize.translate.sequence.row import Row
from localize.translate.sequence.ways import Codeswitched, InContext, Plain, Way
from localize.translate.terms import Rendered

# Scenes that a model gets at once: enough lines to fill its batches, few enough to save progress.
SCENES_AT_ONCE = 8
# Styles of marks that are put to the model for a line: a second chance for what the best of them lost.
STYLES_TRIED = 2
# What the model thinks less likely, a token (natural logarithm: one in twenty), it was only forced to say.
# Our own judgement: sound lines score above -1, a rendering with nothing to follow below -4.
LIKELY = -3.0
CODESWITCHED = Codeswitched()
PLAIN = Plain()
NOTHING = ("", (Flag("missing", "no translation"),))


def translate(model: SequenceTranslator, brief: Brief, scenes: Sequence[Scene]) -> Iterator[SceneTranslation]:
    """One result a scene. Raises ConfigurationError when the model does not know the languages."""
    climb = Climb(Route(model, brief), brief)
    for at in range(0, len(scenes), SCENES_AT_ONCE):
        yield from climb.translate(scenes[at : at + SCENES_AT_ONCE])


class Climb:
    """The ladder for one model and one series."""

    def __init__(self, route: Route, brief: Brief) -> None:
        self.route, self._brief = route, brief

    def translate(self, scenes: Sequence[Scene]) -> Iterator[SceneTranslation]:
        rows = {
            (at, number): Row(scene, number) for at, scene in enumerate(scenes) for number in asked_for(scene)
        }
        first(self, list(rows.values()))
        for rung in LADDER:
            rung(self, [row for row in rows.values() if row.attempt.flags])
        for at, scene in enumerate(scenes):
            lines = tuple(
                rows[at, number].attempt.line if (at, number) in rows else unasked(self._brief, scene, number)
                for number in range(1, len(scene.lines) + 1)
            )
            yield SceneTranslation(lines, Usage(asks=sum(line.asked for line in lines)), self.route.via)

    @cached_property
    def marked(self) -> list[Marked]:
        """With the marks that the model copies best; it is asked when a line first needs them."""
        return [Marked(style) for style in surviving(self.route)[:STYLES_TRIED]]

    def go(self, rung: str, rows: Sequence[Row], way: Way) -> None:
        self.offer(rung, rows, self.route.texts(rows, way))

    def offer(self, rung: str, rows: Sequence[Row], found: Sequence[Sequence[str]]) -> None:
        """For each row the likeliest of its texts with the mildest faults."""
        for row, texts in zip(rows, found, strict=True):
            row.attempt.asked += 1
            tidied = (scripts.tidy(text, self.route.target) for text in texts)
            offers = [(text, self.faults(row, text)) for text in tidied] or [NOTHING]
            milder = [offer for offer in offers if faults.is_milder(offer[1], row.attempt.flags)]
            row.attempt.offer(*faults.mildest(milder or offers), rung)

    def faults(self, row: Row, text: str) -> tuple[Flag, ...]:
        return faults.faults_of(
            Checked(row.said, text, self.route.target, self._brief, row.scene, row.number)
        )


def first(climb: Climb, rows: Sequence[Row]) -> None:
    separator = climb.route.separator
    climb.go(FIRST, rows, InContext(separator) if separator else PLAIN)


def alone(climb: Climb, rows: Sequence[Row]) -> None:
    if climb.route.separator:
        climb.go("alone", [row for row in rows if row.before], PLAIN)


def codeswitched(climb: Climb, rows: Sequence[Row]) -> None:
    climb.go("codeswitched", [row for row in rows if row.said.asked != row.said.text], CODESWITCHED)


def again(climb: Climb, rows: Sequence[Row]) -> None:
    """What misses a term is given to the model with the terms in it, all else as it is."""
    for (missed, avoiding), some in groupby(sorted(rows, key=_asked_as), key=_asked_as):
        group = list(some)
        arrived = climb.route.arrived(group, CODESWITCHED if missed else PLAIN)
        climb.offer("again", group, climb.route.last.cross(arrived, MORE, varied=True, avoiding=avoiding))


def placeholders(climb: Climb, rows: Sequence[Row]) -> None:
    if any(terms.MISSED in row.kinds for row in rows):
        for way in climb.marked:
            climb.go(
                "placeholders", [row for row in rows if terms.MISSED in row.kinds and way.takes(row)], way
            )


def continued(climb: Climb, rows: Sequence[Row]) -> None:
    for row in rows:
        for term in row.said.terms:
            if terms.MISSED in row.kinds and _misses(row.attempt.text, term, climb.route.target):
                _continue(climb, row, term.required)


def edited(climb: Climb, rows: Sequence[Row]) -> None:
    for row in rows:
        if is_called_for(row.attempt):
            edit_by_rule(row.attempt, row.said, climb.route.target, partial(climb.faults, row))


def _continue(climb: Climb, row: Row, rendering: str) -> None:
    (arrived,) = climb.route.arrived([row], PLAIN)
    places = beginnings(row.attempt.text, rendering, climb.route.target)
    found = climb.route.last.go_on([arrived] * len(places), places)
    likely = (one for one in found if one.score > LIKELY)
    likeliest_first = sorted(likely, key=lambda one: one.score, reverse=True)
    climb.offer("continued", [row], [[one.text for one in likeliest_first]])


def _misses(text: str, term: Rendered, target: str) -> bool:
    return any(flag.kind == terms.MISSED for flag in faults.term_faults(text, target, (term,)))


def _asked_as(row: Row) -> tuple[bool, tuple[str, ...]]:
    """Whether it misses a term, and what it must not say; what a required rendering holds, it may."""
    required = " ".join(one.required for one in row.said.terms).casefold()
    banned = (form for one in row.said.terms for form in one.banned)
    return terms.MISSED in row.kinds, tuple(form for form in banned if form.casefold() not in required)


Rung: TypeAlias = Callable[[Climb, Sequence[Row]], None]

LADDER: tuple[Rung, ...] = (alone, codeswitched, again, edited, placeholders, continued)
