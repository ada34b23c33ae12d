"""What is wrong with a subtitle file, rule by rule, and what of it can be mended.

A check is a file and an entry in CHECKS; `checks.toml` says how grave it is and why, docs/checks.md all of
it for people.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from localize.domain.finding import BLOCKING, NOTE, SEVERITIES, WARNING, Finding, Severity
from localize.domain.value import Value
from localize.errors import UnknownName
from localize.profiles import Limits
from localize.subtitle.checks.balance import BALANCE
from localize.subtitle.checks.bidi import BIDI
from localize.subtitle.checks.brackets import BRACKETS
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.control import CONTROL
from localize.subtitle.checks.dash import DASH
from localize.subtitle.checks.durations import MAX_DURATION, MIN_DURATION
from localize.subtitle.checks.ellipsis import ELLIPSIS
from localize.subtitle.checks.empty import EMPTY
from localize.subtitle.checks.encoding import ENCODING, GUESSED
from localize.subtitle.checks.exam import Exam
from localize.subtitle.checks.frame_rate import FRAME_RATE
from localize.subtitle.checks.free_width import FREE_WIDTH
from localize.subtitle.checks.gaps import GAP, OPEN_GAP
from localize.subtitle.checks.glyphs import GLYPHS
from localize.subtitle.checks.halves import HALVES
from localize.subtitle.checks.italics import ITALICS
from localize.subtitle.checks.language import CHINESE_LEFT, SCRIPT
from localize.subtitle.checks.marks import MARKS
from localize.subtitle.checks.markup import MARKUP
from localize.subtitle.checks.mixed import MIXED
from localize.subtitle.checks.number_first import NUMBER_FIRST
from localize.subtitle.checks.one_row import ONE_ROW
from localize.subtitle.checks.order import ORDER
from localize.subtitle.checks.overlap import CARD_OVER_DIALOGUE, OVERLAP
from localize.subtitle.checks.row_count import ROW_COUNT
from localize.subtitle.checks.row_width import ROW_WIDTH
from localize.subtitle.checks.shots import SHOTS
from localize.subtitle.checks.speed import SPEED, SPEED_OF_BOTH
from localize.subtitle.checks.spelled import SPELLED
from localize.subtitle.checks.times import TIMES
from localize.subtitle.checks.torn import TORN_WORDS
from localize.subtitle.checks.video_end import OVERHANG, PAST_END
from localize.subtitle.checks.white_space import WHITE_SPACE

__all__ = ["CHECKS", "Exam", "Gravity", "examine", "gravities"]

# In the order in which they mend: characters, then rows, then times.
CHECKS: tuple[Check, ...] = (
    # the file
    ENCODING, GUESSED, FRAME_RATE, ORDER, TIMES, EMPTY,
    # characters and words
    CONTROL, HALVES, BIDI, MARKUP, ITALICS, WHITE_SPACE, ELLIPSIS, MARKS, DASH, GLYPHS, SPELLED,
    NUMBER_FIRST, BRACKETS, CHINESE_LEFT, SCRIPT,
    # rows
    ROW_COUNT, ROW_WIDTH, FREE_WIDTH, ONE_ROW, BALANCE, TORN_WORDS,
    # times
    PAST_END, OVERHANG, OVERLAP, CARD_OVER_DIALOGUE, MIXED, GAP, MIN_DURATION, MAX_DURATION, OPEN_GAP, SPEED,
    SPEED_OF_BOTH, SHOTS,
)  # fmt: skip


class Gravity(Value, frozen=True):
    """How grave a check's findings are, and why."""

    severity: Severity
    because: str


def examine(exam: Exam) -> tuple[Finding, ...]:
    """What all checks find, the gravest first, then in order of time.

    Raises UnknownName where the profile speaks of a check that there is not.
    """
    severities = _severities(exam.limits)
    findings = [_finding(found, check.name, severities[check.name]) for check, found in _all(exam)]
    return tuple(sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), one.start_ms, one.cue)))


@cache
def gravities() -> Mapping[str, Gravity]:
    """By the name of the check."""
    table = tomllib.loads((Path(__file__).parent / "checks.toml").read_text("utf-8"))
    return msgspec.convert(table, dict[str, Gravity])


def _all(exam: Exam) -> Iterator[tuple[Check, Found]]:
    return ((check, found) for check in CHECKS for found in check.look(exam))


def _severities(limits: Limits) -> dict[str, Severity]:
    """By check: what the profile says, else the table."""
    usual = {name: gravity.severity for name, gravity in gravities().items()}
    changed = {BLOCKING: limits.blocking, WARNING: limits.warnings, NOTE: limits.notes}
    for severity in SEVERITIES:
        for name in changed[severity]:
            if name not in usual:
                raise UnknownName.of("check", name, usual, "the profile")
            usual[name] = severity
    return usual


def _finding(found: Found, check: str, severity: Severity) -> Finding:
    entry = found.entry
    return Finding(
        check=check,
        severity=severity,
        message=found.message,
        cue=entry.number if entry else 0,
        id=entry.id if entry else "",
        start_ms=entry.start_ms if entry else 0,
        found=found.found,
        limit=found.limit,
        suggestion=found.suggestion,
    )
