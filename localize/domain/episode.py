"""The file that was given."""

from __future__ import annotations

from localize.domain.value import Value


class Media(Value, frozen=True):
    """A media file: absolute `path`, `digest` the SHA-256 of its bytes in hex, `size` in bytes."""

    path: str
    digest: str
    size: int
