"""What runs work with: engines by name, and where stages are executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from localize.events import Listener
from localize.executors.inline import Execute, execute
from localize.pipeline.engines import Chosen, choose
from localize.store.keys import canonical


@dataclass
class Workshop:
    """Several runs may share one: each engine is then looked up once."""

    execute: Execute = execute
    _chosen: dict[bytes, Chosen] = field(default_factory=dict)

    def choose(
        self, kind: str, name: str, model: str, options: Mapping[str, Any], listener: Listener
    ) -> Chosen:
        """As `engines.choose`."""
        asked = canonical([kind, name, model, options])
        if asked not in self._chosen:
            self._chosen[asked] = choose(kind, name, model, options, listener)
        return self._chosen[asked]
