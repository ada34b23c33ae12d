"""A dialect as a value, and how its words are found in a text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from localize.dialects.sounds import Sounds
from localize.dialects.words import DialectEntry
from localize.domain.language import is_traditional
from localize.domain.matching import Matcher
from localize.domain.script import in_script
from localize.domain.value import Value


class Head(Value, frozen=True):
    """What `dialect.toml` says. `tag` is BCP-47, `title` the name for people by language.

    `lead` is a sentence in the dialect that sets a recogniser's ear, `hotwords` the words worth prompting,
    most important first, `recognizers` the `ENGINE:MODEL`s that know the dialect, best first.
    """

    tag: str
    title: Mapping[str, str]
    region: str
    lead: str
    hotwords: tuple[str, ...] = ()
    recognizers: tuple[str, ...] = ()


class Use(NamedTuple):
    """A word that stands in a text as `found`, from `start` (code points); `sense` is what it means there in
    standard Mandarin, None where that is open."""

    start: int
    found: str
    word: DialectEntry
    sense: str | None

    @property
    def end(self) -> int:
        return self.start + len(self.found)

    @property
    def is_told(self) -> bool:
        """Whether it is a word of the dialect there: one that is meant as in standard Mandarin is none, nor
        is a single character that could be anything."""
        if self.sense is None:
            return is_telling(self.word)
        return self.sense not in self.word.forms


class Dialect(Head, frozen=True, dict=True, kw_only=True):
    """`sources` are the folders that it was read from, a shipped one first."""

    name: str
    words: tuple[DialectEntry, ...]
    sounds: Sounds = Sounds()
    sources: tuple[str, ...] = ()

    @property
    def hints(self) -> tuple[DialectEntry, ...]:
        """The words worth looking for in a text. Those of one character that standard Mandarin has too (`倒`,
        `起`, `哈`) are left out: in most places where they stand they mean something else."""
        return tuple(word for word in self.words if is_telling(word))

    @cached_property
    def _matcher(self) -> Matcher[DialectEntry]:
        """Of the single characters also those that have contexts to tell them by."""
        sought = (word for word in self.words if is_telling(word) or word.contexts)
        return Matcher((form, word) for word in sought for form in word.forms)

    def uses(self, text: str) -> tuple[Use, ...]:
        """The words that stand in `text`, in its order; the longer word wins."""
        found = (
            Use(match.start, match.found, match.owner, match.owner.sense_at(text, match.start, match.end))
            for match in self._matcher.find(text)
        )
        return tuple(use for use in found if use.is_told)

    def matching(self, text: str) -> tuple[DialectEntry, ...]:
        """The words that stand in `text`, each once, in its order; the longer word wins."""
        return tuple(dict.fromkeys(use.word for use in self.uses(text)))

    def in_mandarin(self, text: str, language: str = "zh") -> str:
        """`text` with its words by their sense in standard Mandarin, in the script of `language`; where that
        is open the word stays."""
        parts, at = [], 0
        for use in self.uses(text):
            parts += [text[at : use.start], _written(use, language)]
            at = use.end
        return "".join([*parts, text[at:]])


def _written(use: Use, language: str) -> str:
    if use.sense is None:
        return use.found
    return in_script(use.sense, language) if is_traditional(language) else use.sense


def is_telling(word: DialectEntry) -> bool:
    return len(word.term) > 1 or not word.ambiguous
