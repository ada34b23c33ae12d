"""What runs work with: engines by name, the store, and where stages are executed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from localize.events import Listener
from localize.executors.inline import Execute, execute
from localize.pipeline.engines import Chosen, choose
from localize.pipeline.stores import open_store
from localize.store.keys import canonical
from localize.store.parts import Store
from localize.store.remote import Away


@dataclass
class Workshop:
    """Several runs may share one: each engine is then looked up once, and each store opened once. The store
    waits for other machines within `away`."""

    execute: Execute = execute
    away: Away = nullcontext
    _chosen: dict[bytes, Chosen] = field(default_factory=dict)
    _stores: dict[str, Store] = field(default_factory=dict)

    def choose(
        self, kind: str, name: str, model: str, options: Mapping[str, Any], listener: Listener
    ) -> Chosen:
        """As `engines.choose`."""
        asked = canonical([kind, name, model, options])
        if asked not in self._chosen:
            self._chosen[asked] = choose(kind, name, model, options, listener)
        return self._chosen[asked]

    def store(self, place: str, listener: Listener) -> Store:
        """As `stores.open_store`."""
        if place not in self._stores:
            self._stores[place] = open_store(place, listener, self.away)
        return self._stores[place]
