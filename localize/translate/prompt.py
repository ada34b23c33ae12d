"""What a chat model is asked. The system part is the same for every scene of a series and language, so that
an engine reads it once; the scene comes after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from localize.domain.language import language_name, primary
from localize.domain.review import Flag
from localize.domain.seen import CARD
from localize.stage import ChatRequest
from localize.translate import notes
from localize.translate.brief import Brief
from localize.translate.faults import limit
from localize.translate.scenes import Scene
from localize.translate.voice import told

RULES = """\
You write {target} subtitles for a drama spoken in {source}.
For each line, write what a native speaker of {target} would say in that scene: short, natural, spoken. \
Translate the meaning, not the words.
Names and terms that already stand in {target} are final: keep them exactly as they are.
Reply with a JSON object, {form}: the number of each line and its {target} subtitle. No notes."""
FORM = '{"1": "…", "2": "…"}'
# Told to `write the subtitles of` lines after a page of notes, a small model copied them.
TASK = "Say these lines in {target}"
CARDS_TASK = """\
Nobody says the following lines: they are text on the screen (a title, a caption that names somebody, \
a message, a sign). Write them in {target}, briefly, as such text reads there"""
COLOUR = {
    "keep": "Said in dialect; the subtitle should sound as rude, fond or funny",
    "neutral": "Said in dialect",
}
# Below a page of notes a small model copied all lines of two scenes that were to be Indonesian; told no more
# than this, it translated them.
BARE = """\
You are a professional subtitle translator. Translate the numbered {source} lines into {target}. \
Reply with a JSON object, {form}: the number of each line and its translation."""
GLOSSARY = "Use this glossary"
EARLIER = "Earlier subtitles of this series, as they are to sound"
STANDING = "Subtitles that stand already in this scene"


def request(
    brief: Brief,
    scene: Scene,
    numbers: Sequence[int],
    complaints: Mapping[int, Flag] | None = None,
    temperature: float = 0.0,
) -> ChatRequest:
    """Asks for the lines `numbers` (from 1) of `scene`; `complaints`: what was wrong with the last reply."""
    return ChatRequest(
        system=system(brief),
        user=user(brief, scene, numbers, complaints or {}),
        schema=schema(scene, numbers),
        max_tokens=_room(scene, numbers),
        temperature=temperature,
    )


def bare_request(brief: Brief, scene: Scene, numbers: Sequence[int], temperature: float = 0.0) -> ChatRequest:
    """Asks for the lines `numbers` as they were said, with the terms beside them, and tells nothing else."""
    source, target = language_name(primary(brief.source)), language_name(brief.target)
    terms = dict.fromkeys(one for number in numbers for one in scene.line(number).terms if one.required)
    lines = [f"{number}. {scene.line(number).text}" for number in numbers]
    return ChatRequest(
        system=BARE.format(source=source, target=target, form=FORM),
        user=sectioned(
            (GLOSSARY, [f"{one.found} = {one.required}" for one in terms]),
            (_task(brief, scene), lines),
        ),
        schema=schema(scene, numbers),
        max_tokens=_room(scene, numbers),
        temperature=temperature,
    )


def system(brief: Brief, rules: str = RULES, form: str = FORM) -> str:
    """`rules` and the `form` of a reply, and what is told of the series whatever is asked."""
    source, target = language_name(primary(brief.source)), language_name(brief.target)
    head = rules.format(source=source, target=target, form=form)
    return "\n\n".join([head, *(f"{title}: {text}" for title, text in told(brief).items())])


def user(brief: Brief, scene: Scene, numbers: Sequence[int], complaints: Mapping[int, Flag]) -> str:
    return sectioned(
        ("Before", around(scene, numbers[0] - 1, brief.context_lines, before=True)),
        ("After", around(scene, numbers[-1], brief.context_lines, before=False)),
        ("People", notes.people(scene)),
        ("Notes", notes.notes(scene, numbers, brief.limits)),
        (COLOUR.get(scene.flavour, ""), notes.dialect(scene, numbers)),
        (EARLIER, notes.examples(scene, numbers)),
        (STANDING, notes.standing(scene)),
        ("Your last subtitles were refused", [f"{at}: {flag.detail}" for at, flag in complaints.items()]),
        (_task(brief, scene), numbered(scene, numbers)),
    )


def sectioned(*sections: tuple[str, Sequence[str]]) -> str:
    """Each title over its lines, where there are any."""
    return "\n\n".join(f"{title}:\n" + "\n".join(lines) for title, lines in sections if lines)


def schema(scene: Scene, numbers: Sequence[int]) -> dict[str, Any]:
    """Exactly these numbers, each with a text of at most the length that such a line can need."""
    return {
        "type": "object",
        "properties": {
            str(number): {"type": "string", "minLength": 1, "maxLength": limit(scene.line(number).text)}
            for number in numbers
        },
        "required": [str(number) for number in numbers],
        "additionalProperties": False,
    }


def _room(scene: Scene, numbers: Sequence[int]) -> int:
    return 64 + sum(16 + limit(scene.line(number).text) for number in numbers)


def _task(brief: Brief, scene: Scene) -> str:
    return (CARDS_TASK if scene.kind == CARD else TASK).format(target=language_name(brief.target))


def numbered(scene: Scene, numbers: Sequence[int]) -> list[str]:
    return [f"{number}. {scene.line(number).asked}" for number in numbers]


def around(scene: Scene, at: int, count: int, *, before: bool) -> list[str]:
    """The `count` lines before or after the boundary `at` of the scene, from its neighbours if need be."""
    texts = [*scene.before, *(line.text for line in scene.lines), *scene.after]
    at += len(scene.before)
    return texts[max(0, at - count) : at] if before else texts[at : at + count]
