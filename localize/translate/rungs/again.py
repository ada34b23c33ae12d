"""Ask again for what is bad, in ever smaller groups; first of all, in bare words, for what was left in the
source language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from localize.domain.review import Flag
from localize.stage import ChatModel, ChatRequest
from localize.translate import faults, prompt
from localize.translate.attempt import Attempt

if TYPE_CHECKING:
    from localize.translate.asking import Asking

NAME = "again"
LEFT = frozenset({"copied", "untranslated"})
# A single line that is asked once more would get the same answer; a little warmth, seeded, gives another.
LAST_TEMPERATURE = 0.7


def again(asking: Asking, model: ChatModel) -> None:
    for size, temperature in _rounds(len(_bad(asking))):
        groups = _groups(asking, _bad(asking), size)
        requests = [_request(asking, group, temperature) for group in groups]
        for group, reply in zip(groups, model.chat(requests), strict=True):
            asking.hear(group, reply, NAME)


def _request(asking: Asking, group: Sequence[int], temperature: float) -> ChatRequest:
    if all(_is_left(asking.attempts[number]) for number in group):
        return prompt.bare_request(asking.brief, asking.scene, group, temperature)
    return prompt.request(asking.brief, asking.scene, group, asking.complaints(group), temperature)


def _bad(asking: Asking) -> list[int]:
    """What is mild is worth one more question, not more: what reads well is worth keeping."""
    return [
        number
        for number, attempt in asking.attempts.items()
        if attempt.flags and (attempt.asked < 2 or faults.serious(attempt.flags))
    ]


def _rounds(bad: int) -> Iterator[tuple[int, float]]:
    """All that are bad together, halves, quarters … single lines, and single lines once more, warmer."""
    size = bad
    while size > 1:
        yield size, 0.0
        size = (size + 1) // 2
    if bad:
        yield 1, 0.0
        yield 1, LAST_TEMPERATURE


def _groups(asking: Asking, numbers: Sequence[int], size: int) -> list[Sequence[int]]:
    """Lines that hold what others say are asked for alone: together they would get mixed up again. Those that
    were left in the source are asked for in other words than the rest."""
    mixed = [number for number in numbers if _leaks(asking.attempts[number].flags)]
    left = [number for number in numbers if _is_left(asking.attempts[number])]
    rest = [number for number in numbers if number not in (*mixed, *left)]
    return [*_of(left, size), *_of(rest, size), *_of(mixed, 1)]


def _of(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (numbers[at : at + size] for at in range(0, len(numbers), size))


def _is_left(attempt: Attempt) -> bool:
    """Whether the first reply was no translation; who does not heed bare words either is told what is
    wrong."""
    return attempt.asked < 2 and any(flag.kind in LEFT for flag in attempt.flags)


def _leaks(flags: Sequence[Flag]) -> bool:
    return any(flag.kind == "leak" for flag in flags)
