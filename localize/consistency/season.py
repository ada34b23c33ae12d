"""What is looked at: a season in one language."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from localize.consistency.sounds import letters, parts, syllables
from localize.domain.bible import Bible
from localize.domain.inconsistency import Place
from localize.domain.translation import TermCheck
from localize.domain.value import Value


class Spoken(Value, frozen=True):
    """A line and what stands for it now; `number` is that of its episode, from 0. `said` is the source as it
    was said, the `place`'s in standard Mandarin; `named` are the forms of names in it, in its order. `before`
    and `after` are the source lines of dialogue beside it, the nearest last and first.

    `wanted` is the text that people want for the same line elsewhere, empty where nobody said. `terms` are
    what the glossary asks of the line, as it is now, and `found` how the line writes each, by its name;
    `new` are the names of those of which it asked nothing, or something else, when the line was translated.
    """

    number: int
    place: Place
    said: str
    named: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    wanted: str = ""
    terms: tuple[TermCheck, ...] = ()
    found: Mapping[str, str] = {}
    new: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return self.place.text


class Called(Value, frozen=True):
    """Somebody or something with a name of its own: its source `form`, other ways to write that (`also`), of
    whom or what it is (`of`), and what the glossary requires and allows for it in the target language.
    `surname` is what of a form of address is a name, the rest a title: 苏 in 苏总."""

    form: str
    of: str
    also: tuple[str, ...] = ()
    person: bool = False
    required: str = ""
    allowed: tuple[str, ...] = ()
    surname: str = ""


class Tongue(NamedTuple):
    """What is known of the target language. `stands` tells whether a rendering stands in a text, with its
    inflections; `same` whether two are forms of one another; `gender` which one the third person of a text
    has, and `genders` which ones a source text names; `common` are its most frequent words. `latin`: it
    writes names in Latin letters, with spaces between them."""

    tag: str
    stands: Callable[[str, str], bool]
    same: Callable[[str, str], bool]
    gender: Callable[[str], str]
    genders: Callable[[str], frozenset[str]]
    common: frozenset[str]
    latin: bool


class Season(Value, frozen=True, dict=True):
    """`lines` are in order of their episodes and of time; those without a translation are left out. `folder`
    is what commands name."""

    tongue: Tongue
    lines: tuple[Spoken, ...]
    called: tuple[Called, ...] = ()
    bible: Bible = Bible()
    folder: str = "."

    @property
    def target(self) -> str:
        return self.tongue.tag

    @cached_property
    def named(self) -> Mapping[int, tuple[Called, ...]]:
        """Who is named in each of the `lines`, by its index."""
        return {
            at: tuple(dict.fromkeys(self.by_form[form] for form in line.named if form in self.by_form))
            for at, line in enumerate(self.lines)
        }

    def naming(self, one: Called) -> Sequence[tuple[int, Spoken]]:
        return [(at, self.lines[at]) for at in self._by_called.get(one, ())]

    @cached_property
    def _by_called(self) -> Mapping[Called, Sequence[int]]:
        found: dict[Called, list[int]] = {}
        for at, named in self.named.items():
            for one in named:
                found.setdefault(one, []).append(at)
        return found

    @cached_property
    def by_form(self) -> Mapping[str, Called]:
        return {form: one for one in self.called for form in (one.form, *one.also)}

    @cached_property
    def sounds(self) -> frozenset[str]:
        """What the syllables of names, one and several in a row, are written as: parts of names."""
        return frozenset(sound for one in self.called for sound in parts(one.form))

    @cached_property
    def by_sound(self) -> Mapping[str, Sequence[Called]]:
        """By the letters of what they are called: a rendering that is written as a name, else the pinyin of
        a person's name, or of the surname."""
        found: dict[str, list[Called]] = {}
        for one in self.called:
            sound = "".join(syllables(one.surname or one.form))
            told = letters(one.required) if one.required else sound if one.person else ""
            if told and (not one.required or one.required[0].isupper()):
                found.setdefault(told, []).append(one)
        return found

    def command(self, name: str, *options: str) -> str:
        """For a shell."""
        return shlex.join(["localize", name, self.folder, *options])

    def replace(self, term: str, rendering: str) -> str:
        """The command that gives a term one rendering everywhere."""
        return self.command("replace", "--term", term, "--to", self.target, "--with", rendering)
