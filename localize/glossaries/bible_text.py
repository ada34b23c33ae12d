"""Bible → `bible.toml`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from localize.domain.bible import Bible
from localize.domain.value import Value


def dumps(bible: Bible) -> str:
    """What `bible.loads` reads back as the same bible."""
    lists: Mapping[str, Sequence[Value]] = {
        "characters": bible.characters,
        "address": bible.addresses,
        "places": bible.places,
        "organisations": bible.organisations,
        "jokes": bible.jokes,
        "markets": bible.markets,
    }
    tables = [_listed(name, item) for name, items in lists.items() for item in items]
    tables += [_table(f"[style.{_text_of_key(tag)}]", style) for tag, style in bible.styles.items()]
    return "\n".join(tables)


def _listed(name: str, item: Value) -> str:
    return _table(f"[[{name}]]", item, name)


def _table(header: str, item: Value, name: str = "") -> str:
    """Mappings come last, each in a table of its own, as TOML wants it."""
    values: dict[str, Any] = msgspec.to_builtins(item)
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    lines = [header, *_pairs(plain)]
    for key, value in values.items():
        if isinstance(value, dict):
            lines += [f"[{name}.{key}]", *_pairs(value)]
    return "\n".join(lines) + "\n"


def _pairs(values: Mapping[str, Any]) -> Iterator[str]:
    for key, value in values.items():
        written = _string(value) if isinstance(value, str) else f"[{', '.join(map(_string, value))}]"
        yield f"{_text_of_key(key)} = {written}"


def _text_of_key(key: str) -> str:
    """Tags need no quotes: letters, digits and hyphens."""
    return key if key.replace("-", "").isalnum() and key.isascii() else _string(key)


def _string(text: str) -> str:
    """JSON's escapes are TOML's, but TOML also wants DEL escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
