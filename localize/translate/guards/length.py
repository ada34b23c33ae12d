"""A text much shorter than its source can be said, and one that goes round in circles."""

from __future__ import annotations

import re

from localize.domain.review import Flag
from localize.domain.script import HAN
from localize.translate import scripts
from localize.translate.checked import Checked
from localize.translate.guards.language import from_chinese
from localize.translate.guards.lines import is_part
from localize.translate.guards.words import LETTER

# Letters and digits for each different Chinese character, by script (ISO 15924), below which hardly a
# translation falls: about 0.2 % of 700 to 2300 lines of dialogue (The Battle for Wesnoth 1.16 in eleven
# languages; none of Arabic's 109), the least of 43 messages of Django 5.2 in Thai and Hindi.
FLOOR = {"Latn": 1.0, "Cyrl": 1.0, "Arab": 1.0, "Thai": 0.8, "Deva": 0.6, "Jpan": 0.5, "Kore": 0.5}
# Below it one word may say it all: 你到底想怎么样 is “What?”
LEAST_HAN = 8

# Two words and more, three times over: `the owner of the owner of the owner of`.
_LOOP = re.compile(
    rf"(?<!{LETTER})({LETTER}+(?:[\s,'’-]+{LETTER}+){{1,6}})(?:[\s,]+\1(?!{LETTER})){{2}}", re.IGNORECASE
)
_SAID_TWICE = re.compile(r"(\w{1,8})\W*\1")


def too_short(checked: Checked) -> Flag | None:
    floor, source = FLOOR.get(scripts.script(checked.target)), len(set(HAN.findall(checked.said.text)))
    if floor is None or source < LEAST_HAN or not from_chinese(checked) or is_part(checked):
        return None
    written = sum(letter.isalnum() for letter in checked.text)
    if written >= floor * source:
        return None
    return Flag("too-short", f"{written} letters for {source} characters: part of the line is missing")


def repeats(checked: Checked) -> Flag | None:
    """What the source says over and over may be said so."""
    loop = _LOOP.search(checked.text)
    if loop is None or _SAID_TWICE.search(checked.said.text):
        return None
    return Flag("too-long", f"it says {loop[1]!r} over and over")
