"""Transcript + Translation → Translation: the whole episode read once more, and corrected with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, cast

import msgspec

from localize.domain.review import Flag
from localize.domain.seen import CARD
from localize.domain.transcript import Line, Transcript
from localize.domain.translation import Step, TranslatedLine, Translation
from localize.domain.value import Value
from localize.profiles import measured
from localize.stage import ChatModel, ChatReply, EngineId, Lazy, Part
from localize.translate import correcting, faults, scripts
from localize.translate.attempt import needs_words
from localize.translate.brief import Brief
from localize.translate.budget import is_over
from localize.translate.checked import Checked
from localize.translate.correcting import Correction, Passage
from localize.translate.remembered import NAME as REMEMBERED
from localize.translate.remembered import owned
from localize.translate.result import Usage, total
from localize.translate.said import Said, source_text
from localize.translate.scenes import cut, scene_of, told_of
from localize.translate.verified import verified
from localize.translate.voice import told

NAME = "polished"
# What is read at once: with its subtitles some 1,500 tokens, and up to 3,000 in scripts of which models know
# few words. What is still longer than the model's context is read in halves.
PASSAGE_LINES = 30
# What the other lines of a reply may show of a line (`Asking.faults`).
OF_WHOLE_REPLIES = frozenset({"untranslated", "duplicate", "leak", "pronoun"})
_NO_SILENCE_MS = 1 << 40


class Draft(NamedTuple):
    transcript: Transcript
    translation: Translation


class Reading(Value, frozen=True):
    """What became of one line: the step, and what is wrong with the text that it leaves."""

    step: Step
    flags: tuple[Flag, ...] = ()


class Readings(Value, frozen=True):
    """For each line of a passage what was said of it, None where nothing was. `whole`: the reply could be
    read."""

    lines: tuple[Reading | None, ...]
    usage: Usage = Usage()
    whole: bool = True


class Polish:
    """A stage whose parts are passages of the episode. A part's key holds its lines and their texts, with
    all that is told of them; ids never change, and no line comes or goes.

    A line that a person corrected is read as the machine had it: no correction has a passage read again. One
    in which nothing is left to correct is no part at all."""

    version = 1
    result_type = Readings

    def __init__(self, engine: EngineId, model: Lazy[ChatModel], brief: Brief) -> None:
        self.name = f"polish {brief.target}"
        self.engine: EngineId | None = engine
        self.parameters: Mapping[str, object] = {
            "source": brief.source,
            "target": brief.target,
            "told": told(brief),
            "rules": correcting.RULES,
        }
        self._model, self._brief = model, brief

    def split(self, source: Draft) -> Sequence[Part[Passage]]:
        rows, texts = told_of(source.transcript.lines, self._brief), self._texts(source)
        return [
            _part(number, span, self._passage(source, rows, texts, span))
            for number, span in self._spans(source)
        ]

    def run(self, parts: Sequence[Part[Passage]]) -> Iterator[Readings]:
        """Raises EngineError."""
        model = self._model.get()
        passages = [part.content for part in parts]
        replies = model.chat([correcting.request(self._brief, passage) for passage in passages])
        for passage, reply in zip(passages, replies, strict=True):
            yield self._readings(model, passage, reply)

    def join(self, source: Draft, results: Sequence[Readings]) -> Translation:
        indices = [index for _, span in self._spans(source) for index in span]
        found = [reading for result in results for reading in result.lines]
        readings = dict(zip(indices, found, strict=True))
        read = [_line(line, readings.get(index)) for index, line in enumerate(source.translation.lines)]
        lines = verified(source.transcript.lines, read, self._brief)
        return msgspec.structs.replace(source.translation, lines=lines)

    def counts(self, results: Sequence[Readings]) -> Mapping[str, int]:
        return total(result.usage for result in results)

    @property
    def _cutting(self) -> Brief:
        """Passages end at the longest silences, but only where they are too long."""
        return msgspec.structs.replace(
            self._brief, scene_gap_ms=_NO_SILENCE_MS, scene_lines=PASSAGE_LINES, context_lines=0
        )

    def _spans(self, source: Draft) -> list[tuple[int, range]]:
        """The passages in which anything is left to correct, each with its number."""
        lines, done = source.transcript.lines, source.translation.lines
        return [
            (number, span)
            for number, span in enumerate(cut(lines, self._cutting), 1)
            if any(_is_open(lines[index], done[index]) for index in span)
        ]

    def _texts(self, source: Draft) -> list[str]:
        """What is read of each line."""
        ours = owned(source.transcript.lines, self._brief)
        return [
            _before(done) or correcting.APPROVED if index in ours else done.text
            for index, done in enumerate(source.translation.lines)
        ]

    def _passage(self, source: Draft, rows: Sequence[Said], texts: Sequence[str], span: range) -> Passage:
        lines = source.transcript.lines[span.start : span.stop]
        return Passage(
            scene_of(lines, rows[span.start : span.stop], self._cutting),
            tuple(texts[span.start : span.stop]),
            tuple(number for number, line in enumerate(lines, 1) if line.kind == CARD),
        )

    def _readings(self, model: ChatModel, passage: Passage, reply: ChatReply) -> Readings:
        """A passage that is longer than the model's context is read in halves."""
        usage, count = Usage().with_reply(reply), len(passage.texts)
        if reply.finish == "length" and not reply.text and count > 1:
            halves = [passage.part(range(count // 2)), passage.part(range(count // 2, count))]
            asked = model.chat([correcting.request(self._brief, half) for half in halves])
            return _joined(usage, [self._readings(model, *pair) for pair in zip(halves, asked, strict=True)])
        found = correcting.read(reply, count)
        corrections = found or {}
        lines = tuple(
            self._reading(passage, number, corrections.get(number)) for number in range(1, count + 1)
        )
        return Readings(lines, usage, found is not None)

    def _reading(self, passage: Passage, number: int, correction: Correction | None) -> Reading | None:
        before = passage.texts[number - 1]
        after = scripts.tidy(correction.text, self._brief.target) if correction else before
        if correction is None or after == before or not needs_words(passage.scene.line(number).text):
            return None
        was, flags = (self._faults(passage, number, text) for text in (before, after))
        kept = faults.is_no_worse(flags, was) and not self._is_longer(passage, number, after)
        because = tuple(flag.kind for flag in was)
        step = Step(NAME, because, before, after, kept, correction.reason)
        return Reading(step, faults.without_terms(flags) if kept else ())

    def _faults(self, passage: Passage, number: int, text: str) -> tuple[Flag, ...]:
        line = passage.scene.line(number)
        found = faults.faults_of(Checked(line, text, self._brief.target, self._brief, passage.scene, number))
        others = [one for at, one in enumerate(passage.pairs, 1) if at != number]
        if any(faults.same_text(line.text, text, source, other) for source, other in others):
            return (Flag("duplicate", "the same as another line"), *found)
        return found

    def _is_longer(self, passage: Passage, number: int, text: str) -> bool:
        """Whether it cannot be read in time, and is longer than what stands there."""
        limits, before = self._brief.limits, passage.texts[number - 1]
        over = is_over(text, passage.scene.line(number).budget, limits)
        return limits is not None and over and measured(text, limits) > measured(before, limits)


def _is_remembered(done: TranslatedLine) -> bool:
    return any(step.rung == REMEMBERED for step in done.steps)


def _is_open(line: Line, done: TranslatedLine) -> bool:
    return needs_words(source_text(line)) and not _is_remembered(done)


def _before(done: TranslatedLine) -> str:
    """What the machine had made of a line before a person's text took its place; empty if it made nothing."""
    return next((step.before for step in done.steps if step.rung == REMEMBERED), "")


def _line(done: TranslatedLine, reading: Reading | None) -> TranslatedLine:
    """What a person wants stands as it is."""
    if reading is None or _is_remembered(done):
        return done
    steps = (*done.steps, reading.step)
    if not reading.step.kept:
        return msgspec.structs.replace(done, steps=steps)
    flags = faults.in_order((*_unseen(done, reading), *reading.flags))
    return msgspec.structs.replace(done, text=reading.step.after, flags=flags, steps=steps)


def _unseen(done: TranslatedLine, reading: Reading) -> Iterator[Flag]:
    """What was wrong with the text before and could not be seen here: whether it is gone cannot be seen
    either."""
    seen = {*reading.step.because, *(flag.kind for flag in reading.flags)}
    return (flag for flag in done.flags if flag.kind in OF_WHOLE_REPLIES and flag.kind not in seen)


def _joined(usage: Usage, halves: Sequence[Readings]) -> Readings:
    lines = tuple(line for half in halves for line in half.lines)
    return Readings(lines, sum((half.usage for half in halves), usage), all(half.whole for half in halves))


def _part(number: int, span: range, passage: Passage) -> Part[Passage]:
    name = f"passage {number}, lines {span.start + 1}–{span.stop}"
    return Part(name, cast("Mapping[str, object]", msgspec.to_builtins(passage)), passage)
