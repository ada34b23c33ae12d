"""What a translator is told beside the lines of a scene."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.domain.bible import Address, Character
from localize.profiles import Limits
from localize.translate.budget import is_tight
from localize.translate.said import Coloured
from localize.translate.scenes import Scene
from localize.translate.terms import Rendered
from localize.translate.voice import gendered

GOES_ON = "{number} is no whole sentence: it goes on in the next line"
SAID_BY = "{speaker} says {numbers}"
SHORT = "{number}: at most {budget} characters"


def people(scene: Scene) -> list[str]:
    """Those of whom there is more to tell than the series' part tells, and how they address each other."""
    return [*filter(None, map(_person, scene.people)), *map(_address, scene.addresses)]


def notes(scene: Scene, numbers: Sequence[int], limits: Limits | None) -> list[str]:
    return [
        *(f"{one.name}: {one.note}" for one in scene.about),
        *_terms(scene, numbers),
        *_speakers(scene, numbers),
        *_goes_on(scene, numbers),
        *_budgets(scene, numbers, limits),
    ]


def dialect(scene: Scene, numbers: Sequence[int]) -> list[str]:
    """For each line its words of the dialect, which stand in it by their sense."""
    told = ((number, scene.line(number).words) for number in numbers)
    return [f"{number}: {'; '.join(map(_coloured, words))}" for number, words in told if words]


def examples(scene: Scene, numbers: Sequence[int]) -> list[str]:
    """What people wanted for lines that are like these."""
    recalls = [scene.recalls[number - 1] for number in numbers] if scene.recalls else []
    found = dict.fromkeys(example for recall in recalls for example in recall.examples)
    return [f"{example.source} = {example.text}" for example in found]


def standing(scene: Scene) -> list[str]:
    """The lines of the scene that nobody has to translate any more."""
    recalled = zip(scene.lines, scene.recalls, strict=False)
    return [f"{line.text} = {recall.text}" for line, recall in recalled if recall.text]


def _person(person: Character) -> str:
    about = [person.age, person.register, person.voice, person.dialect, person.note]
    told = "; ".join(filter(None, about))
    return f"{person.name}: {told}" if told else ""


def _address(one: Address) -> str:
    """Its targets and pronouns are those of one language."""
    form, pronoun = "".join(one.targets.values()), "".join(one.pronouns.values())
    told = [
        f"calls {one.to} {form}" if form else "",
        f"says {pronoun} to {one.to}" if pronoun else "",
        one.note,
    ]
    return f"{one.speaker} {'; '.join(filter(None, told))}"


def _terms(scene: Scene, numbers: Sequence[int]) -> Iterator[str]:
    """What the glossary has to say beyond the renderings, which are put into the lines themselves."""
    found = dict.fromkeys(one for number in numbers for one in scene.line(number).terms)
    yield from filter(None, map(_term, found))


def _term(one: Rendered) -> str:
    banned = f"never {', '.join(one.banned)}" if one.banned else ""
    about = "; ".join(part for part in (one.note, banned) if part)
    return f"{one.required or one.found}: {about}" if about else ""


def _speakers(scene: Scene, numbers: Sequence[int]) -> Iterator[str]:
    """A row for each, which is shorter than one for each line."""
    known = {form: gendered(one) for one in scene.people for form in one.forms}
    said: dict[str, list[str]] = {}
    for number in numbers:
        if speaker := scene.line(number).speaker:
            said.setdefault(known.get(speaker, speaker), []).append(str(number))
    return (SAID_BY.format(speaker=speaker, numbers=", ".join(own)) for speaker, own in said.items())


def _goes_on(scene: Scene, numbers: Sequence[int]) -> Iterator[str]:
    return (GOES_ON.format(number=number) for number in numbers if number in scene.continues)


def _budgets(scene: Scene, numbers: Sequence[int], limits: Limits | None) -> Iterator[str]:
    for number in numbers:
        line = scene.line(number)
        if is_tight(line.text, line.budget, limits):
            yield SHORT.format(number=number, budget=line.budget)


def _coloured(word: Coloured) -> str:
    """By the word that stands in the line."""
    name = f"{word.standard} ({word.found})" if word.standard else word.found
    return f"{name} = {word.gloss}" + (f"; {word.register}" if word.register else "")
