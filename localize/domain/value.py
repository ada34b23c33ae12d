"""The base of every value: frozen, and strict about what it is decoded from."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A frozen struct; decoding one refuses unknown fields and wrong types."""
