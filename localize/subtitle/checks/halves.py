"""No halves of characters (lone surrogates), and none that was lost when the text was saved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

_HALVES = re.compile("[\ud800-\udfff\ufffd]")


def look(exam: Exam) -> Iterator[Found]:
    for entry in exam.entries:
        if found := _HALVES.findall(entry.text):
            names = ", ".join(f"U+{ord(one):04X}" for one in sorted(set(found)))
            yield Found(entry, f"{len(found)} lost characters", names, 0, "write them anew")


HALVES = Check("lost-character", look)
