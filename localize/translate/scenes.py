"""Lines → scenes: what is translated at once, with all that its translation depends on and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from localize.domain.glossary import Term, find_terms
from localize.domain.matching import Matcher
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
    """`lines` are the source texts, numbered from 1 within the scene; `before`, `after` its neighbours'."""

    lines: tuple[str, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    terms: tuple[Rendered, ...] = ()
    words: tuple[DialectWord, ...] = ()

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
    longest silence, the one nearest the middle where several are equal, until it is not.
    """
    gaps = [later.start_ms - earlier.end_ms for earlier, later in pairwise(lines)]
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


def scenes(lines: Sequence[Line], brief: Brief) -> list[tuple[range, Scene]]:
    """Every scene with the indices of its lines, its neighbours, and the terms and words that stand in it."""
    texts = [line.text for line in lines]
    # Words of one character mean something else in most places where they stand.
    words = Matcher((word.term, word) for word in brief.dialect_words if len(word.term) > 1)
    return [(span, _scene(texts, span, brief, words)) for span in cut(lines, brief)]


def _scene(texts: Sequence[str], span: range, brief: Brief, words: Matcher[DialectWord]) -> Scene:
    inside = texts[span.start : span.stop]
    return Scene(
        lines=tuple(inside),
        before=tuple(texts[max(0, span.start - brief.context_lines) : span.start]),
        after=tuple(texts[span.stop : span.stop + brief.context_lines]),
        terms=tuple(dict.fromkeys(one for text in inside for one in _terms(text, brief))),
        words=tuple(dict.fromkeys(word for text in inside for word in _words(text, brief, words))),
    )


def _cut_point(scene: range, gaps: Sequence[int]) -> int:
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
