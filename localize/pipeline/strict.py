"""What `--strict` refuses: a finished run in which the glossary or the bible was not kept to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path

from localize.errors import ChecksFailed
from localize.pipeline.record import RunRecord

# Of the flags of a translation (localize/translate/faults.py) those that say so with certainty.
VIOLATIONS = ("term-missed", "term-shared", "term-forbidden", "term-varies", "pronoun")


def refuse_violations(record: RunRecord, targets: Collection[str], path: Path) -> None:
    """`path` is that of the record, `targets` the languages of this run: what it carries over from others is
    theirs. Raises ChecksFailed."""
    found = Counter(
        flag.kind
        for line in record.lines
        for target, done in line.translations.items()
        for flag in done.flags
        if target in targets and flag.kind in VIOLATIONS
    )
    if found:
        kinds = ", ".join(f"{found[kind]} {kind}" for kind in VIOLATIONS if found[kind])
        how_many = f"{found.total()} open violation{'s' if found.total() > 1 else ''}"
        raise ChecksFailed(f"{path}: {how_many}: {kinds}", f"see them with `localize show --flagged {path}`")
