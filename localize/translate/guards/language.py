"""What the guards know of a language: a file each in `languages/`, with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from localize.domain.language import is_chinese, primary
from localize.domain.script import has_han
from localize.domain.value import Value
from localize.translate.checked import Checked

_FOLDER = Path(__file__).parent / "languages"


class Numbers(Value, frozen=True):
    """A value and the words for it, ordinals among them; `times` multiply what stands before them, `short`
    likewise, written right after digits (`80k`). `joiners` may stand between (`and`). `doubtful` words are
    often no numbers (Italian `sei`): they answer for one of the source, and are never one too many.
    `unsaid` numbers may be in the ending of a noun (the Arabic dual). `units_first`: five-and-thirty."""

    words: Mapping[str, tuple[str, ...]]
    times: Mapping[str, tuple[str, ...]] = {}
    short: Mapping[str, tuple[str, ...]] = {}
    joiners: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    unsaid: tuple[int, ...] = ()
    units_first: bool = False


class Pronouns(Value, frozen=True):
    """Of the third person singular. Those in `shared` may mean something else (French `il`, German `sie`):
    they prove nothing, and are taken for the right ones. `objects`: things have a gender, too."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    shared: tuple[str, ...] = ()
    objects: bool = True


class Language(Value, frozen=True):
    """`source` says where the words come from. They are whole words where the language is `spaced`, may begin
    or end with `*` for any letters, and with `$` stand at the end of the text alone.

    `clitics` are joined to the front of a word. A question ends with one of `marks`, or where it need not be
    `marked` has one of the words `asks`, which also tell an exclamation that asks. `denies` are words of
    denial, and others that a denial may be put into (`stop`, `without`, `hardly`); `common` the most frequent
    words. `refusals` and `lead_ins` are regular expressions of what a model says instead of a translation,
    and before it."""

    source: str
    spaced: bool = True
    clitics: tuple[str, ...] = ()
    marks: str = "?？"
    marked: bool = True
    asks: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    numbers: Numbers | None = None
    pronouns: Pronouns | None = None
    common: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    lead_ins: tuple[str, ...] = ()


class ChineseNumbers(Value, frozen=True):
    """What stands around a numeral decides whether it counts something; see `languages/zh.toml`."""

    measures: tuple[str, ...]
    counted_two: tuple[str, ...]
    loose_after: tuple[str, ...]
    loose_before: tuple[str, ...]
    fixed: tuple[str, ...]
    open: tuple[str, ...]


class ChineseQuestion(Value, frozen=True):
    endings: tuple[str, ...]
    tags: tuple[str, ...]
    rhetorical: tuple[str, ...]


class ChineseNegation(Value, frozen=True):
    words: tuple[str, ...]
    fixed: tuple[str, ...]


class ChineseAsides(Value, frozen=True):
    """Where a source speaks of these (regular expressions), its translation may, too."""

    refusals: tuple[str, ...]
    lead_ins: tuple[str, ...]


class ChinesePeople(Value, frozen=True):
    female: tuple[str, ...]
    male: tuple[str, ...]
    neither: tuple[str, ...]


class Chinese(Value, frozen=True):
    """The source language."""

    numbers: ChineseNumbers
    question: ChineseQuestion
    negation: ChineseNegation
    asides: ChineseAsides
    people: ChinesePeople


@cache
def known() -> tuple[str, ...]:
    """The target languages that there is data for."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if not is_chinese(path.stem)))


def language(tag: str) -> Language | None:
    """None where nothing is known of it."""
    name = primary(tag)
    return _read(name) if name in known() else None


@cache
def chinese() -> Chinese:
    return msgspec.convert(_table("zh"), Chinese)


def from_chinese(checked: Checked) -> bool:
    """Whether the line is Chinese and its translation is not: what the guards compare."""
    source = checked.brief.source if checked.brief else ("zh" if has_han(checked.said.text) else "")
    return is_chinese(source) and not is_chinese(checked.target)


@cache
def _read(name: str) -> Language:
    return msgspec.convert(_table(name), Language)


def _table(name: str) -> dict[str, object]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
