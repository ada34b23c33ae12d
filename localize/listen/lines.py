"""A window's words → lines: what one person says in one breath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from localize.domain.heard import HeardLine, Segment, Word
from localize.domain.language import is_chinese
from localize.domain.times import Span, covered_ms
from localize.listen import chinese
from localize.listen.snapping import snapped
from localize.listen.speech import EDGE_MS

# In the development scenes 350 ms stand between speakers and 100 to 150 ms at a comma. Spans of speech are
# widened by EDGE_MS on both sides, so that much less is left between them.
BREAK_MS = 300 - 2 * EDGE_MS
# After so long a silence a sentence is over, whatever the recogniser put there.
SENTENCE_PAUSE_MS = 600
# One row of a Chinese subtitle is 16 characters, two of another language 84 (facts: Netflix); a little
# more is left for the cue maker to part.
LONGEST_CHINESE = 20
LONGEST_OTHER = 84

PARAMETERS = {
    "break_ms": BREAK_MS,
    "sentence_pause_ms": SENTENCE_PAUSE_MS,
    "longest_chinese": LONGEST_CHINESE,
    "longest_other": LONGEST_OTHER,
}

_SENTENCE_END = chinese.SENTENCE_END + ".?!"
_CLAUSE_END = chinese.CLAUSE_END + ",;:"


def lines_of(
    segment: Segment, speech: Sequence[Span], language: str, notes: tuple[str, ...] = ()
) -> list[HeardLine]:
    """The segment's lines; its times and those of `speech` are on the same clock."""
    words = snapped(segment.words, speech)
    words = chinese.normalized(words, language) if is_chinese(language) else _tidied(words)
    runs = [part for run in _runs(words, speech) for part in _short(run, _longest(language))]
    pauses = [_silence_ms(run[-1], after[0], speech) for run, after in pairwise(runs)]
    return [
        _line(segment, _finished(run, pause_ms, language), notes)
        for run, pause_ms in zip(runs, [*pauses, None], strict=False)
    ]


def _tidied(words: Sequence[Word]) -> list[Word]:
    return [
        msgspec.structs.replace(word, text=" " * word.text.startswith(" ") + " ".join(word.text.split()))
        for word in words
        if word.text.strip()
    ]


def _runs(words: Sequence[Word], speech: Sequence[Span]) -> Iterator[list[Word]]:
    """Parted after sentences and at silences."""
    run: list[Word] = []
    for word in words:
        if run and (_ends_sentence(run[-1]) or _silence_ms(run[-1], word, speech) >= BREAK_MS):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _silence_ms(before: Word, after: Word, speech: Sequence[Span]) -> int:
    """Only what the detector found silent: between aligned words there are gaps within speech, too."""
    gap = Span(before.end_ms, max(before.end_ms, after.start_ms))
    return gap.duration_ms - covered_ms(gap, speech)


def _ends_sentence(word: Word) -> bool:
    return word.text.rstrip("\"'”’)）").endswith(tuple(_SENTENCE_END))


def _short(run: list[Word], longest: int) -> Iterator[list[Word]]:
    """Too long a run is parted at its best place, and its halves again; without one it stays."""
    if _length(run) <= longest or (cut := _best_cut(run)) is None:
        yield run
        return
    yield from _short(run[:cut], longest)
    yield from _short(run[cut:], longest)


def _best_cut(run: Sequence[Word]) -> int | None:
    """A comma or a pause, the nearer to the middle the better."""
    middle = _length(run) / 2

    def worth(cut: int) -> float:
        comma = run[cut - 1].text.endswith(tuple(_CLAUSE_END))
        pause_ms = run[cut].start_ms - run[cut - 1].end_ms
        return (400 * comma + pause_ms) * (1 - abs(_length(run[:cut]) / middle - 1))

    cut = max(range(1, len(run)), key=worth, default=None)
    return cut if cut is not None and worth(cut) > 0 else None


def _longest(language: str) -> int:
    return LONGEST_CHINESE if is_chinese(language) else LONGEST_OTHER


def _length(words: Sequence[Word]) -> int:
    return sum(len(word.text) for word in words)


def _finished(run: list[Word], pause_ms: int | None, language: str) -> list[Word]:
    """With a mark at its end; `pause_ms` of silence follow, None at the end of the window."""
    if not is_chinese(language):
        return run
    text = "".join(word.text for word in run)
    is_open = text.endswith(tuple(chinese.CLAUSE_END))
    goes_on = pause_ms is not None and (pause_ms < BREAK_MS or (is_open and pause_ms < SENTENCE_PAUSE_MS))
    ended = chinese.ended(text, final=not goes_on)
    last = msgspec.structs.replace(run[-1], text=_last_text(run[-1].text, text, ended))
    return [*run[:-1], last]


def _last_text(last: str, text: str, ended: str) -> str:
    return ended[len(text) - len(last) :]


def _line(segment: Segment, words: Sequence[Word], notes: tuple[str, ...]) -> HeardLine:
    first = msgspec.structs.replace(words[0], text=words[0].text.lstrip())
    words = (first, *words[1:])
    return HeardLine(
        text="".join(word.text for word in words),
        start_ms=first.start_ms,
        end_ms=words[-1].end_ms,
        words=words,
        average_logprob=segment.average_logprob,
        no_speech_probability=segment.no_speech_probability,
        compression_ratio=segment.compression_ratio,
        notes=notes,
    )
