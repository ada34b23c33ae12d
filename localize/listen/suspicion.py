"""Reasons to doubt what a recogniser wrote. Pure rules: no sound, no engine."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from statistics import fmean

from localize.domain.heard import HeardLine, Segment, Word
from localize.domain.times import Span, covered_ms
from localize.listen.compression import compression_ratio

# Above these Whisper's own decoder tries again, or takes the window for silent (openai/whisper,
# transcribe.py: compression_ratio_threshold, logprob_threshold, no_speech_threshold).
REPETITIVE_RATIO = 2.4
UNSURE_LOGPROB = -1.0
SILENT_PROBABILITY = 0.6
# Fast Mandarin is 7 to 8 syllables a second over a breath; no one says 12.
FASTEST_PER_SECOND = 12.0
# 哈哈哈哈哈哈 and 快跑快跑快跑 are said in dramas; the same thing eight times in a row is a loop. A single
# character may go on for longer (laughter).
LOOP_REPEATS = 8
LAUGHTER_REPEATS = 20
LONGEST_PHRASE = 30
# As many characters of the prompt in a row, across its words, do not come from the sound.
LEAKED_CHARACTERS = 8
WEAK_PROBABILITY = 0.5
MOSTLY = 0.5
# Of a word of which no probability is told: nothing speaks against it.
UNTOLD = 1.0

PARAMETERS = {
    "repetitive_ratio": REPETITIVE_RATIO,
    "unsure_logprob": UNSURE_LOGPROB,
    "silent_probability": SILENT_PROBABILITY,
    "fastest_per_second": FASTEST_PER_SECOND,
    "loop_repeats": LOOP_REPEATS,
    "laughter_repeats": LAUGHTER_REPEATS,
    "leaked_characters": LEAKED_CHARACTERS,
    "weak_probability": WEAK_PROBABILITY,
}

_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Loop:
    """`phrase` stands `repeats` times in a row from `start` (code points) on."""

    phrase: str
    repeats: int
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.phrase) * self.repeats


def doubt(segment: Segment, speech: Sequence[Span], lead: str, words: Sequence[str]) -> str:
    """Why the segment should be decoded again, or empty.

    `speech` is all that was found in the sound that it comes from.
    """
    text = bare(segment.text)
    spoken_ms = sum(span.duration_ms for span in speech)
    loop = longest_loop(text)
    if loop is not None:
        return f"repeats {loop.phrase!r} {loop.repeats} times"
    if segment.compression_ratio > REPETITIVE_RATIO and not _is_plain_repetition(text, segment.words):
        return f"compression ratio {segment.compression_ratio:.1f}"
    if len(text) > FASTEST_PER_SECOND * max(1.0, spoken_ms / 1000) and _characters_are_syllables(text):
        return f"{len(text)} characters in {spoken_ms / 1000:.1f} s of speech"
    if leak := leaked(text, lead, words):
        return f"repeats the prompt: {leak!r}"
    if segment.no_speech_probability > SILENT_PROBABILITY and _is_unsure(segment):
        return f"no speech (probability {segment.no_speech_probability:.2f})"
    return ""


def invented(line: HeardLine, speech: Sequence[Span]) -> str:
    """Why a line was not said at all, or empty."""
    text = bare(line.text)
    phrases = _phrases()
    if found := next((phrase for phrase in phrases["never_said"] if bare(phrase) in text), ""):
        return f"a phrase that recognisers invent: {found!r}"
    if not _is_weak(line, speech):
        return ""
    if found := next((phrase for phrase in phrases["rarely_said"] if bare(phrase) in text), ""):
        return f"a phrase that recognisers invent, on weak evidence: {found!r}"
    if _spoken_share(line, speech) < 1 - MOSTLY and _mean_probability(line.words) < WEAK_PROBABILITY:
        return "outside the speech that was found"
    return ""


def without_loop(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words but for a loop's repetitions, and those repetitions; its phrase stays once."""
    text, owners = "", []
    for at, word in enumerate(words):
        text += bare(word.text)
        owners += [at] * len(bare(word.text))
    loop = longest_loop(text)
    if loop is None:
        return list(words), []
    first, last = owners[loop.start + len(loop.phrase)], owners[loop.end - 1]
    return [*words[:first], *words[last + 1 :]], list(words[first : last + 1])


def longest_loop(text: str) -> Loop | None:
    """The longest stretch that says one thing too often in a row."""
    found: list[Loop] = []
    for size in range(1, min(LONGEST_PHRASE, len(text) // LOOP_REPEATS) + 1):
        least = LAUGHTER_REPEATS if size == 1 else LOOP_REPEATS
        for match in re.finditer(rf"(.{{{size}}})\1{{{least - 1},}}", text):
            if size == 1 or len(set(match[1])) > 1:
                found.append(Loop(match[1], len(match[0]) // size, match.start()))
    return max(found, key=lambda loop: loop.end - loop.start, default=None)


def leaked(text: str, lead: str, words: Sequence[str]) -> str:
    """What of the prompt stands in the text: its lead, or several of its words in the prompt's order."""
    told = bare(lead)
    if len(told) >= LEAKED_CHARACTERS and told in text:
        return lead
    known = [bare(word) for word in words]
    for first in range(len(known)):
        for last in range(first + 3, len(known) + 1):
            row = "".join(known[first:last])
            if len(row) >= LEAKED_CHARACTERS:
                if row in text:
                    return row
                break
    return ""


def bare(text: str) -> str:
    """Without spaces and punctuation."""
    return _MARKS.sub("", text)


def _is_plain_repetition(text: str, words: Sequence[Word]) -> bool:
    """A short thing said a few times, at a speed at which it can be said, and surely heard."""
    span_ms = words[-1].end_ms - words[0].start_ms if words else 0
    sayable = len(text) * 1000 <= FASTEST_PER_SECOND * max(1, span_ms)
    return (
        sayable
        and _mean_probability(words) >= WEAK_PROBABILITY
        and compression_ratio(text) < 2 * REPETITIVE_RATIO
    )


def _characters_are_syllables(text: str) -> bool:
    return sum(ord(sign) >= 0x2E80 for sign in text) > len(text) * MOSTLY


def _is_weak(line: HeardLine, speech: Sequence[Span]) -> bool:
    return (
        _mean_probability(line.words) < WEAK_PROBABILITY
        or line.no_speech_probability > SILENT_PROBABILITY
        or _is_unsure(line)
        or _spoken_share(line, speech) < MOSTLY
    )


def _is_unsure(heard: Segment | HeardLine) -> bool:
    return heard.average_logprob is not None and heard.average_logprob < UNSURE_LOGPROB


def _spoken_share(line: HeardLine, speech: Sequence[Span]) -> float:
    return covered_ms(line.span, speech) / max(1, line.span.duration_ms)


def _mean_probability(words: Sequence[Word]) -> float:
    return fmean(word.probability_or(UNTOLD) for word in words) if words else 0.0


@lru_cache
def _phrases() -> dict[str, list[str]]:
    return tomllib.loads(files("localize.listen").joinpath("invented.toml").read_text("utf-8"))
