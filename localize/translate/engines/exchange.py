"""One request and its answer, within a time and a size: httpx limits the time of each read, not of all."""

from __future__ import annotations

import time
from collections.abc import Mapping
from http.client import responses
from typing import Any, NamedTuple

import httpx

# A scene's reply is some kilobytes; thousands of tokens of reasoning before it are not a megabyte.
LONGEST_BODY = 16 << 20


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def phrase(self) -> str:
        return f"{self.status} {responses.get(self.status, '')}".rstrip()


def post(client: httpx.Client, url: str, words: Any, limit_s: float) -> Answer:
    """Raises httpx.RequestError: a ReadTimeout when the body takes longer than `limit_s`, a DecodingError
    when it is longer than LONGEST_BODY."""
    began = time.monotonic()
    with client.stream("POST", url, json=words, timeout=limit_s) as response:
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if time.monotonic() - began > limit_s:
                raise httpx.ReadTimeout("its answer goes on and on", request=response.request)
            if len(body) > LONGEST_BODY:
                raise httpx.DecodingError(f"an answer of over {LONGEST_BODY} bytes", request=response.request)
        return Answer(response.status_code, response.headers, bytes(body))
