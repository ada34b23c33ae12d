"""What is wrong with a file of terms or people: every fault is kept with its line."""

from __future__ import annotations

from typing import NamedTuple

from localize.errors import BadGlossary
from localize.wording import counted


class Fault(NamedTuple):
    """`line` counts from 1, 0 where no line is to blame; `hint` is what to do about it, or empty."""

    line: int
    what: str
    hint: str = ""


class Faults(list[Fault]):
    """Those of the file `where`, in the order in which they were met."""

    def __init__(self, where: str) -> None:
        super().__init__()
        self.where = where

    def add(self, line: int, what: str, hint: str = "") -> None:
        self.append(Fault(line, what, hint))

    def told(self, fault: Fault) -> str:
        """`glossary.csv:3: what`"""
        return f"{self.where}:{fault.line}: {fault.what}" if fault.line else f"{self.where}: {fault.what}"

    def refuse(self) -> None:
        """Raises BadGlossary with the first, where there are any."""
        if not self:
            return
        first = min(self, key=lambda fault: fault.line)
        if len(self) == 1:
            raise BadGlossary(self.told(first), first.hint)
        more = f", and {counted(len(self) - 1, 'more fault')}"
        raise BadGlossary(self.told(first) + more, f"`localize glossary check {self.where}` tells them all")
