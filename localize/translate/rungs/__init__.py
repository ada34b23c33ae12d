"""The ladder: what is tried, in this order, for lines that a model did not get right. What no rung mends is
flagged; every rung that was tried for a line stands in its record as a `Step`.

| rung    | what is done                                                                                  |
|---------|-----------------------------------------------------------------------------------------------|
| `again` | asked again with what was wrong: all bad lines together, halves, single lines, warmer; a line |
|         | that holds what another says (`leak`) alone at once                                           |
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from localize.stage import ChatModel
from localize.translate.rungs.again import again

if TYPE_CHECKING:
    from localize.translate.asking import Asking

Rung: TypeAlias = "Callable[[Asking, ChatModel], None]"

LADDER: tuple[Rung, ...] = (again,)
