"""The base of every value: frozen, and strict about what it is decoded from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
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


def settle() -> None:
    """To be called before threads decode: what msgspec has to know of a class it finds out when one is first
    decoded, and two threads that are the first at once end the process (msgspec 0.22: a segmentation fault).
    Classes that are defined later are not settled."""
    for kind in _below(msgspec.Struct):
        # One that nothing is decoded into may hold what msgspec does not know.
        with suppress(TypeError, NameError):
            msgspec.json.Decoder(kind)


def _below(kind: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _value(kind: type[Value], fields: Mapping[str, object]) -> Value:
    return kind(**fields)
