"""A scene and a chat model → its translation: ask, ask again for what is bad, split smaller, flag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from localize.domain.review import Flag
from localize.stage import ChatModel, ChatReply, ChatRequest
from localize.translate import faults, prompt, replies, scripts
from localize.translate.brief import Brief
from localize.translate.result import SceneLine, SceneTranslation, Usage
from localize.translate.scenes import Scene

# A single line that is asked once more would get the same answer; a little warmth, seeded, gives another.
LAST_TEMPERATURE = 0.7


@dataclass
class Attempt:
    """The best text of one line so far, and what is wrong with it."""

    text: str = ""
    flags: tuple[Flag, ...] = (Flag("missing", "no translation"),)
    asked: int = 0

    def offer(self, text: str, flags: tuple[Flag, ...]) -> None:
        if not self.asked or faults.worst(flags) < faults.worst(self.flags):
            self.text, self.flags = text, flags
        self.asked += 1

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
        numbered = enumerate(self.scene.lines, 1)
        self.attempts = {number: Attempt() for number, line in numbered if needs_words(line.text)}

    def first(self) -> ChatRequest | None:
        """None when no line has anything to translate."""
        return prompt.request(self.brief, self.scene, list(self.attempts)) if self.attempts else None

    def hear(self, numbers: Sequence[int], reply: ChatReply) -> None:
        self.usage = self.usage.with_reply(reply)
        read, lost = replies.read(reply, numbers)
        texts = {number: scripts.tidy(text, self.brief.target) for number, text in read.items()}
        for number in numbers:
            if number in lost:
                self.attempts[number].offer("", (lost[number],))
            else:
                self.attempts[number].offer(texts[number], self._flags(number, texts))

    def finish(self, model: ChatModel) -> SceneTranslation:
        """Asks again for what is bad, in ever smaller groups, and gives what there is."""
        for size, temperature in _rounds(len(self._bad())):
            groups = _groups(self._bad(), size)
            requests = [self._again(group, temperature) for group in groups]
            for group, reply in zip(groups, model.chat(requests), strict=True):
                self.hear(group, reply)
        lines = tuple(self._line(number, line.text) for number, line in enumerate(self.scene.lines, 1))
        return SceneTranslation(lines, self.usage)

    def _again(self, numbers: Sequence[int], temperature: float) -> ChatRequest:
        complaints = {number: self.attempts[number].flags[0] for number in numbers}
        return prompt.request(self.brief, self.scene, numbers, complaints, temperature)

    def _bad(self) -> list[int]:
        """A missed term is worth one more question, not more: what reads well is worth keeping."""
        return [
            number
            for number, attempt in self.attempts.items()
            if attempt.flags and (attempt.asked < 2 or faults.without_terms(attempt.flags))
        ]

    def _flags(self, number: int, texts: dict[int, str]) -> tuple[Flag, ...]:
        line, text = self.scene.line(number), texts[number]
        found = faults.faults_of(line.text, text, self.brief.target, line.terms)
        twin = self._twin(number, texts)
        if twin is None or faults.without_terms(found):
            return found
        return (Flag("duplicate", f"the same as line {twin}"),)

    def _twin(self, number: int, texts: dict[int, str]) -> int | None:
        """An earlier, different line that was given the same text."""
        source = self.scene.line(number).text
        known = {other: attempt.text for other, attempt in self.attempts.items()} | texts
        earlier = ((other, text) for other, text in known.items() if other < number)
        for other, text in earlier:
            if faults.same_text(source, texts[number], self.scene.line(other).text, text):
                return other
        return None

    def _line(self, number: int, source: str) -> SceneLine:
        attempt = self.attempts.get(number)
        if attempt is None:
            return SceneLine(source.strip(), asked=0)
        return SceneLine(attempt.kept, attempt.asked, faults.without_terms(attempt.flags))


def needs_words(source: str) -> bool:
    """Whether there is anything to translate: `……` and `2024` stand as they are."""
    return any(character.isalpha() for character in source)


def _rounds(bad: int) -> Iterator[tuple[int, float]]:
    """All that are bad together, halves, quarters … single lines, and single lines once more, warmer."""
    size = bad
    while size > 1:
        yield size, 0.0
        size = (size + 1) // 2
    if bad:
        yield 1, 0.0
        yield 1, LAST_TEMPERATURE


def _groups(numbers: Sequence[int], size: int) -> list[Sequence[int]]:
    return [numbers[at : at + size] for at in range(0, len(numbers), size)]
