"""Whisper's tokens and their alignment with the sound → words with times."""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.heard import Segment, Word
from localize.listen.compression import compression_ratio

# One step of Whisper's encoder: two frames of 10 ms.
MS_PER_STEP = 20

_CLOSING = "\"'.。,，!！?？:：;；”’)]}）】》、…~—"
_OPENING = "\"'“‘¿([{（【《-"


def timed_words(
    texts: Sequence[str],
    token_counts: Sequence[int],
    alignment: Sequence[tuple[int, int]],
    probabilities: Sequence[float],
    length_ms: int,
) -> list[Word]:
    """Words with times in ms from the sound's start, never after its end.

    `texts` and `token_counts` go together; `alignment` is the path of (token, step) pairs through the
    attention; `probabilities` are the tokens'. Punctuation is joined to its word and adds no time to it.
    """
    starts = _token_starts(alignment, sum(token_counts), length_ms)
    words: list[Word] = []
    at = 0
    for text, count in zip(texts, token_counts, strict=True):
        mean = sum(probabilities[at : at + count]) / max(1, count)
        words.append(Word(text, starts[at], starts[at + count], round(mean, 4)))
        at += count
    return punctuation_joined([word for word in words if word.text])


def _token_starts(alignment: Sequence[tuple[int, int]], tokens: int, length_ms: int) -> list[int]:
    """When each token begins, and when the last one ends."""
    first: dict[int, int] = {}
    for token, step in alignment:
        first.setdefault(token, step)
    last_step = alignment[-1][1] if alignment else 0
    return [min(length_ms, first.get(token, last_step) * MS_PER_STEP) for token in range(tokens + 1)]


def punctuation_joined(words: Sequence[Word]) -> list[Word]:
    """Words without those that are only punctuation, which is written to the word it belongs to."""
    joined: list[Word] = []
    opening = ""
    for word in words:
        mark = word.text.strip()
        if joined and mark and all(sign in _CLOSING for sign in mark) and not opening:
            before = joined[-1]
            joined[-1] = Word(before.text + word.text, before.start_ms, before.end_ms, before.probability)
        elif mark and all(sign in _OPENING for sign in mark):
            opening += word.text
        else:
            joined.append(Word(opening + word.text, word.start_ms, word.end_ms, word.probability))
            opening = ""
    if opening and joined:
        last = joined[-1]
        joined[-1] = Word(last.text + opening, last.start_ms, last.end_ms, last.probability)
    return joined


def one_segment(
    words: Sequence[Word], average_logprob: float | None, no_speech_probability: float
) -> tuple[Segment, ...]:
    """All that was heard in a sound as one segment; none when there are no words."""
    if not words:
        return ()
    text = "".join(word.text for word in words)
    return (
        Segment(
            text=text,
            start_ms=words[0].start_ms,
            end_ms=words[-1].end_ms,
            words=tuple(words),
            average_logprob=None if average_logprob is None else round(average_logprob, 4),
            no_speech_probability=round(no_speech_probability, 4),
            compression_ratio=compression_ratio(text),
        ),
    )
