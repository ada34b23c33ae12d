"""The language that a file of subtitles, named by a person, is shown in."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from localize.domain.language import COMMON, is_chinese, language_name, parse_language, primary
from localize.domain.letters import is_in_script
from localize.domain.track import Track
from localize.errors import ConfigurationError, InputError
from localize.pipeline.naming import AND, SubtitleName, split_name

# Of tags with three letters those alone that are sold into: `E01.new.srt` is not in Newari.
_KNOWN = frozenset(map(primary, COMMON))


def parse_shown(tags: Sequence[str], media: Path) -> tuple[str, ...]:
    """Each language once. Raises UnknownName, ConfigurationError for a track in two languages."""
    for tag in tags:
        if AND in tag:
            raise ConfigurationError(
                f"--to {tag}: tracks in two languages are not made into videos by name",
                f"`localize burn {media} --subtitles {media.stem}.{tag}.srt --to {tag.partition(AND)[0]}` "
                "draws one; `localize mux` takes none",
            )
    return tuple(dict.fromkeys(map(parse_language, tags)))


def named_language(file: Path | None) -> str | None:
    """What the file's name says that it is in, first."""
    name = _name(file) if file else None
    return name.written_in if name else None


def second_language(file: Path | None) -> str | None:
    """The other language of a track in two."""
    name = _name(file) if file else None
    return name.second or None if name else None


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
