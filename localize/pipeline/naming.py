"""The names of subtitle files: `E01.zh.srt`, and `E01.zh-standard.srt` for the same in standard Mandarin."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from localize.domain.language import parse_language, standard_chinese
from localize.errors import UnknownName

# No subtag that anybody has registered: it stands in names alone, never as a language inside a file.
STANDARD = "-standard"


class SubtitleName(NamedTuple):
    """What a name tells: `language` is that of the episode, None where it tells none, `is_standard` that the
    file is a transcript in standard Mandarin of one in dialect."""

    episode: str
    language: str | None
    is_standard: bool = False

    @property
    def written_in(self) -> str | None:
        """The language of its lines."""
        return standard_chinese(self.language) if self.language and self.is_standard else self.language


# Beside a file that a person has edited, the one that we wrote: `E01.zh.new2.srt` (pipeline/outputs.py).
_BESIDE = re.compile(r"\.new\d*$")


def split_name(path: Path) -> SubtitleName:
    """`E01.zh.srt` → `E01` and `zh`; a stem without a language keeps it all."""
    stem, _, label = _BESIDE.sub("", path.stem).rpartition(".")
    if not stem:
        return SubtitleName(path.stem, None)
    tag = label.removesuffix(STANDARD)
    try:
        language = parse_language(tag)
    except UnknownName:
        return SubtitleName(path.stem, None)
    return SubtitleName(stem, language, is_standard=tag != label)
