"""The base of every value: frozen, and strict about what it is decoded from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A frozen struct; decoding one refuses unknown fields and wrong types."""

    def __reduce__(self) -> tuple[Any, ...]:
        """msgspec leaves out what is the very object of the default, not what equals it: pickled as it
        stands, a value would be encoded otherwise after a journey, and have another key."""
        fields, defaults = self.__struct_fields__, self.__struct_defaults__
        given = dict.fromkeys(fields[: len(fields) - len(defaults)], msgspec.NODEFAULT)
        default = given | dict(zip(fields[len(given) :], defaults, strict=True))
        told = {name: getattr(self, name) for name in fields}
        return _value, (type(self), {name: it for name, it in told.items() if it is not default[name]})


def _value(kind: type[Value], fields: Mapping[str, object]) -> Value:
    return kind(**fields)
