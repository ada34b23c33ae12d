"""Places, organisations and dishes, by what they end in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from localize.mining.season import Season
from localize.mining.wordlists import WordLists

# What goes before the ending: so many words at most, of so many characters together, none of them so common
# (in jieba's count) that anybody might say it there.
MOST, LONGEST, COMMON = 3, 4, 2000


def ending_in(endings: Collection[str], season: Season, lists: WordLists, shortest: int = 2) -> Iterator[str]:
    """锦江茶铺, 明川集团: an ending with a name of `shortest` characters and more before it. A whole word of
    the dictionary is none."""
    for sight in season.sights:
        words = sight.clause.words
        for at, word in enumerate(words):
            if word in endings:
                before = _before(words[:at], season, lists)
                if shortest <= len(before) <= LONGEST and before + word not in season.counts:
                    yield before + word


def dishes(season: Season, lists: WordLists) -> Iterator[str]:
    """毛肚, 回锅肉, 毛血旺."""
    return ending_in(lists.dishes, season, lists, shortest=1)


def _before(words: Sequence[str], season: Season, lists: WordLists) -> str:
    """The words right before an ending that may be its name."""
    count = 0
    while count < min(MOST, len(words)) and _may_name(words[-1 - count], season, lists):
        count += 1
    return "".join(words[len(words) - count :])


def _may_name(word: str, season: Season, lists: WordLists) -> bool:
    common = len(word) > 1 and season.counts.get(word, 0) >= COMMON
    return word not in lists.function and not common
