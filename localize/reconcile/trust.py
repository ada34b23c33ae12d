"""How far a line can be trusted: agreement between the witnesses, as flags for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from localize.dialects.likeness import Likeness
from localize.domain.review import DISAGREE, Flag
from localize.reconcile.match import Matched
from localize.reconcile.repair import doubted

# How alike right and wrong lines sound to Whisper base depends on the speech, so an episode is measured by
# itself. Agreement of right lines, least and median: season (synthetic accent) 0.93 and 0.96, 40 Mandarin
# clips 0.85 and 1.0, 15 Sichuan clips, most of them recorded, 0.36 and 0.83. With a fifth of the characters
# wrong the median is 0.81, 0.83 and 0.70; of lines of another text it is 0.35, and the most 0.46.
BELOW_MEDIAN = 0.12
LEAST, MOST = 0.70, 0.85
ENOUGH_LINES = 8  # for a median that one bad line does not move
# A gloss says the same in other words; what says something else stays below.
UNRELATED = 0.5
# One character in a line that agrees: of the right lines above, 2 of the recorded ones and no other have
# such a syllable, and of lines with one wrong character 25 of 56.
ODD = 0.3
SURELY_HEARD = 0.8
NEVER_SURE = 0.0  # what a word counts as of which no probability is told
# A prior: right lines of PP-OCR on clean type are nearly always above 0.9.
SURELY_READ = 0.8


def threshold(agreements: Sequence[float]) -> float:
    """Below it a line of this episode disagrees."""
    if len(agreements) < ENOUGH_LINES:
        return LEAST
    return min(MOST, max(LEAST, median(agreements) - BELOW_MEDIAN))


def flags(text: str, spoken: str, matched: Matched, least: float, read: float | None) -> Iterator[Flag]:
    """`least` is the agreement below which it disagrees, `read` the reader's confidence, None for a line that
    people typed."""
    agreement = matched.agreement
    if agreement is not None and agreement < least:
        yield Flag(DISAGREE, f"seen {text}, heard {spoken} ({agreement:.0%} alike)")
    if read is not None and read < SURELY_READ and (agreement is None or agreement < least):
        yield Flag("doubtful", f"the reader is unsure of what it saw ({read:.0%})")


def odd_flags(text: str, matched: Matched, like: Likeness) -> Iterator[Flag]:
    """Of a line that agrees: the characters that do not, where something else was surely heard."""
    for one in doubted(text, matched, like, ODD):
        if one.word.word.probability_or(NEVER_SURE) >= SURELY_HEARD:
            character = text[matched.syllables[one.syllable].at]
            yield Flag(DISAGREE, f"seen {character}, heard {one.word.word.text} ({one.sound})")
