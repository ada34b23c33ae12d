"""No invisible characters that turn the direction, where the profile lists what may stand: in TTML that is
said by `tts:direction` and `tts:unicodeBidi` (Netflix)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from localize.profiles.repertoire import outside
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

CONTROLS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_BIDI = re.compile(f"[{CONTROLS}]")


def look(exam: Exam) -> Iterator[Found]:
    name = exam.limits.glyphs
    for entry in exam.entries if name else ():
        found = sorted(outside("".join(_BIDI.findall(entry.text)), name))
        if found:
            names = ", ".join(f"U+{ord(one):04X}" for one in found)
            yield Found(entry, f"characters that turn the direction: {names}", names)


BIDI = Check("bidi-control", look)
