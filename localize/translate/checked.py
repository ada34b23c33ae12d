"""What is looked at when a text is offered for a line."""

from __future__ import annotations

from typing import NamedTuple

from localize.translate.brief import Brief
from localize.translate.said import Said
from localize.translate.scenes import Scene


class Checked(NamedTuple):
    """`text`, offered for the line `said` in the language `target`.

    `brief` and `scene` tell what the line stands among, and `number` which of the scene's lines it is; there
    are none on the way through another language.
    """

    said: Said
    text: str
    target: str
    brief: Brief | None = None
    scene: Scene | None = None
    number: int = 0
