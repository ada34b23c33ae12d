"""Who speaks, written before what they say: for those who cannot hear it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from localize.domain.seen import DIALOGUE
from localize.domain.track import Track
from localize.domain.transcript import Transcript
from localize.subtitle.text import clean

# Of a profile that has no rule for them.
USUAL_BRACKETS = "[]"

# At the beginning of a row, perhaps behind a dash: `[Su Xiaoman] `, `（苏小满）`, and what a person puts
# there, `[door slams]`. A name may be broken over two rows.
_LABEL = re.compile(r"^([-–]\s?)?(?:\[[^\]]*\]|（[^）]*）)\s*", re.MULTILINE)


def labels(transcript: Transcript, names: Mapping[str, str], brackets: str) -> dict[str, str]:
    """By the id of the line, who says it, between `brackets`, where that changes or the line before it was
    nobody's. `names` are those in the language of the track; who has none there, and of whom
    nobody told, has no label.
    """
    opening, closing = tuple(brackets or USUAL_BRACKETS)
    space = " " if closing.isascii() else ""  # full-width brackets have theirs in them
    found: dict[str, str] = {}
    last = ""
    for line in transcript.lines:
        if line.kind != DIALOGUE:
            continue
        name = clean(names.get(line.speaker, ""))
        if name and line.speaker != last:
            found[line.id] = f"{opening}{name}{closing}{space}"
        last = line.speaker
    return found


def labelled(texts: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """`texts` by the id of the line; a line without a text is not shown, nor is who would say it."""
    return {name: labels.get(name, "") + text if text else "" for name, text in texts.items()}


def unlabelled(track: Track) -> Track:
    """What is said alone, as it is read back; a cue of which nothing is left has no rows."""
    cues = tuple(msgspec.structs.replace(cue, rows=_said(cue.rows)) for cue in track.cues)
    return msgspec.structs.replace(track, cues=cues)


def _said(rows: Sequence[str]) -> tuple[str, ...]:
    bare = _LABEL.sub(lambda found: found[1] or "", "\n".join(rows))
    return tuple(row for row in map(clean, bare.split("\n")) if row)
