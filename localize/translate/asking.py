"""A scene and a chat model → its translation: ask, climb the ladder for what is bad, flag the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from localize.domain.review import Flag
from localize.domain.translation import Step
from localize.stage import ChatModel, ChatReply, ChatRequest
from localize.translate import faults, prompt, remembered, replies, scripts
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.guards.foreign import judged
from localize.translate.guards.leak import leaks
from localize.translate.guards.pronoun import flips
from localize.translate.result import SceneLine, SceneTranslation, Usage
from localize.translate.rungs import LADDER
from localize.translate.scenes import Scene

FIRST = "first"
# Whether a text may take the place of what line `number` has.
Fits: TypeAlias = "Callable[[int, str], bool]"


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
    def kept(self) -> str:
        return "" if any(map(faults.is_nothing, self.flags)) else self.text


@dataclass
class Asking:
    """A scene's conversation: `first` is its first request, `hear` takes a reply, `finish` does the rest."""

    brief: Brief
    scene: Scene
    usage: Usage = field(default_factory=Usage, init=False)
    attempts: dict[int, Attempt] = field(init=False)

    def __post_init__(self) -> None:
        self.attempts = {number: Attempt() for number in asked_for(self.scene)}

    def first(self) -> ChatRequest | None:
        """None when no line has anything to translate."""
        return prompt.request(self.brief, self.scene, list(self.attempts)) if self.attempts else None

    def hear(
        self, numbers: Sequence[int], reply: ChatReply, rung: str = FIRST, fits: Fits | None = None
    ) -> None:
        """Offers what a reply holds for the lines `numbers`, which were asked for on `rung`; a text that does
        not fit in the place of another is not taken, whatever its faults."""
        self.usage = self.usage.with_reply(reply)
        read, lost = replies.read(reply, numbers)
        texts = {number: scripts.tidy(text, self.brief.target) for number, text in read.items()}
        for number in numbers:
            attempt = self.attempts[number]
            attempt.asked += 1
            if number in lost:
                attempt.offer("", (lost[number],), rung)
            elif fits is not None and not fits(number, texts[number]):
                attempt.refuse(texts[number], rung)
            else:
                attempt.offer(texts[number], self.faults(number, texts), rung)
        self._look_again(numbers)

    def finish(self, model: ChatModel) -> SceneTranslation:
        for rung in LADDER:
            rung(self, model)
        lines = tuple(self._line(number) for number in range(1, len(self.scene.lines) + 1))
        return SceneTranslation(lines, self.usage)

    def complaints(self, numbers: Sequence[int]) -> Mapping[int, Flag]:
        """What is wrong with each of these lines, the worst of it."""
        return {number: flags[0] for number in numbers if (flags := self.attempts[number].flags)}

    def faults(self, number: int, texts: Mapping[int, str]) -> tuple[Flag, ...]:
        """What is wrong with the text of line `number` among `texts`, those of one reply by number."""
        found = faults.faults_of(self._checked(number, texts[number]))
        if faults.serious(found):
            return found
        together = self._together(texts)
        amiss = (
            self._twin(number, texts),
            self._foreign(number, texts),
            leaks(number, together),
            flips(number, together),
        )
        return faults.in_order((*filter(None, amiss), *found))

    def _foreign(self, number: int, texts: Mapping[int, str]) -> Flag | None:
        """A single line hardly shows its language, but one that was in the wrong one is not trusted again."""
        if any(flag.kind == "untranslated" for flag in self.attempts[number].flags):
            return judged([texts[number]], self.brief.target, least=1, times=1)
        return judged(list(texts.values()), self.brief.target)

    def _checked(self, number: int, text: str) -> Checked:
        return Checked(self.scene.line(number), text, self.brief.target, self.brief, self.scene, number)

    def _together(self, texts: Mapping[int, str]) -> Mapping[int, Checked]:
        """All lines that have a text so far, the latest of each."""
        known = {number: attempt.text for number, attempt in self.attempts.items() if attempt.text}
        return {number: self._checked(number, text) for number, text in (known | dict(texts)).items()}

    def _look_again(self, heard: Sequence[int]) -> None:
        """What runs over into another line shows when that line has its own text."""
        together = self._together({})
        for number in set(together).difference(heard):
            attempt = self.attempts[number]
            if not attempt.flags and (flag := leaks(number, together)):
                attempt.flags = (flag,)

    def _twin(self, number: int, texts: Mapping[int, str]) -> Flag | None:
        """Whether an earlier, different line was given the same text: everyday ones may well be."""
        source = self.scene.line(number).text
        known = {other: attempt.text for other, attempt in self.attempts.items()} | dict(texts)
        earlier = ((other, text) for other, text in known.items() if other < number)
        for other, text in earlier:
            if faults.same_text(source, texts[number], self.scene.line(other).text, text):
                return Flag("duplicate", f"the same as line {other}")
        return None

    def _line(self, number: int) -> SceneLine:
        attempt = self.attempts.get(number)
        if attempt is None:
            return unasked(self.brief, self.scene, number)
        flags = faults.without_terms(attempt.flags)
        return SceneLine(attempt.kept, attempt.asked, flags, tuple(attempt.steps))


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
