"""A scene and a chat model → its translation: ask, climb the ladder for what is bad, flag the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from localize.domain.review import Flag
from localize.stage import ChatModel, ChatReply, ChatRequest
from localize.translate import faults, prompt, replies, scripts
from localize.translate.attempt import FIRST, Attempt, asked_for, unasked
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.guards.foreign import judged
from localize.translate.guards.leak import leaks
from localize.translate.guards.pronoun import flips
from localize.translate.result import SceneLine, SceneTranslation, Usage
from localize.translate.rungs import LADDER
from localize.translate.scenes import Scene

# Whether a text may take the place of what line `number` has.
Fits: TypeAlias = "Callable[[int, str], bool]"


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
        texts, lost = self.read(numbers, reply)
        for number in numbers:
            attempt = self.attempts[number]
            if number in lost:
                attempt.offer("", (lost[number],), rung)
            elif fits is not None and not fits(number, texts[number]):
                attempt.refuse(texts[number], rung)
            else:
                attempt.offer(texts[number], self.faults(number, texts), rung)
        self._look_again(numbers)

    def read(self, numbers: Sequence[int], reply: ChatReply) -> tuple[Mapping[int, str], Mapping[int, Flag]]:
        """The texts that came for `numbers`, and a fault for each without one; that they were asked for is
        counted."""
        self.usage = self.usage.with_reply(reply)
        for number in numbers:
            self.attempts[number].asked += 1
        read, lost = replies.read(reply, numbers)
        return {number: scripts.tidy(text, self.brief.target) for number, text in read.items()}, lost

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
        return unasked(self.brief, self.scene, number) if attempt is None else attempt.line
