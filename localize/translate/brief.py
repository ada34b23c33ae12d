"""What a translator is told about a series before the first line."""

from __future__ import annotations

import re

from localize.domain.glossary import Glossary
from localize.domain.value import Value


class Person(Value, frozen=True):
    """Chinese drops its subjects, so the gender of those who speak must be said."""

    name: str
    gender: str = ""
    note: str = ""


class DialectWord(Value, frozen=True):
    """A word of the dialect; `standard` in the standard language, its alternatives separated by `；`, the
    likeliest first, explanations in brackets; `gloss` in English. Words of one character are too often
    something else: they are not looked for."""

    term: str
    standard: str
    gloss: str = ""

    @property
    def equivalent(self) -> str:
        """The likeliest standard word, to take its place; empty when there is only an explanation."""
        return re.split(r"[；;/、]", re.sub(r"[（(].*?[）)]", "", self.standard))[0].strip()


class Brief(Value, frozen=True):
    """`source` and `target` are BCP-47 tags.

    A scene ends at a silence of `scene_gap_ms` and holds at most `scene_lines`; `context_lines` of each
    neighbour are shown with it, to be read and not translated.
    """

    source: str
    target: str
    title: str = ""
    setting: str = ""
    characters: tuple[Person, ...] = ()
    glossary: Glossary = Glossary()
    dialect_words: tuple[DialectWord, ...] = ()
    scene_gap_ms: int = 3000
    scene_lines: int = 8
    context_lines: int = 2
