"""What a replacement makes of the lines of an episode, told before anything is run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from localize.domain.glossary import Glossary
from localize.domain.value import Value
from localize.pipeline.replace.ahead import Ahead, PartAhead, Seed
from localize.pipeline.replace.asked import Wanted
from localize.pipeline.replace.runs import Run
from localize.store.parts import Store
from localize.translate import terms
from localize.translate.carried import is_somebody
from localize.translate.terms import Rendered
from localize.translate.terms.swapping import swapped

# What becomes of a line: its new text is known; a model is to say it anew; a person's text stays; it names
# somebody whom its source does not, and nothing asks for it to be done again.
Fate: TypeAlias = Literal["replaced", "anew", "kept", "left"]


class Foreseen(Value, frozen=True):
    """A line that a replacement concerns. `source` is what is said, `before` what its subtitles say now;
    `after` what they will say, empty where that is not known or nothing changes."""

    episode: str
    line: str
    start_ms: int
    target: str
    source: str
    before: str
    after: str
    fate: Fate


class Outlook(NamedTuple):
    """`is_behind`: its run has to be done again. `beside` are the lines that a model says anew though they
    hold none of the terms, since they stand in one scene with a line that does."""

    run: Run
    lines: tuple[Foreseen, ...]
    seeds: tuple[Seed, ...]
    beside: int
    is_behind: bool


def foresee(run: Run, wanted: Sequence[Wanted], glossary: Glossary, series: Path, store: Store) -> Outlook:
    """`glossary` is the one to come, `store` that of the series.

    Raises ConfigurationError, EngineError, StoreError.
    """
    concerned = [one for one in wanted if one.concerns(run.target)]
    ahead = Ahead(run, concerned, glossary, series, store)
    view = _View(ahead)
    is_behind = bool(ahead.behind)
    return Outlook(
        run=run,
        lines=tuple(view.lines),
        seeds=ahead.seeds if is_behind else (),
        beside=view.beside if is_behind else 0,
        is_behind=is_behind,
    )


@dataclass(frozen=True)
class _View:
    """Lines go by their index."""

    ahead: Ahead

    @property
    def lines(self) -> Iterator[Foreseen]:
        for index in range(len(self.ahead.lines)):
            if (line := self._foreseen(index)) is not None:
                yield line

    @property
    def beside(self) -> int:
        ahead = self.ahead
        others = (index for index in range(len(ahead.lines)) if index not in ahead.behind)
        return sum(index not in ahead.owned and self._is_open(index) for index in others)

    def _foreseen(self, index: int) -> Foreseen | None:
        """None for a line that the replacement does not concern."""
        done = self.ahead.done(index)
        if done is None:
            return None
        if persons := self._of_a_person(index):
            return self._line(index, persons, "kept") if self._breaks(index, persons) else None
        if self._is_open(index):
            return self._line(index, done.text, "anew") if index in self.ahead.behind else None
        after = self._after(index, done.text)
        if after != done.text:
            return self._line(index, done.text, "replaced", after)
        return self._line(index, done.text, "left") if self._names_it(index, done.text) else None

    def _is_open(self, index: int) -> bool:
        """Whether only a model can tell what the line will say: what it makes of the scene, or of the episode
        where it reads that a second time."""
        part, _ = self._part(index)
        return part is not None and (part.result is None or self._is_polished)

    @property
    def _is_polished(self) -> bool:
        return self.ahead.setup.settings.translate.polish

    def _part(self, index: int) -> tuple[PartAhead | None, int]:
        """None in an episode that is not to be done again: what the store holds of it does not matter."""
        return self.ahead.parts.get(index, (None, 0)) if self.ahead.behind else (None, 0)

    def _after(self, index: int, text: str) -> str:
        part, at = self._part(index)
        return part.result.lines[at].text if part is not None and part.result is not None else text

    def _of_a_person(self, index: int) -> str:
        """What somebody wants for this very line, or for one that says the same elsewhere."""
        part, at = self._part(index)
        return self.ahead.owned.get(index) or (part.now.remembered(at + 1) if part else "")

    def _breaks(self, index: int, text: str) -> bool:
        """Whether a person's text has not what is wanted of its line."""
        names = self.ahead.wanted_of(index)
        checks = terms.check(self.ahead.said[index].terms, text, self.ahead.run.target)
        return any(check.source in names and not check.met for check in checks)

    def _names_it(self, index: int, text: str) -> bool:
        """Whether it has the earlier name of somebody whom its source does not name."""
        target, said = self.ahead.run.target, self.ahead.said[index]
        held = {term.name for term in said.terms}
        return any(
            swapped(was, now, text, target, len(text), said.terms) != text
            for was, now in self._renamed
            if was.name not in held
        )

    @cached_property
    def _renamed(self) -> Sequence[tuple[Rendered, Rendered]]:
        """Who is called otherwise now; by the run, else by the glossary."""
        target = self.ahead.run.target
        found = []
        for one in self.ahead.wanted:
            now = terms.rendered(one.term, target)
            earlier = self.ahead.earlier.get(one.term.source, now.required)
            was, now = (msgspec.structs.replace(now, required=text) for text in (earlier, one.text))
            if was != now and is_somebody(was, target):
                found.append((was, now))
        return found

    def _line(self, index: int, before: str, fate: Fate, after: str = "") -> Foreseen:
        run = self.ahead.run
        line = run.record.lines[index]
        return Foreseen(run.episode, line.id, line.start_ms, run.target, line.text, before, after, fate)
