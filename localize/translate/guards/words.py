"""Words of a language, looked for in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from localize.translate.guards.language import Language

# Letters, digits and the marks that belong to letters, which `\w` leaves out: vowel signs of Arabic,
# Devanagari and Thai.
LETTER = r"[\w\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
_VOWELS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "İ": "i"})
_AT_THE_END = r"(?=[\W_]*$)"


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """`text` for comparing: in lower case, one apostrophe, Arabic without vowel signs and with one alef."""
    return _VOWELS.sub("", unicodedata.normalize("NFC", text).translate(_ALIKE).lower())


def has(entries: tuple[str, ...], text: str, language: Language) -> bool:
    """Whether one of `entries` stands in `text`."""
    pattern = _pattern(entries, language.spaced, language.clitics)
    return bool(entries) and pattern.search(folded(text)) is not None


def found(entries: tuple[str, ...], text: str, language: Language) -> list[str]:
    """Those that do, as `text` writes them (folded)."""
    pattern = _pattern(entries, language.spaced, language.clitics)
    return [match[0] for match in pattern.finditer(folded(text))] if entries else []


def either(forms: Iterable[str]) -> str:
    """A regular expression for one of them, the longest that fits."""
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


@lru_cache(maxsize=256)
def _pattern(entries: tuple[str, ...], spaced: bool, clitics: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(map(_form, sorted(map(folded, entries), key=len, reverse=True)))
    if not spaced:
        return re.compile(forms)
    joined = f"(?:{either(clitics)})?" if clitics else ""
    return re.compile(f"(?<!{LETTER}){joined}(?:{forms})(?!{LETTER})")


def _form(entry: str) -> str:
    """`*` stands for any letters, `$` for the end of the text but for its marks."""
    plain = re.escape(entry).replace(r"\ ", r"\s+")
    return plain.replace(r"\*", f"{LETTER}*").replace(r"\$", _AT_THE_END)
