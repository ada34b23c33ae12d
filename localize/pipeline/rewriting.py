"""A file of a person's that is read, changed and written again: what another command writes is not lost."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from localize.config import home
from localize.store.claim import claimed

# Taking 5,000 terms in holds a glossary for less than a second.
WAIT_S = 10.0


def rewriting(file: Path) -> AbstractContextManager[None]:
    """From before `file` is read until it is written. Raises InputError when another command does not let go
    of it, and StoreError."""
    return claimed(file, home() / "claims", WAIT_S)
