"""The names of subtitle files: `E01.zh.srt`, and beside it the further tracks of an episode.

`E01.zh-standard.srt` is the same in standard Mandarin, `E01.en+zh.srt` in two languages, `E01.en.forced.srt`
text on the screen alone, `E01.en.sdh.srt` (subtitles for the deaf and hard of hearing) with who speaks.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeAlias

from localize.domain.language import parse_language, standard_chinese
from localize.errors import UnknownName
from localize.subtitle.formats import FORMATS
from localize.subtitle.formats.hls import PLAYLIST

# No subtag that anybody has registered: it stands in names alone, never as a language inside a file.
STANDARD = "-standard"
# Between the languages of a track that has two.
AND = "+"
# As players know them (Jellyfin, Kodi, Plex) behind the language; `sdh` alone is that of southern Kurdistan.
FORCED: Final = "forced"
HEARING_IMPAIRED: Final = "sdh"
Special: TypeAlias = Literal["", "forced", "sdh"]


class SubtitleName(NamedTuple):
    """What a name tells: `language` is that of the episode, None where it tells none, `is_standard` that the
    file is a transcript in standard Mandarin of one in dialect; `second` is the other language of a track in
    two, `special` what a track holds that is not the usual one."""

    episode: str
    language: str | None
    is_standard: bool = False
    second: str = ""
    special: Special = ""

    @property
    def written_in(self) -> str | None:
        """The language of its lines."""
        return standard_chinese(self.language) if self.language and self.is_standard else self.language

    @property
    def label(self) -> str:
        """What stands between the episode and the extension; what the record calls the track."""
        standard = STANDARD if self.is_standard else ""
        return label(f"{self.language or ''}{standard}", second=self.second, special=self.special)


def label(language: str, *, second: str = "", special: Special = "") -> str:
    """`en`, `en+zh`, `en.forced`."""
    both = f"{language}{AND}{second}" if second else language
    return f"{both}.{special}" if special else both


# Beside a file that a person has edited, the one that we wrote: `E01.zh.new2.srt` (pipeline/outputs.py).
_BESIDE = re.compile(r"\.new\d*$")
# Of `E01.en.imsc.ttml`: two formats may end alike.
_OF_FORMAT = tuple(
    f".{form.extension.rpartition('.')[0]}" for form in FORMATS.values() if "." in form.extension
)


# Of a media playlist `E01.en.m3u8` (subtitle/formats/hls.py).
_SEGMENT = re.compile(r"\.\d{4,}\.vtt\Z")


def is_segment(path: Path) -> bool:
    """Whether it is a part of the track whose playlist lies beside it: `E01.en.0001.vtt`."""
    segment = _SEGMENT.search(path.name)
    return segment is not None and path.with_name(f"{path.name[: segment.start()]}.{PLAYLIST}").is_file()


def bare_stem(path: Path) -> str:
    """The name without what tells the format: of `E01.en.imsc.ttml` it is `E01.en`."""
    stem = path.stem
    for ending in _OF_FORMAT:
        stem = stem.removesuffix(ending)
    return stem


def takes_place_of(path: Path) -> str:
    """The name that a file has once somebody prefers it to the one beside which it was written."""
    return _BESIDE.sub("", path.stem) + path.suffix


def may_lie_as(written: str, name: str) -> bool:
    """Whether a file that was written under one name may lie under the other: its own, or that of the file
    beside which it was written and whose place somebody has given it."""
    return name in (written, takes_place_of(Path(written)))


def split_name(path: Path) -> SubtitleName:
    """`E01.zh.srt` → `E01` and `zh`; a stem without a language keeps it all."""
    stem = _BESIDE.sub("", path.stem)
    for ending in _OF_FORMAT:
        stem = stem.removesuffix(ending)
    for special in (FORCED, HEARING_IMPAIRED):
        named = _split(stem.removesuffix(f".{special}")) if stem.endswith(f".{special}") else None
        if named is not None:
            return named._replace(special=special)
    return _split(stem) or SubtitleName(path.stem, None)


def _split(stem: str) -> SubtitleName | None:
    """None where the last of the name is no language."""
    episode, _, tags = stem.rpartition(".")
    first, _, second = tags.partition(AND)
    tag = first.removesuffix(STANDARD)
    try:
        language = parse_language(tag)
        other = parse_language(second) if second else ""
    except UnknownName:
        return None
    return SubtitleName(episode, language, is_standard=tag != first, second=other) if episode else None
