"""What sherpa-onnx returns for a sound → words with times and probabilities, where it tells them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from localize.domain.heard import Word, told
from localize.domain.times import Span
from localize.errors import EngineError
from localize.listen.engines.whisper_words import punctuation_joined

# A token is placed where it was recognised, not how long it is: it ends with the next one, or after so long,
# which a drawn-out syllable takes. What is left of it over a pause, the detector's speech corrects.
LONGEST_TOKEN_MS = 400
# A character, or a word of letters and digits, with the space before it.
_UNIT = re.compile(r"\s*(?:[0-9A-Za-zÀ-ɏ]+(?:['’.-][0-9A-Za-zÀ-ɏ]+)*|\S)")
# Marks of the tokens themselves: `▁` begins a word, `@@` says that it goes on.
_NO_SOUND = re.compile(r"[\s▁]|@@")
_GOES_ON = re.compile(r"@@ ?")


@dataclass(frozen=True)
class Sign:
    """A visible character of the text: when it begins, and the logarithm of its token's probability, where
    the model tells."""

    start_ms: int
    logprob: float | None


@dataclass(frozen=True)
class Result:
    """What the library tells of a sound: `tokens`, their `timestamps` in seconds and `ys_log_probs` may be
    missing."""

    text: str
    tokens: Sequence[str] = ()
    timestamps: Sequence[float] = ()
    ys_log_probs: Sequence[float] = ()

    @classmethod
    def of(cls, result: Any) -> Result:
        """Raises EngineError for a text that is none."""
        try:
            text = str(result.text)
        except UnicodeDecodeError as error:
            raise EngineError(f"sherpa-onnx: the model wrote bytes that are no text: {error}") from error
        return cls(text, _tokens(result), result.timestamps, result.ys_log_probs)


def words_of(result: Result, length_ms: int) -> list[Word] | None:
    """The words of a result; None where it does not tell when they were said. Times are within the sound."""
    signs = _signs(result)
    units = _units(result.text)
    if len(signs) != len(_bare("".join(units))):
        return None
    return punctuation_joined(list(_timed(units, signs, length_ms))) if signs else []


def spread_words(text: str, speech: Sequence[Span]) -> list[Word]:
    """The words of a text for which only the speech is known: each character takes the same share of it."""
    units = _units(text)
    total = sum(map(len, map(_bare, units)))
    spoken_ms = sum(span.duration_ms for span in speech)
    made, done = [], 0
    for unit in units:
        start, done = done, done + len(_bare(unit))
        edges = [spoken_ms * at // max(1, total) for at in (start, done)]
        made.append(Word(unit, _at(edges[0], speech), _at(edges[1], speech, end=True)))
    return punctuation_joined(made)


def _units(text: str) -> list[str]:
    """Each has a visible character, with the space before it."""
    return _UNIT.findall(_GOES_ON.sub("", text).replace("▁", " "))


def _signs(result: Result) -> list[Sign]:
    """One for each visible character; none where tokens do not add up to the text, or have no times."""
    tokens, times = result.tokens, [round(1000 * at) for at in result.timestamps]
    if len(times) != len(tokens) or _bare("".join(tokens)) != _bare(result.text):
        return []
    known = result.ys_log_probs
    logprobs = known if len(known) == len(tokens) else [None] * len(tokens)
    return [
        Sign(at, logprob)
        for token, at, logprob in zip(tokens, times, logprobs, strict=True)
        for _ in _bare(token)
    ]


def _tokens(result: Any) -> list[str]:
    """None of them where a character is parted among tokens: the library hands out its bytes."""
    try:
        return list(result.tokens)
    except UnicodeDecodeError:
        return []


def _timed(units: Sequence[str], signs: Sequence[Sign], length_ms: int) -> Iterator[Word]:
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(_bare(unit)))
    for unit, (first, after) in zip(units, pairwise(starts), strict=True):
        own = signs[first:after]
        longest = own[-1].start_ms + LONGEST_TOKEN_MS
        end = min(longest, signs[after].start_ms) if after < len(signs) else longest
        start = min(length_ms, own[0].start_ms)
        yield Word(unit, start, max(start, min(length_ms, end)), _probability(own))


def _probability(signs: Sequence[Sign]) -> float | None:
    known = [math.exp(logprob) for logprob in told(sign.logprob for sign in signs)]
    return round(min(1.0, sum(known) / len(known)), 4) if known else None


def _at(spoken_ms: int, speech: Sequence[Span], *, end: bool = False) -> int:
    """When so much has been spoken; what ends with a span ends there, what begins then begins the next."""
    for span in speech:
        if spoken_ms < span.duration_ms or (end and spoken_ms == span.duration_ms):
            return span.start_ms + spoken_ms
        spoken_ms -= span.duration_ms
    return speech[-1].end_ms


def _bare(text: str) -> str:
    return _NO_SOUND.sub("", text)
