"""A cue can be read in the time that it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam


def look(exam: Exam) -> Iterator[Found]:
    most = exam.limits.characters_per_second
    for entry in exam.shown:
        if exam.speed_of([entry], entry.duration_ms + exam.slack_ms) > most:
            speed = exam.speed(entry)
            found = f"{speed:.1f} characters a second, at most {most:g}"
            yield Found(entry, found, round(speed, 2), most, "shorten it, or let it stay longer")


def look_both(exam: Exam) -> Iterator[Found]:
    """Two cues shown at once, in two places: who reads them reads both in the time of both."""
    most = exam.limits.characters_per_second
    for one, two in pairwise(sorted(exam.shown, key=lambda entry: entry.start_ms)):
        if one.lane == two.lane or two.start_ms >= one.end_ms:
            continue
        start, end = one.start_ms, max(one.end_ms, two.end_ms)
        both = exam.speed_of([one, two], end - start + exam.slack_ms)
        if both > most and max(exam.speed(one), exam.speed(two)) <= most:
            found = f"with cue {one.number}, shown at once, {both:.1f} characters a second, at most {most:g}"
            yield Found(two, found, round(both, 2), most, "shorten one of them, or show them in turn")


SPEED = Check("reading-speed", look)
SPEED_OF_BOTH = Check("reading-speed-of-two", look_both)
