"""What an ONNX file says of itself, read without loading it: the graph between is skipped.

An ONNX file is a `ModelProto` in the wire format of Protocol Buffers; its `metadata_props`, pairs of strings,
are field 14 (onnx/onnx.proto).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_METADATA_PROPS = 14
_VARINT, _EIGHT_BYTES, _LENGTH, _FOUR_BYTES = 0, 1, 2, 5
_FIXED = {_EIGHT_BYTES: 8, _FOUR_BYTES: 4}
_LONGEST_VARINT = 10  # bytes, for 64 bits


def metadata(path: Path) -> dict[str, str]:
    """Raises ValueError for what is no ONNX file, or only a part of one; OSError."""
    with path.open("rb") as file:
        return dict(_pair(entry) for entry in _entries(file, path.stat().st_size))


def _entries(file: BinaryIO, size: int) -> Iterator[bytes]:
    """The pairs, still encoded."""
    while file.tell() < size:
        field, kind = divmod(_varint(file), 8)
        if kind == _VARINT:
            _varint(file)
            continue
        length = _varint(file) if kind == _LENGTH else _FIXED.get(kind, size)
        if not field or file.tell() + length > size:
            raise ValueError("no ONNX file, or not all of it")
        if field == _METADATA_PROPS and kind == _LENGTH:
            yield file.read(length)
        else:
            file.seek(length, 1)


def _varint(file: BinaryIO) -> int:
    value = 0
    for at in range(_LONGEST_VARINT):
        byte = file.read(1)
        if not byte:
            break
        value |= (byte[0] & 0x7F) << 7 * at
        if byte[0] < 0x80:
            return value
    raise ValueError("no ONNX file, or not all of it")


def _pair(entry: bytes) -> tuple[str, str]:
    """`StringStringEntryProto`: the key is field 1, the value field 2."""
    from io import BytesIO

    file, parts = BytesIO(entry), {1: b"", 2: b""}
    while file.tell() < len(entry):
        field = _varint(file) // 8
        parts[field] = file.read(min(_varint(file), len(entry)))
    return parts[1].decode("utf-8", "replace"), parts[2].decode("utf-8", "replace")
