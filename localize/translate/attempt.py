"""A line on its way up the ladder, whatever kind of model is asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from localize.domain.review import Flag
from localize.domain.translation import Step
from localize.translate import faults, remembered
from localize.translate.brief import Brief
from localize.translate.result import SceneLine
from localize.translate.scenes import Scene

FIRST = "first"


@dataclass
class Attempt:
    """The best text of one line so far, what is wrong with it, and how it came about."""

    text: str = ""
    flags: tuple[Flag, ...] = (Flag("missing", "no translation"),)
    asked: int = 0
    steps: list[Step] = field(default_factory=list)

    def offer(self, text: str, flags: tuple[Flag, ...], rung: str) -> bool:
        """Whether it was taken: the first always is, a later one if its faults are milder."""
        if rung == FIRST:
            self.text, self.flags = text, flags
            return True
        because = tuple(flag.kind for flag in self.flags)
        taken = faults.is_milder(flags, self.flags)
        self.step(Step(rung, because, self.text, text, taken), flags)
        return taken

    def refuse(self, text: str, rung: str) -> None:
        """Puts on record what was not even offered."""
        self.steps.append(Step(rung, tuple(flag.kind for flag in self.flags), self.text, text, kept=False))

    def step(self, step: Step, flags: tuple[Flag, ...]) -> None:
        """Keeps account of a step, whose text has `flags`, and takes it if it is to be kept."""
        self.steps.append(step)
        if step.kept:
            self.text, self.flags = step.after, flags

    @property
    def line(self) -> SceneLine:
        """What is left of it when no rung is."""
        kept = "" if any(map(faults.is_nothing, self.flags)) else self.text
        return SceneLine(kept, self.asked, faults.without_terms(self.flags), tuple(self.steps))


def asked_for(scene: Scene) -> list[int]:
    """The numbers of the lines that a model must translate."""
    numbered = enumerate(scene.lines, 1)
    return [number for number, line in numbered if needs_words(line.text) and not scene.remembered(number)]


def unasked(brief: Brief, scene: Scene, number: int) -> SceneLine:
    """A line that is not asked for: by what is remembered of it, else as it stands."""
    text = scene.remembered(number)
    return (
        remembered.line(brief, scene, number, text)
        if text
        else SceneLine(scene.line(number).text.strip(), asked=0)
    )


def needs_words(source: str) -> bool:
    """Whether there is anything to translate: `……` and `2024` stand as they are."""
    return any(character.isalpha() for character in source)
