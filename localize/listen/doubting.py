"""A doubtful answer is asked for again; what stays doubtful is dropped, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from localize.domain.heard import Dropped, HeardLine, HeardWindow, Segment, Window, Word
from localize.domain.times import Span
from localize.listen import suspicion
from localize.listen.compression import compression_ratio
from localize.listen.lines import lines_of
from localize.stage import Recognizer, RecognizerRequest

if TYPE_CHECKING:
    from localize.stage import Samples

# Two of the temperatures that Whisper's own decoder falls back to: a little freedom, then much.
TEMPERATURES = (0.4, 0.8)


@dataclass(frozen=True)
class Answer:
    """What one listening gave: `doubts` go with the segments, each empty when that one is believed;
    `manner` says how it was asked again, empty for the first time."""

    segments: tuple[Segment, ...]
    doubts: tuple[str, ...]
    manner: str

    @property
    def doubt(self) -> str:
        return next(filter(None, self.doubts), "")


def heard_window(
    window: Window,
    sound: Samples,
    segments: Sequence[Segment],
    request: RecognizerRequest,
    recognizer: Recognizer,
) -> HeardWindow:
    """The window's lines and what was dropped, from the first answer or a better one."""
    speech = [span.shifted(-window.start_ms) for span in window.speech]
    first = _judged(segments, request, speech, "")
    answers = [first]
    if first.doubt:
        answers += _again(sound, request, recognizer, speech)
    answer = answers[-1] if not answers[-1].doubt else min(answers, key=_looped)
    return _settled(answer, _notes(first, answer), window, request.language)


def _again(
    sound: Samples, request: RecognizerRequest, recognizer: Recognizer, speech: Sequence[Span]
) -> Iterator[Answer]:
    """Without the prompt, then with more and more freedom, until an answer is believed."""
    replace = msgspec.structs.replace
    plain = replace(request, lead="", words=())
    attempts = [replace(plain, temperature=temperature) for temperature in TEMPERATURES]
    for attempt in [plain, *attempts] if plain != request else attempts:
        answer = _judged(recognizer.recognize([sound], attempt)[0], request, speech, _manner(attempt))
        yield answer
        if not answer.doubt:
            return


def _judged(
    segments: Sequence[Segment], request: RecognizerRequest, speech: Sequence[Span], manner: str
) -> Answer:
    doubts = (suspicion.doubt(segment, speech, request.lead, request.words) for segment in segments)
    return Answer(tuple(segments), tuple(doubts), manner)


def _notes(first: Answer, taken: Answer) -> tuple[str, ...]:
    if not first.doubt:
        return ()
    return (f"decoded again {taken.manner or 'in vain'}: {first.doubt}",)


def _looped(answer: Answer) -> int:
    """How many words only repeat; of equally doubtful answers the first is taken."""
    return sum(len(suspicion.without_loop(segment.words)[1]) for segment in answer.segments)


def _settled(answer: Answer, notes: tuple[str, ...], window: Window, language: str) -> HeardWindow:
    lines: list[HeardLine] = []
    dropped: list[Dropped] = []
    for segment, doubt in zip(answer.segments, answer.doubts, strict=True):
        kept, repetitions = _kept(_shifted(segment, window.start_ms), doubt)
        dropped += [_dropped(words, doubt) for words in repetitions]
        lines += lines_of(kept, window.speech, language, (*segment.notes, *notes))
    reasons = [suspicion.invented(line, window.speech) for line in lines]
    dropped += [
        Dropped(line.text, line.start_ms, line.end_ms, reason)
        for line, reason in zip(lines, reasons, strict=True)
        if reason
    ]
    said = tuple(line for line, reason in zip(lines, reasons, strict=True) if not reason)
    return HeardWindow(said, tuple(dropped))


def _kept(segment: Segment, doubt: str) -> tuple[Segment, list[Sequence[Word]]]:
    """The part of a segment that can be believed, and the rest: a loop is cut out, else all is doubted."""
    if not doubt or not segment.words:
        return segment, []
    words, repetitions = suspicion.without_loop(segment.words)
    if not repetitions:
        words, repetitions = [], list(segment.words)
    text = "".join(word.text for word in words)
    believed = msgspec.structs.replace(
        segment, text=text, words=tuple(words), compression_ratio=compression_ratio(text)
    )
    return believed, [repetitions]


def _manner(request: RecognizerRequest) -> str:
    return f"more freely ({request.temperature})" if request.temperature else "without the prompt"


def _dropped(words: Sequence[Word], reason: str) -> Dropped:
    return Dropped("".join(word.text for word in words).strip(), words[0].start_ms, words[-1].end_ms, reason)


def _shifted(segment: Segment, by_ms: int) -> Segment:
    words = tuple(
        msgspec.structs.replace(word, start_ms=word.start_ms + by_ms, end_ms=word.end_ms + by_ms)
        for word in segment.words
    )
    return msgspec.structs.replace(
        segment, start_ms=segment.start_ms + by_ms, end_ms=segment.end_ms + by_ms, words=words
    )
