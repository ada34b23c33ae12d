"""From a name in the settings to an engine that opens when it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from localize import plugins
from localize.config import decode, home
from localize.domain.value import Value
from localize.errors import ConfigurationError, EngineUnavailable
from localize.events import Listener, ignore
from localize.stage import Engine, EngineId, EngineSetup, Lazy
from localize.store.keys import canonical, digest
from localize.weights.catalogue import Model, models_for
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
    """An engine by name: its identity for keys, what it is (`recognizer`, `reader`, `voice`, `chat` or
    `sequence`), the engine itself, not opened yet, and the packages that it needs beside ours."""

    id: EngineId
    kind: str
    engine: Lazy[Any]
    model: ModelRecord | None
    packages: tuple[str, ...] = ()


@dataclass(frozen=True)
class ByName:
    """How an engine of ours is opened. `weights` is where they are, or will be once the catalogue's `entry`
    is pulled; without one they are here, or the engine has none."""

    engine: type[Engine]
    identity: EngineId
    options: Value
    weights: Path | None
    entry: Model | None
    listener: Listener

    @property
    def key(self) -> str:
        return digest(canonical([self.identity, self.options, str(self.weights)]))

    @property
    def size(self) -> int:
        if self.entry is not None:
            return self.entry.bytes
        if self.weights is None:
            return 0
        files = [self.weights] if self.weights.is_file() else self.weights.rglob("*")
        return sum(file.stat().st_size for file in files if file.is_file())

    @property
    def can_use_gpu(self) -> bool:
        return getattr(self.options, "device", "cpu") != "cpu"

    def sent(self) -> ByName:
        return replace(self, listener=ignore)

    def fetched(self) -> ByName:
        if self.entry is None:
            return self.sent()
        # Where it was sent to, the shelf is another.
        weights = Shelf(home() / "weights").ensure(self.entry, self.listener)
        return replace(self, weights=weights, entry=None, listener=ignore)

    def __call__(self) -> Engine:
        weights = self.fetched().weights
        return self.engine(EngineSetup(model=self.identity.model, weights=weights, options=self.options))


def choose(kind: str, name: str, model: str, options: Mapping[str, Any], listener: Listener) -> Chosen:
    """`kind` is `recognizer`, `reader`, `translator` or `voice`; `model` a catalogue name, the path of
    weights of the user's own, or empty for the default.

    Weights that are not here are pulled when the engine is first opened.
    Raises ConfigurationError for unknown names, models and options, EngineUnavailable for what is not
    installed.
    """
    engine: type[Engine] = plugins.load(kind, name)
    settings = decode(engine.Options, options, f"options of {name}")
    if not engine.default_model:
        identity = _identity(name, engine, settings, model, engine.fingerprint(settings))
        return _chosen(kind, identity, ByName(engine, identity, settings, None, None, listener), None)

    _require(name, engine.packages)
    shelf = Shelf(home() / "weights")
    path, weights_digest, entry = shelf.resolve(model or engine.default_model, engine.weight_files, name)
    if entry is not None and entry.engine != name:
        raise ConfigurationError(
            f"{entry.name!r} is a model for {entry.engine}, not for {name}", _instead(kind, name, entry)
        )
    identity = _identity(name, engine, settings, entry.name if entry else str(path), weights_digest)
    licence, commercial = (entry.licence, entry.commercial) if entry else ("", None)
    record = ModelRecord(identity.model, name, weights_digest, licence, commercial)
    return _chosen(kind, identity, ByName(engine, identity, settings, path, entry, listener), record)


def _instead(kind: str, name: str, model: Model) -> str:
    if model.engine in plugins.names(kind):
        return f"use {model.engine}:{model.name}"
    return f"models for {name}: {', '.join(models_for(name))}"


def _require(name: str, packages: Mapping[str, str]) -> None:
    for module, package in packages.items():
        if find_spec(module) is None:
            told = f"{name} is not installed: no module {module!r}"
            raise EngineUnavailable(told, f"pip install {package}")


def _identity(name: str, engine: type[Engine], settings: Value, model: str, digest: str) -> EngineId:
    table = msgspec.to_builtins(settings)
    options = {key: value for key, value in table.items() if key not in engine.operational}
    return EngineId(name, engine.version, model, digest, options)


def _chosen(kind: str, identity: EngineId, opening: ByName, record: ModelRecord | None) -> Chosen:
    packages = tuple(opening.engine.packages.values())
    return Chosen(identity, getattr(opening.engine, "kind", kind), Lazy(opening), record, packages)
