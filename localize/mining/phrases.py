"""What is said again and again, and words of the dialect."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from localize.mining.season import Season
from localize.mining.wordlists import WordLists

Words: TypeAlias = tuple[str, ...]
# Characters of a phrase; words of one.
SHORTEST, LONGEST, MOST = 3, 12, 6
# How much its words belong together: normalized pointwise mutual information (Bouma 2009), 1 for words that
# are never said apart, 0 for those that meet by chance.
TOGETHER = 0.6
# Seen so seldom by a dictionary (jieba's count, of 59 million) that twice in a season is no chance.
RARE = 100


def dialect_words(season: Season, lists: WordLists) -> Iterator[str]:
    """But for those that only hold a sentence together, and single characters."""
    words = (word for line in season.lines for word in line.dialect)
    return (word for word in words if len(word) > 1 and word not in lists.function)


def rare_words(season: Season) -> Iterator[str]:
    """Words that a dictionary has, and that are said more often here than elsewhere: 满堂红."""
    words = Counter(word for sight in season.sights for word in sight.clause.words)
    for word, count in words.items():
        if count > 1 and len(word) >= SHORTEST and 0 < season.counts.get(word, 0) < RARE:
            yield word


def phrases(season: Season, lists: WordLists) -> Iterator[str]:
    """Those that come twice, belong together, and have different neighbours on both sides (an edge is always
    another); none that only ever comes within a longer one. The most telling first: count × length."""
    found = _counted(season)
    words = Counter(word for sight in season.sights for word in sight.clause.words)
    kept = {run: count for run, count in found.items() if _is_phrase(run, count, words, lists)}
    inside = {part for run, count in kept.items() for part in _parts(run) if kept.get(part, 0) <= count}
    free = _free(season, [run for run in kept if run not in inside])
    yield from sorted(map("".join, free), key=lambda text: (-season.count(text) * len(text), text))


def _counted(season: Season) -> dict[Words, int]:
    counts = Counter(run for sight in season.sights for run in _runs(sight.clause.words))
    return {run: count for run, count in counts.items() if count > 1}


def _runs(words: Words) -> Iterator[Words]:
    return (words[start:end] for start, end in _spans(words))


def _spans(words: Words) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        yield from ((start, end) for end in range(start + 1, min(len(words), start + MOST) + 1))


def _parts(run: Words) -> Iterator[Words]:
    return (part for part in _runs(run) if part != run)


def _is_phrase(run: Words, count: int, words: Counter[str], lists: WordLists) -> bool:
    length = len("".join(run))
    telling = [word for word in run if word not in lists.function]
    new = len(run) > 1 and len(telling) == len(run) and all(len(word) == 1 for word in run)
    if not telling or len(run) < 2 or length > LONGEST or length < (2 if new else SHORTEST):
        return False
    ends = run[0] in lists.function or run[-1] in lists.function
    return not ends and _together(run, count, words) >= TOGETHER


def _together(run: Words, count: int, words: Counter[str]) -> float:
    total = words.total()
    here = math.log(total / count)
    apart = sum(math.log(total / words[word]) for word in run)
    return (apart - here) / (here * (len(run) - 1)) if here else 1.0


def _free(season: Season, runs: Sequence[Words]) -> list[Words]:
    """Those with at least two different neighbours before and behind them."""
    before: dict[Words, set[object]] = defaultdict(set)
    behind: dict[Words, set[object]] = defaultdict(set)
    wanted = frozenset(runs)
    for sight in season.sights:
        words = sight.clause.words
        for start, end in _spans(words):
            run = words[start:end]
            if run in wanted:
                before[run].add(words[start - 1] if start else object())
                behind[run].add(words[end] if end < len(words) else object())
    return [run for run in runs if len(before[run]) > 1 and len(behind[run]) > 1]
