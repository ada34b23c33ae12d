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
REQUIRED = ("term", "mandarin", "english", "register", "category", "source")
OPTIONAL = ("ambiguous", "spellings", "readings", "asr_variants", "contexts")
COLUMNS = Columns(REQUIRED, OPTIONAL, others=is_language)
# Who can vouch for a word: a dictionary's entry, the text of another entry, recorded speech, nobody.
SOURCES = ("dict", "dict-text", "corpus", "general")
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
        return re.compile(_at_end(self.before))

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
        wrong = [*_wrong_cells(row.cells), *_wrong_contexts(row.cells), *_twice(row, owners)]
        faults.extend(f"{row.where}: {what}" for what in wrong)
        if not wrong and all(row.cells[name] for name in REQUIRED):
            entries.append(_entry(row.cells))
    return tuple(entries)


def _twice(row: Row, owners: dict[str, str]) -> Iterator[str]:
    """A form belongs to one word, or nobody can say which is meant."""
    for form in filter(None, (row.cells["term"], *_listed(row.cells["spellings"]))):
        if form in owners:
            yield f"{form!r} stands here twice, first in {owners[form]}"
        owners.setdefault(form, row.where)


def _wrong_cells(cells: Mapping[str, str]) -> Iterator[str]:
    term, source = cells["term"], cells["source"]
    if term and not HAN.search(term):
        yield f"{term!r} has no Chinese character"
    if cells["ambiguous"] not in ("yes", "no", ""):
        yield f"`ambiguous` is yes or no, not {cells['ambiguous']!r}"
    if source and source not in SOURCES:
        yield f"`source` is {', '.join(SOURCES[:-1])} or {SOURCES[-1]}, not {source!r}"


def _entry(cells: Mapping[str, str]) -> DialectEntry:
    words = {name: cells[name] for name in REQUIRED}
    return DialectEntry(
        **words,
        ambiguous=cells["ambiguous"] == "yes",
        asr_variants=_listed(cells["asr_variants"]),
        readings=_listed(cells["readings"]),
        spellings=_listed(cells["spellings"]),
        contexts=tuple(Context(*_parsed(rule)) for rule in _rules(cells)),
        glosses={name: cell for name, cell in cells.items() if name not in (*REQUIRED, *OPTIONAL) and cell},
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.strip() for item in cell.split(",") if item.strip()))


def _rules(cells: Mapping[str, str]) -> list[str]:
    """`(猫|狗)~→爪子；~→干什么`, the first that holds counts."""
    return [rule for rule in cells["contexts"].split("；") if rule]


def _parsed(rule: str) -> tuple[str, str, str]:
    """What stands before the word, what behind it, and the sense; none where the rule has no word."""
    pattern, _, sense = (part.strip() for part in rule.partition("→"))
    before, word, after = pattern.partition(WORD)
    return (before, after, sense) if word and WORD not in after else ("", "", "")


def _wrong_contexts(cells: Mapping[str, str]) -> Iterator[str]:
    known = [sense for sense in (cells["term"], *senses_of(cells["mandarin"])) if sense]
    for rule in _rules(cells):
        before, after, sense = _parsed(rule)
        if not sense:
            yield f"the context {rule!r} is not `before{WORD}after→sense`"
        elif sense not in known and cells["term"] and cells["mandarin"]:
            yield f"the context {rule!r} leads to none of {', '.join(known)}"
        if wrong := _wrong(_at_end(before)) or _wrong(after):
            yield f"the context {rule!r} is no regular expression: {wrong}"


def _wrong(pattern: str) -> str:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return ""


def _at_end(pattern: str) -> str:
    return f"(?:{pattern})$"
