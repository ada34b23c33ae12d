"""What the tests of repair are made of."""

from __future__ import annotations

from functools import lru_cache

from localize.dialects import load_dialect
from localize.dialects.sounds import Sounds
from localize.domain.glossary import Glossary, Term
from localize.domain.heard import HeardLine, Word
from localize.reconcile.phonetic import Repairer

NAMES = Glossary((Term("幺妹", aliases=("妹娃儿",)), Term("李建国"), Term("张嬢嬢")))


@lru_cache
def sounds() -> Sounds:
    dialect = load_dialect("sichuan")
    assert dialect is not None
    return dialect.sounds


@lru_cache
def repairer() -> Repairer:
    return Repairer(sounds(), NAMES)


def line(text: str, probability: float | None = 0.5) -> HeardLine:
    """Every character a word of 100 ms."""
    words = tuple(Word(one, at * 100, at * 100 + 100, probability) for at, one in enumerate(text))
    return HeardLine(text, 0, 100 * len(text), words, -0.5, 0.0, 1.0)


def repaired(text: str, probability: float | None = 0.5) -> str:
    return repairer().repaired(line(text, probability)).line.text
