"""Every character is on the profile's list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.bidi import CONTROLS
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

# Other checks tell of these.
_TOLD_ELSEWHERE = re.compile(f"[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffd-\uffff{CONTROLS}]")
MOST_NAMED = 8


def look(exam: Exam) -> Iterator[Found]:
    if exam.glyphs is None:
        return
    for entry in exam.entries:
        strange = sorted(set(_TOLD_ELSEWHERE.sub("", entry.text)) - exam.glyphs)
        if strange:
            names = ", ".join(f"{one} (U+{ord(one):04X})" for one in strange[:MOST_NAMED])
            yield Found(
                entry, f"not on the list of characters: {names}", "".join(strange), exam.limits.glyphs
            )


GLYPHS = Check("glyph", look)
