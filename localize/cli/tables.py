"""The result of a run and the plan of one, as tables."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import IO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from localize.domain.review import DISAGREE, Flag
from localize.domain.seen import CARD, Seen
from localize.domain.times import clock
from localize.pipeline.plan import StagePlan
from localize.pipeline.plan_words import in_words
from localize.pipeline.record import LineRecord, RunRecord, TranslationRecord, is_flagged
from localize.wording import duration

# Where there is no colour, in a file or a copy, two Chinese texts would run together.
IN_MANDARIN = "＝"
WIDTH_OF_A_FILE = 120  # columns, where there is no terminal to ask
# Words of so many cells are kept whole; longer ones (a path, Chinese) may go on in the next row. Three
# columns of them have room in 40.
_LONGEST_WORD = 10


class _Paper(Console):
    def on_broken_pipe(self) -> None:
        """Rich would exit with 1, which says that there is a bug; our own frame knows better."""
        raise  # the BrokenPipeError that is being handled


def console_on(stream: IO[str]) -> Console:
    width = None if stream.isatty() or "COLUMNS" in os.environ else WIDTH_OF_A_FILE
    return _Paper(file=stream, width=width, highlight=False, markup=False)


def with_whole_words(table: Table) -> Table:
    """The same, with all its rows in it, broken at spaces wherever there is room for the words."""
    for column in table.columns:
        shown = " ".join(map(str, (column.header, *column.cells)))
        longest = max(map(cell_len, shown.split()), default=0)
        column.min_width = min(longest, _LONGEST_WORD)
    return table


def lines_table(record: RunRecord, *, flagged: bool) -> Table:
    """Time, source (below it, behind a mark, the same in standard Mandarin, and what was seen and heard where
    they differ), one column for each target, and what to look at; `flagged` leaves out all other lines and
    gives the reasons."""
    series = record.settings.series
    table = Table(show_lines=flagged, expand=True)
    table.add_column("time", no_wrap=True)
    for title in (series.language, *series.targets, "look at"):
        table.add_column(title, overflow="fold")
    for line in record.lines:
        if flagged and not is_flagged(line):
            continue
        source = _source(line, witnesses=not flagged)
        translations = [_translation(line, target) for target in series.targets]
        table.add_row(clock(line.start_ms), source, *translations, _flags(line, reasons=flagged))
    return table


def steps_table(lines: Sequence[LineRecord]) -> Table:
    """For each translation that was to be mended: what it was first, then what each rung made of it and
    whether that was kept, and what stays flagged."""
    table = Table("time", "to", "rung", "because of", "text", "kept", expand=True)
    for line in lines:
        for target, done in line.translations.items():
            if done.steps:
                _add_steps(table, line, target, done)
    return table


def _add_steps(table: Table, line: LineRecord, target: str, done: TranslationRecord) -> None:
    table.add_section()
    table.add_row(clock(line.start_ms), target, "first", "", Text(done.steps[0].before), "")
    for step in done.steps:
        kept = "yes" if step.kept else "no"
        table.add_row("", "", step.rung, Text(", ".join(step.because)), Text(step.after), kept)
    flags = ", ".join(dict.fromkeys(flag.kind for flag in done.flags))
    table.add_row("", "", "now", Text(flags, "yellow"), Text(done.text), "")


def summary_of(record: RunRecord) -> str:
    """`16 lines, 2 to look at · spoken in sichuan (93%) · terms 5/6 · whisper-base, qwen · 23.4 s`"""
    totals = record.totals
    facts = [
        f"{totals.lines} lines, {totals.flagged} to look at",
        f"spoken in {record.dialect.variety} ({record.dialect.confidence:.0%})" if record.dialect else "",
        f"terms {totals.terms_met}/{totals.terms_required}" if totals.terms_required else "",
        ", ".join(model.name for model in record.models),
        duration(record.seconds),
        f"ended early: {record.error}" if record.error else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def seen_table(seen: Seen) -> Table:
    """Every burned-in line with its times, and how sure the reader is of it."""
    table = Table(expand=True)
    table.add_column("from", no_wrap=True)
    table.add_column("to", no_wrap=True)
    table.add_column("text", ratio=1)
    table.add_column("sure", justify="right", no_wrap=True)
    for line in seen.lines:
        shown = Text("card ", "cyan") if line.kind == CARD else Text()
        shown.append(line.text)
        if line.other:
            shown.append(f"\n{line.other}", "dim")
        table.add_row(clock(line.start_ms), clock(line.end_ms), shown, f"{line.confidence:.0%}")
    return table


def seen_summary(seen: Seen) -> str:
    region = seen.region
    where = f" at {region.top:.0%} to {region.bottom:.0%} of the height" if region else ""
    parts = [
        f"{len(seen.dialogue)} lines of dialogue{where}",
        f"cards: {len(seen.cards)}",
        f"cuts: {len(seen.cuts)}",
        *(f"a watermark, read as {mark.text!r}" for mark in seen.marks),
    ]
    return ", ".join(parts)


def plan_table(plans: Sequence[StagePlan]) -> Table:
    table = Table("stage", "parts", "hits", "misses", "why")
    for plan in plans:
        if plan.waits_for:
            table.add_row(plan.stage, "?", "?", "?", f"known once `{plan.waits_for}` has run")
        else:
            counts = [str(count) for count in (plan.parts, plan.hits, len(plan.misses))]
            table.add_row(plan.stage, *counts, Text("\n".join(_reasons(plan))))
    return table


def _source(line: LineRecord, *, witnesses: bool) -> Text:
    """`witnesses` are left out where the reasons for the flags name them."""
    shown = Text("card ", "cyan") if line.kind == CARD else Text()
    shown.append(line.text)
    if line.standard not in ("", line.text):
        shown.append(f"\n{IN_MANDARIN}{line.standard}", "dim")
    for row in _witnesses(line) if witnesses else ():
        shown.append(f"\n{row}", "dim")
    return shown


def _witnesses(line: LineRecord) -> Iterator[str]:
    """What was seen and what was heard, where they differ so much that a person must choose: what a weak
    recogniser makes of a line that is plain to read would only be in the way."""
    evidence = line.evidence
    if (
        evidence.seen is None
        or evidence.heard is None
        or not any(flag.kind == DISAGREE for flag in line.flags)
    ):
        return
    yield f"seen: {' '.join(evidence.seen.split())}"
    alike = "" if evidence.agreement is None else f" ({evidence.agreement:.0%} alike)"
    yield f"heard: {evidence.heard}{alike}"


def _translation(line: LineRecord, target: str) -> Text:
    done = line.translations.get(target)
    return Text(done.text) if done else Text("not done", "dim")


def _flags(line: LineRecord, *, reasons: bool) -> Text:
    told = dict.fromkeys(_told(where, flag, reasons) for where, flag in _all_flags(line))
    return Text("\n".join(told), "yellow")


def _all_flags(line: LineRecord) -> Iterator[tuple[str, Flag]]:
    by_target: Mapping[str, tuple[Flag, ...]] = {
        target: done.flags for target, done in line.translations.items()
    }
    for where, flags in {"": line.flags, **by_target}.items():
        for flag in flags:
            yield where, flag


def _told(where: str, flag: Flag, reason: bool) -> str:
    prefix = f"{where}: " if where else ""
    detail = f" ({flag.detail})" if reason and flag.detail else ""
    return prefix + flag.kind + detail


def _reasons(plan: StagePlan) -> Iterator[str]:
    """Neighbouring parts with the same reason share a line."""
    for why, group in groupby(plan.misses, key=lambda miss: in_words(plan.stage, miss[1])):
        parts = [part for part, _ in group]
        names = parts[0] if len(parts) == 1 else f"{parts[0]} … {parts[-1]} ({len(parts)} parts)"
        yield f"{names}: {why}"
