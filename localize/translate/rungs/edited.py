"""Change one line, and as little of it as can be, so that its terms stand in it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from localize.stage import ChatModel, ChatRequest
from localize.translate import faults, prompt, terms
from localize.translate.rungs import change
from localize.translate.rungs.by_rule import NAME, edit_by_rule, is_called_for
from localize.translate.rungs.pattern import pattern, room_of, standing_at
from localize.translate.terms import Rendered

if TYPE_CHECKING:
    from localize.translate.asking import Asking

CHANGE = """\
Source: {source}
Subtitle: {subtitle}

Change the subtitle as little as possible so that {wish}:
{number}. {source}"""


def edited(asking: Asking, model: ChatModel) -> None:
    for number in _bad(asking):
        _by_rule(asking, number)
    numbers = _bad(asking)
    requests = [_request(asking, number) for number in numbers]
    for number, reply in zip(numbers, model.chat(requests), strict=True):
        asking.hear([number], reply, NAME, partial(_is_edit, asking))


def _bad(asking: Asking) -> list[int]:
    return [number for number, attempt in asking.attempts.items() if is_called_for(attempt)]


def _by_rule(asking: Asking, number: int) -> None:
    edit_by_rule(
        asking.attempts[number],
        asking.scene.line(number),
        asking.brief.target,
        lambda text: asking.faults(number, {number: text}),
    )


def _request(asking: Asking, number: int) -> ChatRequest:
    said, old = asking.scene.line(number), asking.attempts[number].text
    schema = prompt.schema(asking.scene, [number])
    wanted, target = [one for one in said.terms if one.required], asking.brief.target
    if held := pattern(wanted, target, room_of([old], places=standing_at(wanted, old, target))):
        schema["properties"][str(number)]["pattern"] = held
    return ChatRequest(
        system=prompt.system(asking.brief),
        user=CHANGE.format(source=said.asked, subtitle=old, number=number, wish=_wish(asking, number)),
        schema=schema,
        max_tokens=64 + faults.limit(said.text),
    )


def _wish(asking: Asking, number: int) -> str:
    checks = terms.check(asking.scene.line(number).terms, asking.attempts[number].text, asking.brief.target)
    says = [check.required for check in checks if not check.met]
    never = [check.forbidden for check in checks if check.forbidden]
    wishes = [*(f"it says {one}" for one in says), *(f"it does not say {one}" for one in never)]
    return " and ".join(wishes)


def _is_edit(asking: Asking, number: int, text: str) -> bool:
    """Whether a reply is what was asked for, and the term found its place: what is tacked on at the end
    belongs there only where the source ends with it."""
    said, old, target = asking.scene.line(number), asking.attempts[number].text, asking.brief.target
    if change.is_cut_off(old, text):
        return False
    if change.is_tacked_on(old, text, target) and not _ends_with_a_term(said.asked, said.terms):
        return False
    put = [one.required for one in said.terms if one.required]
    return change.is_small(old, text, put, target) and not change.is_broken_off(old, text, put, target)


def _ends_with_a_term(asked: str, found: tuple[Rendered, ...]) -> bool:
    bare = asked.rstrip(' 。！？!?.…，,～~”"」')
    return any(one.required and bare.endswith(one.required) for one in found)
