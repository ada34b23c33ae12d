"""What is known of each language's inflections; `inflections.toml` says what the fields mean."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Literal

import msgspec

from localize.domain.language import is_chinese, primary
from localize.domain.value import Value

# So many letters at the beginning stay in most irregular forms: thi-ef, thi-eves.
STEM = 3


class Rules(Value, frozen=True):
    source: str = ""
    articles: tuple[str, ...] = ()
    titles: tuple[tuple[str, ...], ...] = ()
    inflects: Literal["last", "heads", "every"] = "last"
    forms: tuple[tuple[str, ...], ...] = ()
    irregular: tuple[tuple[str, ...], ...] = ()
    agreement: tuple[tuple[str, ...], ...] = ()
    fixed: tuple[str, ...] = ()
    links: tuple[tuple[str, ...], ...] = ()
    prefix: str = ""
    suffix: str = ""
    name_suffix: str = ""
    after_closed: str = ""
    after_open: str = ""
    word_prefix: str = ""
    word_suffix: str = ""
    short: tuple[str, ...] = ()
    short_prefix: str = ""
    short_suffix: str = ""
    within: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    strip: str = ""
    same: tuple[tuple[str, str], ...] = ()
    doubled: bool = False
    unspaced: bool = False
    swaps: Literal["", "name", "any"] = ""

    def link(self, word: str) -> tuple[str, ...]:
        """The words that may stand for `word` inside a rendering; empty where it is no such word."""
        return next((group for group in self.links if word.lower() in group), ())


def languages() -> Collection[str]:
    """Those that have rules."""
    return _all().keys()


def rules_of(target: str) -> Rules:
    """Those of the language without region; a language without any has the plain rule."""
    return _all().get("zh" if is_chinese(target) else primary(target), _PLAIN)


def forms_of(word: str, changes: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """What `changes` make of the end of a word."""
    for end, *instead in changes:
        if found := re.search(f"(?:{end})$", word, re.IGNORECASE):
            yield from (word[: found.start()] + one for one in instead)


def same_word(one: str, other: str, target: str) -> bool:
    """Whether they look like forms of one another, as a glossary gives those that no rule makes (`thief`,
    `thieves`): word for word they begin alike. Words that are not spaced have no forms."""
    if one.casefold() == other.casefold():
        return True
    rules = rules_of(target)
    pairs = list(zip_longest(*(text.casefold().split() for text in (one, other)), fillvalue=""))
    return not rules.unspaced and all(_stem(mine, rules) == _stem(theirs, rules) for mine, theirs in pairs)


def _stem(word: str, rules: Rules) -> str:
    return (word.removeprefix(rules.strip) if rules.strip else word)[:STEM]


_PLAIN = Rules()


@cache
def _all() -> Mapping[str, Rules]:
    table = tomllib.loads((files(__package__) / "inflections.toml").read_text("utf-8"))
    return msgspec.convert(table, dict[str, Rules])
