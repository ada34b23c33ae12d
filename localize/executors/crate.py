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
    return _packed((stage, tuple(parts)), lambda opening: opening.fetched())


def pack_afar(stage: AnyStage, parts: Sequence[Part[Any]]) -> bytes:
    """For another machine: weights that are missing there are pulled there."""
    return _packed((stage, tuple(parts)), lambda opening: opening.sent())


def openings(stage: AnyStage) -> list[Opening]:
    """How the engines are opened that it holds."""
    found: list[Opening] = []

    def note(opening: Opening) -> Opening:
        found.append(opening)
        return opening.sent()

    _packed(stage, note)
    return found


def unpack(crate: bytes, engine: Callable[[Opening], Lazy[Any]]) -> tuple[AnyStage, tuple[Part[Any], ...]]:
    """`engine` gives the one of this process."""
    unpacker = _Unpacker(io.BytesIO(crate))
    unpacker.engine = engine
    stage, parts = unpacker.load()
    return stage, parts


def _packed(content: object, send: Callable[[Opening], Opening]) -> bytes:
    crate = io.BytesIO()
    packer = _Packer(crate, pickle.HIGHEST_PROTOCOL)
    packer.send = send
    packer.dump(content)
    return crate.getvalue()


class _Packer(pickle.Pickler):
    send: Callable[[Opening], Opening]

    def persistent_id(self, obj: object) -> Opening | None:
        if not isinstance(obj, Lazy):
            return None
        if not isinstance(obj.open, Opening):
            raise TypeError(f"{obj.open!r} opens an engine that no other process could")
        return self.send(obj.open)


class _Unpacker(pickle.Unpickler):
    engine: Callable[[Opening], Lazy[Any]]

    def persistent_load(self, pid: Opening) -> Lazy[Any]:
        return self.engine(pid)
