"""The lists of `wordlists.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple


class WordLists(NamedTuple):
    """`function` are words that no name or phrase is made of by themselves; all else as the file says."""

    surnames: frozenset[str]
    nicknames: frozenset[str]
    introductions: tuple[str, ...]
    titles: frozenset[str]
    kinship: frozenset[str]
    places: frozenset[str]
    organisations: frozenset[str]
    dishes: frozenset[str]
    function: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Those that a line is cut at, whatever a dictionary says."""
        return frozenset().union(self.titles, self.kinship, self.places, self.organisations, self.function)


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    told = tomllib.loads(Path(__file__).with_name("wordlists.toml").read_text("utf-8"))
    return WordLists(
        surnames=frozenset("".join(told["surnames"].split())) | frozenset(told["compound"]),
        nicknames=frozenset(told["nicknames"]),
        introductions=tuple(told["introductions"]),
        titles=frozenset(told["titles"]),
        kinship=frozenset(told["kinship"]),
        places=frozenset(told["places"]),
        organisations=frozenset(told["organisations"]),
        dishes=frozenset(told["dishes"]),
        function=frozenset(told["function"].split()),
    )
