"""How a Chinese name sounds, and how like it something in Latin letters is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from localize.domain.script import HAN
from localize.domain.syllables import pinyin


@lru_cache(maxsize=4096)
def syllables(form: str) -> tuple[str, ...]:
    """The pinyin of a name in Chinese characters; none for any other."""
    return tuple(map(letters, pinyin(form))) if form and all(map(HAN.fullmatch, form)) else ()


@lru_cache(maxsize=65536)
def letters(text: str) -> str:
    """Alone, without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if letter.isalpha())


@lru_cache(maxsize=4096)
def parts(form: str) -> frozenset[str]:
    """The name's syllables, one and several in a row."""
    sounds = syllables(form)
    spans = ((start, end) for start in range(len(sounds)) for end in range(start + 1, len(sounds) + 1))
    return frozenset("".join(sounds[start:end]) for start, end in spans)


@lru_cache(maxsize=65536)
def likeness(given: str, form: str) -> float:
    """In percent, in either order of surname and given name."""
    from rapidfuzz import fuzz

    sounds = syllables(form)
    orders = ("".join(sounds), "".join((*sounds[1:], sounds[0])))
    return max(fuzz.ratio(given, order) for order in orders)
