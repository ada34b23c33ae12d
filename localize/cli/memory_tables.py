"""What a series remembers, as tables and as plain facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from rich.table import Table

from localize.domain.memory import Entry
from localize.pipeline.teaching import Learned


def fact(entry: Entry) -> dict[str, Any]:
    """All of its fields on one level."""
    return msgspec.structs.asdict(entry.place) | {
        name: value for name, value in msgspec.structs.asdict(entry).items() if name != "place"
    }


def corrections_table(entries: Iterable[Entry]) -> Table:
    table = _table("line", "source", "corrected")
    for entry in entries:
        table.add_row(entry.place.line_id, entry.place.source, entry.text)
    return table


def entries_table(numbered: Iterable[tuple[int, Entry]]) -> Table:
    table = _table("no.", "where", "who says it", "source", "text", "status")
    for number, entry in numbered:
        place = entry.place
        where = " ".join(filter(None, (place.episode, place.line_id)))
        shown = f"{entry.target}: {entry.text}"
        table.add_row(str(number), where, place.speaker, place.source, shown, entry.status)
    return table


def told(learned: Learned) -> str:
    """`E01.en.srt: 2 corrected, 14 approved, 1 merged, added or taken out, and not learned`"""
    facts = [
        f"{len(learned.corrected)} corrected",
        f"{learned.approved} approved",
        f"{learned.unclear} merged, added or taken out, and not learned" if learned.unclear else "",
        f"{learned.flagged} with flags not approved (--flagged-too)" if learned.flagged else "",
    ]
    return f"{learned.path}: {', '.join(filter(None, facts))} → {learned.memory}"


def _table(*titles: str) -> Table:
    table = Table(expand=True)
    for title in titles:
        long = title in ("source", "text", "corrected")
        table.add_column(title, ratio=1 if long else None, overflow="fold", no_wrap=title == "no.")
    return table
