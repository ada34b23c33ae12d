"""From a name in the settings to an engine that opens when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from localize import plugins
from localize.config import decode, home
from localize.domain.value import Value
from localize.errors import ConfigurationError, EngineUnavailable
from localize.events import Listener
from localize.stage import Engine, EngineId, EngineSetup, Lazy
from localize.weights.shelf import Shelf


class ModelRecord(Value, frozen=True):
    """The weights that a run used. `commercial` says whether their licence allows commercial use,
    None when the weights are the user's own."""

    name: str
    engine: str
    digest: str
    licence: str = ""
    commercial: bool | None = None


@dataclass(frozen=True)
class Chosen:
    """An engine by name: its identity for keys, what it is (`recognizer`, `reader`, `chat` or `sequence`),
    and the engine itself, not opened yet."""

    id: EngineId
    kind: str
    engine: Lazy[Any]
    model: ModelRecord | None


def choose(kind: str, name: str, model: str, options: Mapping[str, Any], listener: Listener) -> Chosen:
    """`kind` is `recognizer`, `reader` or `translator`; `model` a catalogue name, the path of weights of
    the user's own, or empty for the default.

    Weights that are not here are pulled when the engine is first opened.
    Raises ConfigurationError for unknown names, models and options, EngineUnavailable for what is not
    installed.
    """
    engine: type[Engine] = plugins.load(kind, name)
    settings = decode(engine.Options, options, f"options of {name}")
    if not engine.default_model:
        identity = _identity(name, engine, settings, model, engine.fingerprint(settings))
        return _chosen(kind, identity, engine, settings, lambda: None, None)

    _require(name, engine.packages)
    shelf = Shelf(home() / "weights")
    path, digest, entry = shelf.resolve(model or engine.default_model, engine.weight_files)
    if entry is not None and entry.engine != name:
        raise ConfigurationError(
            f"{entry.name!r} is a model for {entry.engine}, not for {name}",
            f"use {entry.engine}:{entry.name}",
        )
    identity = _identity(name, engine, settings, entry.name if entry else str(path), digest)
    record = ModelRecord(
        identity.model, name, digest, entry.licence if entry else "", entry.commercial if entry else None
    )

    def weights() -> Path:
        return shelf.ensure(entry, listener) if entry else path

    return _chosen(kind, identity, engine, settings, weights, record)


def _require(name: str, packages: Mapping[str, str]) -> None:
    for module, package in packages.items():
        if find_spec(module) is None:
            told = f"{name} is not installed: no module {module!r}"
            raise EngineUnavailable(told, f"pip install {package}")


def _identity(name: str, engine: type[Engine], settings: Value, model: str, digest: str) -> EngineId:
    table = msgspec.to_builtins(settings)
    options = {key: value for key, value in table.items() if key not in engine.operational}
    return EngineId(name, engine.version, model, digest, options)


def _chosen(
    kind: str,
    identity: EngineId,
    engine: type[Engine],
    settings: Value,
    weights: Callable[[], Path | None],
    record: ModelRecord | None,
) -> Chosen:
    def open_engine() -> Engine:
        return engine(EngineSetup(model=identity.model, weights=weights(), options=settings))

    return Chosen(identity, getattr(engine, "kind", kind), Lazy(open_engine), record)
