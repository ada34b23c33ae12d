"""What a break costs, in the unit in which rows pay for being uneven (see `rows.py`)."""

from __future__ import annotations

from typing import NamedTuple

# The end of a sentence, of a clause, of a phrase; between words, between words that may be one, between words
# that belong together.
SENTENCE, CLAUSE, PHRASE, PLAIN, WORD, BOUND = 0, 1, 4, 6, 9, 14
# Dearer than any unevenness: inside a word of Chinese or Japanese, inside what must be held together, and
# inside a word of another script, where the letters that a reader sees as one still stay together.
INSIDE, HELD, TORN = 40, 100, 1000


class Break(NamedTuple):
    """The next row begins at `at`."""

    at: int
    cost: int
