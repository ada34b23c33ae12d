"""The names of subtitle files: `E01.zh.srt`, and `E01.zh-standard.srt` for the same in standard Mandarin."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from localize.domain.language import parse_language, standard_chinese
from localize.errors import UnknownName

# No subtag that anybody has registered: it stands in names alone, never as a language inside a file.
STANDARD = "-standard"


class SubtitleName(NamedTuple):
    """What a name tells: `language` is None where it tells none, `is_standard` that the file is a transcript
    in standard Mandarin of an episode in dialect."""

    episode: str
    language: str | None
    is_standard: bool = False


def split_name(path: Path) -> SubtitleName:
    """`E01.zh.srt` → `E01` and `zh`; a stem without a language keeps it all."""
    stem, _, label = path.stem.rpartition(".")
    if not stem:
        return SubtitleName(path.stem, None)
    tag = label.removesuffix(STANDARD)
    try:
        language = parse_language(tag)
    except UnknownName:
        return SubtitleName(path.stem, None)
    if tag == label:
        return SubtitleName(stem, language)
    return SubtitleName(stem, standard_chinese(language), is_standard=True)
