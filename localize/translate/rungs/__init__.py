"""The ladder: what is tried, in this order, for lines that a model did not get right. What no rung mends is
flagged; every rung that was tried for a line stands in its record as a `Step`.

| rung          | what is done                                                                            |
|---------------|-----------------------------------------------------------------------------------------|
| `remembered`  | nothing is asked: a person has said what the line is to be (translate/remembered.py)    |
| `again`       | asked again with what was wrong: all bad lines together, halves, single lines, warmer;  |
|               | lines that hold what others say (`leak`) alone at once; those that were left in the     |
|               | source language first in bare words, without the notes                                  |
| `edited`      | a term put where it surely belongs, by rule; else a small change, made by the model     |
| `constrained` | the line alone and anew, held by a grammar to its terms and to the target's script      |
| `shortened`   | what cannot be read in time, said in fewer words: all such lines together, then singly  |

`polished` and `replaced` are no rungs of this ladder: the one is a pass of its own over what came of it, the
other a rendering put in the place of an earlier one, by rule (translate/carried.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from localize.stage import ChatModel
from localize.translate.rungs.again import again
from localize.translate.rungs.constrained import constrained
from localize.translate.rungs.edited import edited
from localize.translate.rungs.shortened import shortened

if TYPE_CHECKING:
    from localize.translate.asking import Asking

Rung: TypeAlias = "Callable[[Asking, ChatModel], None]"

LADDER: tuple[Rung, ...] = (again, edited, constrained, shortened)
