"""What programs say to people."""

from __future__ import annotations


def counted(count: int, what: str) -> str:
    """`1 line`, `2 lines`"""
    return f"{count} {what}{'' if count == 1 else 's'}"
