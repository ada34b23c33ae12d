"""Transcript, or its Translation → Track: cues that can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.domain.review import Flag
from localize.domain.screen import UNKNOWN, Screen
from localize.domain.times import Span
from localize.domain.track import BOTTOM, TOP, Cue, Track
from localize.domain.transcript import Transcript
from localize.domain.translation import Translation
from localize.profiles import Limits, measured
from localize.profiles.ruler import Ruler
from localize.subtitle.pieces import Piece
from localize.subtitle.segments import segments
from localize.subtitle.text import clean
from localize.subtitle.timing import schedule

TOO_FAST = "too-fast"
TOO_BRIEF = "too-brief"


def fit(
    transcript: Transcript,
    translation: Translation | None,
    limits: Limits,
    screen: Screen = UNKNOWN,
    ruler: Ruler | None = None,
) -> Track:
    """The cues of a transcript, or of its translation, within `limits`, for a picture; the rows are measured
    with `ruler` too where there is one.

    Cards stand at the top, dialogue below, never both in one cue (Netflix on forced narratives), and each is
    fitted for itself. No text is lost and no two cues of one place overlap; what stays outside the limits is
    flagged `too-fast` (to read), `too-brief` (shown), and what `segments` flags.
    """
    texts = {line.id: clean(line.text) for line in (translation or transcript).lines}
    pieces = segments(transcript, texts, limits, ruler, _terms(translation))
    lanes = ([piece for piece in pieces if piece.place == place] for place in (BOTTOM, TOP))
    fitted = [cue for lane in lanes for cue in _lane(lane, limits, screen)]
    language = (translation or transcript).language
    frames = None if screen == UNKNOWN else screen.frames
    return Track(language, tuple(sorted(fitted, key=lambda cue: cue.start_ms)), frames)


def _terms(translation: Translation | None) -> dict[str, tuple[str, ...]]:
    """What the glossary wants to stand in each line, as it is written there: no row ends inside it."""
    lines = translation.lines if translation else ()
    return {line.id: tuple(term.written or term.required for term in line.terms) for line in lines}


def _lane(pieces: Sequence[Piece], limits: Limits, screen: Screen) -> Iterator[Cue]:
    needs = [1000 * measured(piece.text, limits) / limits.characters_per_second for piece in pieces]
    spans = schedule([piece.sound for piece in pieces], needs, limits, screen)
    for piece, span in zip(pieces, spans, strict=True):
        yield _cue(piece, span, limits)


def _cue(piece: Piece, span: Span, limits: Limits) -> Cue:
    return Cue(
        id=piece.id,
        start_ms=span.start_ms,
        end_ms=span.end_ms,
        rows=piece.rows,
        line_ids=tuple(line.id for line in piece.lines),
        flags=(*piece.flags, *_too_fast(piece.text, span, limits), *_too_brief(span, limits)),
        place=piece.place,
        kind=piece.kind,
    )


def _too_fast(text: str, span: Span, limits: Limits) -> Iterator[Flag]:
    speed = 1000 * measured(text, limits) / span.duration_ms
    if speed > limits.characters_per_second:
        yield Flag(TOO_FAST, f"{speed:.1f} characters a second, over {limits.characters_per_second:g}")


def _too_brief(span: Span, limits: Limits) -> Iterator[Flag]:
    if span.duration_ms < limits.min_duration_ms:
        yield Flag(TOO_BRIEF, f"shown for {span.duration_ms} ms, less than {limits.min_duration_ms}")
