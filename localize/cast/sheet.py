"""`cast.toml` ⇄ the voices of a series, with what a person needs to tell whose they are.

learned_with    the engine that made the prints; those of another cannot be compared with them
[[voices]]      name, to fill in; lines, minutes, episodes, and where to hear it; print, the voice itself
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from localize.domain.bible import Bible
from localize.domain.value import Value
from localize.domain.voice import NO_CAST, Cast, Voice, Voiceprint
from localize.errors import ConfigurationError, UnknownName

FILE_NAME = "cast.toml"
_MEND = "mend it, or move it away: `localize cast` makes a new one"
_HEAD = """\
# The voices of the series, those that say most first. Whose is each? Listen to a line or two of it, and write
# the name of the character between the quotes; several voices may be one person's. What a voice without a
# name says stays without a speaker. `localize cast` may be run again at any time: it keeps the names.
"""


class Known(Value, frozen=True):
    """A voice as the file has it. `episodes` are names, `hear` says where it can be heard well, and what it
    says there."""

    print: bytes
    name: str = ""
    lines: int = 0
    minutes: float = 0.0
    episodes: tuple[str, ...] = ()
    hear: tuple[str, ...] = ()

    @property
    def voiceprint(self) -> Voiceprint:
        return Voiceprint(self.print)

    @property
    def facts(self) -> Mapping[str, object]:
        """All but the print, which is for no person; as JSON and TOML have it."""
        return {
            "name": self.name,
            "lines": self.lines,
            "minutes": self.minutes,
            "episodes": list(self.episodes),
            "hear": list(self.hear),
        }


class Sheet(Value, frozen=True):
    """`learned_with` is the digest of the engine's identity."""

    learned_with: str = ""
    voices: tuple[Known, ...] = ()

    @property
    def cast(self) -> Cast:
        """As runs need it: none at all until somebody is named."""
        voices = tuple(Voice(one.voiceprint, one.name) for one in self.voices)
        found = Cast(voices, self.learned_with)
        return found if found.is_named else NO_CAST


def load(path: Path) -> Sheet:
    """An empty one where there is no file. Raises ConfigurationError."""
    try:
        found = msgspec.toml.decode(path.read_text("utf-8-sig"), type=Sheet)
    except FileNotFoundError:
        return Sheet()
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}", _MEND) from error
    except (UnicodeDecodeError, msgspec.DecodeError) as error:
        raise ConfigurationError(f"{path}: {error}", _MEND) from error
    # A name is one row, wherever it is shown.
    voices = tuple(msgspec.structs.replace(one, name=" ".join(one.name.split())) for one in found.voices)
    _refuse_broken(voices, path)
    if voices and not found.learned_with:
        raise ConfigurationError(
            f"{path}: learned_with is missing, so that nobody knows what made the prints", _MEND
        )
    return msgspec.structs.replace(found, voices=voices)


def dumps(sheet: Sheet) -> str:
    tables = (f"\n[[voices]]\n{_rows(_table(one))}" for one in sheet.voices)
    return f"{_HEAD}\nlearned_with = {_toml(sheet.learned_with)}\n{''.join(tables)}"


def require_known(sheet: Sheet, bible: Bible, path: Path) -> None:
    """Raises UnknownName for somebody whom the bible does not know, where it knows anybody."""
    known = [form for person in bible.characters for form in person.forms]
    for one in sheet.voices:
        if known and one.name and one.name not in known:
            raise UnknownName.of("character", one.name, known, str(path))


def _refuse_broken(voices: Sequence[Known], path: Path) -> None:
    for number, one in enumerate(voices, 1):
        if not one.print or len(one.print) % 2 or len(one.print) != len(voices[0].print):
            raise ConfigurationError(
                f"{path}: the print of voice {number} is damaged",
                "take its table out; `localize cast` finds it again",
            )


def _table(one: Known) -> Mapping[str, object]:
    return {**one.facts, "print": b64encode(one.print).decode()}


def _rows(table: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_written(value)}\n" for key, value in table.items())


def _written(value: object) -> str:
    """A list of sentences with a line for each."""
    if isinstance(value, list) and any(" " in item for item in value):
        return "[\n" + "".join(f"  {_toml(item)},\n" for item in value) + "]"
    return _toml(value)


def _toml(value: object) -> str:
    """JSON's escapes are TOML's, but TOML also wants DEL escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
