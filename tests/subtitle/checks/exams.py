"""Files to examine, written as text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from localize.domain.screen import Screen
from localize.profiles import Limits, load_profile
from localize.subtitle.checks import Exam
from localize.subtitle.manuscript import Manuscript, dump_manuscript, read_manuscript

# As the Netflix profile has it for English, whatever else becomes of that.
LIMITS = msgspec.structs.replace(
    load_profile("netflix").limits("en"),
    rows=2, row_width=42, characters_per_second=20, min_duration_ms=833, max_duration_ms=7000, gap_frames=2,
    close_gap_ms=500, linger_ms=500, cut_late_frames=12, cut_early_frames=8, cut_clear_frames=12,
    cut_hold_frames=12, cut_past_frames=12, dash="-", ellipsis="…", italics=True, spell_to=10, glyphs="",
    sound_brackets="[]",
    frame_rates=(23.976, 24, 25, 29.97, 30, 50, 59.94, 60), blocking=(), warnings=(), notes=(),
)  # fmt: skip


def limits(**changed: object) -> Limits:
    return msgspec.structs.replace(LIMITS, **changed)


def srt(*cues: tuple[int, int, str]) -> str:
    return "".join(
        f"{number}\n{_clock(start)} --> {_clock(end)}\n{text}\n\n"
        for number, (start, end, text) in enumerate(cues, 1)
    )


def manuscript(text: str | bytes, name: str = "e.srt", language: str = "en") -> Manuscript:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_manuscript(path, language)


def exam(
    text: str | bytes,
    limits: Limits = LIMITS,
    screen: Screen | None = None,
    duration_ms: int = 0,
    name: str = "e.srt",
) -> Exam:
    read = manuscript(text, name, limits.language)
    return Exam(read, limits, read.entries, screen, duration_ms)


def written(mended: Exam) -> str:
    return dump_manuscript(mended.manuscript, mended.entries).decode("utf-8", "surrogatepass")


def _clock(ms: int) -> str:
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d},{ms:03d}"
