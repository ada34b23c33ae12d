"""The names of subtitle files: `E01.zh.srt`, and `E01.zh-standard.srt` for the same in standard Mandarin."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from localize.domain.language import parse_language, standard_chinese
from localize.errors import UnknownName
from localize.subtitle.formats import FORMATS

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
# Of `E01.en.imsc.ttml`: two formats may end alike.
_OF_FORMAT = tuple(
    f".{form.extension.rpartition('.')[0]}" for form in FORMATS.values() if "." in form.extension
)


def split_name(path: Path) -> SubtitleName:
    """`E01.zh.srt` → `E01` and `zh`; a stem without a language keeps it all."""
    whole = _BESIDE.sub("", path.stem)
    for ending in _OF_FORMAT:
        whole = whole.removesuffix(ending)
    stem, _, label = whole.rpartition(".")
    if not stem:
        return SubtitleName(path.stem, None)
    tag = label.removesuffix(STANDARD)
    try:
        language = parse_language(tag)
    except UnknownName:
        return SubtitleName(path.stem, None)
    return SubtitleName(stem, language, is_standard=tag != label)
