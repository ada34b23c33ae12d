"""What a chat model is asked. The system part is the same for every scene of a series and language, so that
an engine reads it once; the scene comes after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from localize.domain.bible import Character
from localize.domain.language import language_name, primary
from localize.domain.review import Flag
from localize.domain.seen import CARD
from localize.stage import ChatRequest
from localize.translate.brief import Brief
from localize.translate.faults import limit
from localize.translate.said import Coloured
from localize.translate.scenes import Scene
from localize.translate.terms import Rendered

RULES = """\
You write {target} subtitles for a drama spoken in {source}.
For each line, write what a native speaker of {target} would say in that scene: short, natural, spoken. \
Translate the meaning, not the words.
Names and terms that already stand in {target} are final: keep them exactly as they are.
Reply with a JSON object, {form}: the number of each line and its {target} subtitle. No notes."""
FORM = '{"1": "…", "2": "…"}'
TASK = "Write the {target} subtitles of"
CARDS_TASK = """\
Nobody says the following lines: they are text on the screen (a title, a caption that names somebody, \
a message, a sign). Write them in {target}, briefly, as such text reads there"""
COLOUR = {
    "keep": "Said in dialect; the subtitle should sound as rude, fond or funny",
    "neutral": "Said in dialect",
}
EARLIER = "Earlier subtitles of this series, as they are to sound"
STANDING = "Subtitles that stand already in this scene"
GOES_ON = "{number} is no whole sentence: it goes on in the next line"


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
        max_tokens=64 + sum(16 + limit(scene.line(number).text) for number in numbers),
        temperature=temperature,
    )


def system(brief: Brief) -> str:
    source, target = language_name(primary(brief.source)), language_name(brief.target)
    parts = [RULES.format(source=source, target=target, form=FORM)]
    if brief.title:
        parts.append(f"Series: {brief.title}")
    if brief.setting:
        parts.append(f"Setting: {brief.setting}")
    if brief.bible.characters:
        parts.append("Characters: " + "; ".join(map(_person, brief.bible.characters)))
    return "\n\n".join(parts)


def user(brief: Brief, scene: Scene, numbers: Sequence[int], complaints: Mapping[int, Flag]) -> str:
    sections = [
        ("Before", _around(scene, numbers[0] - 1, brief.context_lines, before=True)),
        ("After", _around(scene, numbers[-1], brief.context_lines, before=False)),
        ("Notes", [*_goes_on(scene, numbers), *_term_notes(scene, numbers)]),
        (COLOUR.get(scene.flavour, ""), _dialect(scene, numbers)),
        (EARLIER, _examples(scene, numbers)),
        (STANDING, _standing(scene)),
        ("Your last subtitles were refused", [f"{at}: {flag.detail}" for at, flag in complaints.items()]),
        (_task(brief, scene), _numbered(scene, numbers)),
    ]
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


def _task(brief: Brief, scene: Scene) -> str:
    return (CARDS_TASK if scene.kind == CARD else TASK).format(target=language_name(brief.target))


def _goes_on(scene: Scene, numbers: Sequence[int]) -> list[str]:
    return [GOES_ON.format(number=number) for number in numbers if number in scene.continues]


def _numbered(scene: Scene, numbers: Sequence[int]) -> list[str]:
    return [f"{number}. {scene.line(number).asked}" for number in numbers]


def _around(scene: Scene, at: int, count: int, *, before: bool) -> list[str]:
    """The `count` lines before or after the boundary `at` of the scene, from its neighbours if need be."""
    texts = [*scene.before, *(line.text for line in scene.lines), *scene.after]
    at += len(scene.before)
    return texts[max(0, at - count) : at] if before else texts[at : at + count]


def _term_notes(scene: Scene, numbers: Sequence[int]) -> list[str]:
    """What the glossary has to say beyond the renderings, which are put into the lines themselves."""
    found = dict.fromkeys(one for number in numbers for one in scene.line(number).terms)
    return [*filter(None, map(_term_note, found))]


def _examples(scene: Scene, numbers: Sequence[int]) -> list[str]:
    recalls = [scene.recalls[number - 1] for number in numbers] if scene.recalls else []
    examples = dict.fromkeys(example for recall in recalls for example in recall.examples)
    return [f"{example.source} = {example.text}" for example in examples]


def _standing(scene: Scene) -> list[str]:
    recalled = zip(scene.lines, scene.recalls, strict=False)
    return [f"{line.text} = {recall.text}" for line, recall in recalled if recall.text]


def _dialect(scene: Scene, numbers: Sequence[int]) -> list[str]:
    """For each line its words of the dialect, which stand in it by their sense."""
    told = ((number, scene.line(number).words) for number in numbers)
    return [f"{number}: {'; '.join(map(_coloured, words))}" for number, words in told if words]


def _coloured(word: Coloured) -> str:
    """By the word that stands in the line."""
    name = f"{word.standard} ({word.found})" if word.standard else word.found
    return f"{name} = {word.gloss}" + (f"; {word.register}" if word.register else "")


def _term_note(one: Rendered) -> str:
    banned = f"never {', '.join(one.banned)}" if one.banned else ""
    about = "; ".join(part for part in (one.note, banned) if part)
    return f"{one.required or one.found}: {about}" if about else ""


def _person(person: Character) -> str:
    about = ", ".join(part for part in (person.gender, person.note) if part)
    return f"{person.name} ({about})" if about else person.name
