"""Which episode a file is, by its name."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_UNITS = {"十": 10, "百": 100}
_CHINESE = f"[{''.join((*_DIGITS, *_UNITS))}]{{1,5}}"
_NUMBER = rf"\d{{1,4}}|{_CHINESE}"
_SEASON, _EPISODE = "[季部]", "[集话話回]"
# The surest first: each has the episode as its last group, and before it the season where it tells one.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![a-z])s(\d{1,3})[ ._-]*e(\d{1,4})(?!\d)",
        rf"第\s*({_NUMBER})\s*{_SEASON}.*第\s*({_NUMBER})\s*{_EPISODE}",
        rf"第\s*({_NUMBER})\s*{_EPISODE}",
        r"(?<![a-z])(?:episode|ep|e)[ ._-]*(\d{1,4})(?!\d)",
        rf"(?<!\d)(\d{{1,4}})\s*{_EPISODE}",
        r"^\D*(\d{1,4})$",
        r"[ ._-](\d{1,4})$",
        r"^(\d{1,4})(?=[ ._-])",
    )
)
_IN_CHINESE = re.compile(rf"(?<=第)({_CHINESE})(?={_SEASON}|{_EPISODE})")


class Number(NamedTuple):
    """`season` is 0 where the name tells none."""

    season: int
    episode: int


def number_of(stem: str) -> Number | None:
    """Of `E01`, `S01E01`, `第十二集`, `剧名 EP.3`, `03`; None where the name has no number that tells."""
    stem = unicodedata.normalize("NFKC", stem)
    for pattern in _PATTERNS:
        if found := pattern.search(stem):
            *season, episode = found.groups()
            return Number(_value(season[0]) if season else 0, _value(episode))
    return None


def with_digits(name: str) -> str:
    """`第十二集` as `第12集`, so that names can be put in the order of their numbers."""
    return _IN_CHINESE.sub(lambda found: str(_value(found[1])), name)


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
