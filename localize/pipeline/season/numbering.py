"""Which episode a file is, by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localize.errors import ConfigurationError

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}
_CHINESE = f"[{''.join((*_DIGITS, *_UNITS))}]"
# The surest first: each has the episode as its last group, and before it the season where it tells one.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![a-z])s(\d{1,3})[ ._-]*e(\d{1,4})(?!\d)",
        rf"第\s*(\d{{1,4}}|{_CHINESE}{{1,5}})\s*[集话回]",
        r"(?<![a-z])(?:episode|ep|e)[ ._-]*(\d{1,4})(?!\d)",
        r"(?<!\d)(\d{1,4})\s*[集话回]",
        r"^\D*(\d{1,4})$",
        r"[ ._-](\d{1,4})$",
        r"^(\d{1,4})(?=[ ._-])",
    )
)
_RANGE = re.compile(r"\s*([^\s-]*\d+)\s*-\s*([^\s-]*\d+)\s*")


class Number(NamedTuple):
    """`season` is 1 where the name tells none."""

    season: int
    episode: int


def number_of(stem: str) -> Number | None:
    """Of `E01`, `S01E01`, `第十二集`, `剧名 EP.3`, `03`; None where the name has no number that tells."""
    stem = unicodedata.normalize("NFKC", stem)
    for pattern in _PATTERNS:
        if found := pattern.search(stem):
            *season, episode = found.groups()
            return Number(int(season[0]) if season else 1, _value(episode))
    return None


class Choice:
    """What `--only` asks for: names and numbers of episodes, and ranges of them (`E03`, `7-12`, `第3集`)."""

    def __init__(self, asked: Sequence[str]) -> None:
        self._asked = {one: frozenset(_numbers(one)) for one in asked}

    def includes(self, stem: str) -> bool:
        number = number_of(stem)
        return not self._asked or any(
            stem.casefold() == asked.casefold() or number in numbers for asked, numbers in self._asked.items()
        )

    def idle(self, stems: Sequence[str]) -> list[str]:
        """Those parts of it that no episode answers to."""
        return [one for one in self._asked if not any(Choice([one]).includes(stem) for stem in stems)]


def _numbers(asked: str) -> Iterator[Number]:
    """Raises ConfigurationError for a range that ends before it begins."""
    span = _RANGE.fullmatch(asked)
    ends = [number_of(end) for end in span.groups()] if span else [number_of(asked)]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return
    if (first.season, first.episode) > (last.season, last.episode) or first.season != last.season:
        raise ConfigurationError(f"--only {asked} is no range", "name the first episode, then the last")
    for episode in range(first.episode, last.episode + 1):
        yield Number(first.season, episode)


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    total, digit = 0, 0
    for sign in number:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = digit * 10 + _DIGITS[sign]
    return total + digit
