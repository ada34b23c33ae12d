"""Here and now, in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from localize.stage import Part, Stage

Content = TypeVar("Content")
Result = TypeVar("Result")


def execute(
    stage: Stage[object, Content, Result, object], parts: Sequence[Part[Content]]
) -> Iterator[Result]:
    """One result a part, in their order."""
    return stage.run(parts)
