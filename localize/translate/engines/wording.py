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

# A keyword of JSON schema for strings, which servers may not know, or know for some expressions only.
PATTERN = "pattern"


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
        held = request.schema if PATTERN not in self.refused else _without_patterns(request.schema)
        schema = {"name": "reply", "strict": True, "schema": held}
        return {"response_format": {"type": "json_schema", "json_schema": schema}}


class Wording:
    """The words that the server understands, as far as is known."""

    def __init__(self, model: str) -> None:
        self._words = Words(model)
        self._lock = threading.Lock()

    def now(self) -> Words:
        return self._words

    def simpler(self, tried: Words, complaint: str, request: ChatRequest) -> bool:
        """Finds other words than `tried`, which the server refused for this request; False when there are
        none.

        Another request may have found them already.
        """
        with self._lock:
            if self._words == tried:
                self._words = _simpler(tried, complaint, request)
            return self._words != tried

    def without_patterns(self, tried: Words, request: ChatRequest) -> bool:
        """For a server that breaks down: whether `tried` held the request to patterns, which may be why. From
        now on nothing does."""
        if PATTERN in tried.refused or not _has_patterns(request.schema):
            return False
        with self._lock:
            self._words = replace(self._words, refused=self._words.refused | {PATTERN})
        return True


def _simpler(tried: Words, complaint: str, request: ChatRequest) -> Words:
    for name in OPTIONAL:
        if name in complaint and name not in tried.refused:
            return replace(tried, refused=tried.refused | {name})
    # Few requests have patterns: that one of them is refused says nothing about schemas without.
    if PATTERN not in tried.refused and tried.reply_format == FORMATS[0] and _has_patterns(request.schema):
        return replace(tried, refused=tried.refused | {PATTERN})
    following = dict(pairwise(FORMATS))
    return replace(tried, reply_format=following.get(tried.reply_format, tried.reply_format))


def _has_patterns(schema: Mapping[str, Any]) -> bool:
    return any(PATTERN in one for one in schema.get("properties", {}).values())


def _without_patterns(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    bare = {
        name: {key: value for key, value in one.items() if key != PATTERN}
        for name, one in schema.get("properties", {}).items()
    }
    return {**schema, "properties": bare}
