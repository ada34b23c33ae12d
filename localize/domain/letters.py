"""Which script a language is written in: enough to see that a text was left in another."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from localize.domain.language import is_chinese, primary
from localize.domain.script import HAN

KANA = re.compile(r"[\u3040-\u30ff]")
# Chinese function words that Japanese does not write.
CHINESE_ONLY = re.compile(r"[你您她们們吗嗎呢吧啥么麼谁這这哪没沒]")
# Japanese without any kana in a line is rare beyond this length (四字熟語 and a name).
KANJI_RUN = 8

# ISO 15924 → what the names of its letters begin with in the Unicode character database.
LETTERS = {
    "Arab": ("ARABIC",), "Armn": ("ARMENIAN",), "Beng": ("BENGALI",), "Cyrl": ("CYRILLIC",),
    "Deva": ("DEVANAGARI",), "Ethi": ("ETHIOPIC",), "Geor": ("GEORGIAN",), "Grek": ("GREEK",),
    "Gujr": ("GUJARATI",), "Guru": ("GURMUKHI",), "Hebr": ("HEBREW",), "Khmr": ("KHMER",),
    "Jpan": ("HIRAGANA", "KATAKANA", "CJK"), "Knda": ("KANNADA",), "Kore": ("HANGUL",), "Laoo": ("LAO",),
    "Latn": ("LATIN",), "Mlym": ("MALAYALAM",), "Mymr": ("MYANMAR",), "Sinh": ("SINHALA",),
    "Taml": ("TAMIL",), "Telu": ("TELUGU",), "Thai": ("THAI",),
}  # fmt: skip


def has_chinese_left(text: str, target: str) -> bool:
    """Whether `text` still holds Chinese, which `target` cannot. Japanese may hold kanji, not only kanji for
    long, and not the words that only Chinese has."""
    if is_chinese(target):
        return False
    if primary(target) != "ja":
        return HAN.search(text) is not None
    without_kana = not KANA.search(text) and len(HAN.findall(text)) >= KANJI_RUN
    return without_kana or CHINESE_ONLY.search(text) is not None


def is_in_script(text: str, target: str) -> bool:
    """Whether `text` has a letter of the script of `target`, or too few letters to tell."""
    letters = [character for character in text if character.isalpha()]
    if script(target) not in LETTERS or len(letters) < KANJI_RUN:
        return True
    return any(is_letter_of(letter, target) for letter in letters)


def is_letter_of(character: str, target: str) -> bool:
    """Whether it is a letter of the script of `target`, one of those in LETTERS."""
    return unicodedata.name(character, "").startswith(LETTERS.get(script(target), ())) if character else False


@cache
def script(tag: str) -> str:
    """The ISO 15924 code of the script that a language is most often written in."""
    import langcodes

    return langcodes.get(tag).maximize().script or ""
