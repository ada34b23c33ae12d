"""Where a series does not speak with one voice, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from localize.cli.streams import visible
from localize.domain.inconsistency import Inconsistency, Place
from localize.domain.times import clock
from localize.pipeline.consistency import Voices
from localize.wording import counted

# More nobody reads in a terminal.
MOST_FINDINGS, MOST_PLACES = 50, 5


def tables(found: Sequence[Inconsistency]) -> Iterator[Group]:
    """One for each finding: what it is, where, and what to do."""
    for one in found[:MOST_FINDINGS]:
        rows = [(way.says, place) for way in one.ways for place in way.places]
        below: list[Table | Text] = [_places(rows[:MOST_PLACES])]
        if len(rows) > MOST_PLACES:
            below.append(Text(f"and {len(rows) - MOST_PLACES} more", "dim"))
        below.append(Text(f"→ {visible(one.fix)}"))
        if one.command:
            below.append(Text(f"$ {visible(one.command)}", "cyan"))
        yield Group(_head(one), *(Padding(part, (0, 0, 0, 2)) for part in below), Text())


def _head(one: Inconsistency) -> Text:
    head = Text(one.kind, "bold yellow")
    head.append(f" {one.target} ", "dim")
    head.append(visible(one.about), "bold")
    head.append(f": {visible(one.message)}")
    if one.wanted:
        kept = f", {counted(one.kept, 'line')}" if one.kept else ""
        head.append(f"; kept: {visible(one.wanted)} ({one.because}{kept})")
    return head


def _places(rows: Sequence[tuple[str, Place]]) -> Table:
    """Where, how it is said, and the line; what is the whole line is not said twice."""
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for says, place in rows:
        told = Text(visible(place.source), "dim")
        told.append(f"\n{visible(place.text)}", "not dim")
        if says and says in place.text and says != place.text:
            told.highlight_words([visible(says)], "bold")
        table.add_row(f"{place.episode} {clock(place.start_ms)}", told)
    return table


def summary_of(heard: Voices) -> str:
    """`5 findings in 3200 lines of 80 episodes (en): 3 name, 2 repeat`"""
    count = len(heard.found)
    kinds = Counter(one.kind for one in heard.found).most_common()
    told = ": " + ", ".join(f"{number} {kind}" for kind, number in kinds) if kinds else ""
    left = f"; {count - MOST_FINDINGS} more than are shown: --json tells all" if count > MOST_FINDINGS else ""
    what = f"{counted(count, 'finding')} in {counted(heard.lines, 'line')}"
    where = f"{counted(len(heard.episodes), 'episode')} ({', '.join(heard.targets)})"
    return f"{what} of {where}{told}{left}"
