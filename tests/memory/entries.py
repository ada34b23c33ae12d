"""Entries for tests."""

from __future__ import annotations

from typing import Any

from localize.domain.memory import Entry, Memory, Place


def place(source: str, **more: Any) -> Place:
    return Place(source, **more)


def entry(source: str, text: str, target: str = "en", **more: Any) -> Entry:
    """`more` are fields of the entry and of its place."""
    own = {name: more.pop(name) for name in ("status", "when", "by") if name in more}
    return Entry(place(source, **more), target, text, **own)


def memory(*entries: Entry) -> Memory:
    return Memory().with_entries(entries)
