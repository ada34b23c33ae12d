"""Numbers and money: what the source counts, the translation counts, in digits or in words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.guards import chinese_numbers, money, number_words
from localize.translate.guards.chinese_numbers import Number
from localize.translate.guards.language import Language, from_chinese, language
from localize.translate.guards.lines import is_part, own_source, own_text
from localize.translate.guards.number_words import Found

KIND = "numbers"
# Below it a word may be an article, a pair, a first.
_LEAST_WORD = 3


def numbers(checked: Checked) -> Flag | None:
    known = language(checked.target)
    if known is None or known.numbers is None or not from_chinese(checked):
        return None
    if is_part(checked) or money.may_differ(checked):
        return None
    told = chinese_numbers.read(own_source(checked)).told
    found = number_words.read(own_text(checked), checked.target)
    said = [number for number in told if not number.values & set(known.numbers.unsaid)]
    return _missing(said, found) or _too_many(checked, found, known) or money.changed(checked, found)


def _missing(told: Sequence[Number], found: Sequence[Found]) -> Flag | None:
    for number in told:
        if not any(number.values & one.values for one in found) and not _in_digits(number, found):
            return Flag(KIND, f"the source says {number.found} ({_shown(number)}), the subtitle does not")
    return None


def _in_digits(number: Number, found: Sequence[Found]) -> bool:
    """Whether a long number stands there in groups, as a telephone number does."""
    digits = "".join(letter for letter in number.found if letter.isdigit())
    written = "".join(letter for one in found for letter in one.text if letter.isdigit())
    return len(digits) > 4 and digits in written


def _too_many(checked: Checked, found: Sequence[Found], target: Language) -> Flag | None:
    known = chinese_numbers.read(checked.said.text)
    if known.open:
        return None
    values = {value for number in known.all for value in number.values}
    values |= chinese_numbers.digits_of(checked.said.text)
    for one in found:
        if not one.values & values and _is_number(one, spaced=target.spaced):
            return Flag(KIND, f"{one.text} is not in the source")
    return None


def _is_number(one: Found, *, spaced: bool) -> bool:
    """Whether it is said as a number, not as in `a hundred times`; words without spaces around them may be
    parts of others."""
    value = min(one.values)
    if any(letter.isdigit() for letter in one.text):
        return value > 1
    return spaced and not one.doubtful and value >= _LEAST_WORD and not _is_round(value)


def _is_round(value: Fraction) -> bool:
    return value >= 10 and str(value).strip("0") == "1"


def _shown(number: Number) -> str:
    value = min(number.values)
    return f"{int(value):,}" if value.denominator == 1 else str(float(value))
