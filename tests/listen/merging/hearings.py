"""Hearings for tests: what each recogniser wrote, and how sure it was of every character."""

from __future__ import annotations

from collections.abc import Sequence

from localize.dialects.likeness import Likeness
from localize.domain.heard import Dropped, Heard, HeardLine, Window, Word
from localize.domain.times import Span
from localize.listen.merging import Hearing, merged

NAMES = ("first", "second", "third", "fourth")
END_MS = 30_000
LIKE = Likeness()


def line(
    text: str, sure: float | Sequence[float | None] = 0.9, start_ms: int = 0, each_ms: int = 200
) -> HeardLine:
    """A word for each character, one after the other; a mark belongs to the character before it. `sure` is
    that of all words, but for a hair that shows that it is no constant, or of each."""
    words: list[Word] = []
    for sign in text:
        if words and not sign.isalnum():
            last = words[-1]
            words[-1] = Word(last.text + sign, last.start_ms, last.end_ms, last.probability)
            continue
        probability = sure - len(words) % 2 * 1e-4 if isinstance(sure, float) else sure[len(words)]
        begin = words[-1].end_ms if words else start_ms
        words.append(Word(sign, begin, begin + each_ms, probability))
    return line_of(words)


def line_of(words: Sequence[Word]) -> HeardLine:
    text = "".join(word.text for word in words)
    return HeardLine(text, words[0].start_ms, words[-1].end_ms, tuple(words), -0.3, 0.01, 0.9)


def heard(*lines: HeardLine, dropped: Sequence[Dropped] = ()) -> Heard:
    return Heard("zh", END_MS, lines, tuple(dropped))


def merge(*hearings: Heard, speech: Sequence[Span] = (Span(0, END_MS),)) -> Heard:
    """In one window."""
    named = [Hearing(*both) for both in zip(NAMES, hearings, strict=False)]
    return merged(named, [Window(0, END_MS, tuple(speech), "")], LIKE)


def texts(made: Heard) -> list[str]:
    return [line.text for line in made.lines]
