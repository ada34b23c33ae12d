"""Marks that tell a player without rules of its own that a row runs from right to left."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import msgspec

from localize.domain.track import Cue, Track

# Right-to-left embedding, and its end (Unicode, annex 9). Others are left to whoever put them.
_OPENS, _CLOSES = "\u202b", "\u202c"
_FROM_THE_RIGHT = {"R", "AL"}
# SubRip says nothing of directions: a player that takes each row for one from left to right puts its full
# stop at the wrong end. WebVTT, ASS and TTML have ways of their own.
FORMATS = frozenset({"srt", "sbv"})


def marked(track: Track) -> Track:
    """Every row that has letters from right to left in it between the marks; no other is touched."""
    return _with_rows(track, lambda row: f"{_OPENS}{row}{_CLOSES}" if _runs_from_the_right(row) else row)


def unmarked(track: Track) -> Track:
    """The rows without the marks around them, whoever put them there."""
    return _with_rows(track, _bare)


def _bare(row: str) -> str:
    return row[1:-1] if row.startswith(_OPENS) and row.endswith(_CLOSES) else row


def _runs_from_the_right(row: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _FROM_THE_RIGHT for letter in row)


def _with_rows(track: Track, changed: Callable[[str], str]) -> Track:
    def cue(one: Cue) -> Cue:
        return msgspec.structs.replace(one, rows=tuple(map(changed, one.rows)))

    return msgspec.structs.replace(track, cues=tuple(map(cue, track.cues)))
