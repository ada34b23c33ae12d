"""Say what cannot be read in time in fewer words: all such lines of a scene in one question, then each by
itself, more warmly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.domain.review import Flag
from localize.domain.translation import Step
from localize.profiles import Limits
from localize.stage import ChatModel, ChatReply
from localize.translate import faults, shortening
from localize.translate.budget import is_over
from localize.translate.rungs.again import LAST_TEMPERATURE

if TYPE_CHECKING:
    from localize.translate.asking import Asking

NAME = "shortened"
# The flag that the track puts on what stays.
BECAUSE = ("too-fast",)


def shortened(asking: Asking, model: ChatModel) -> None:
    if (limits := asking.brief.limits) is None:
        return
    if over := _over(asking, limits):
        _ask(asking, model, limits, [over], temperature=0.0)
    if over := _over(asking, limits):
        _ask(asking, model, limits, [[number] for number in over], LAST_TEMPERATURE)


def _over(asking: Asking, limits: Limits) -> list[int]:
    """What has serious faults is not what the line says, however long."""
    return [
        number
        for number, attempt in asking.attempts.items()
        if not faults.serious(attempt.flags)
        and is_over(attempt.text, asking.scene.line(number).budget, limits)
    ]


def _ask(
    asking: Asking, model: ChatModel, limits: Limits, groups: Sequence[Sequence[int]], temperature: float
) -> None:
    requests = [shortening.request(asking.brief, asking.scene, group, temperature) for group in groups]
    for group, reply in zip(groups, model.chat(requests), strict=True):
        _hear(asking, group, reply, limits)


def _hear(asking: Asking, group: Sequence[int], reply: ChatReply, limits: Limits) -> None:
    texts, _ = asking.read(group, reply)
    for number, text in texts.items():
        attempt, said = asking.attempts[number], asking.scene.line(number)
        flags = asking.faults(number, texts)
        sound = faults.is_no_worse(flags, attempt.flags)
        taken = sound and shortening.is_better(attempt.text, text, said, limits)
        seen = Flag(NAME, f"was: {attempt.text}")
        attempt.step(Step(NAME, BECAUSE, attempt.text, text, taken), (*flags, seen))
