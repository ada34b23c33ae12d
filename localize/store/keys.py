"""Keys: the SHA-256 of canonical JSON, in hex."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from localize.errors import InputError
from localize.stage import Part, Stage


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces: equal values, equal bytes."""
    return msgspec.json.encode(value, order="sorted")


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def file_digest(path: Path) -> str:
    """Raises InputError when the file cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def part_material(stage: Stage[Any, Any, Any, Any], part: Part[Any]) -> Mapping[str, object]:
    """What a part's key is made of, kept beside the result to tell later why a key changed."""
    return {
        "stage": stage.name,
        "version": stage.version,
        "engine": msgspec.to_builtins(stage.engine),
        "parameters": msgspec.to_builtins(stage.parameters),
        "part": msgspec.to_builtins(part.key),
    }
