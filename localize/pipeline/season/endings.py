"""What ends a season, its plan and its run alike, and what is one episode's own."""

from __future__ import annotations

import errno

from localize.errors import (
    ConfigurationError,
    EngineUnavailable,
    Interrupted,
    LocalizeError,
    StoreError,
    StoreUnreachable,
    WeightsCorrupt,
    WeightsMissing,
)

# What every further episode would fail of too.
_OF_ALL = (
    ConfigurationError, EngineUnavailable, Interrupted, StoreUnreachable, WeightsCorrupt, WeightsMissing,
)  # fmt: skip
# A disk that takes nothing more takes nothing of the next episode either.
_NO_MORE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def ends_all(told: LocalizeError, error: BaseException) -> bool:
    """`told` is what stands for the `error`."""
    cause = error.__cause__ if isinstance(error, StoreError) else error
    full = isinstance(cause, OSError) and cause.errno in _NO_MORE
    return full or isinstance(told, _OF_ALL)
