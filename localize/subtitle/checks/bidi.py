"""No invisible characters that turn the direction, where the profile lists what may stand: in TTML that is
said by `tts:direction` and `tts:unicodeBidi` (Netflix)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BIDI = re.compile(f"[{CONTROLS}]")


def look(exam: Exam) -> Iterator[Found]:
    if exam.glyphs is None:
        return
    for entry in exam.entries:
        if found := sorted(set(_BIDI.findall(entry.text)) - exam.glyphs):
            names = ", ".join(f"U+{ord(one):04X}" for one in found)
            yield Found(entry, f"characters that turn the direction: {names}", names)


BIDI = Check("bidi-control", look)
