"""What checking found, for people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from localize.cli.streams import visible
from localize.domain.finding import BLOCKING, NOTE, SEVERITIES, WARNING, Report
from localize.domain.times import clock
from localize.wording import counted

STYLES = {BLOCKING: "bold red", WARNING: "yellow", NOTE: "cyan"}
# More nobody reads in a terminal, and laying it out takes longer than finding it.
MOST_ROWS = 200


def findings_table(report: Report) -> Table:
    """The gravest first; of many only those."""
    table = Table(title=f"{report.file}, {report.profile}", title_justify="left", expand=True)
    for title, width in (("cue", None), ("at", None), ("severity", None), ("check", None)):
        table.add_column(title, no_wrap=True, width=width)
    table.add_column("what", ratio=3, overflow="fold")
    table.add_column("text", ratio=2, overflow="fold")
    rows = {cue.number: cue.rows for cue in report.cues}
    for finding in report.findings[:MOST_ROWS]:
        style = STYLES[finding.severity]
        severity, name = Text(finding.severity, style), Text(finding.check, style)
        told = Text(visible(finding.message))
        if finding.suggestion:
            told.append(f" → {visible(finding.suggestion)}", "dim")
        number, at = (str(finding.cue), clock(finding.start_ms)) if finding.cue else ("", "")
        table.add_row(number, at, severity, name, told, Text(visible("\n".join(rows.get(finding.cue, ())))))
    return table


def mended_lines(report: Report) -> Iterator[str]:
    """`E01.en.srt: cue 3: dots became … (ellipsis)`"""
    for one in report.mended:
        where = f": cue {one.cue}" if one.cue else ""
        yield f"{Path(report.file).name}{where}: {one.what} ({one.check})"


def summary_of(report: Report) -> str:
    """`E01.en.srt: 16 cues in en against netflix: 0 blocking, 2 warnings, 1 note`"""
    numbers = {severity: report.count(severity) for severity in SEVERITIES}
    told = [
        f"{numbers[BLOCKING]} blocking",
        counted(numbers[WARNING], "warning"),
        counted(numbers[NOTE], "note"),
    ]
    left = len(report.findings) - MOST_ROWS
    more = f"; {left} more than are shown: --json tells all" if left > 0 else ""
    cues = counted(len(report.cues), "cue")
    head = f"{report.file}: {cues} in {report.language} against {report.profile}"
    return f"{head}: {', '.join(told)}{more}"
