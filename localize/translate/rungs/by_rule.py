"""Put a term where it surely belongs, by rule and without a model: the first half of the rung `edited`, for
models of every kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from localize.domain.review import Flag
from localize.translate import faults, terms
from localize.translate.attempt import Attempt
from localize.translate.said import Said
from localize.translate.terms import Rendered
from localize.translate.terms.near import mended

NAME = "edited"
CALLED_FOR_BY = frozenset({terms.MISSED, terms.SHARED, terms.FORBIDDEN})
# A subtitle says a name once or twice.
MOST_OFTEN = 3

# What is wrong with a text.
Look: TypeAlias = Callable[[str], tuple[Flag, ...]]


def is_called_for(attempt: Attempt) -> bool:
    """Whether its text is sound, but for its terms."""
    is_sound = not faults.serious(attempt.flags)
    return is_sound and any(flag.kind in CALLED_FOR_BY for flag in attempt.flags)


def edit_by_rule(attempt: Attempt, said: Said, target: str, look: Look) -> None:
    """The line's text, and those that were refused for another fault of their terms."""
    refused = [step.after for step in attempt.steps if not step.kept]
    for text in dict.fromkeys([attempt.text, *refused]):
        changed = _mended(text, said.terms, target)
        if changed != text:
            attempt.offer(changed, look(changed), NAME)


def _mended(text: str, wanted: Sequence[Rendered], target: str) -> str:
    """With all terms of the line that are surely meant by something, each as often as that is the case."""
    for term in wanted:
        others = [other for other in wanted if other.name != term.name]
        for _ in range(MOST_OFTEN):
            text = mended(term, text, target, others) or text
    return text
