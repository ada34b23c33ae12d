"""A track in two languages: below each cue's rows, those of what it shows in another language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial, reduce
from itertools import accumulate, pairwise
from math import inf
from typing import NamedTuple

import msgspec

from localize.domain.review import Flag
from localize.domain.track import Cue, Track
from localize.domain.transcript import Line, Transcript
from localize.profiles import Limits, measured
from localize.subtitle.breaking.marks import and_then
from localize.subtitle.breaks import Break, breaks
from localize.subtitle.segments import TOO_LONG, segments
from localize.subtitle.text import clean

# What a break costs (see `breaks`) against each character that it lies off its place: a clause that ends
# within six characters, about a second of speech, is waited for, or not.
_OFF = 0.75


def bilingual(
    track: Track, transcript: Transcript, texts: Mapping[str, str], limits: Limits, *, above: bool = False
) -> Track:
    """Every cue with the rows of `texts`, which are by the id of the line, below its own, or `above` them.

    Ids, times and lines stay those of `track`. The rows keep to `limits`, which are those of their language,
    for themselves. Where a line became several cues, so does the other text: it is broken where it has been
    said by the time of each cue. A text too short for that stands in all of them. Where two speakers share a
    cue, each has rows of their own, with the dash of the second language if it has one. A cue with more rows
    in it than `limits` have, or wider ones, is flagged `too-long`.
    """
    lines = {line.id: line for line in transcript.lines}
    parts = _parts(track.cues, lines, texts, limits.language)
    return msgspec.structs.replace(
        track,
        cues=tuple(
            _with_rows(cue, _rows(parts[at], limits), limits, above=above)
            for at, cue in enumerate(track.cues)
        ),
    )


def own_rows(cue: Cue, alone: Cue) -> slice:
    """Which rows of a bilingual cue hold what the same cue in one language says, also where a person has
    broken them otherwise: those at the top or at the bottom with its words, else as many at the bottom."""
    said, rows = _words(alone.rows), cue.rows
    for count in range(len(rows) + 1):
        if _words(rows[:count]) == said:
            return slice(count)
    for count in range(len(rows) + 1):
        if _words(rows[count:]) == said:
            return slice(count, None)
    return slice(max(0, len(rows) - len(alone.rows)), None)


def _words(rows: Sequence[str]) -> str:
    return "".join("".join(rows).split())


class _Part(NamedTuple):
    """What a cue shows of a line."""

    speaker: str
    text: str


def _with_rows(cue: Cue, rows: tuple[str, ...], limits: Limits, *, above: bool) -> Cue:
    both = (*rows, *cue.rows) if above else (*cue.rows, *rows)
    return msgspec.structs.replace(cue, rows=both, flags=(*cue.flags, *_flags(rows, limits)))


def _flags(rows: tuple[str, ...], limits: Limits) -> Iterator[Flag]:
    widest = max((measured(row, limits) for row in rows), default=0.0)
    if len(rows) > limits.rows:
        yield Flag(TOO_LONG, f"{len(rows)} rows in {limits.language}, which may have {limits.rows}")
    elif widest > limits.row_width:
        yield Flag(TOO_LONG, f"{widest:g} characters in a row that holds {limits.row_width:g}")


def _rows(parts: Sequence[_Part], limits: Limits) -> tuple[str, ...]:
    """On as few as it takes; more than a cue may have where the text is longer than a cue holds."""
    if len({part.speaker for part in parts} - {""}) > 1:
        return tuple(row for part in parts for row in _broken(limits.dash + part.text, limits))
    texts = (part.text for part in parts)
    return _broken(reduce(partial(and_then, language=limits.language), texts, ""), limits)


def _broken(text: str, limits: Limits) -> tuple[str, ...]:
    pieces = segments(Transcript(limits.language, (Line("", text, 0, 0),)), {"": text}, limits)
    return tuple(row for piece in pieces for row in piece.rows)


def _parts(
    cues: Sequence[Cue], lines: Mapping[str, Line], texts: Mapping[str, str], language: str
) -> list[list[_Part]]:
    """What each cue shows, by its lines in their order."""
    shown = defaultdict[str, list[int]](list)
    for at, cue in enumerate(cues):
        for name in cue.line_ids:
            shown[name].append(at)
    parts: list[list[_Part]] = [[] for _ in cues]
    for name, line in lines.items():
        text = clean(texts.get(name, ""))
        where = shown[name]
        if text and where:
            split = _split(text, _said(line, [cues[at] for at in where]), language)
            for at, part in zip(where, split, strict=True):
                parts[at].append(_Part(line.speaker, part))
    return parts


def _said(line: Line, cues: Sequence[Cue]) -> list[float]:
    """Which share of the line has been said when each cue but the first begins."""
    spoken = sum(len(word.text.strip()) for word in line.words)
    if spoken:
        begins = [cue.start_ms for cue in cues[1:]]
        return [_said_before(line, begin) / spoken for begin in begins]
    lengths = list(accumulate(len(cue.text) for cue in cues))
    return [length / max(1, lengths[-1]) for length in lengths[:-1]]


def _said_before(line: Line, ms: int) -> int:
    return sum(len(word.text.strip()) for word in line.words if word.start_ms + word.end_ms < 2 * ms)


def _split(text: str, shares: Sequence[float], language: str) -> list[str]:
    """The text in as many parts as there are shares and one more."""
    options = breaks(text, language)
    if len(options) < len(shares):
        return [text] * (len(shares) + 1)
    cuts = [0, *_cuts(options, [share * len(text) for share in shares]), len(text)]
    return [text[start:end].strip() for start, end in pairwise(cuts)]


def _cuts(options: Sequence[Break], wanted: Sequence[float]) -> tuple[int, ...]:
    """One break for each place that is wanted, in order, all together the cheapest."""
    nothing: tuple[float, tuple[int, ...]] = (0.0, ())
    ways = [nothing] * (len(options) + 1)  # the best so far that ends before each option
    for place in wanted:
        best = (inf, nothing[1])
        following = [best]
        for option, (cost, cuts) in zip(options, ways, strict=False):
            cost += option.cost + _OFF * abs(option.at - place)
            best = min(best, (cost, (*cuts, option.at)))
            following.append(best)
        ways = following
    return ways[-1][1]
