"""What a translator is told about a series before the first line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from localize.domain.bible import Bible
from localize.domain.glossary import Glossary
from localize.domain.memory import Memory
from localize.domain.translation import KEEP, Flavour
from localize.domain.value import Value
from localize.profiles import Limits
from localize.translate.addressing import glossaries_by_speaker
from localize.translate.genres import Genre

# What a sequence model without the pair goes through.
PIVOT = "en"


class Brief(Value, frozen=True, dict=True):
    """`source` and `target` are BCP-47 tags.

    `pivot` is the language that a translator may have to go through, empty where it never does.
    `glosses` tell of each word of the dialect, by its main form, what it means in the target language or in
    English; `flavour` whether its colour is to be kept. `genres` lend the series their tone; within `limits`
    its subtitles can be read (None: nobody asks).
    A scene ends at a silence of `scene_gap_ms` and holds at most `scene_lines`; `context_lines` of each
    neighbour are shown with it, to be read and not translated.
    `memory` is what people approved or corrected in the target language before the run, in the series that
    `episode` is one of; of a line that it knows the like of, at most so many `examples` are shown.
    """

    source: str
    target: str
    pivot: str = ""
    title: str = ""
    setting: str = ""
    bible: Bible = Bible()
    glossary: Glossary = Glossary()
    glosses: Mapping[str, str] = {}
    flavour: Flavour = KEEP
    scene_gap_ms: int = 3000
    scene_lines: int = 8
    context_lines: int = 2
    memory: Memory = Memory()
    episode: str = ""
    examples: int = 2
    genres: tuple[Genre, ...] = ()
    limits: Limits | None = None

    def glossary_of(self, speaker: str) -> Glossary:
        """The glossary as it holds for what `speaker` says, by any form of the name."""
        person = self.bible.character(speaker) if speaker else None
        return self._by_speaker.get(person.name, self.glossary) if person else self.glossary

    @cached_property
    def _by_speaker(self) -> Mapping[str, Glossary]:
        return glossaries_by_speaker(self.bible, self.glossary, self.target)
