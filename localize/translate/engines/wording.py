"""One request in the dialects of many servers: what one of them refuses is left out from then on."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from localize.stage import ChatRequest

FORMATS = ("json_schema", "json_object", "text")
# Parameters that some servers or models refuse by name, and what takes their place.
OPTIONAL: Mapping[str, str] = {"max_tokens": "max_completion_tokens", "temperature": "", "seed": ""}


@dataclass(frozen=True)
class Words:
    model: str
    reply_format: str = FORMATS[0]
    refused: frozenset[str] = frozenset()

    def body(self, request: ChatRequest) -> dict[str, Any]:
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": request.system},
                {"role": "user", "content": request.user},
            ],
            "stream": False,
        }
        for name, instead in OPTIONAL.items():
            spoken = instead if name in self.refused else name
            if spoken:
                body[spoken] = getattr(request, name)
        return body | self._format(request)

    def _format(self, request: ChatRequest) -> dict[str, Any]:
        if not request.schema or self.reply_format == "text":
            return {}
        if self.reply_format == "json_object":
            return {"response_format": {"type": "json_object"}}
        schema = {"name": "reply", "strict": True, "schema": request.schema}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}


class Wording:
    """The words that the server understands, as far as is known."""

    def __init__(self, model: str) -> None:
        self._words = Words(model)
        self._lock = threading.Lock()

    def now(self) -> Words:
        return self._words

    def simpler(self, tried: Words, complaint: str) -> bool:
        """Finds other words than `tried`, which the server refused; False when there are none.

        Another request may have found them already.
        """
        with self._lock:
            if self._words == tried:
                self._words = _simpler(tried, complaint)
            return self._words != tried


def _simpler(tried: Words, complaint: str) -> Words:
    for name in OPTIONAL:
        if name in complaint and name not in tried.refused:
            return replace(tried, refused=tried.refused | {name})
    following = dict(pairwise(FORMATS))
    return replace(tried, reply_format=following.get(tried.reply_format, tried.reply_format))
