"""What packages there are beside this one."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version


@lru_cache(maxsize=128)
def version_of(package: str) -> str:
    """As its registry calls it; empty for one that is not installed."""
    with suppress(PackageNotFoundError):
        return version(package)
    return ""
