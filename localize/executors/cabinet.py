"""The engines that are open in one process, each once, within the memory that it may take."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import Any

import psutil

from localize.stage import Engine, Lazy, Opening

# What an engine takes at most: so much for every byte of its weights, and so many bytes besides for its
# library and its buffers. From the growth of a process with one core and one engine at work: faster-whisper
# with Whisper base, weights of 148 MB, four windows of 30 s at once, 593 MB; xllamacpp with Qwen 2.5 1.5B,
# weights of 1117 MB, two contexts of 4096 tokens, 2086 MB.
WITH_CONTEXT = 1.6
AT_WORK = 360_000_000


class Cabinet:
    """`memory` is in bytes, for all of the process; 0 is without limit."""

    def __init__(self, memory: int = 0) -> None:
        self._memory = memory
        self._engines: OrderedDict[str, Lazy[Any]] = OrderedDict()
        self._names: dict[str, str] = {}

    @property
    def opened(self) -> frozenset[str]:
        """The engines that are open, each as `repr` of its identity."""
        return frozenset(self._names[key] for key, lazy in self._engines.items() if lazy.is_open)

    def engine(self, opening: Opening) -> Lazy[Any]:
        """The one that was opened like this, or one that will be."""
        if opening.key not in self._engines:
            self._engines[opening.key] = Lazy(partial(self._open, opening))
            self._names[opening.key] = repr(opening.identity)
        self._engines.move_to_end(opening.key)
        return self._engines[opening.key]

    def _open(self, opening: Opening) -> Engine:
        self._make_room(round(opening.size * WITH_CONTEXT) + AT_WORK)
        return opening()

    def _make_room(self, needed: int) -> None:
        """Closes engines, those first that were not used for longest, until `needed` bytes more fit."""
        for lazy in list(self._engines.values()):
            if not self._memory or _taken() + needed <= self._memory:
                return
            lazy.close()


def _taken() -> int:
    return int(psutil.Process().memory_info().rss)
