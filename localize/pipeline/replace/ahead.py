"""A run that is to be done again, as it was and as it will be: by its record and by what the store holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import msgspec

from localize.domain.glossary import Glossary, Term
from localize.domain.transcript import Line, Transcript
from localize.events import ignore
from localize.pipeline.briefing import brief
from localize.pipeline.engines import choose
from localize.pipeline.job import Setup, prepare
from localize.pipeline.plan import Planned, look_up
from localize.pipeline.recipe import dialect_of
from localize.pipeline.record import TranslationRecord
from localize.pipeline.remembering import remember
from localize.pipeline.replace.asked import Wanted
from localize.pipeline.replace.runs import Run, job_of
from localize.pipeline.returned import line_of
from localize.pipeline.told import recorded
from localize.store.parts import Store
from localize.translate.brief import Brief
from localize.translate.remembered import owned
from localize.translate.result import SceneTranslation
from localize.translate.said import Said
from localize.translate.scenes import Scene, groups, told_of
from localize.translate.stage import Translate


class Seed(NamedTuple):
    """A result for a part of the run that is to come."""

    planned: Planned[Scene, SceneTranslation]
    result: SceneTranslation

    def put(self, store: Store) -> None:
        store.put(self.planned.key, self.result, self.planned.material, seconds=0.0)


class PartAhead(NamedTuple):
    """The lines at `indices` as the run asks for them `now`, and what it will find, None where nothing.
    `seed` is what is to be put there first."""

    indices: tuple[int, ...]
    now: Scene
    result: SceneTranslation | None
    seed: Seed | None


@dataclass(frozen=True)
class Ahead:
    """`glossary` is the one to come, with all that is `wanted`; `store` is that of the
    series. Lines go by their index.

    Raises ConfigurationError, EngineError, StoreError when it is asked.
    """

    run: Run
    wanted: Sequence[Wanted]
    glossary: Glossary
    series: Path
    store: Store

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line_of(line) for line in self.run.record.lines)

    def done(self, index: int) -> TranslationRecord | None:
        return self.run.record.lines[index].translations.get(self.run.target)

    # ── what is asked of the lines ──

    @cached_property
    def said(self) -> Sequence[Said]:
        """Each line with its terms as they will be."""
        return told_of(self.lines, self.brief)

    def wanted_of(self, index: int) -> Mapping[str, str]:
        """By their terms, the wanted renderings that the line must have: where the bible has a speaker call
        somebody something else, that is required."""
        texts = {one.term.source: one.text for one in self.wanted}
        required = {term.name: term.required for term in self.said[index].terms}
        return {name: text for name, text in required.items() if texts.get(name) == text}

    @cached_property
    def asked(self) -> Sequence[int]:
        """The lines that hold a wanted term, and have a translation."""
        return [index for index in range(len(self.lines)) if self.done(index) and self.wanted_of(index)]

    @cached_property
    def behind(self) -> frozenset[int]:
        """Those that were made when it was another, or none."""
        return frozenset(index for index in self.asked if self._required_of(index) != self.wanted_of(index))

    @cached_property
    def earlier(self) -> Mapping[str, str]:
        """By their terms, the renderings that the run required; nothing for a term that had none."""
        found: dict[str, Counter[str]] = {}
        for index in self.asked:
            for name, required in self._required_of(index).items():
                found.setdefault(name, Counter())[required] += 1
        return {name: counted.most_common(1)[0][0] for name, counted in found.items()}

    def _required_of(self, index: int) -> Mapping[str, str]:
        done, names = self.done(index), self.wanted_of(index)
        checks = done.terms if done else ()
        return {check.source: check.required for check in checks if check.source in names and check.required}

    # ── the run ──

    @cached_property
    def setup(self) -> Setup:
        job = job_of(self.run, self.series, (self.run.target,))
        # The profile that the run chose: nothing has to look at the picture for it.
        known = replace(job, profile=self.run.record.profile or job.profile)
        return replace(prepare(known), glossary=self.glossary)

    @cached_property
    def brief(self) -> Brief:
        telling = recorded(self.run.record, self.setup.candidates) if self.setup.candidates else None
        remembered = remember(self.setup.job, self.run.names, ignore, keep=False)
        return brief(self.setup, dialect_of(self.setup, telling), self.run.target, remembered)

    @cached_property
    def owned(self) -> Mapping[int, str]:
        """What people want for these very lines."""
        return owned(self.lines, self.brief)

    @cached_property
    def parts(self) -> Mapping[int, tuple[PartAhead, int]]:
        """Of each line that is no person's scene, the part that it is translated in, and its place there."""
        return {index: (part, at) for part in self._parts for at, index in enumerate(part.indices)}

    @property
    def seeds(self) -> tuple[Seed, ...]:
        return tuple(part.seed for part in self._parts if part.seed is not None)

    @cached_property
    def _parts(self) -> Sequence[PartAhead]:
        transcript = Transcript(self.setup.source, self.lines)
        then, now = self._stage(self._earlier_brief), self._stage(self.brief)
        was, is_now = (look_up(stage, stage.split(transcript), self.store) for stage in (then, now))
        found = [group.indices for group in groups(self.lines, self.brief)]
        within = [indices for indices in found if any(index not in self.owned for index in indices)]
        return [_ahead(now, *three) for three in zip(within, was, is_now, strict=True)]

    def _stage(self, about: Brief) -> Translate:
        table = self.setup.settings.translate
        chosen = choose("translator", table.engine, table.model, table.options, ignore)
        return Translate(chosen.id, chosen.engine, chosen.kind, about)

    @property
    def _earlier_brief(self) -> Brief:
        found = tuple(map(self._as_it_was, self.glossary.terms))
        return msgspec.structs.replace(self.brief, glossary=Glossary(found))

    def _as_it_was(self, term: Term) -> Term:
        tags = [one.target for one in self.wanted if one.term.source == term.source]
        rest = {tag: text for tag, text in term.targets.items() if tag not in tags}
        was = self.earlier.get(term.source)
        back = dict.fromkeys(tags, was) if was else {}
        return msgspec.structs.replace(term, targets={**rest, **back}) if tags else term


def _ahead(
    stage: Translate,
    indices: tuple[int, ...],
    was: Planned[Scene, SceneTranslation],
    now: Planned[Scene, SceneTranslation],
) -> PartAhead:
    """What the store holds already counts: the scene was translated under this glossary before."""
    scene = now.part.content
    if now.result is not None or was.result is None:
        return PartAhead(indices, scene, now.result, None)
    carried = stage.carry(was.part.content, scene, was.result)
    return PartAhead(indices, scene, carried, Seed(now, carried) if carried else None)
