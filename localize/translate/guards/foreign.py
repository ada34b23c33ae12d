"""The wrong language in the right script: Spanish for English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from localize.domain.language import language_name, primary
from localize.domain.review import Flag
from localize.translate import scripts
from localize.translate.checked import Checked
from localize.translate.guards.language import known, language
from localize.translate.guards.lines import own_text
from localize.translate.guards.words import LETTER, folded

_WORD = re.compile(f"{LETTER}+(?:'{LETTER}+)*")
# Different frequent words that must speak for another language, and not for the right one, in a whole reply
# and in one line by itself; and how many times more than those that speak for the right one alone. Of 30,000
# lines of The Battle for Wesnoth 1.16 in nine languages of Latin letters one line was taken for another
# language, and of 3,800 runs of eight lines none; of the runs 63 to 94 % are told where another is asked for.
IN_A_REPLY = 4
IN_A_LINE = 4
TIMES = 4
# One written language, two names.
SAME = ({"id", "ms"},)


def foreign(checked: Checked) -> Flag | None:
    """One line by itself, where it is long enough to be sure."""
    return judged([own_text(checked)], checked.target, IN_A_LINE)


def judged(texts: Sequence[str], target: str, least: int = IN_A_REPLY, times: int = TIMES) -> Flag | None:
    """What is wrong with the language of texts that a model gave together."""
    mine = primary(target)
    words = {word for text in texts for word in _WORD.findall(folded(text))}
    if mine not in known() or len(words & _only_others(mine)) < least:
        return None
    likeliest = max(_rivals(mine), key=lambda other: len(words & (_common(other) - _common(mine))))
    theirs = len(words & (_common(likeliest) - _common(mine)))
    if theirs < max(least, times * len(words & (_common(mine) - _common(likeliest)))):
        return None
    return Flag("untranslated", f"this is {language_name(likeliest)}, not {language_name(mine)}")


@cache
def _only_others(mine: str) -> frozenset[str]:
    return frozenset().union(*map(_common, _rivals(mine))) - _common(mine)


@cache
def _rivals(name: str) -> tuple[str, ...]:
    """Those of the same script that we know frequent words of."""
    alike = next((group for group in SAME if name in group), {name})
    script = scripts.script(name)
    return tuple(
        one for one in known() if one not in alike and scripts.script(one) == script and _common(one)
    )


@cache
def _common(name: str) -> frozenset[str]:
    found = language(name)
    return frozenset(map(folded, found.common)) if found else frozenset()
