"""What a chat model is asked on a second reading of an episode, and what it answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from localize.domain.language import language_name
from localize.domain.value import Value
from localize.stage import ChatReply, ChatRequest
from localize.translate import notes, prompt, replies
from localize.translate.brief import Brief
from localize.translate.faults import limit
from localize.translate.scenes import Scene

RULES = """\
You read the {target} subtitles of a drama spoken in {source} once more before they are shown.
Correct only what is wrong: another meaning than the original's, a name or word that changes from line to \
line, the wrong person or form of address, what no native speaker would say. What is right stays as it is.
Reply with a JSON object, {form}: the number of each line that you correct, its new subtitle and what was \
wrong. When nothing is wrong, the list is empty."""
FORM = '{"corrections": [{"line": 1, "text": "…", "reason": "…"}]}'
TASK = "The lines and their {target} subtitles"
CARDS = "Text on the screen, which nobody says"
NOTHING = "(no subtitle)"
# In place of a text that only a person wrote: what it says is nobody else's to correct.
APPROVED = "(approved)"
# A reason of some words, and the JSON around a correction.
TOKENS_A_CORRECTION = 64

# One correction, whole even where the reply is not.
_OBJECT = re.compile(r"\{[^{}]*\}")
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "corrections": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "line": {"type": "integer"},
                    "text": {"type": "string"},
                    "reason": {"type": "string"},
                },
                "required": ["line", "text", "reason"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["corrections"],
    "additionalProperties": False,
}


class Passage(Value, frozen=True):
    """Lines that are read together, numbered from 1, each with its text in the target language, empty where
    there is none; `cards` are the numbers of those that nobody says."""

    scene: Scene
    texts: tuple[str, ...]
    cards: tuple[int, ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each line's source and its text."""
        return [(line.text, text) for line, text in zip(self.scene.lines, self.texts, strict=True)]

    def part(self, span: range) -> Passage:
        """Some lines of it, numbered from 1 again."""
        cut = slice(span.start, span.stop)
        scene = msgspec.structs.replace(
            self.scene, lines=self.scene.lines[cut], continues=_within(self.scene.continues, span)
        )
        return Passage(scene, self.texts[cut], _within(self.cards, span))


class Correction(NamedTuple):
    text: str
    reason: str


def _within(numbers: Iterable[int], span: range) -> tuple[int, ...]:
    """`span` counts from 0, numbers from 1."""
    return tuple(number - span.start for number in numbers if number - 1 in span)


def request(brief: Brief, passage: Passage) -> ChatRequest:
    room = sum(TOKENS_A_CORRECTION + limit(line.text) // 4 for line in passage.scene.lines)
    return ChatRequest(prompt.system(brief, RULES, FORM), user(brief, passage), _SCHEMA, max_tokens=room)


def user(brief: Brief, passage: Passage) -> str:
    scene, numbers = passage.scene, range(1, len(passage.texts) + 1)
    rows = zip(numbers, scene.lines, passage.texts, strict=True)
    return prompt.sectioned(
        ("People", notes.people(scene)),
        ("Notes", notes.notes(scene, numbers, brief.limits)),
        ("Said in dialect", notes.dialect(scene, numbers)),
        (CARDS, [", ".join(map(str, passage.cards))] if passage.cards else []),
        (
            TASK.format(target=language_name(brief.target)),
            [f"{number}. {line.asked} → {text or NOTHING}" for number, line, text in rows],
        ),
    )


def read(reply: ChatReply, count: int) -> dict[int, Correction] | None:
    """By the number of the line, 1 to `count`; what gives no reason, or names no such line, is left out.
    None where the reply cannot be read."""
    found = _objects(reply.text)
    if found is None:
        return None
    taken: dict[int, Correction] = {}
    for one in found:
        number, text, reason = one.get("line"), one.get("text"), one.get("reason")
        if type(number) is not int or not isinstance(text, str) or not isinstance(reason, str):
            continue
        if 1 <= number <= count and reason.strip():
            taken.setdefault(number, Correction(replies.clean(text, number), " ".join(reason.split())))
    return taken


def _objects(text: str) -> list[Mapping[str, Any]] | None:
    start, end = text.find("{"), text.rfind("}")
    try:
        whole = json.loads(text[start : end + 1]).get("corrections", [])
    except (ValueError, RecursionError):
        return list(_pieces(text)) or None
    return [one for one in whole if isinstance(one, dict)] if isinstance(whole, list) else None


def _pieces(text: str) -> Iterator[Mapping[str, Any]]:
    for match in _OBJECT.finditer(text):
        try:
            yield json.loads(match.group())
        except ValueError:
            continue
