"""Put a term where it surely belongs, by rule and without a model: the first half of the rung `edited`, for
models of every kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from localize.domain.review import Flag
from localize.translate import faults, terms
from localize.translate.said import Said
from localize.translate.terms.near import mended

if TYPE_CHECKING:
    from localize.translate.asking import Attempt

NAME = "edited"
CALLED_FOR_BY = frozenset({terms.MISSED, terms.SHARED, terms.FORBIDDEN})

# What is wrong with a text.
Look: TypeAlias = Callable[[str], tuple[Flag, ...]]


def is_called_for(attempt: Attempt) -> bool:
    """Whether its text is sound, but for its terms."""
    is_sound = not faults.serious(attempt.flags)
    return is_sound and any(flag.kind in CALLED_FOR_BY for flag in attempt.flags)


def edit_by_rule(attempt: Attempt, said: Said, target: str, look: Look) -> None:
    """All terms of the line, one after the other, each as often as it changes something for the better."""
    for term in said.terms:
        others = [other for other in said.terms if other.name != term.name]
        while (text := mended(term, attempt.text, target, others)) is not None:
            if not attempt.offer(text, look(text), NAME):
                break
