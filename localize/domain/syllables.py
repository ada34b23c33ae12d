"""Text → syllables, each with the place of its character: what two witnesses can be compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from localize.domain.script import HAN_LETTERS

# 〇 is no ideograph to Unicode, but is read out as one.
_PIECE = re.compile(rf"(?P<han>[{HAN_LETTERS}〇]+)|(?P<digits>\d+)|[^\W\d_{HAN_LETTERS}〇]+")
_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_YEAR = 4  # so many digits before 年 are read one by one, and so are numbers too long to have places here


class Syllable(NamedTuple):
    """`sound` is pinyin without its tone, or a word of another script in lower case; `at` is where its
    character, digit or word begins in the text."""

    sound: str
    at: int


@lru_cache(maxsize=4096)
def syllables(text: str) -> tuple[Syllable, ...]:
    """What is said when `text` is read out; marks and spaces are not."""
    plain = "".join(map(_plain, text))
    return tuple(syllable for piece in _PIECE.finditer(plain) for syllable in _of(piece))


def pinyin(characters: str) -> list[str]:
    """One syllable without tone for each Chinese character, read as its neighbours ask; ü is `v`."""
    from pypinyin import Style, lazy_pinyin

    sounds: list[str] = lazy_pinyin(characters, style=Style.NORMAL)
    # A character that pypinyin does not know joins its like into one piece.
    return sounds if len(sounds) == len(characters) else [lazy_pinyin(one)[0] for one in characters]


@lru_cache(maxsize=4096)
def all_sounds(character: str) -> tuple[str, ...]:
    """Every way in which a character may be read."""
    from pypinyin import Style
    from pypinyin import pinyin as readings

    (sounds,) = readings(character, style=Style.NORMAL, heteronym=True)
    return tuple(sounds)


def is_han(character: str) -> bool:
    match = _PIECE.match(character)
    return match is not None and match.lastgroup == "han"


def _plain(character: str) -> str:
    """Full-width letters and digits as others; places in the text must stay."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _of(piece: re.Match[str]) -> Iterator[Syllable]:
    if piece["han"]:
        sounds = pinyin(piece["han"])
        yield from (Syllable(sound, piece.start() + at) for at, sound in enumerate(sounds))
    elif piece["digits"]:
        is_year = piece.string.startswith("年", piece.end()) and len(piece["digits"]) == _YEAR
        sounds = pinyin(spoken_number(piece["digits"], one_by_one=is_year))
        last = piece.end() - 1
        yield from (Syllable(sound, min(piece.start() + at, last)) for at, sound in enumerate(sounds))
    else:
        yield Syllable(piece.group().lower(), piece.start())


def spoken_number(digits: str, *, one_by_one: bool = False) -> str:
    """`30` → `三十`, `2015` as a year → `二零一五`."""
    values = [int(digit) for digit in digits]
    if one_by_one or len(values) > len(_PLACES) or values[0] == 0:
        return "".join(_DIGITS[value] for value in values)
    spoken = ""
    for place, value in zip(range(len(values) - 1, -1, -1), values, strict=True):
        spoken += _DIGITS[value] + _PLACES[place] if value else "零"
    spoken = re.sub("零+", "零", spoken).rstrip("零")
    return re.sub("^一十", "十", spoken)
