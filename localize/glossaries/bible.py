"""`bible.toml` ⇄ Bible: who is who, how they address each other, how it is to sound.

[[characters]]      name, aliases, gender, age, dialect, register, voice, note
[[address]]         speaker, to, says, note; [address.targets] and [address.pronouns] by language
[[places]]          name, note; likewise [[organisations]] and [[jokes]]
[[markets]]         languages, avoid, note
[style.LANGUAGE]    formality, profanity, currency, measures, note
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from localize.domain.bible import Bible
from localize.glossaries.faults import Faults
from localize.glossaries.people import Reading
from localize.glossaries.text import text_of as decoded
from localize.glossaries.toml_lines import lines_by_path

FILE_NAME = "bible.toml"
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def load(path: Path, known: Collection[str] = ()) -> Bible:
    """The bible in `path`; `known` are people told of elsewhere, who may be addressed too.

    Raises BadGlossary, with the file and the line.
    """
    faults = Faults(str(path))
    found = read(text_of(path), faults, known)
    faults.refuse()
    return found


def loads(text: str, where: str) -> Bible:
    """Raises BadGlossary; `where` names the file."""
    faults = Faults(where)
    found = read(text, faults)
    faults.refuse()
    return found


def read(text: str, faults: Faults, known: Collection[str] = ()) -> Bible:
    """What of it is right; the rest stands in `faults`."""
    text = tidied(text)
    table = _table(text, faults)
    if table is None:
        return Bible()
    return Reading(faults, lines_by_path(text), known).bible(table)


def tidied(text: str) -> str:
    """As TOML wants it: without a mark, and lines that end as it knows them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def text_of(path: Path) -> str:
    """Raises BadGlossary."""
    return decoded(path, "the bible", "UTF-8")


def _table(text: str, faults: Faults) -> Mapping[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        faults.add(line, _PLACE.sub("", str(error)), 'texts stand between quotes: name = "王桂芬"')
        return None
