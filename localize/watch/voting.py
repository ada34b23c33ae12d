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


def line_readings(rows: Sequence[tuple[str, Sequence[Reading]]]) -> tuple[Reading, ...]:
    """The readings of a line of several rows, each given by its elected text and its own readings: the whole
    line with one reading of one of them, the others as elected. Those of one row are its own."""
    if len(rows) == 1:
        return tuple(rows[0][1])
    whole = [_as_elected(text, readings) for text, readings in rows]
    joined = (
        _joined([*whole[:at], reading, *whole[at + 1 :]], reading.at_ms)
        for at, (_, readings) in enumerate(rows)
        for reading in readings
        if reading.text
    )
    return tuple({(one.text, one.characters): one for one in joined}.values())


def _as_elected(text: str, readings: Sequence[Reading]) -> Reading:
    """The surest reading that says so, else one that tells nothing of its characters."""
    agreeing = [reading for reading in readings if reading.text == text]
    return max(agreeing, key=lambda one: one.confidence, default=Reading(text, elected(readings)[1], 0))


def _joined(rows: Sequence[Reading], at_ms: int) -> Reading:
    """Rows below each other; a line end is as sure as can be."""
    text, confidence = "\n".join(row.text for row in rows), min(row.confidence for row in rows)
    if any(len(row.characters) != len(row.text) for row in rows):
        return Reading(text, confidence, at_ms)
    sure = [sureness for row in rows for sureness in (*row.characters, 1.0)]
    return Reading(text, confidence, at_ms, tuple(sure[:-1]))


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
