"""Heard → its words with their syllables, each at its time."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from localize.domain.heard import Heard, HeardLine, Word, told
from localize.domain.syllables import Syllable, syllables
from localize.domain.times import Span
from localize.reconcile.align import Spoken


@dataclass(frozen=True)
class HeardWord:
    """A word, its number among all words, the index of its heard line, and its syllables."""

    number: int
    word: Word
    line: int
    syllables: tuple[Spoken, ...]

    @property
    def span(self) -> Span:
        return Span(self.word.start_ms, self.word.end_ms)


@dataclass(frozen=True)
class Voice:
    """All words, in order of time."""

    words: tuple[HeardWord, ...]

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        return tuple(sound for word in self.words for sound in word.syllables)

    @cached_property
    def word_of(self) -> tuple[int, ...]:
        """For each of `spoken` the index of its word."""
        return tuple(at for at, word in enumerate(self.words) for _ in word.syllables)


def voice_of(heard: Heard) -> Voice:
    words = (word for at, line in enumerate(heard.lines) for word in _words(line, at))
    return Voice(tuple(replace(word, number=number) for number, word in enumerate(words)))


def _words(line: HeardLine, number: int) -> Iterator[HeardWord]:
    """A line without words of its own is one word: its time is all that is known."""
    words = line.words or (Word(line.text, line.start_ms, line.end_ms, 0.0),)
    text = "".join(word.text for word in words)
    starts = list(accumulate((len(word.text) for word in words), initial=0))
    said: dict[int, list[Syllable]] = defaultdict(list)
    for syllable in syllables(text):  # of the whole line, for a character is read as its neighbours ask
        said[bisect_right(starts, syllable.at) - 1].append(syllable)
    for group in _voiced(words, said):
        whole = _whole([words[at] for at in group])
        yield HeardWord(0, whole, number, tuple(_timed([one for at in group for one in said[at]], whole)))


def _voiced(words: Sequence[Word], said: Mapping[int, Sequence[Syllable]]) -> list[list[int]]:
    """The words in groups that each say something: a mark that came alone goes with what is before it."""
    groups: list[list[int]] = []
    for at in range(len(words)):
        if groups and (at not in said or not any(one in said for one in groups[-1])):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _whole(words: Sequence[Word]) -> Word:
    if len(words) == 1:
        return words[0]
    text = "".join(word.text for word in words)
    surest = max(told(word.probability for word in words), default=None)
    return Word(text, words[0].start_ms, words[-1].end_ms, surest)


def _timed(said: Sequence[Syllable], word: Word) -> Iterator[Spoken]:
    step = max(0, word.end_ms - word.start_ms) / max(1, len(said))
    for at, syllable in enumerate(said):
        start = word.start_ms + at * step
        yield Spoken(syllable.sound, Span(round(start), round(start + step)))
