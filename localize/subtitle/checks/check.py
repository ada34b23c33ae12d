"""What a check is: it looks at a file, and may know how to mend what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript import Entry


class Found(NamedTuple):
    """`entry` is None where the file as a whole is meant; the rest as in `Finding`."""

    entry: Entry | None
    message: str
    found: float | str = ""
    limit: float | str = ""
    suggestion: str = ""


class Change(NamedTuple):
    """The entry as it is to be, and what was done to it."""

    entry: Entry
    what: str


Look: TypeAlias = Callable[[Exam], Iterator[Found]]
Mend: TypeAlias = Callable[[Exam], Iterator[Change]]


class Check(NamedTuple):
    """`mend` changes only what is safe to: no letter is lost, no cue starts at another time."""

    name: str
    look: Look
    mend: Mend | None = None
