"""The ladder: what is tried, in this order, for lines that a model did not get right. What no rung mends is
flagged; every rung that was tried for a line stands in its record as a `Step`.

| rung        | what is done                                                                              |
|-------------|-------------------------------------------------------------------------------------------|
| `again`     | asked again with what was wrong: all bad lines together, halves, single lines, warmer     |
| `shortened` | what cannot be read in time, said in fewer words: all such lines together, then singly    |

`polished` is no rung of this ladder: it is a pass of its own over what came of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from localize.stage import ChatModel
from localize.translate.rungs.again import again
from localize.translate.rungs.shortened import shortened

if TYPE_CHECKING:
    from localize.translate.asking import Asking

Rung: TypeAlias = "Callable[[Asking, ChatModel], None]"

LADDER: tuple[Rung, ...] = (again, shortened)
