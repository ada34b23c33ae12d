"""Names, and how people are addressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from localize.mining.season import Season
from localize.mining.wordlists import WordLists

# A word that a dictionary has seen so often (jieba's count) is that word rather than somebody's name.
COMMON = 200
# A Chinese given name has one or two characters; a name that is called, three at most.
GIVEN, CALLED = 2, 3


def names(season: Season, lists: WordLists) -> Iterator[str]:
    """Those that something speaks for: they are introduced, called, told as speakers, or come again; a
    surname with two characters that make no word speaks for itself."""
    yield from sorted(season.speakers)
    for sight in season.sights:
        yield from _full_names(sight.clause.words, season, lists)
        yield from _nicknames(sight.clause.words, season, lists)


def called(season: Season, lists: WordLists) -> Iterator[str]:
    """What stands alone between two marks and comes again elsewhere, and is no word of the dictionary."""
    for text, words in season.alone.items():
        new = len(words) > 1 and not any(word in lists.function or len(word) > 1 for word in words)
        if new and len(text) <= CALLED and season.count(text) > 1:
            yield text


def addresses(season: Season, lists: WordLists) -> Iterator[str]:
    """A surname with what goes behind it: 苏总, 王嬢嬢, 罗经理, 周家."""
    for sight in season.sights:
        for before, title in pairwise(sight.clause.words):
            if before in lists.surnames and (title in lists.titles or title in lists.kinship):
                yield before + title


def kinship(season: Season, lists: WordLists) -> Iterator[str]:
    """By itself: behind a surname it belongs to that."""
    for sight in season.sights:
        for before, word in pairwise(("", *sight.clause.words)):
            if word in lists.kinship and before not in lists.surnames:
                yield word


def _full_names(words: Sequence[str], season: Season, lists: WordLists) -> Iterator[str]:
    for at, surname in enumerate(words):
        if surname not in lists.surnames:
            continue
        for given in _given(words[at + 1 : at + 1 + GIVEN], lists):
            name = surname + "".join(given)
            if _is_told(name, words[:at], season, lists) or _speaks_for_itself(name, given, season):
                yield name
                break


def _given(words: Sequence[str], lists: WordLists) -> Iterator[Sequence[str]]:
    """The longer first."""
    not_names = (lists.function - lists.nicknames) | lists.titles | lists.kinship
    for count in range(len(words), 0, -1):
        given = words[:count]
        if len("".join(given)) <= GIVEN and not any(word in not_names for word in given):
            yield given


def _speaks_for_itself(name: str, given: Sequence[str], season: Season) -> bool:
    if len(given) == GIVEN:
        return True
    unusual = all(season.counts.get(word, 0) < COMMON for word in given)
    return unusual and season.count(name) > 1


def _nicknames(words: Sequence[str], season: Season, lists: WordLists) -> Iterator[str]:
    """小满, 老陈: where they are called or introduced, or the second is a surname and they come again."""
    for at, (first, second) in enumerate(pairwise(words)):
        name = first + second
        if first in lists.nicknames and len(second) == 1 and second not in lists.function:
            again = second in lists.surnames and season.count(name) > 1
            if again or _is_told(name, words[:at], season, lists):
                yield name


def _is_told(name: str, before: Iterable[str], season: Season, lists: WordLists) -> bool:
    introduced = "".join(before).endswith(lists.introductions)
    return name in season.alone or introduced
