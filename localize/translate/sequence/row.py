"""A line on its way up the ladder."""

from __future__ import annotations

from dataclasses import dataclass, field

from localize.translate.attempt import Attempt, needs_words
from localize.translate.said import Said
from localize.translate.scenes import Scene


@dataclass
class Row:
    """Line `number` of `scene`, and the best that there is for it."""

    scene: Scene
    number: int
    attempt: Attempt = field(default_factory=Attempt)

    @property
    def said(self) -> Said:
        return self.scene.line(self.number)

    @property
    def before(self) -> str:
        """The line before it in its scene; empty where there is none, or none with words."""
        before = self.scene.line(self.number - 1).text if self.number > 1 else ""
        return before if needs_words(before) else ""

    @property
    def kinds(self) -> frozenset[str]:
        """What is wrong with it."""
        return frozenset(flag.kind for flag in self.attempt.flags)
