"""A replacement from beginning to end. It may be killed at any moment and begun again.

Texts that are certain are laid into the store first, where nothing asks for them yet; then the glossary is
written, from where on every run of the series, whoever starts it, makes what was shown; then the episodes are
done again, each by the job that made it. What is left to do stands in the records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from localize import glossaries
from localize.config import Settings, load_settings
from localize.domain.glossary import Glossary
from localize.domain.language import parse_language
from localize.pipeline.finished import episodes_in
from localize.pipeline.remembering import learn_ahead
from localize.pipeline.replace import cues
from localize.pipeline.replace.asked import Wanted, of_table, one_by_one, wanted
from localize.pipeline.replace.cues import ChangedCue
from localize.pipeline.replace.foreseen import Outlook, foresee
from localize.pipeline.replace.glossary_file import file_of, with_renderings, write_renderings
from localize.pipeline.replace.runs import Again, again, runs_in
from localize.pipeline.replace.unfinished import Unfinished
from localize.pipeline.replace.unknown import refuse_unknown
from localize.pipeline.stores import open_store, place_of
from localize.store.parts import Store

CHANGES = "changes.csv"


@dataclass(frozen=True)
class Replacing:
    """In the series of a folder each of the `terms` is to be what stands for it in `texts`, in the language
    `to`; or all that a `table` of terms says, in the languages `to` where any are named. Subtitles and
    records lie in `out`, by default in the series; changed cues are listed in the file `changes`, by default
    beside them.

    Raises LocalizeError.
    """

    series: Path
    terms: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    table: Path | None = None
    out: Path | None = None
    changes: Path | None = None

    @property
    def folder(self) -> Path:
        return self.out or self.series

    @property
    def list_of_changes(self) -> Path:
        return self.changes or self.folder / CHANGES

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        asked = one_by_one(self.terms, self.texts, self.to, self._targets)
        if self.table is not None:
            asked += of_table(self.table, self._language, self.to, self._targets)
        return wanted(asked, self._glossary, self._targets)

    @cached_property
    def glossary_file(self) -> Path:
        """One that can be changed."""
        return file_of(self._settings, self.series)

    @property
    def added(self) -> tuple[Wanted, ...]:
        """Those that the glossary does not hold yet."""
        return tuple(one for one in self.wanted if one.is_new)

    @property
    def is_in_glossary(self) -> bool:
        """Whether that says so already."""
        return all(one.term.targets.get(one.target) == one.text for one in self.wanted)

    @property
    def is_unfinished(self) -> bool:
        """Whether it was begun before, and not all changed cues are listed."""
        return bool(self._unfinished.before)

    def foresee(self) -> list[Outlook]:
        """What it makes of each run; nothing is written. A single term that nobody knows is refused; a table
        may hold those of episodes to come."""
        cues.check_place(self.list_of_changes)
        runs = list(runs_in(self.folder))
        if self.table is None:
            refuse_unknown(self.wanted, self._glossary, runs, self.glossary_file)
        return [foresee(run, self.wanted, self._to_come, self.series, self._store) for run in runs]

    def begin(self) -> list[Again]:
        """Learns what people have corrected, as every run does, lays the certain texts into the store and
        writes the glossary. Returns what is to be done again."""
        for one in self._again(self.foresee()):
            learn_ahead(one.job, one.names)
        # What was learned from one episode may be said in another.
        ahead = self.foresee()
        todo = self._again(ahead)
        self._note(todo)
        for seed in (seed for one in ahead for seed in one.seeds):
            seed.put(self._store)
        write_renderings(self.glossary_file, self.wanted, self._targets)
        return todo

    def list_changes(self) -> list[ChangedCue]:
        """Writes what has changed so far, since it was begun for the first time; where nothing has, the list
        of an earlier replacement stays."""
        before = self._unfinished.before
        done = [one for one in episodes_in(self.folder) if one.name in before] if before else []
        found = [cue for one in done for cue in cues.changed(one, before[one.name])]
        if found or not self.list_of_changes.exists():
            cues.write(self.list_of_changes, found)
        return found

    def end(self) -> None:
        """All is done, and listed."""
        self._unfinished.end()

    def _again(self, ahead: Sequence[Outlook]) -> list[Again]:
        return again([one.run for one in ahead if one.is_behind], self.series)

    def _note(self, todo: Sequence[Again]) -> None:
        targets: dict[str, list[str]] = {}
        for one in todo:
            targets.setdefault(one.names.episode, []).extend(one.targets)
        done = [one for one in episodes_in(self.folder) if one.name in targets]
        self._unfinished.begin({one.name: cues.stood(one, targets[one.name]) for one in done})

    @cached_property
    def _unfinished(self) -> Unfinished:
        return Unfinished(self.folder, self.wanted)

    @cached_property
    def _glossary(self) -> Glossary:
        """As it is before anything is written."""
        return glossaries.load(self.glossary_file, self._language)

    @cached_property
    def _to_come(self) -> Glossary:
        return with_renderings(self.glossary_file, self.wanted, self._targets)

    @cached_property
    def _store(self) -> Store:
        """That of the runs to come, which share what is laid in here as they share all that they find."""
        return open_store(place_of(self._settings.run.store, self.series))

    @cached_property
    def _settings(self) -> Settings:
        return load_settings(self.series)

    @property
    def _language(self) -> str:
        return parse_language(self._settings.series.language)

    @property
    def _targets(self) -> tuple[str, ...]:
        return tuple(map(parse_language, self._settings.series.targets))
