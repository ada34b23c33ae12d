"""The file that was given."""

from __future__ import annotations

from localize.domain.value import Value


class Media(Value, frozen=True):
    """A media file: absolute `path`, `digest` the SHA-256 of its bytes in hex, `size` in bytes."""

    path: str
    digest: str
    size: int


class Stamp(Value, frozen=True):
    """By what a file system tells that a file was written on, or another put in its place; times are in
    nanoseconds since 1970. `changed_ns` is that of the inode, which programs cannot set (where a file system
    keeps none, it is when the file was made)."""

    size: int
    modified_ns: int
    changed_ns: int
    inode: int
