"""Every character is on the profile's list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.profiles.repertoire import outside
from localize.subtitle.checks.bidi import CONTROLS
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

# Other checks tell of these.
_TOLD_ELSEWHERE = re.compile(f"[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffd-\uffff{CONTROLS}]")
MOST_NAMED = 8


def look(exam: Exam) -> Iterator[Found]:
    name = exam.limits.glyphs
    for entry in exam.entries if name else ():
        strange = sorted(outside(_TOLD_ELSEWHERE.sub("", entry.text), name))
        if strange:
            named = ", ".join(f"{one} (U+{ord(one):04X})" for one in strange[:MOST_NAMED])
            yield Found(entry, f"not on the list of characters: {named}", "".join(strange), name)


GLYPHS = Check("glyph", look)
