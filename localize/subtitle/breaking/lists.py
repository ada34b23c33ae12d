"""The word lists of `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from localize.domain.language import is_chinese, is_traditional, of_language
from localize.subtitle.breaking.costs import BOUND, PHRASE


class Words(NamedTuple):
    """Lower case. `before`: a row may begin with it; `hold`: none ends with it; `lean`: none does unless one
    of `before` follows; `after`: none begins with it."""

    before: frozenset[str] = frozenset()
    hold: frozenset[str] = frozenset()
    lean: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()

    def cost(self, left: str, right: str) -> int | None:
        """Of a break between two words; None where the lists say nothing of it."""
        if left in self.hold or right in self.after:
            return BOUND
        if right in self.before:
            return PHRASE
        return BOUND if left in self.lean else None


@cache
def words(language: str) -> Words:
    """Those of a language, or of the language without its region; empty where there are none."""
    if is_chinese(language):
        language = "zh-Hant" if is_traditional(language) else "zh"
    table = of_language(_tables(), language) or {}
    return Words(**{name: frozenset(listed.split()) for name, listed in table.items()})


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
