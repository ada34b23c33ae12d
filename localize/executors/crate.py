"""Work on its way to another process: a stage and parts of it, packed without the engines.

An engine does not travel: what it is opened with does, and where the crate is unpacked, the one that is open
there already takes its place.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from localize.stage import Lazy, Opening, Part, Stage

AnyStage: TypeAlias = Stage[Any, Any, Any, Any]


def pack(stage: AnyStage, parts: Sequence[Part[Any]]) -> bytes:
    """Weights that are missing are pulled first, here, where somebody is told of it.

    Raises WeightsMissing, WeightsCorrupt, StoreError.
    """
    crate = io.BytesIO()
    _Packer(crate, pickle.HIGHEST_PROTOCOL).dump((stage, tuple(parts)))
    return crate.getvalue()


def unpack(crate: bytes, engine: Callable[[Opening], Lazy[Any]]) -> tuple[AnyStage, tuple[Part[Any], ...]]:
    """`engine` gives the one of this process."""
    unpacker = _Unpacker(io.BytesIO(crate))
    unpacker.engine = engine
    stage, parts = unpacker.load()
    return stage, parts


class _Packer(pickle.Pickler):
    def persistent_id(self, obj: object) -> Opening | None:
        if not isinstance(obj, Lazy):
            return None
        if not isinstance(obj.open, Opening):
            raise TypeError(f"{obj.open!r} opens an engine that no other process could")
        return obj.open.fetched()


class _Unpacker(pickle.Unpickler):
    engine: Callable[[Opening], Lazy[Any]]

    def persistent_load(self, pid: Opening) -> Lazy[Any]:
        return self.engine(pid)
