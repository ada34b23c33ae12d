"""What can be mended safely is mended, until nothing is left that can be."""

from __future__ import annotations

import re

from localize.domain.finding import Mended
from localize.profiles import Limits
from localize.subtitle.checks import CHECKS
from localize.subtitle.checks.check import Check
from localize.subtitle.checks.control import CONTROLS
from localize.subtitle.checks.exam import Exam
from localize.subtitle.checks.markup import TAG
from localize.subtitle.manuscript import Entry

# One round's rows or times may let another check mend more; none was ever seen to need a fourth.
MOST_ROUNDS = 8


def mended(exam: Exam) -> tuple[Exam, tuple[Mended, ...]]:
    """The exam with its entries mended, and what was done, in that order. Mending again does nothing."""
    done: list[Mended] = []
    for _ in range(MOST_ROUNDS):
        before = len(done)
        for check in CHECKS:
            exam = _with(check, exam, done)
        if len(done) == before:
            break
    return exam, tuple(done)


def _keeps_all(was: Entry, now: Entry, limits: Limits) -> bool:
    """Whether nothing is lost that somebody reads: without the blank or the row's end between them, `<` and
    `i>` are a tag."""
    if was.text == now.text:
        return True
    if len(TAG.findall(now.markup)) > len(TAG.findall(was.markup)):
        return False
    may_change = re.compile(f"[\\s.…。\\-‐‑‒–—{re.escape(limits.ellipsis + limits.dash)}]|{CONTROLS.pattern}")
    own = str.maketrans(limits.marks[::2], limits.marks[1::2])
    return may_change.sub("", was.text).translate(own) == may_change.sub("", now.text).translate(own)


def _with(check: Check, exam: Exam, done: list[Mended]) -> Exam:
    before = {entry.number: entry for entry in exam.entries}
    changes = {
        change.entry.number: change
        for change in (check.mend(exam) if check.mend else ())
        if _keeps_all(before[change.entry.number], change.entry, exam.limits)
    }
    if not changes:
        return exam
    done += [Mended(check.name, number, change.what) for number, change in sorted(changes.items())]
    return exam.with_entries(
        [changes[entry.number].entry if entry.number in changes else entry for entry in exam.entries]
    )
