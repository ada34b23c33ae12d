"""The likeliest words for a phrase: the best path through all that may have been said (Viterbi's)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from localize.reconcile.phonetic.phrase import Phrase, Unit
from localize.reconcile.phonetic.vocabulary import GENERAL, NAME, Choice, Vocabulary

# What it costs to change a heard character, beside the word's own cost: a share that grows with the square
# of the recogniser's probability of it, and one that grows with the fourth power of the line's mean. Chosen
# on the synthetic Sichuan clips and every other Mandarin clip (docs/dialect-repair.md).
SURE_CHARACTER = 2.0
SURE_LINE = 4.0
# That a word of one character is commoner than another with its sound says little: 是 is, than 事.
LONE_CHARACTER = 1.0
# What was heard as a word (沙子) is more often meant than another that sounds alike (啥子), unless that is a
# name of the series.
REAL_WORD = 1.0
# A number in digits is one word, rarer than a word of the dialect.
NUMBER_COST = 10.0


class Path(NamedTuple):
    choices: tuple[Choice, ...]
    cost: float


class Pricing(Protocol):
    def of(self, choice: Choice, start: int) -> float:
        """What it costs, beside the word's own cost, that not all of its characters were heard."""
        ...


class Prices:
    """What it costs to change each character of a phrase; infinite where it must stay."""

    def __init__(self, phrase: Phrase, line_probability: float, vocabulary: Vocabulary) -> None:
        line = SURE_LINE * line_probability**4
        self._prices = [SURE_CHARACTER * unit.probability**2 + line for unit in phrase.unit_of]
        for known in vocabulary.known.find(phrase.text):
            self._prices[known.start : known.end] = [math.inf] * len(known.found)
        self._text, self._sounds, self._vocabulary = phrase.text, phrase.sounds, vocabulary

    def of(self, choice: Choice, start: int) -> float:
        heard = self._text[start : choice.end]
        pairs = zip(heard, choice.text, self._prices[start : choice.end], strict=True)
        changed = [price for ours, theirs, price in pairs if ours != theirs]
        return sum(changed) + self._of_word(heard, start, choice) if changed else 0.0

    def _of_word(self, heard: str, start: int, choice: Choice) -> float:
        if len(heard) == 1:
            return LONE_CHARACTER
        is_real = self._vocabulary.is_word(heard, self._sounds[start : choice.end])
        return REAL_WORD if is_real and choice.kind != NAME else 0.0


def best_path(phrase: Phrase, vocabulary: Vocabulary, prices: Pricing) -> Path:
    """The cheapest words from one end of the phrase to the other."""
    best: list[Path | None] = [Path((), 0.0), *[None] * len(phrase.text)]
    for start in range(len(phrase.text)):
        before = best[start]
        if before is None:  # within a number
            continue
        for choice in _choices(phrase, start, vocabulary):
            cost = before.cost + choice.cost + choice.changes + prices.of(choice, start)
            known = best[choice.end]
            if known is None or cost < known.cost:
                best[choice.end] = Path((*before.choices, choice), cost)
    whole = best[-1]
    assert whole is not None  # what was heard is a path
    return whole


def _choices(phrase: Phrase, start: int, vocabulary: Vocabulary) -> Iterator[Choice]:
    unit = phrase.unit_of[start]
    if unit.written == unit.said:
        yield Choice(unit.said, start + 1, GENERAL, vocabulary.unknown_cost, 0.0)
    else:
        yield Choice(unit.said, start + len(unit.said), GENERAL, NUMBER_COST, 0.0)
    for choice in vocabulary.choices(phrase.sounds, start):
        if _leaves_numbers(phrase, start, choice):
            yield choice


def _leaves_numbers(phrase: Phrase, start: int, choice: Choice) -> bool:
    """A number in digits stays, unless a term is said by it and by nothing but it and its neighbours."""
    within = range(start, choice.end)
    numbers = [unit for at in within if (unit := phrase.unit_of[at]).written != unit.said]
    return not numbers or (choice.kind != GENERAL and _whole(numbers))


def _whole(numbers: Sequence[Unit]) -> bool:
    return all(numbers.count(unit) == len(unit.said) for unit in numbers)
