"""A cue can be read in the time that it is shown."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry


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
    for one, two in _at_once(exam):
        start, end = one.start_ms, max(one.end_ms, two.end_ms)
        both = exam.speed_of([one, two], end - start + exam.slack_ms)
        if both > most and max(exam.speed(one), exam.speed(two)) <= most:
            found = f"with cue {one.number}, shown at once, {both:.1f} characters a second, at most {most:g}"
            yield Found(two, found, round(both, 2), most, "shorten one of them, or show them in turn")


def _at_once(exam: Exam) -> Iterator[tuple[Entry, Entry]]:
    """Every cue that starts while one is shown in another place, after the one of those that ends last."""
    on: dict[str, Entry] = {}
    for two in exam.by_time:
        on = {lane: one for lane, one in on.items() if one.end_ms > two.start_ms}
        others = [one for lane, one in on.items() if lane != two.lane]
        if others:
            yield max(others, key=lambda one: one.end_ms), two
        on[two.lane] = max(on.get(two.lane, two), two, key=lambda one: one.end_ms)


SPEED = Check("reading-speed", look)
SPEED_OF_BOTH = Check("reading-speed-of-two", look_both)
