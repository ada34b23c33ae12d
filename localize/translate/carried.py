"""What was made of a scene while its terms were rendered otherwise → what it asks for now, by rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from localize.domain.review import Flag
from localize.domain.translation import Step
from localize.translate import faults, terms
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.result import SceneLine, SceneTranslation
from localize.translate.said import Said
from localize.translate.scenes import Scene
from localize.translate.terms import Rendered
from localize.translate.terms.swapping import is_name, swapped

NAME = "replaced"
# What glossaries call people, in the column `kind`.
_PEOPLE = frozenset({"name", "person"})


def carried(brief: Brief, was: Scene, now: Scene, done: SceneTranslation) -> SceneTranslation | None:
    """`done`, which was made of the scene `was`, with the renderings of the scene `now`: the lines that hold
    none of the changed terms stay as they are.

    None where a rule cannot tell for every line what it is to say now, or where more has changed.
    """
    if not done.whole or _without_terms(was) != _without_terms(now):
        return None
    carrying = _Carrying(brief, was, now, dict(_swaps(was.lines, now.lines)))
    lines = [carrying.line(number, line) for number, line in enumerate(done.lines, 1)]
    kept = tuple(line for line in lines if line is not None)
    return msgspec.structs.replace(done, lines=kept) if len(kept) == len(lines) else None


def is_somebody(term: Rendered, target: str) -> bool:
    """Whether its rendering means this term wherever it stands: the name of a person, in two words or known
    to be one."""
    required = term.required
    return is_name(required, target) and (" " in required or term.kind in _PEOPLE)


class _Swap(NamedTuple):
    """A term as it was rendered, and as it is now."""

    was: Rendered
    now: Rendered

    def __str__(self) -> str:
        return f"{self.now.name}: {self.was.required} → {self.now.required}"


class _Carrying(NamedTuple):
    """`swaps` are those of all lines of the scene, by the names of their terms."""

    brief: Brief
    was: Scene
    now: Scene
    swaps: Mapping[str, _Swap]

    def line(self, number: int, done: SceneLine) -> SceneLine | None:
        """None where it is not sure."""
        if self.now.remembered(number):
            return done
        text = self._text(self.was.line(number), self.now.line(number), done.text)
        if text is None or text == done.text:
            return None if text is None else done
        return self._told(number, done, text)

    def _text(self, was: Said, now: Said, text: str) -> str | None:
        text = self._beside(now, text)
        for swap in _changed(was, now):
            others = [term for term in now.terms if term.name != swap.now.name]
            put = swapped(swap.was, swap.now, text, self.brief.target, _times(swap.was, was), others)
            if put is None or not _is_met(swap.now, now.terms, put, self.brief.target):
                return None
            text = put
        return text

    def _beside(self, said: Said, text: str) -> str:
        """A person may be named where the source only means them."""
        held = {term.name for term in said.terms}
        target = self.brief.target
        for name, swap in self.swaps.items():
            if name not in held and is_somebody(swap.was, target):
                text = swapped(swap.was, swap.now, text, target, len(text), said.terms) or text
        return text

    def _told(self, number: int, done: SceneLine, text: str) -> SceneLine | None:
        """None where the text has a fault that it had not before."""
        before, after = self._faults(self.was, number, done.text), self._faults(self.now, number, text)
        if not faults.is_no_worse(after, before):
            return None
        seen = {flag.kind for flag in before}
        unseen = [flag for flag in done.flags if flag.kind not in seen]
        flags = faults.in_order(dict.fromkeys((*unseen, *faults.without_terms(after))))
        reason = ", ".join(str(swap) for swap in self.swaps.values())
        step = Step(NAME, (), done.text, text, kept=True, reason=reason)
        return SceneLine(text, done.asked, flags, (*done.steps, step))

    def _faults(self, scene: Scene, number: int, text: str) -> tuple[Flag, ...]:
        brief = self.brief
        return faults.faults_of(Checked(scene.line(number), text, brief.target, brief, scene, number))


def _without_terms(scene: Scene) -> Scene:
    plain = (msgspec.structs.replace(line, terms=(), asked="") for line in scene.lines)
    return msgspec.structs.replace(scene, lines=tuple(plain))


def _swaps(was: Sequence[Said], now: Sequence[Said]) -> Iterator[tuple[str, _Swap]]:
    for old, new in zip(was, now, strict=True):
        yield from ((swap.now.name, swap) for swap in _changed(old, new))


def _changed(was: Said, now: Said) -> Iterator[_Swap]:
    before = {term.name: term for term in was.terms}
    for term in now.terms:
        held = before.get(term.name, msgspec.structs.replace(term, required="", variants=()))
        if held.required != term.required:
            yield _Swap(held, term)


def _times(term: Rendered, said: Said) -> int:
    """How often the line says it, by the request, in which its rendering stands for it each time."""
    return said.asked.lower().count(term.required.lower()) if term.required else 0


def _is_met(term: Rendered, wanted: Sequence[Rendered], text: str, target: str) -> bool:
    checks = terms.check(wanted, text, target)
    mine = [one for one in checks if (one.source, one.required) == (term.name, term.required)]
    return all(one.met and not one.forbidden for one in mine)
