"""The language that a file of subtitles, named by a person, is shown in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from localize.domain.language import COMMON, is_chinese, language_name, parse_language, primary
from localize.domain.letters import is_in_script
from localize.domain.track import Track
from localize.errors import InputError
from localize.pipeline.naming import AND, Special, SubtitleName, label, split_name

# Of tags with three letters those alone that are sold into: `E01.new.srt` is not in Newari.
_KNOWN = frozenset(map(primary, COMMON))


class Shown(NamedTuple):
    """A track of an episode, by its language, and below that a `second` one."""

    language: str
    second: str = ""
    special: Special = ""

    @property
    def label(self) -> str:
        """`en`, `en+zh`, `en.sdh`: as in the names of its files."""
        return label(self.language, second=self.second, special=self.special)


def parse_shown(tags: Sequence[str]) -> tuple[Shown, ...]:
    """`en`, `en+zh`: each once. Raises UnknownName."""
    split = (tag.partition(AND) for tag in tags)
    shown = (
        Shown(parse_language(tag), parse_language(second) if both else "") for tag, both, second in split
    )
    return tuple(dict.fromkeys(shown))


def named_track(file: Path) -> Shown | None:
    """What the file's name says that it is."""
    name = _name(file)
    return Shown(name.written_in, name.second, name.special) if name and name.written_in else None


def refuse_other_language(file: Path, track: Track) -> None:
    """Raises InputError where the name of the file says another language than that of the track that was
    read from it, or its letters are of another script."""
    language, name = track.language, _name(file)
    if name and name.language and not any(_is_one(said, language) for said in (name.language, name.second)):
        said = str(name.written_in)
        raise InputError(
            f"{file} is in {language_name(said)} by its name, not in {language_name(language)}",
            f"`--to {said}`; or give the file another name",
        )
    if not _is_written(track):
        letters = _letters(track)
        romanised = f", or `--to {primary(language)}-Latn`" if letters == "Latin" else ""
        raise InputError(
            f"{file} is not in {language_name(language)}: its letters are {letters}",
            f"name with --to the language that it is in{romanised}",
        )


def _name(file: Path) -> SubtitleName | None:
    name = split_name(file)
    tag = primary(name.language) if name.language else ""
    return name if len(tag) == 2 or tag in _KNOWN else None


def _is_one(one: str, other: str) -> bool:
    """Regions and scripts of a language count as one, and so do all kinds of Chinese."""
    return primary(one) == primary(other) or (is_chinese(one) and is_chinese(other))


def _is_written(track: Track) -> bool:
    """Whether the text has any letter of the script, and so has each of half the cues that can tell."""
    strange = sum(not is_in_script(cue.text, track.language) for cue in track.cues)
    return 2 * strange <= len(track.cues) and is_in_script(_text(track), track.language)


def _letters(track: Track) -> str:
    """The script of most, as Unicode calls it: `Thai`."""
    names = (unicodedata.name(one, "unknown") for one in _text(track) if one.isalpha())
    return Counter(name.split()[0].capitalize() for name in names).most_common(1)[0][0]


def _text(track: Track) -> str:
    return "\n".join(cue.text for cue in track.cues)
