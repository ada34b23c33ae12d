"""The words of a seen line, each at the time when it was heard."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from localize.domain.heard import Word, told
from localize.domain.times import Span
from localize.reconcile.match import Matched, Voiced

# With fewer of its syllables heard, where in the line they stand is no guide to the rest.
LEAST_HEARD = 0.5


def words_of(text: str, span: Span, matched: Matched) -> tuple[Word, ...]:
    """The text in characters and words, marks with what is before them, from the start of `span` to its end;
    nothing where too little of it was heard.

    What was not heard itself is spread over the time that its neighbours leave, and has probability 0.
    """
    if not matched.syllables or len(matched.voiced) < LEAST_HEARD * len(matched.syllables):
        return ()
    heard = {one.syllable: one for one in matched.voiced}
    starts = sorted({syllable.at for syllable in matched.syllables})
    units = [
        [heard.get(number) for number, _ in group]
        for _, group in groupby(enumerate(matched.syllables), key=lambda one: one[1].at)
    ]
    texts = [text[start:end] for start, end in pairwise([0, *starts[1:], len(text)])]
    times = _filled([_heard_span(unit) for unit in units], span)
    return tuple(
        Word(piece, when.start_ms, when.end_ms, _probability(unit))
        for piece, when, unit in zip(texts, times, units, strict=True)
    )


def _heard_span(unit: Sequence[Voiced | None]) -> Span | None:
    spans = [one.span for one in unit if one]
    return Span(spans[0].start_ms, spans[-1].end_ms) if spans else None


def _probability(unit: Sequence[Voiced | None]) -> float | None:
    heard = [one.word.word.probability for one in unit if one]
    return max(told(heard), default=None) if heard else 0.0


def _filled(heard: Sequence[Span | None], whole: Span) -> list[Span]:
    """Every piece has a time, none begins before the last one ends, and together they take all of `whole`."""
    made: list[Span] = []
    at = 0
    while at < len(heard):
        run = at
        while run < len(heard) and heard[run] is None:
            run += 1
        earliest = made[-1].end_ms if made else whole.start_ms
        following = heard[run] if run < len(heard) else None
        latest = _within(following.start_ms, earliest, whole.end_ms) if following else whole.end_ms
        made += _evenly(Span(earliest, latest), run - at)
        if following:
            made.append(Span(latest, _within(following.end_ms, latest, whole.end_ms)))
        at = run + 1
    made[0] = Span(whole.start_ms, made[0].end_ms)
    made[-1] = Span(made[-1].start_ms, whole.end_ms)
    return made


def _within(moment: int, earliest: int, latest: int) -> int:
    return max(earliest, min(moment, latest))


def _evenly(span: Span, count: int) -> list[Span]:
    edges = [span.start_ms + round(span.duration_ms * at / max(1, count)) for at in range(count + 1)]
    return [Span(start, end) for start, end in pairwise(edges)]
