"""Heard speech that nobody burned in: kept, and marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from localize.domain.heard import Heard, HeardLine
from localize.domain.review import Flag
from localize.domain.transcript import Line
from localize.reconcile.hearing import heard_line
from localize.reconcile.voice import HeardWord
from localize.reconcile.wording import MARKS

# Where nearly all speech is burned in, what is not may be invented. It is not dropped: the recogniser is as
# unsure of real dialect (mean word probabilities down to 0.27 on recorded Sichuan speech) as it is of noise.
NEARLY_ALL = 0.9


def unseen_lines(heard: Heard, words: Sequence[HeardWord], unseen: Sequence[HeardWord]) -> list[Line]:
    """One line for each stretch of `unseen`, which is what no seen line stands for of all `words`."""
    share = 1 - len(unseen) / max(1, len(words))
    left = {word.number for word in unseen}
    flag = _flag(share)
    return [
        msgspec.structs.replace(line, flags=(*line.flags, flag))
        for run in _runs(words, left)
        for line in [heard_line("", _part(heard.lines[run[0].line], run))]
    ]


def _flag(share: float) -> Flag:
    if share >= NEARLY_ALL:
        return Flag(
            "unseen", f"heard, but not burned in, as {share:.0%} of all words are: perhaps nobody said it"
        )
    return Flag("unseen", "heard, but not burned in")


def _runs(words: Sequence[HeardWord], left: set[int]) -> Iterator[list[HeardWord]]:
    for (_, is_left), run in groupby(words, key=lambda word: (word.line, word.number in left)):
        if is_left:
            yield list(run)


def _part(line: HeardLine, run: Sequence[HeardWord]) -> HeardLine:
    words = tuple(word.word for word in run)
    if len(words) == len(line.words) or not line.words:
        return line
    first = msgspec.structs.replace(words[0], text=words[0].text.lstrip(MARKS + " "))
    return line.of_words((first, *words[1:]))
