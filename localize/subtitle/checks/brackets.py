"""What is written for those who cannot hear stands in the brackets of the profile."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

# A row by itself, or what a row begins with: `(sighs)`, `(MAN) Who's there?`
_TOLD = re.compile(r"^(?:-\s?)?([(（\[【])([^()（）\[\]【】\n]+)[)）\]】](?::?\s|$)", re.MULTILINE)


def look(exam: Exam) -> Iterator[Found]:
    brackets = exam.limits.sound_brackets
    for entry in exam.entries:
        match = _TOLD.search(entry.text)
        if brackets and match and match[1] != brackets[0]:
            right = f"{brackets[0]}{match[2]}{brackets[1]}"
            yield Found(
                entry, "other brackets around a sound or a name", match[1], brackets[0], f"write {right}"
            )


BRACKETS = Check("sound-brackets", look)
