"""Numbers that a Chinese line counts with, and those that it only speaks with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from localize.translate.guards.language import chinese

_DIGITS = {**dict(zip("零一二三四五六七八九", range(10), strict=True)), "〇": 0, "两": 2, "俩": 2, "仨": 3}
_DIGITS |= dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
# Old ways to write two and three tens.
_TENS = {"廿": "二十", "卅": "三十"}
_NUMERAL = "".join([*_DIGITS, *_UNITS, *_MYRIADS])
_RUN = re.compile(
    rf"(?:\d[\d,]*(?:\.\d+)?|[{_NUMERAL}]+(?:点[零一二三四五六七八九]+(?=[万亿%]))?)(?:[{_NUMERAL}]+|个[亿万])*"
)
# Of a sum of money, what follows the whole: 三块五, 三块五毛.
_CHANGE = re.compile(r"[块元]([一二三四五六七八九])")
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|.")


class Number(NamedTuple):
    """`found` stands for any of `values`. It is `told` where a translation must tell it."""

    found: str
    values: frozenset[Fraction]
    told: bool


class Numbers(NamedTuple):
    """`open`: something is halved, paired or left open, which may be told in any number."""

    all: tuple[Number, ...]
    open: bool

    @property
    def told(self) -> tuple[Number, ...]:
        return tuple(number for number in self.all if number.told)


# What is longer nobody says: a serial number has some twenty digits.
MOST_NUMERALS = 30


@lru_cache(maxsize=256)
def read(text: str) -> Numbers:
    """The numbers of a line in standard Mandarin."""
    text = plain(text)
    fixed = [match.span() for match in _fixed().finditer(text)]
    found = []
    for match in _RUN.finditer(text):
        value = value_of(match[0]) if len(match[0]) <= MOST_NUMERALS else None
        if value is not None:
            inside = any(start < match.end() and match.start() < end for start, end in fixed)
            told = not inside and _counts(text, match, value)
            found.append(Number(match[0], frozenset(_ways(value, text[match.end() :])), told))
    return Numbers(tuple(found), any(word in text for word in chinese().numbers.open))


def digits_of(text: str) -> frozenset[Fraction]:
    """Every digit by itself: a word like 三两 or 第二天 may be told with its number, or without."""
    text = plain(text)
    written = (Fraction(one) for one in re.findall(r"\d+", text) if len(one) <= MOST_NUMERALS)
    return frozenset([*written, *(Fraction(_DIGITS[one]) for one in text if one in _DIGITS)])


def plain(text: str) -> str:
    """With half-width digits, and the old numerals spelt out."""
    text = unicodedata.normalize("NFKC", text)
    for old, spelt in _TENS.items():
        text = text.replace(old, spelt)
    return text


def value_of(run: str) -> Fraction | None:
    """`两百五` → 250, `1.5亿` → 150000000, `二〇二四` → 2024; None where it is about so many (`三五`)."""
    tokens = _TOKEN.findall(run.replace("个", "").replace(",", ""))
    if all(token in _DIGITS for token in tokens):
        return _spelt("".join(str(_DIGITS[token]) for token in tokens))
    return _Sum().of(tokens)


def _spelt(digits: str) -> Fraction | None:
    """A year or a room is read digit by digit; two digits in a row are about so many."""
    return None if len(digits) == 2 else Fraction(int(digits))


class _Sum:
    def __init__(self) -> None:
        self.total, self.section = Fraction(0), Fraction(0)
        self.digit: Fraction | None = None
        self.unit = Fraction(1)

    def of(self, tokens: list[str]) -> Fraction | None:
        """None where two digits stand in a row, or a mark of decimals that decides nothing."""
        for at, token in enumerate(tokens):
            if token == "点":
                return self._with_decimals(tokens[at + 1 :])
            if not self._takes(token):
                return None
        if self.digit is not None:
            # 两百五 is 250, and 二百零五 is 205: the nought has set the unit to one.
            self.section += self.digit * (self.unit / 10 if self.unit >= 100 and self.digit < 10 else 1)
        return self.total + self.section

    def _takes(self, token: str) -> bool:
        if token in _UNITS:
            self._unit(_UNITS[token])
        elif token in _MYRIADS:
            self._myriad(_MYRIADS[token])
        elif token in ("零", "〇"):
            self.unit = Fraction(1)
        elif self.digit is not None:
            return False
        else:
            self.digit = Fraction(_DIGITS[token]) if token in _DIGITS else Fraction(token)
        return True

    def _unit(self, unit: int) -> None:
        self.section += (1 if self.digit is None else self.digit) * unit
        self.digit, self.unit = None, Fraction(unit)

    def _myriad(self, size: int) -> None:
        below = self.section + (self.digit or 0)
        if size > 10**4:
            self.total = (self.total + below or Fraction(1)) * size
        else:
            self.total += (below or Fraction(1)) * size
        self.section, self.digit, self.unit = Fraction(0), None, Fraction(size)

    def _with_decimals(self, tokens: list[str]) -> Fraction | None:
        """三点五万: digits, then what they are multiplied by."""
        digits = [token for token in tokens if token in _DIGITS]
        size = Fraction(1)
        for token in tokens[len(digits) :]:
            size *= _MYRIADS.get(token, 1)
        whole = self.section + (self.digit or 0)
        decimals = "".join(str(_DIGITS[digit]) for digit in digits)
        return (whole + Fraction(f"0.{decimals or 0}")) * size


def _counts(text: str, match: re.Match[str], value: Fraction) -> bool:
    """Whether the number counts something, so that no translation can do without it."""
    before, run, after = text[: match.start()], match[0], text[match.end() :]
    known = chinese().numbers
    is_share = before.endswith("百分之")
    if value < 2 or (before.endswith(known.loose_before) and not is_share):
        return False
    if after.startswith(known.loose_after) or run[0] in "百千万亿":
        return False
    if before.endswith("第"):
        return value > 2
    if any(letter.isdigit() for letter in run) or is_share:
        return True
    if value == 2:
        return after.startswith(known.counted_two)
    return len(run) > 1 or after.startswith(known.measures)


def _ways(value: Fraction, after: str) -> Iterator[Fraction]:
    """Three o'clock may be 15:00, 三块五 is three and a half, and so is 三年半."""
    yield value
    if after.startswith("点"):
        yield value + 12
    if "半" in after[:3]:
        yield value + Fraction(1, 2)
    if match := _CHANGE.match(after):
        yield value + Fraction(value_of(match[1]) or 0) / 10


@cache
def _fixed() -> re.Pattern[str]:
    """Not within a longer number: there is no 万一 in 三万一千."""
    forms = "|".join(chinese().numbers.fixed)
    return re.compile(rf"(?<![{_NUMERAL}])(?:{forms})(?![十百千万亿])")
