"""Chinese in Latin letters: which words of a text are surely pinyin, and which could be."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from localize.domain.script import HAN
from localize.domain.syllables import pinyin
from localize.translate.terms.writing import letters

# From so many syllables on no sentence begins by chance with the pinyin of just this term: `He can` may.
SURE = 3


@lru_cache(maxsize=4096)
def sound(form: str) -> tuple[str, ...]:
    """The pinyin of a Chinese form of two syllables and more, as letters alone; one syllable alone may be a
    word of any language."""
    is_told = len(form) > 1 and all(map(HAN.fullmatch, form))
    return tuple(map(letters, pinyin(form))) if is_told else ()


def is_name(words: list[str], syllables: int, *, begins: bool) -> bool:
    """Whether words that spell so many syllables are written as a name, not as words of the language that
    happen to (`age` for 阿哥, `Made` for 妈的): a capital tells it, but where a sentence begins."""
    capitals = [_has_capital(word) for word in words]
    if not begins:
        return capitals[0]
    return capitals[0] and (syllables >= SURE or (len(words) > 1 and all(capitals)))


def _has_capital(word: str) -> bool:
    """A capital of its own: a line that is shouted has no other letters."""
    return word[:1].isupper() and not word.isupper()


def is_pinyin(word: str) -> bool:
    """Whether a word in small letters without accents can be read as pinyin. A syllable inside a word
    does not begin with a vowel (`xioaman`): there would be an apostrophe before it."""
    return _reading().fullmatch(word) is not None


@cache
def _reading() -> re.Pattern[str]:
    from pypinyin.constants import PINYIN_DICT

    written = {sound for sounds in PINYIN_DICT.values() for sound in sounds.split(",")}
    # Not the interjections m, n, ng, hm.
    syllables = {plain for plain in map(letters, written) if re.search("[aeiou]", plain)}
    any_of = "|".join(sorted(syllables))
    return re.compile(f"(?:{any_of})(?:(?![aeo])(?:{any_of}))*")
