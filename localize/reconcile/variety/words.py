"""What the words that stand in a text tell of the dialect that it is in."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from localize.dialects import Dialect, Use
from localize.dialects.sounds import Sounds
from localize.domain.glossary import Glossary
from localize.domain.script import HAN
from localize.reconcile.phonetic.general import general_words
from localize.reconcile.phonetic.phrase import Phrase, Unit
from localize.reconcile.phonetic.search import best_path
from localize.reconcile.phonetic.vocabulary import DIALECT_COST, Choice, Vocabulary

# No single word tells more than this, in natural logarithms: it may be quoted, or misread.
MOST = 6.0


class Words:
    """Of several dialects: a word that more than one of them has tells so much less for each."""

    def __init__(self, dialects: Sequence[Dialect]) -> None:
        self._dialects = dialects
        self._owners = Counter(
            form for dialect in dialects for form in {form for word in dialect.words for form in word.forms}
        )

    def tell(self, text: str, *, also_heard: bool = False) -> Mapping[str, float]:
        """For each dialect how much likelier the text is in it than in Mandarin (natural logarithm), by the
        words that stand there. `also_heard`: only by those that no comparison of sounds counts."""
        return {
            dialect.name: sum(
                self._worth(use)
                for use in dialect.uses(text)
                if not also_heard or len(use.found) == 1 or self.is_shared(self._form(use))
            )
            for dialect in self._dialects
        }

    def is_shared(self, form: str) -> bool:
        return self._owners[form] > 1

    def _worth(self, use: Use) -> float:
        """Nothing where it may as well be meant as in Mandarin."""
        if use.word.ambiguous and use.sense is None:
            return 0.0
        form = self._form(use)
        return min(MOST, max(0.0, cost_in_mandarin(form) - DIALECT_COST)) / self._owners[form]

    def _form(self, use: Use) -> str:
        """As a pack writes it: a word is also found in the other script."""
        return use.found if use.found in self._owners else use.word.term


@cache
def cost_in_mandarin(form: str) -> float:
    """The negative logarithm of the share of the likeliest words of Mandarin that make up `form`."""
    text = "".join(HAN.findall(form))
    if not text:
        return 0.0
    phrase = Phrase(tuple(Unit(one, one, at, 1.0) for at, one in enumerate(text)))
    return best_path(phrase, _mandarin(), AsWritten(phrase)).cost


class AsWritten:
    """Every character must stay."""

    def __init__(self, phrase: Phrase) -> None:
        self._text = phrase.text

    def of(self, choice: Choice, start: int) -> float:
        return 0.0 if self._text[start : choice.end] == choice.text else math.inf


@cache
def _mandarin() -> Vocabulary:
    return Vocabulary(Sounds(), Glossary(), general_words())
