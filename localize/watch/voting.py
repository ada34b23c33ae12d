"""Several readings of one text → what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from localize.domain.seen import Reading


def elected(readings: Sequence[Reading]) -> tuple[str, float]:
    """The text that most confidence stands behind, and how sure that is (0 to 1).

    Readings of one length vote character by character. Readings that agree are surer than the best of them;
    those that do not agree take from it.
    """
    legible = [reading for reading in readings if reading.text]
    if not legible:
        return "", 0.0
    text = _by_character(legible) or _by_text(legible)
    agreeing = [reading for reading in legible if reading.text == text]
    doubt = 1.0
    for reading in agreeing:
        doubt *= 1 - reading.confidence
    sureness = 1 - doubt if agreeing else fmean(reading.confidence for reading in legible)
    return text, round(sureness * (1 + len(agreeing) / len(legible)) / 2, 4)


def _by_text(readings: Sequence[Reading]) -> str:
    votes: defaultdict[str, float] = defaultdict(float)
    for reading in readings:
        votes[reading.text] += reading.confidence
    return max(votes, key=lambda text: votes[text])


def _by_character(readings: Sequence[Reading]) -> str:
    """Empty where the readings cannot be laid side by side."""
    length = len(readings[0].text)
    if any(len(one.text) != length or len(one.characters) != length for one in readings):
        return ""
    return "".join(_best([(one.text[at], one.characters[at]) for one in readings]) for at in range(length))


def _best(votes: Sequence[tuple[str, float]]) -> str:
    sums: defaultdict[str, float] = defaultdict(float)
    for sign, confidence in votes:
        sums[sign] += confidence
    return max(sums, key=lambda sign: sums[sign])
