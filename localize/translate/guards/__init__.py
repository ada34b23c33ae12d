"""Doubts about what a translation says: each guard looks for one thing that is often lost.

A guard knows the languages of its data, and says nothing about others; docs/guards.md lists them. Two more
look at all lines of a reply together: `foreign.judged` and `leak.leaks`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.guards.avoided import avoided
from localize.translate.guards.foreign import foreign
from localize.translate.guards.length import repeats, too_short
from localize.translate.guards.negation import negation
from localize.translate.guards.numbers import numbers
from localize.translate.guards.pronoun import pronoun
from localize.translate.guards.question import question

Guard: TypeAlias = Callable[[Checked], Flag | None]

# In the order in which they are told.
GUARDS: tuple[Guard, ...] = (
    foreign, repeats, numbers, avoided, negation, question, pronoun, too_short
)  # fmt: skip
