"""Proposals as a table and as plain facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from rich.table import Table
from rich.text import Text

from localize.mining.proposals import Proposal
from localize.mining.sheet import examples


def proposals_table(proposals: Sequence[Proposal]) -> Table:
    table = Table(expand=True)
    table.add_column("proposal", no_wrap=True)
    table.add_column("kind", no_wrap=True)
    table.add_column("times", justify="right", no_wrap=True)
    table.add_column("episodes", ratio=1)
    table.add_column("first said", ratio=3)
    for one in proposals:
        source = Text(one.source)
        if one.alike:
            source.append(f"\n~ {', '.join(one.alike)}", "yellow")
        first = Text(next(examples(one), ""))
        table.add_row(source, one.kind, str(one.count), Text(" ".join(one.episodes)), first)
    return table


def facts(proposal: Proposal) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(proposal)
    return {**told, "alike": list(proposal.alike)}
