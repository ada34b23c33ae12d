"""A dialect as a value, and how its words are found in a text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from itertools import chain, filterfalse
from typing import NamedTuple

from localize.dialects.head import Head
from localize.dialects.sounds import Sounds
from localize.dialects.words import DialectEntry
from localize.domain.language import is_traditional
from localize.domain.matching import Match, Matcher
from localize.domain.script import in_script, simplified


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

    def in_mandarin(self, language: str) -> str:
        """The sense in the script of `language`; the word as it was found where that is open."""
        if self.sense is None:
            return self.found
        return in_script(self.sense, language) if is_traditional(language) else self.sense

    def normalised(self, language: str) -> str:
        """In the spelling of the pack: what differs in script alone is no other spelling."""
        term = self.word.term
        if simplified(self.found) == simplified(term):
            return self.found
        has_own = simplified(term) != term
        return term if has_own and is_traditional(language) else in_script(term, language)


class Dialect(Head, frozen=True, dict=True, kw_only=True):
    """`sources` are the folders that it was read from, a shipped one first."""

    name: str
    words: tuple[DialectEntry, ...]
    sounds: Sounds = Sounds()
    sources: tuple[str, ...] = ()

    def has(self, form: str) -> bool:
        """Whether one of its words is written so, in either script."""
        return form in self._forms or simplified(form) in self._forms

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(form for word in self.words for form in word.forms)

    @cached_property
    def _matchers(self) -> tuple[Matcher[DialectEntry], Matcher[DialectEntry]]:
        """Of the words that the pack writes in traditional characters too, and of the others, which are
        looked for in simplified ones. Single characters need contexts to tell them by."""
        sought = [word for word in self.words if is_telling(word) or word.contexts]
        return _matcher(filter(_has_script, sought)), _matcher(filterfalse(_has_script, sought))

    def uses(self, text: str, names: Iterable[range] = ()) -> tuple[Use, ...]:
        """The words that stand in `text`, in its order; the longer word wins. Within `names` (code points) no
        word is looked for."""
        sought = _without(text, names)
        plain = simplified(text)
        found = (
            Use(match.start, text[match.start : match.end], match.owner, _sense(match, text, plain))
            for match in self._found(sought)
        )
        return tuple(use for use in found if use.is_told)

    def _found(self, text: str) -> list[Match[DialectEntry]]:
        """In order, none over another: the longer one wins."""
        as_written, in_simplified = self._matchers
        found = chain(as_written.find(text), in_simplified.find(simplified(text)))
        kept: list[Match[DialectEntry]] = []
        for match in sorted(found, key=lambda match: (-len(match.found), match.start)):
            if all(match.end <= other.start or other.end <= match.start for other in kept):
                kept.append(match)
        return sorted(kept, key=lambda match: match.start)

    def matching(self, text: str) -> tuple[DialectEntry, ...]:
        """The words that stand in `text`, each once, in its order; the longer word wins."""
        return tuple(dict.fromkeys(use.word for use in self.uses(text)))

    def in_mandarin(self, text: str, language: str = "zh", names: Iterable[range] = ()) -> str:
        """`text` with its words by their sense in standard Mandarin, in the script of `language`; where that
        is open the word stays, and so does what stands in `names`."""
        return _replaced(text, ((use, use.in_mandarin(language)) for use in self.uses(text, names)))

    def normalised(self, text: str, language: str = "zh", names: Iterable[range] = ()) -> str:
        """`text` with its words in the spelling of the pack, in the script of `language`."""
        return _replaced(text, ((use, use.normalised(language)) for use in self.uses(text, names)))


def _matcher(words: Iterable[DialectEntry]) -> Matcher[DialectEntry]:
    return Matcher((form, word) for word in words for form in word.forms)


def _has_script(word: DialectEntry) -> bool:
    return any(simplified(form) != form for form in word.forms)


def _sense(match: Match[DialectEntry], text: str, plain: str) -> str | None:
    """Contexts are written in the script of the pack: that of the text, or simplified."""
    word = match.owner
    return word.decided(text, match.start, match.end) or word.sense_at(plain, match.start, match.end)


def _without(text: str, spans: Iterable[range]) -> str:
    """`text` with nothing to be found in `spans`, and every place where it was."""
    for span in spans:
        text = text[: span.start] + "\n" * len(span) + text[span.stop :]
    return text


def _replaced(text: str, uses: Iterable[tuple[Use, str]]) -> str:
    parts, at = [], 0
    for use, written in uses:
        parts += [text[at : use.start], written]
        at = use.end
    return "".join([*parts, text[at:]])


def is_telling(word: DialectEntry) -> bool:
    return len(word.term) > 1 or not word.ambiguous
