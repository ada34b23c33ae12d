"""What `--strict` refuses: a finished run in which the glossary or the bible was not kept to, or a line has
no translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from localize.errors import ChecksFailed
from localize.pipeline.record import RunRecord, TranslationRecord
from localize.translate.terms import MISSED
from localize.wording import counted

# Of the flags of a translation (localize/translate/faults.py) those that say so with certainty.
VIOLATIONS = (
    "missing", "refused", "truncated", "copied",
    "term-missed", "term-shared", "term-forbidden", "avoided", "pronoun",
)  # fmt: skip


def refuse_violations(record: RunRecord, targets: Collection[str], path: Path) -> None:
    """`path` is that of the record, `targets` the languages of this run: what it carries over from others is
    theirs. Raises ChecksFailed."""
    found = Counter(
        kind
        for line in record.lines
        for target, done in line.translations.items()
        if target in targets
        for kind in _violations(done)
    )
    if found:
        kinds = ", ".join(f"{found[kind]} {kind}" for kind in VIOLATIONS if found[kind])
        how_many = counted(found.total(), "open violation")
        raise ChecksFailed(f"{path}: {how_many}: {kinds}", f"see them with `localize show --flagged {path}`")


def _violations(done: TranslationRecord) -> Iterator[str]:
    """A term of a line without a text is unmet as any other, but is not flagged beside what became of it."""
    yield from (flag.kind for flag in done.flags if flag.kind in VIOLATIONS)
    if not done.text:
        yield from (MISSED for check in done.terms if not check.met)
