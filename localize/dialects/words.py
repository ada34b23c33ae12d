"""The words of a dialect: `lexicon.tsv` → entries, and what decides between the senses of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from localize.dialects.table import Columns, Faults, Row, is_language, rows
from localize.domain.language import primary
from localize.domain.script import HAN
from localize.domain.value import Value

FILE = "lexicon.tsv"
REQUIRED = ("term", "mandarin", "english", "register", "category", "ambiguous", "source")
OPTIONAL = ("spellings", "readings", "asr_variants", "contexts")
COLUMNS = Columns(REQUIRED, OPTIONAL, others=is_language)
WORD = "~"
_REMARK = re.compile(r"（.*?）")


class Context(Value, frozen=True, dict=True):
    """Where `before` ends at the word and `after` begins behind it, both regular expressions, it means
    `sense`."""

    before: str
    after: str
    sense: str

    def holds(self, text: str, start: int, end: int) -> bool:
        return bool(self._before.search(text[:start]) and self._after.match(text, end))

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self.before})$")

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return re.compile(self.after)


class DialectEntry(Value, frozen=True):
    """A word of the dialect: in standard Mandarin, in English, and how it is used.

    `mandarin` holds the senses, the commonest first, `；` between them and remarks in `（）`. `ambiguous`:
    standard Mandarin has the same word with another meaning. `source` says who vouches for it (`dict`,
    `dict-text`, `corpus`; `general` wants a native speaker's check). `spellings` are other ways to write it,
    the other Chinese script among them; `asr_variants` what recognisers write for it; `readings` how it is
    said; `glosses` what it means in other languages than English, by tag.
    """

    term: str
    mandarin: str
    english: str
    register: str
    category: str
    ambiguous: bool
    source: str
    asr_variants: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    contexts: tuple[Context, ...] = ()
    glosses: Mapping[str, str] = {}

    # The one that msgspec writes would hash `glosses`, which cannot be.
    def __hash__(self) -> int:
        return hash((self.term, self.mandarin))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way to write it, the main one first."""
        return (self.term, *self.spellings)

    @property
    def senses(self) -> tuple[str, ...]:
        """The words of standard Mandarin that can stand in its place; none where a remark explains it."""
        return senses_of(self.mandarin)

    def gloss(self, language: str) -> str:
        """In English where the pack has nothing for `language`."""
        return self.glosses.get(language) or self.glosses.get(primary(language)) or self.english

    def sense_at(self, text: str, start: int, end: int) -> str | None:
        """What the word means where it stands: the sense of the first context that holds, else the commonest
        one, else (`ambiguous`, or nothing to put in its place) None. The word itself is a sense too, where
        it is meant as in standard Mandarin."""
        usual = None if self.ambiguous else next(iter(self.senses), None)
        return self.decided(text, start, end) or usual

    def decided(self, text: str, start: int, end: int) -> str | None:
        """The sense of the first context that holds, None where none does."""
        return next((one.sense for one in self.contexts if one.holds(text, start, end)), None)


@lru_cache(maxsize=4096)
def senses_of(mandarin: str) -> tuple[str, ...]:
    return tuple(sense for part in mandarin.split("；") if (sense := _REMARK.sub("", part).strip()))


def load_words(file: Path, faults: Faults) -> tuple[DialectEntry, ...]:
    """The entries that are whole; what is wrong with the others goes to `faults`."""
    owners: dict[str, str] = {}
    entries = []
    for row in rows(file, COLUMNS, faults):
        before = len(faults)
        entry = _entry(row, faults)
        faults.extend(_twice(entry, row.where, owners))
        if len(faults) == before:
            entries.append(entry)
    return tuple(entries)


def _twice(entry: DialectEntry, where: str, owners: dict[str, str]) -> Iterator[str]:
    """A form belongs to one word, or nobody can say which is meant."""
    for form in entry.forms:
        if form in owners:
            yield f"{where}: {form!r} stands here twice, first in {owners[form]}"
        owners.setdefault(form, where)


def _entry(row: Row, faults: Faults) -> DialectEntry:
    cells = row.cells
    if not HAN.search(cells["term"]):
        faults.append(f"{row.where}: {cells['term']!r} has no Chinese character")
    if cells["ambiguous"] not in ("yes", "no"):
        faults.append(f"{row.where}: `ambiguous` is yes or no, not {cells['ambiguous']!r}")
    words = {name: cells[name] for name in REQUIRED if name != "ambiguous"}
    return DialectEntry(
        **words,
        ambiguous=cells["ambiguous"] == "yes",
        asr_variants=_listed(cells.get("asr_variants", "")),
        readings=_listed(cells.get("readings", "")),
        spellings=_listed(cells.get("spellings", "")),
        contexts=tuple(_contexts(row, faults)),
        glosses={name: cell for name, cell in cells.items() if name not in (*REQUIRED, *OPTIONAL) and cell},
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.strip() for item in cell.split(",") if item.strip()))


def _contexts(row: Row, faults: Faults) -> Iterator[Context]:
    """`(猫|狗)~→爪子；~→干什么`, the first that holds counts."""
    known = (row.cells["term"], *senses_of(row.cells["mandarin"]))
    for rule in filter(None, row.cells.get("contexts", "").split("；")):
        pattern, _, sense = (part.strip() for part in rule.partition("→"))
        before, word, after = pattern.partition(WORD)
        if not word or WORD in after or not sense:
            faults.append(f"{row.where}: the context {rule!r} is not `before{WORD}after→sense`")
        elif sense not in known:
            faults.append(f"{row.where}: the context {rule!r} leads to none of {', '.join(known)}")
        elif wrong := _wrong(before) or _wrong(after):
            faults.append(f"{row.where}: the context {rule!r} is no regular expression: {wrong}")
        else:
            yield Context(before, after, sense)


def _wrong(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        return str(error)
    return ""
