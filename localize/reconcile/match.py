"""Seen lines and heard words → which words were heard under which line, and how alike both sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from localize.dialects.likeness import Likeness
from localize.domain.syllables import Syllable, syllables
from localize.domain.times import Span
from localize.reconcile.align import Pair, Written, align
from localize.reconcile.owning import owners
from localize.reconcile.voice import HeardWord, Voice

# Syllables that agree. Where fewer than half of a line's do, what agrees outside its time does so by chance.
ALIKE = 0.6
TRUSTED_SHARE = 0.5


@dataclass(frozen=True)
class Voiced:
    """A syllable of a seen line (its index there) that was heard: when, as what, how alike (0 to 1), and in
    which word."""

    syllable: int
    span: Span
    sound: str
    alike: float
    word: HeardWord


@dataclass(frozen=True)
class Matched:
    """`words` are all that were heard under a line, `voiced` its syllables that were heard; both in order."""

    syllables: tuple[Syllable, ...]
    voiced: tuple[Voiced, ...] = ()
    words: tuple[HeardWord, ...] = ()

    @property
    def agreement(self) -> float | None:
        """Twice the likeness of what was paired over the syllables of both (0 to 1); None when there is
        nothing to compare."""
        heard = sum(len(word.syllables) for word in self.words)
        if not heard or not self.syllables:
            return None
        return round(2 * sum(one.alike for one in self.voiced) / (heard + len(self.syllables)), 4)


class Matching(NamedTuple):
    """`lines` has one result for each line, `unseen` the words that belong to none."""

    lines: tuple[Matched, ...]
    unseen: tuple[HeardWord, ...]


class _Place(NamedTuple):
    line: int
    syllable: int


def match(texts: Sequence[str], spans: Sequence[Span], voice: Voice, like: Likeness) -> Matching:
    """Lines are in order of their starts, words in order of time."""
    read = [syllables(text) for text in texts]
    places = [_Place(line, at) for line, said in enumerate(read) for at in range(len(said))]
    written = [one for said, span in zip(read, spans, strict=True) for one in _written(said, span)]
    voiced = _by_line(align(written, voice.spoken, like), places, voice)
    voiced = {line: list(_trusted(found, spans[line], len(read[line]))) for line, found in voiced.items()}
    paired = {one.word.number: line for line, found in voiced.items() for one in found}
    owned: dict[int | None, list[HeardWord]] = defaultdict(list)
    for word, owner in zip(voice.words, owners(voice.words, spans, paired), strict=True):
        owned[owner].append(word)
    lines = [Matched(said, tuple(voiced.get(at, ())), tuple(owned[at])) for at, said in enumerate(read)]
    return Matching(tuple(lines), tuple(owned[None]))


def _written(said: Sequence[Syllable], span: Span) -> Iterator[Written]:
    step = span.duration_ms / max(1, len(said))
    for at, syllable in enumerate(said):
        yield Written(syllable.sound, span, span.start_ms + (at + 0.5) * step)


def _by_line(pairs: Sequence[Pair], places: Sequence[_Place], voice: Voice) -> dict[int, list[Voiced]]:
    voiced: dict[int, list[Voiced]] = defaultdict(list)
    for pair in pairs:
        place, spoken = places[pair.written], voice.spoken[pair.spoken]
        word = voice.words[voice.word_of[pair.spoken]]
        voiced[place.line].append(Voiced(place.syllable, spoken.span, spoken.sound, pair.alike, word))
    return voiced


def _trusted(found: Sequence[Voiced], span: Span, length: int) -> Iterator[Voiced]:
    alike = sum(one.alike >= ALIKE for one in found)
    for one in found:
        if alike >= TRUSTED_SHARE * length or span.overlap_ms(one.span):
            yield one
