"""What a replacement changes: as a table with the changed words marked, as plain lines, as facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

import msgspec
from rich.table import Table
from rich.text import Text

from localize.domain.times import clock
from localize.pipeline.replace.foreseen import Fate, Foreseen, Outlook
from localize.wording import counted

_REMARKS: Final[Mapping[Fate, str]] = {
    "replaced": "",
    "anew": "to be translated anew",
    "kept": "kept: yours",
    "left": "left: the source does not say it",
}
# Spaces are words too, so that nothing between two changed words is lost.
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_GONE, _NEW = "bold red", "bold green"


def diff_table(lines: Sequence[Foreseen]) -> Table:
    """A row for each line; where there are several languages with a column that names them."""
    languages = {line.target for line in lines}
    table = Table(expand=True)
    for name in ("episode", "time"):
        table.add_column(name, no_wrap=True)
    if len(languages) > 1:
        table.add_column("to", no_wrap=True)
    table.add_column("is", ratio=1, overflow="fold")
    table.add_column("will be", ratio=1, overflow="fold")
    for line in lines:
        where = [Text(line.episode), Text(clock(line.start_ms))]
        where += [Text(line.target)] if len(languages) > 1 else []
        table.add_row(*where, *_cells(line))
    return table


def diff_lines(lines: Iterable[Foreseen]) -> Iterator[str]:
    """Two rows a line, as in a diff."""
    for line in lines:
        yield f"{line.episode} {clock(line.start_ms)} {line.target}"
        yield f"- {line.before}" if line.fate in ("replaced", "anew") else f"  {line.before}"
        yield f"+ {line.after}" if line.fate == "replaced" else f"  ({_REMARKS[line.fate]})"


def fact(line: Foreseen) -> dict[str, Any]:
    return {"event": "line_foreseen", **msgspec.structs.asdict(line)}


def summary_of(outlooks: Sequence[Outlook]) -> str:
    """`3 lines in 2 episodes: 2 replaced, 1 to be translated anew (and 4 in the same scenes)`"""
    fates = Counter(line.fate for one in outlooks for line in one.lines)
    episodes = {line.episode for one in outlooks for line in one.lines}
    beside = sum(one.beside for one in outlooks)
    remarks = [
        f"{fates['replaced']} replaced",
        f"{fates['anew']} to be translated anew" + (f" (and {beside} in the same scenes)" if beside else ""),
        f"{fates['kept']} kept as you have them",
        f"{fates['left']} left: their source does not say the term",
    ]
    told = [text for fate, text in zip(_REMARKS, remarks, strict=True) if fates[fate]]
    where = f"{counted(fates.total(), 'line')} in {counted(len(episodes), 'episode')}"
    return f"{where}: {', '.join(told)}" if told else "no line has to change"


def _cells(line: Foreseen) -> tuple[Text, Text]:
    if line.fate == "replaced":
        return _marked(line.before, line.after)
    return Text(line.before), Text(_REMARKS[line.fate], "yellow")


def _marked(before: str, after: str) -> tuple[Text, Text]:
    old, new = Text(), Text()
    words = _WORD.findall(before), _WORD.findall(after)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        is_same = kind == "equal"
        old.append("".join(words[0][i1:i2]), None if is_same else _GONE)
        new.append("".join(words[1][j1:j2]), None if is_same else _NEW)
    return old, new
