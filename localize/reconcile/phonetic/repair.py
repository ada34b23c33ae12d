"""A heard line → the same line in the words that were likeliest said, and what was changed for which reason.

Nothing is added or left out: a character for each syllable, none further from the heard one than the
dialect's sounds allow. What is heard as a word of the dialect or as a name stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from statistics import fmean
from typing import NamedTuple

import msgspec

from localize.dialects.sounds import Sounds
from localize.domain.glossary import Glossary
from localize.domain.heard import HeardLine
from localize.domain.value import Value
from localize.reconcile.phonetic.general import general_words
from localize.reconcile.phonetic.phrase import Phrase, phrases
from localize.reconcile.phonetic.search import Path, Prices, best_path
from localize.reconcile.phonetic.vocabulary import Choice, Vocabulary
from localize.reconcile.phonetic.writing import Change, rewritten, rewritten_words


class Repair(Value, frozen=True):
    """What stood from `start` on, and what stands there now. `rule` says what vouches for it.

    The scores are natural logarithms: `sound` is how much less likely the new syllables are to be heard as
    the old ones, 0 for the same; `price` what giving up the heard characters cost, by the recogniser's
    trust in them; `words` what the new words cost, by how rarely they are used.
    """

    start: int
    was: str
    now: str
    rule: str
    sound: float
    price: float
    words: float

    @property
    def note(self) -> str:
        scores = f"sound {self.sound:.1f}, characters {self.price:.1f}, words {self.words:.1f}"
        return f"{self.was} → {self.now}: sounds alike, {self.rule} ({scores})"


class Repaired(NamedTuple):
    line: HeardLine
    repairs: tuple[Repair, ...]


class _Placed(NamedTuple):
    start: int
    choice: Choice


class Repairer:
    """`sounds` are those of the dialect, with its words; names come from `glossary`."""

    def __init__(self, sounds: Sounds, glossary: Glossary) -> None:
        self._vocabulary = Vocabulary(sounds, glossary, general_words())

    def repaired(self, line: HeardLine) -> Repaired:
        found = list(phrases(line))
        sure = _probability(found)
        repairs = tuple(repair for phrase in found for repair in self._repairs(phrase, sure))
        return Repaired(_rewritten(line, repairs) if repairs else line, repairs)

    def cost(self, line: HeardLine) -> float:
        """That of the likeliest words of the line, as a natural logarithm: what they cost themselves, that
        they sound otherwise, and that other characters were heard."""
        found = list(phrases(line))
        sure = _probability(found)
        return sum(self._path(phrase, Prices(phrase, sure, self._vocabulary)).cost for phrase in found)

    def _path(self, phrase: Phrase, prices: Prices) -> Path:
        return best_path(phrase, self._vocabulary, prices)

    def _repairs(self, phrase: Phrase, line_probability: float) -> Iterator[Repair]:
        prices = Prices(phrase, line_probability, self._vocabulary)
        choices = self._path(phrase, prices).choices
        starts = accumulate((len(choice.text) for choice in choices), initial=0)
        placed = [_Placed(*both) for both in zip(starts, choices, strict=False)]
        for is_changed, run in groupby(placed, key=lambda one: _is_changed(phrase, one)):
            if is_changed:
                yield _repair(phrase, list(run), prices)


def _probability(found: Sequence[Phrase]) -> float:
    """The recogniser's mean for a character; of nothing, that it is nothing."""
    return fmean([unit.probability for phrase in found for unit in phrase.unit_of] or [1.0])


def _is_changed(phrase: Phrase, one: _Placed) -> bool:
    return phrase.text[one.start : one.choice.end] != one.choice.text


def _repair(phrase: Phrase, run: Sequence[_Placed], prices: Prices) -> Repair:
    """One for changed words beside each other: where one of them ends was not heard."""
    units = phrase.unit_of[run[0].start : run[-1].choice.end]
    return Repair(
        start=units[0].start,
        was="".join(unit.written for unit in dict.fromkeys(units)),
        now="".join(one.choice.text for one in run),
        rule=", ".join(dict.fromkeys(one.choice.kind for one in run)),
        sound=round(sum(one.choice.changes for one in run), 2),
        price=round(sum(prices.of(one.choice, one.start) for one in run), 2),
        words=round(sum(one.choice.cost for one in run), 2),
    )


def _rewritten(line: HeardLine, repairs: Sequence[Repair]) -> HeardLine:
    changes = [Change(one.start, one.start + len(one.was), one.now) for one in repairs]
    is_timed = "".join(word.text for word in line.words) == line.text
    words = rewritten_words(line.words, changes) if is_timed else line.words
    return msgspec.structs.replace(line, text=rewritten(line.text, changes), words=words)
