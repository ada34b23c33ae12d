"""Words and segments for tests, and a recogniser that answers what it is told to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from localize.domain.heard import Segment, Word
from localize.listen.compression import compression_ratio
from localize.stage import RecognizerRequest


def words(
    text: str, start_ms: int = 0, each_ms: int = 200, probability: float | None = 0.9
) -> tuple[Word, ...]:
    """A word for each character, one after the other; punctuation belongs to the character before it."""
    made: list[Word] = []
    for sign in text:
        if made and sign in "，。？！,.?!、":
            last = made[-1]
            made[-1] = Word(last.text + sign, last.start_ms, last.end_ms, probability)
        else:
            at = made[-1].end_ms if made else start_ms
            made.append(Word(sign, at, at + each_ms, probability))
    return tuple(made)


def segment(*parts: tuple[Word, ...], logprob: float | None = -0.3, no_speech: float = 0.01) -> Segment:
    said = tuple(word for part in parts for word in part)
    text = "".join(word.text for word in said)
    return Segment(
        text=text,
        start_ms=said[0].start_ms if said else 0,
        end_ms=said[-1].end_ms if said else 0,
        words=said,
        average_logprob=logprob,
        no_speech_probability=no_speech,
        compression_ratio=compression_ratio(text),
    )


class Told:
    """Gives the next of its answers each time it is asked, and remembers the requests."""

    batch = 2

    def __init__(self, *answers: tuple[Segment, ...]) -> None:
        self._answers = list(answers)
        self.requests: list[RecognizerRequest] = []
        self.sounds: list[int] = []

    def recognize(self, sounds: Sequence[Any], request: RecognizerRequest) -> list[tuple[Segment, ...]]:
        self.requests.append(request)
        self.sounds += [len(sound) for sound in sounds]
        return [self._answers.pop(0) for _ in sounds]

    def close(self) -> None:
        self.requests.clear()
