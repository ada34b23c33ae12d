"""The terms of a whole episode, held against what was made of it: the glossary of now decides, also over what
was made before it changed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from localize.domain.transcript import Line
from localize.domain.translation import TranslatedLine
from localize.translate import faults, terms
from localize.translate.brief import Brief
from localize.translate.consistency import one_voice
from localize.translate.said import rendered_terms, term_uses
from localize.translate.scenes import surroundings
from localize.translate.terms import Rendered


def verified(
    lines: Sequence[Line], done: Sequence[TranslatedLine], brief: Brief
) -> tuple[TranslatedLine, ...]:
    """`done` with what was required of each of the `lines`, whether it is met, and the flags on it."""
    around = surroundings(lines, brief)
    wanted = [
        rendered_terms(term_uses(line, brief, around[index]), brief) for index, line in enumerate(lines)
    ]
    checked = [_checked(line, asked, brief) for line, asked in zip(done, wanted, strict=True)]
    return one_voice(checked, wanted, brief.target)


def _checked(line: TranslatedLine, wanted: Sequence[Rendered], brief: Brief) -> TranslatedLine:
    checks = terms.check(wanted, line.text, brief.target)
    missed = terms.flags(checks) if line.text else ()
    return msgspec.structs.replace(line, terms=checks, flags=(*faults.without_terms(line.flags), *missed))
