"""Ask for one line alone, held by a grammar to what it must have.

The first words are the model's; the grammar sees to it that the text does not end before the required
renderings stand in it, and that it holds no Chinese. An endpoint that takes no grammar is asked all the same:
alone, and told what was wrong, it may still find them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from localize.stage import ChatModel, ChatRequest
from localize.translate import prompt, terms
from localize.translate.rungs import change
from localize.translate.rungs.again import NAME as AGAIN
from localize.translate.rungs.pattern import pattern, room_of, standing_at

if TYPE_CHECKING:
    from localize.translate.asking import Asking

NAME = "constrained"
CALLED_FOR_BY = frozenset({terms.MISSED, terms.SHARED, "untranslated", "copied"})
# Characters for some words before and after the terms, where all that came before was shorter.
LEAST_ROOM = 24


def constrained(asking: Asking, model: ChatModel) -> None:
    requests = {
        number: request for number in _bad(asking) if (request := _request(asking, number)) is not None
    }
    for number, reply in zip(requests, model.chat(list(requests.values())), strict=True):
        asking.hear([number], reply, NAME, partial(_is_whole, asking))


def _bad(asking: Asking) -> list[int]:
    return [
        number
        for number, attempt in asking.attempts.items()
        if any(flag.kind in CALLED_FOR_BY for flag in attempt.flags)
    ]


def _request(asking: Asking, number: int) -> ChatRequest | None:
    """None where a rendering cannot be part of a pattern."""
    wanted = [one for one in asking.scene.line(number).terms if one.required]
    places = standing_at(wanted, asking.attempts[number].text, asking.brief.target)
    room = room_of(_earlier(asking, number), at_least=LEAST_ROOM, places=places)
    held = pattern(wanted, asking.brief.target, room)
    if not held:
        return None
    request = prompt.request(asking.brief, asking.scene, [number], asking.complaints([number]))
    request.schema["properties"][str(number)]["pattern"] = held
    return request


def _is_whole(asking: Asking, number: int, text: str) -> bool:
    """Whether the terms are part of what it says, and not tacked on to what the model would have said."""
    target = asking.brief.target
    put = [one.required for one in asking.scene.line(number).terms if one.required]
    return not any(
        change.is_tacked_on(old, text, target)
        or change.is_broken_off(old, text, put, target)
        or change.is_cut_off(old, text)
        for old in _earlier(asking, number)
    )


def _earlier(asking: Asking, number: int) -> list[str]:
    """What the model has said of itself."""
    attempt = asking.attempts[number]
    asked = [text for step in attempt.steps if step.rung == AGAIN for text in (step.before, step.after)]
    return [attempt.text, *asked]
