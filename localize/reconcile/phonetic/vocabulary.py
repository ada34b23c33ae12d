"""All that may be said in an episode, by its sound: general words, those of the dialect, names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localize.dialects.sounds import Sounds
from localize.domain.glossary import Glossary
from localize.domain.matching import Matcher
from localize.domain.syllables import is_han, pinyin
from localize.reconcile.phonetic.channel import Channel
from localize.reconcile.phonetic.general import GeneralWords, beginnings

GENERAL, DIALECT, NAME = "general word", "word of the dialect", "name of the series"
# What a word costs (the negative logarithm of its share of all words): a word of the dialect is used once in
# 3,000 words, a name of the series once in 400, unless the word list knows it as commoner.
DIALECT_COST = 8.0
NAME_COST = 6.0
# A word of one character is not told by its sound, nor known to be itself where its character stands.
_TELLING = 2


class Choice(NamedTuple):
    """A word for the characters from a place up to `end`; `changes` is what it costs that they sound
    otherwise."""

    text: str
    end: int
    kind: str
    cost: float
    changes: float


class _Term(NamedTuple):
    text: str
    kind: str
    cost: float


class Vocabulary:
    def __init__(self, sounds: Sounds, glossary: Glossary, words: GeneralWords) -> None:
        self._words = words
        self._terms = _by_reading(_terms(sounds, glossary))
        self.channel = Channel(sounds, words.syllables)
        self._beginnings = beginnings(self._terms)
        self._cache: dict[str, tuple[_Term, ...]] = {}
        # Every form is known to stand as it is heard; only the main one is put in another's place.
        forms = [form for term in glossary.terms for form in term.forms]
        telling = (form for form in (*forms, *sounds.lexicon) if len(form) >= _TELLING)
        self.known: Matcher[str] = Matcher((form, form) for form in (*telling, *sounds.particles))

    def choices(self, heard: tuple[str, ...], start: int) -> Iterator[Choice]:
        """Every word that may have been said from `start` on."""
        open_readings = [("", start, 0.0)]
        while open_readings:
            before, at, changes = open_readings.pop()
            for syllable, cost in self.channel.said(heard[at]).items():
                reading = f"{before} {syllable}" if before else syllable
                for term in self._said(reading):
                    yield Choice(term.text, at + 1, term.kind, term.cost, changes + cost)
                if at + 1 < len(heard) and self._goes_on(reading):
                    open_readings.append((reading, at + 1, changes + cost))

    def is_word(self, text: str, sounds: Sequence[str]) -> bool:
        return any(term.text == text for term in self._said(" ".join(sounds)))

    @property
    def unknown_cost(self) -> float:
        return self._words.unknown_cost

    def _goes_on(self, reading: str) -> bool:
        return reading in self._words.beginnings or reading in self._beginnings

    def _said(self, reading: str) -> tuple[_Term, ...]:
        if (known := self._cache.get(reading)) is None:
            known = self._cache[reading] = tuple(self._found(reading))
        return known

    def _found(self, reading: str) -> Iterator[_Term]:
        """A term counts as such also where the word list knows it."""
        general = {word.text: word.cost for word in self._words.said(reading)}
        for term in self._terms.get(reading, ()):
            yield term._replace(cost=min(term.cost, general.pop(term.text, term.cost)))
        yield from (_Term(text, GENERAL, cost) for text, cost in general.items())


def _terms(sounds: Sounds, glossary: Glossary) -> Iterator[_Term]:
    """A name that is a word of the dialect, too, is the name."""
    names = dict.fromkeys(term.source for term in glossary.terms)
    yield from (_Term(name, NAME, NAME_COST) for name in names if len(name) >= _TELLING)
    for word in sounds.lexicon:
        if word not in names and len(word) >= _TELLING:
            yield _Term(word, DIALECT, DIALECT_COST)


def _by_reading(terms: Iterator[_Term]) -> dict[str, list[_Term]]:
    found: dict[str, list[_Term]] = {}
    for term in terms:
        if all(map(is_han, term.text)):
            found.setdefault(" ".join(pinyin(term.text)), []).append(term)
    return found
