"""Doubts about what a translation says: each guard looks for one thing that is often lost.

A guard knows the languages of its data, and says nothing about others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.guards.avoided import avoided

Guard: TypeAlias = Callable[[Checked], Flag | None]

# In the order in which they are told.
GUARDS: tuple[Guard, ...] = (avoided,)
