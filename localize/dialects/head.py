"""What a pack says of its dialect: `dialect.toml` → Head. All that is wrong with it is told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from localize.dialects import words as word_table
from localize.dialects.table import Faults, read_text
from localize.domain.language import parse_language
from localize.domain.value import Value
from localize.errors import UnknownName, suggest

FILE = "dialect.toml"
# What each key is, as it is told where one is missing or of the wrong kind.
MEANING = {
    "tag": 'the language tag, as "zh-x-sichuan"',
    "title": 'the name by language, as { zh = "四川话", en = "Sichuanese" }',
    "region": 'where it is spoken, as "Sichuan and Chongqing"',
    "lead": 'a sentence in the dialect, as "莫得事，我晓得。"',
    "hotwords": 'a list of words of the lexicon, as ["晓得", "莫得"]',
    "recognizers": 'a list of ENGINE:MODEL, as ["sherpa-onnx:paraformer-sichuan"]',
}
_RECOGNIZER = re.compile(r"[\w-]+:\S.*")
_PLACE = re.compile(r" \(at line (\d+), column \d+\)$")


class Head(Value, frozen=True):
    """What `dialect.toml` says. `tag` is BCP-47, `title` the name for people by language.

    `lead` is a sentence in the dialect that sets a recogniser's ear, `hotwords` the words worth prompting,
    most important first, `recognizers` the `ENGINE:MODEL`s that know the dialect, best first.
    """

    tag: str
    title: Mapping[str, str]
    region: str
    lead: str
    hotwords: tuple[str, ...] = ()
    recognizers: tuple[str, ...] = ()


class _Wrong(NamedTuple):
    key: str
    what: str


def read_table(file: Path, faults: Faults) -> Mapping[str, Any] | None:
    """None where there is nothing to be read, which `faults` then say."""
    text = read_text(file, faults)
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = f":{place[1]}" if place else ""
        faults.append(f"{file}{line}: {_PLACE.sub('', str(error))}")
    return None


def load_head(
    table: Mapping[str, Any], file: Path, faults: Faults, forms: Collection[str] | None
) -> Head | None:
    """`forms` are those of all words of the pack, None where not all could be read; what of `table` stands in
    `file` is told with its line. None where something is wrong."""
    wrong = list(_wrong(table, forms))
    faults.extend(f"{file}{_line_of(one.key, file)}: {one.what}" for one in wrong)
    return None if wrong else msgspec.convert(table, Head)


def _wrong(table: Mapping[str, Any], forms: Collection[str] | None) -> Iterator[_Wrong]:
    for key in table:
        if key not in MEANING:
            yield _Wrong(key, f"unknown key {key!r} ({suggest(key, MEANING)})")
    for field in msgspec.structs.fields(Head):
        key = field.name
        if key not in table:
            if field.required:
                yield _Wrong(key, f"no key `{key}`: {MEANING[key]}")
        elif not _is(field.type, table[key]):
            yield _Wrong(key, f"`{key}` must be {MEANING[key]}")
        else:
            yield from (_Wrong(key, what) for what in _wrong_value(key, table[key], forms))


def _is(kind: Any, value: object) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _wrong_value(key: str, value: Any, forms: Collection[str] | None) -> Iterator[str]:
    if key == "tag":
        yield from _wrong_tag(value)
    elif key == "title" and "en" not in value:
        yield "`title` has no name in English: en = …"
    elif key == "hotwords" and forms is not None:
        unknown = (word for word in value if word not in forms)
        yield from (f"the hotword {word!r} is not in {word_table.FILE}" for word in unknown)
    elif key == "recognizers":
        odd = (name for name in value if not _RECOGNIZER.fullmatch(name))
        yield from (f"the recognizer {name!r} is no ENGINE:MODEL" for name in odd)


def _wrong_tag(tag: str) -> Iterator[str]:
    try:
        parse_language(tag)
    except UnknownName as error:
        yield str(error)


def _line_of(key: str, file: Path) -> str:
    """`:3`; nothing where the key does not stand at the beginning of a line, as TOML allows, or is one of a
    pack below."""
    text = read_text(file, Faults()) or ""
    stands = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[].=]""")
    return next((f":{number}" for number, line in enumerate(text.split("\n"), 1) if stands.match(line)), "")
