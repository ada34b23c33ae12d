"""Lines → scenes: what is translated at once, with all that its translation depends on and nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import inf
from typing import NamedTuple

from localize.domain.glossary import Term, find_terms
from localize.domain.matching import Matcher
from localize.domain.seen import CARD, DIALOGUE
from localize.domain.transcript import Line
from localize.domain.value import Value
from localize.translate import terms
from localize.translate.brief import Brief, DialectWord


class Rendered(Value, frozen=True):
    """A term as a scene's lines write it, and what the target language must and must not call it."""

    found: str
    required: str
    banned: tuple[str, ...] = ()
    note: str = ""

    def as_term(self, target: str) -> Term:
        return Term(self.found, {target: self.required}, forbidden={target: self.banned})


class Scene(Value, frozen=True, dict=True):
    """`lines` are the source texts, numbered from 1 within the scene; `before`, `after` its neighbours'.

    `kind` is that of all its lines. Lines whose numbers are in `continues` are no whole sentences: each goes
    on in the next.
    """

    lines: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    terms: tuple[Rendered, ...] = ()
    words: tuple[DialectWord, ...] = ()
    kind: str = DIALOGUE
    continues: tuple[int, ...] = ()

    def terms_in(self, text: str) -> tuple[Rendered, ...]:
        return tuple(dict.fromkeys(match.owner for match in self._terms.find(text)))

    def put_in(self, text: str, *, with_terms: bool) -> str:
        """`text` with its dialect words in the standard language, where they have one equivalent, and its
        terms as the target language must have them: small models keep what already stands there."""
        parts, at = [], 0
        for match in self._terms.find(text):
            rendered = match.owner.required if with_terms else ""
            parts += [self._standard(text[at : match.start]), rendered or match.found]
            at = match.end
        return "".join([*parts, self._standard(text[at:])])

    def _standard(self, text: str) -> str:
        parts, at = [], 0
        for match in self._words.find(text):
            parts += [text[at : match.start], match.owner.equivalent or match.found]
            at = match.end
        return "".join([*parts, text[at:]])

    @cached_property
    def _terms(self) -> Matcher[Rendered]:
        return Matcher((one.found, one) for one in self.terms)

    @cached_property
    def _words(self) -> Matcher[DialectWord]:
        return Matcher((word.term, word) for word in self.words)


def cut(lines: Sequence[Line], brief: Brief) -> list[range]:
    """The scenes as ranges of indices, in order, covering every line.

    A silence of `scene_gap_ms` always ends a scene; what is longer than `scene_lines` is then cut at its
    longest silence, the one nearest the middle where several are equal, until it is not. A sentence that
    runs over several lines is cut only where it is longer than a scene.
    """
    gaps = [_gap(earlier, later) for earlier, later in pairwise(lines)]
    edges = [0, *(at + 1 for at, gap in enumerate(gaps) if gap >= brief.scene_gap_ms), len(lines)]
    waiting = [range(start, end) for start, end in pairwise(edges) if start < end]
    waiting.reverse()
    scenes = []
    while waiting:
        scene = waiting.pop()
        if len(scene) <= max(1, brief.scene_lines):
            scenes.append(scene)
        else:
            at = _cut_point(scene, gaps)
            waiting += [range(at, scene.stop), range(scene.start, at)]
    return scenes


class Group(NamedTuple):
    """Lines that are translated together, by their `indices`; `place` is where they stand in the dialogue,
    which for a card is the empty range at which it appears."""

    indices: tuple[int, ...]
    place: range


def groups(lines: Sequence[Line], brief: Brief) -> list[Group]:
    """The dialogue scene by scene, then the cards, which are no part of what is said, by the same rule."""
    said = [index for index, line in enumerate(lines) if line.kind != CARD]
    cards = [index for index, line in enumerate(lines) if line.kind == CARD]
    starts = [lines[index].start_ms for index in said]
    found = []
    for span in cut([lines[index] for index in said], brief):
        found.append(Group(tuple(said[span.start : span.stop]), span))
    for span in cut([lines[index] for index in cards], brief):
        at = bisect_left(starts, lines[cards[span.start]].start_ms)
        found.append(Group(tuple(cards[span.start : span.stop]), range(at, at)))
    return found


def scenes(lines: Sequence[Line], brief: Brief) -> list[tuple[Group, Scene]]:
    """Every scene with its neighbours, and the terms and words that stand in it."""
    # Words of one character mean something else in most places where they stand.
    words = Matcher((word.term, word) for word in brief.dialect_words if len(word.term) > 1)
    said = [source_text(line) for line in lines if line.kind != CARD]
    return [
        (group, _scene([lines[index] for index in group.indices], said, group.place, brief, words))
        for group in groups(lines, brief)
    ]


def source_text(line: Line) -> str:
    """What is translated, on one row: the standard text where the line was spoken in another way."""
    return (line.standard or line.text).replace("\n", " ")


def _scene(
    inside: Sequence[Line], said: Sequence[str], place: range, brief: Brief, words: Matcher[DialectWord]
) -> Scene:
    texts = [source_text(line) for line in inside]
    return Scene(
        lines=tuple(texts),
        before=tuple(said[max(0, place.start - brief.context_lines) : place.start]),
        after=tuple(said[place.stop : place.stop + brief.context_lines]),
        terms=tuple(dict.fromkeys(one for text in texts for one in _terms(text, brief))),
        words=tuple(dict.fromkeys(word for text in texts for word in _words(text, brief, words))),
        kind=inside[0].kind,
        continues=tuple(number for number, line in enumerate(inside, 1) if line.continues),
    )


def _gap(earlier: Line, later: Line) -> float:
    return -inf if earlier.continues else later.start_ms - earlier.end_ms


def _cut_point(scene: range, gaps: Sequence[float]) -> int:
    middle = (scene.start + scene.stop) / 2
    return max(scene[1:], key=lambda at: (gaps[at - 1], -abs(at - middle)))


def _terms(text: str, brief: Brief) -> list[Rendered]:
    all_uses = (
        Rendered(
            use.found,
            terms.rendering(use.term, brief.target),
            terms.banned(use.term, brief.target),
            use.term.note,
        )
        for use in find_terms(brief.glossary, text)
    )
    return [one for one in all_uses if one.required or one.banned]


def _words(text: str, brief: Brief, words: Matcher[DialectWord]) -> list[DialectWord]:
    """What stands inside a term (`嬢嬢` in `张嬢嬢`) is part of it, whatever the dialect says."""
    for use in find_terms(brief.glossary, text):
        text = text[: use.start] + "\n" * len(use.found) + text[use.start + len(use.found) :]
    return [match.owner for match in words.find(text)]
