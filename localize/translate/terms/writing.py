"""One way of writing for what is written in several: width, apostrophes, hyphens, spaces, marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Unicode's hyphens, and the dashes and the minus that are typed for one.
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u05be", "-")
_APOSTROPHES = dict.fromkeys("’‘ʼʹ′`´׳", "'")
# Arabic: the carriers of hamza, the final forms that are typed for each other.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي"}
_SAME = str.maketrans(_HYPHENS | _APOSTROPHES | _ARABIC)
# Drawn, but no part of a word: soft hyphens, joiners, marks of direction, Arabic's vowels and stretching.
_IGNORED = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0640\u064b-\u065f\u0670]"
)
POSSESSIVE = re.compile(r"['’]s?$")
_THAI_TONE_LAST = re.compile(r"(ํ)([่-๋])")


class Written(NamedTuple):
    """`text` in one way of writing; `at` holds for each of its characters, and for its end, where what it
    was made of begins in the original."""

    text: str
    at: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        return self.at[start], self.at[end]


def written(text: str, same: tuple[tuple[str, str], ...] = (), *, spaced: bool = True) -> Written:
    """`same` are spellings of equal length, of which the second is taken; without `spaced` spaces are left
    out."""
    letters: list[str] = []
    at: list[int] = []
    for start, cluster in _clusters(text):
        for letter in _plain(cluster):
            if spaced or not letter.isspace():
                letters.append(letter)
                at.append(start)
    return Written(_spelled("".join(letters), same), (*at, len(text)))


def letters(text: str) -> str:
    """Letters and digits alone, without case and accents, and without a possessive ending."""
    apart = unicodedata.normalize("NFKD", POSSESSIVE.sub("", text).casefold())
    return "".join(letter for letter in apart if letter.isalnum())


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Characters with the marks that follow them."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.category(text[at]).startswith("M"):
            yield start, text[start:at]
            start = at


def _plain(cluster: str) -> str:
    plain = unicodedata.normalize("NFKC", cluster).translate(_SAME)
    plain = _THAI_TONE_LAST.sub(r"\2\1", _IGNORED.sub("", plain))
    return " " if plain.isspace() else plain


def _spelled(text: str, same: tuple[tuple[str, str], ...]) -> str:
    for one, other in same:
        text = text.replace(one, other).replace(one.capitalize(), other.capitalize())
    return text
