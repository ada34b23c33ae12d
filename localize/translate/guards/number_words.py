"""Numbers in a translation: digits of any script, words, and both together (`80 mil`, `八十万`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from localize.domain.language import primary
from localize.translate.guards.language import Language, language
from localize.translate.guards.words import LETTER, either, folded

# Digits in groups, by whatever is put between them: `1,500.50`, `1.500,50`, `30 000`, `8,00,000`.
_DIGITS = r"\d+(?:[.,]\d+|['\u00a0\u202f ]\d{3}(?!\d))*"
_MARK = str.maketrans({"٫": ".", "٬": ",", "’": "'"})
_FRENCH_SCORES = (60, 80)


class Found(NamedTuple):
    """A number from `start` to `end` of the text; `values` are the ways to read it (`1.500` is two numbers).
    `doubtful`: its words often are none."""

    text: str
    start: int
    end: int
    values: frozenset[Fraction]
    doubtful: bool


class Token(NamedTuple):
    """`size` is what it multiplies by, 0 for what is added. `digits` are as written, empty for a word."""

    start: int
    end: int
    value: Fraction
    size: int
    digits: str = ""


# A model that runs away in digits is no speaker. A sum with all its words has a dozen numerals, the digits of
# an account some twenty.
MOST_NUMERALS = 60
MOST_DIGITS = 30


@lru_cache(maxsize=256)
def read(text: str, target: str) -> tuple[Found, ...]:
    """In the order of the text; nothing where no numerals are known of the language, and of a text that has
    more of them than anybody says."""
    reader = _reader(primary(target))
    if reader is None:
        return ()
    text = _with_ascii_digits(folded(text))
    tokens = list(_tokens(text, reader))
    if len(tokens) > MOST_NUMERALS or any(len(token.digits) > MOST_DIGITS for token in tokens):
        return ()
    return tuple(_found(text, run, reader) for run in _runs(text, tokens, reader))


def _with_ascii_digits(text: str) -> str:
    """Position for position."""
    return "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text.translate(_MARK))


# ── words ────────────────────────────────────────────────────────────────────────────────────────────


class _Reader(NamedTuple):
    """What is known of a language's numerals. `token` finds digits, or a run of numerals written as one word,
    `numeral` one of these; `between` is what may stand between the tokens of a number."""

    token: re.Pattern[str]
    numeral: re.Pattern[str]
    between: re.Pattern[str]
    values: Mapping[str, int]
    sizes: Mapping[str, int]
    short: Mapping[str, int]
    doubtful: frozenset[str]
    units_first: bool


@cache
def _reader(name: str) -> _Reader | None:
    known = language(name)
    if known is None or known.numbers is None:
        return None
    numbers = known.numbers
    values, sizes, short = map(_by_word, (numbers.words, numbers.times, numbers.short))
    numeral = f"(?:{either([*values, *sizes])})".replace(r"\ ", r"[\s-]+")
    suffix = f"(?:(?P<short>{either(short)})(?!{LETTER}))?" if short else "(?P<short>(?!))?"
    joiners = f"(?:{either(numbers.joiners)})?" if numbers.joiners else ""
    return _Reader(
        token=re.compile(rf"(?P<digits>{_DIGITS}){suffix}|{_word(numeral, known)}"),
        numeral=re.compile(numeral),
        between=re.compile(rf"[\s‐‑-]*{joiners}[\s‐‑-]*"),
        values=values,
        sizes=sizes,
        short=short,
        doubtful=frozenset(map(folded, numbers.doubtful)),
        units_first=numbers.units_first,
    )


def _by_word(table: Mapping[str, tuple[str, ...]]) -> Mapping[str, int]:
    return {folded(form): int(value) for value, forms in table.items() for form in forms}


def _word(numeral: str, known: Language) -> str:
    """One word of nothing but numerals: `einundzwanzig`, `ventotto`."""
    if not known.spaced or known.numbers is None:
        return numeral
    glue = f"|{either(known.numbers.joiners)}" if known.numbers.units_first else ""
    front = f"(?:{either(known.clitics)})?" if known.clitics else ""
    return f"(?<!{LETTER}){front}{numeral}(?:{numeral}{glue})*(?!{LETTER})"


def _tokens(text: str, reader: _Reader) -> Iterator[Token]:
    for match in reader.token.finditer(text):
        if not match["digits"]:
            yield from _numerals(match, reader)
            continue
        yield Token(match.start(), match.end("digits"), Fraction(0), 0, match["digits"])
        if match["short"]:
            yield Token(match.start("short"), match.end(), Fraction(0), reader.short[match["short"]])


def _numerals(match: re.Match[str], reader: _Reader) -> Iterator[Token]:
    for one in reader.numeral.finditer(match[0]):
        form = one[0] if one[0] in reader.values else re.sub(r"[\s-]+", " ", one[0])
        start, end = match.start() + one.start(), match.start() + one.end()
        yield Token(start, end, Fraction(reader.values.get(form, 0)), reader.sizes.get(form, 0))


def _runs(text: str, tokens: Sequence[Token], reader: _Reader) -> Iterator[list[Token]]:
    """Tokens that make one number: nothing but spaces, hyphens and joiners stands between them."""
    run: list[Token] = []
    for token in tokens:
        if run and not _goes_on(text, run, token, reader):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _goes_on(text: str, run: Sequence[Token], token: Token, reader: _Reader) -> bool:
    if not reader.between.fullmatch(text, run[-1].end, token.start):
        return False
    parts = [(Fraction(1) if one.digits else one.value, one) for one in (*run, token)]
    return sum_of(parts, units_first=reader.units_first) is not None


# ── values ───────────────────────────────────────────────────────────────────────────────────────────


def _found(text: str, run: Sequence[Token], reader: _Reader) -> Found:
    start, end = run[0].start, run[-1].end
    doubtful = all(text[one.start : one.end] in reader.doubtful for one in run)
    return Found(text[start:end], start, end, frozenset(_values(run, reader)), doubtful)


def _values(run: Sequence[Token], reader: _Reader) -> Iterator[Fraction]:
    """With the digits read in one way, and in the other. A word may be both: `مليونا` alone is two
    million."""
    if len(run) == 1 and run[0].size and run[0].value:
        yield run[0].value
    ways = [readings_of(one.digits) if one.digits else (one.value,) for one in run]
    for at in (0, -1):
        parts = [(way[at], one) for way, one in zip(ways, run, strict=True)]
        value = sum_of(parts, units_first=reader.units_first)
        if value is not None:
            yield value


def readings_of(digits: str) -> tuple[Fraction, ...]:
    """With comma or point for the decimals, as far as the groups allow it."""
    whole = re.sub(r"['\u00a0\u202f ]", "", digits)
    found = [_reading(whole, "."), _reading(whole, ",")]
    return tuple(dict.fromkeys(one for one in found if one is not None)) or (
        Fraction(re.sub(r"\D", "", digits)),
    )


def _reading(digits: str, point: str) -> Fraction | None:
    whole, _, rest = digits.partition(point)
    groups = re.split(r"[.,]", whole)
    if not (rest.isdigit() or not rest) or any(len(group) not in (2, 3) for group in groups[1:]):
        return None
    return Fraction(f"{''.join(groups)}.{rest or 0}")


def sum_of(parts: Sequence[tuple[Fraction, Token]], *, units_first: bool) -> Fraction | None:
    """What numerals in a row come to, each given with its value; None where they make no single number."""
    made = _Sum(units_first=units_first)
    return made.total if all(made.takes(value, token) for value, token in parts) else None


class _Sum:
    """Adds what is small and multiplies by what is large, in the order in which it is said."""

    def __init__(self, *, units_first: bool) -> None:
        self._units_first = units_first
        self._parts: list[tuple[int, Fraction]] = []  # with what is less than each can follow, ever smaller
        self._open: Fraction | None = None  # the last, which may be multiplied yet

    @property
    def total(self) -> Fraction:
        return sum((value for _, value in self._parts), self._open or Fraction(0))

    def takes(self, value: Fraction, token: Token) -> bool:
        return self._multiply(token.size) if token.size else self._add(value)

    def _add(self, value: Fraction) -> bool:
        if self._parts and value >= self._parts[-1][0]:
            return False
        if self._open is not None and self._is_turned(value):
            self._open += value
            return True
        if self._open is not None:
            room = _room(self._open)
            if value >= room:
                return False
            self._parts.append((room, self._open))
        self._open = value
        return True

    def _is_turned(self, value: Fraction) -> bool:
        """Five-and-thirty."""
        tens = 20 <= value <= 90 and value % 10 == 0
        return self._units_first and tens and self._open is not None and 1 <= self._open <= 9

    def _multiply(self, size: int) -> bool:
        if self._open is None and self._parts and self._parts[-1][0] == size:
            return False
        smaller = [value for known, value in self._parts if known < size]
        base = sum(smaller, self._open or Fraction(0)) or Fraction(1)
        self._parts = [part for part in self._parts if part[0] > size]
        self._parts.append((size, base * size))
        self._open = None
        return True


def _room(value: Fraction) -> int:
    """What is added to a number is below its last place: twenty and less than ten, soixante and less than
    twenty."""
    if value in _FRENCH_SCORES:
        return 20
    room = 1
    while value and value % (room * 10) == 0:
        room *= 10
    return room
