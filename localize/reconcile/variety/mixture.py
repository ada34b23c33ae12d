"""From what the lines of an episode show to what is likeliest spoken, in all of it and in each of them.

An episode is in Mandarin throughout, or some share of its lines is in one other variety and the rest is in
Mandarin. How large that share is nobody knows: every share counts, by how well it explains the lines. So
a few lines of dialect among many of Mandarin are found, each on its own evidence, and where nearly all is
dialect a line that shows little is taken for it, too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from localize.domain.variety import MANDARIN, UNKNOWN, Told

_Key = TypeVar("_Key")

SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)
# Before anything is heard: half of what is given to us to tell is Mandarin, and of the rest a fifth is
# something that there is no pack of; the dialects share what is left.
MANDARIN_BEFORE = 0.5
UNKNOWN_BEFORE = 0.1
# However much is shown, in one case of fifty all of this is mistaken: some seventy clips and episodes without
# a sure mistake (docs/dialects.md) are no ground for more certainty.
WRONG = 0.02
# However many words of a dialect stand in one line, as in a song that is quoted, it is one line.
MOST_OF_LINE = 10.0


class Shown(NamedTuple):
    """What a line shows, as natural logarithms of how much likelier it is so than in Mandarin: `dialects` for
    each dialect, `strange` for whatever is not Mandarin."""

    dialects: Mapping[str, float]
    strange: float = 0.0


class Mixture(NamedTuple):
    episode: Told
    lines: tuple[Told, ...]


def explained(lines: Sequence[Shown], dialects: Sequence[str], absent: float) -> Mixture:
    """`absent` is what it takes off a dialect's likelihood that a line shows nothing of it, for lines in a
    dialect mostly do: a natural logarithm."""
    odds = {name: [_odds(line, name, absent) for line in lines] for name in (*dialects, UNKNOWN)}
    shares = {name: _shares(of_lines) for name, of_lines in odds.items()}
    before = {UNKNOWN: UNKNOWN_BEFORE}
    rest = 1 - MANDARIN_BEFORE - UNKNOWN_BEFORE
    before |= dict.fromkeys(dialects, rest / max(1, len(dialects)))
    weights = {name: math.log(before[name]) + _log_mean(shares[name]) for name in odds}
    scores = _normalized({MANDARIN: math.log(MANDARIN_BEFORE), **weights})
    told = tuple(_line(at, odds, shares, scores) for at in range(len(lines)))
    return Mixture(_told(scores), told)


def _odds(line: Shown, name: str, absent: float) -> float:
    shown = 0.0 if name == UNKNOWN else line.dialects[name] - absent
    return min(MOST_OF_LINE, line.strange + shown)


def _shares(odds: Sequence[float]) -> list[float]:
    """How well each of SHARES explains the lines, as a natural logarithm."""
    return [sum(math.log(1 - share + share * math.exp(one)) for one in odds) for share in SHARES]


def _line(
    at: int,
    odds: Mapping[str, Sequence[float]],
    shares: Mapping[str, Sequence[float]],
    episode: Mapping[str, float],
) -> Told:
    scores = {
        name: episode[name] * _probability(of_lines[at], shares[name]) for name, of_lines in odds.items()
    }
    return _told({MANDARIN: max(0.0, 1 - sum(scores.values())), **scores})


def _probability(odds: float, shares: Sequence[float]) -> float:
    """That a line is in the variety, if the episode is."""
    weights = _normalized(dict(zip(SHARES, shares, strict=True)))
    return sum(
        weight * share * math.exp(odds) / (1 - share + share * math.exp(odds))
        for share, weight in weights.items()
    )


def _told(scores: Mapping[str, float]) -> Told:
    rounded = {name: _sober(score, len(scores)) for name, score in sorted(scores.items())}
    likeliest = max(rounded, key=lambda name: (rounded[name], name == MANDARIN, name == UNKNOWN))
    return Told(likeliest, rounded[likeliest], rounded)


def _sober(score: float, of: int) -> float:
    return round((1 - WRONG) * score + WRONG / of, 4)


def _log_mean(logs: Sequence[float]) -> float:
    most = max(logs)
    return most + math.log(sum(math.exp(one - most) for one in logs) / len(logs))


def _normalized(logs: Mapping[_Key, float]) -> dict[_Key, float]:
    most = max(logs.values())
    weights = {name: math.exp(one - most) for name, one in logs.items()}
    total = sum(weights.values())
    return {name: weight / total for name, weight in weights.items()}
