"""A dialect's folder → Dialect: `dialect.toml` says what it is, `lexicon.tsv` holds its words, and
`sounds.tsv`, which a pack may leave out, how it changes the sounds of standard Mandarin.

The folder's name is the dialect's. One that has the name of a shipped dialect is laid over it: each file may
be left out, its keys, words and sounds replace those that are there or are added to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from localize.dialects import sounds as sound_table
from localize.dialects import words as word_table
from localize.dialects.dialect import Dialect
from localize.dialects.head import FILE, load_head, read_table
from localize.dialects.sounds import SoundChange, Sounds, load_changes
from localize.dialects.table import Faults
from localize.dialects.words import DialectEntry, load_words
from localize.domain.variety import MANDARIN, UNKNOWN
from localize.errors import ConfigurationError, UnknownName, suggest

PARTICLE = "particle"  # the lexicon's category
PACKS = Path(__file__).parent
NONE = "none"
AUTO = "auto"
# What stands in a dialect's place.
RESERVED = (NONE, AUTO, MANDARIN, UNKNOWN)


def names(packs: Path = PACKS) -> list[str]:
    return sorted(file.parent.name for file in packs.glob(f"*/{FILE}"))


def load_dialect(name: str, packs: Path = PACKS, extra: Path | None = None) -> Dialect | None:
    """The dialect `name`, or None for `none`; `extra` is the folder of a pack by that name, laid over it.

    Raises UnknownName, or ConfigurationError naming the file and the line.
    """
    if name == NONE:
        return None
    if extra is not None and name_of(extra) != name:
        raise ConfigurationError(
            f"the dialect pack {extra} is one of {name_of(extra)!r}, and the dialect is {name!r}",
            f"name the folder {name!r}, or choose the dialect {name_of(extra)!r}",
        )
    if extra is None and name not in names(packs):
        hint = f"{suggest(name, [*names(packs), AUTO, NONE])}; one of your own: --dialect-pack DIR"
        raise UnknownName("unknown dialect " + repr(name), hint)
    faults = Faults()
    dialect = _laid_over(_shipped(name, packs, faults), extra, faults)
    faults.refuse()
    return dialect


def load_dialects(packs: Path = PACKS, extra: Path | None = None) -> tuple[Dialect, ...]:
    """All that are shipped, and that of `extra`, which is laid over the one of its name. Raises as
    `load_dialect` does."""
    own = [] if extra is None else [name_of(extra)]
    found = [
        load_dialect(name, packs, extra if name in own else None) for name in sorted({*names(packs), *own})
    ]
    return tuple(dialect for dialect in found if dialect is not None)


def name_of(folder: Path) -> str:
    return folder.resolve().name


def check(folder: Path, packs: Path = PACKS) -> Faults:
    """Everything that is wrong with the pack in `folder`."""
    faults = Faults()
    is_shipped = folder.resolve().parent == packs.resolve()
    base = None if is_shipped else _shipped(name_of(folder), packs, faults)
    _laid_over(base, folder, faults)
    return faults


@dataclass(frozen=True)
class _Parts:
    """What a folder holds, before it is put over another; `table` is None where it could not be read."""

    sources: tuple[str, ...]
    table: Mapping[str, Any] | None
    words: tuple[DialectEntry, ...]
    changes: tuple[SoundChange, ...]

    def over(self, base: _Parts) -> _Parts:
        forms = {form for word in self.words for form in word.forms}
        words = {word.term: _without(word, forms) for word in base.words}
        words = {term: word for term, word in words.items() if term not in forms}
        changes = {change.key: change for change in (*base.changes, *self.changes)}
        return _Parts(
            sources=(*base.sources, *self.sources),
            table=None if self.table is None else {**(base.table or {}), **self.table},
            words=(*words.values(), *self.words),
            changes=tuple(changes.values()),
        )


def _without(word: DialectEntry, forms: set[str]) -> DialectEntry:
    if forms.isdisjoint(word.spellings):
        return word
    kept = tuple(one for one in word.spellings if one not in forms)
    return msgspec.structs.replace(word, spellings=kept)


def _shipped(name: str, packs: Path, faults: Faults) -> _Parts | None:
    return _parts(packs / name, faults, whole=True) if name in names(packs) else None


def _laid_over(base: _Parts | None, extra: Path | None, faults: Faults) -> Dialect | None:
    """None where something is wrong."""
    parts = base
    if extra is not None:
        if not extra.is_dir():
            faults.append(f"{extra}: no such folder")
            return None
        if name_of(extra) in RESERVED:
            faults.append(f"{extra}: no dialect can be named {name_of(extra)!r}: rename the folder")
            return None
        own = _parts(extra, faults, whole=base is None)
        parts = own.over(base) if base else own
    assert parts is not None  # a dialect is shipped or has a folder of its own
    folder = Path(parts.sources[-1])
    # Words with a fault are left out: a hotword may be one of them.
    forms = None if faults else {form for word in parts.words for form in word.forms}
    head = None if parts.table is None else load_head(parts.table, folder / FILE, faults, forms)
    if head is None or faults:
        return None
    return Dialect(
        **msgspec.structs.asdict(head),
        name=name_of(folder),
        words=parts.words,
        sounds=_sounds(parts.changes, parts.words),
        sources=parts.sources,
    )


def _parts(folder: Path, faults: Faults, *, whole: bool) -> _Parts:
    """`whole`: nothing lies below, so that only the sounds may be left out."""
    head, lexicon, changes = (folder / name for name in (FILE, word_table.FILE, sound_table.FILE))
    if not any(file.exists() for file in (head, lexicon, changes)):
        faults.append(f"{folder}: holds no {FILE}, {word_table.FILE} or {sound_table.FILE}")
        return _Parts((str(folder),), None, (), ())
    return _Parts(
        sources=(str(folder),),
        table=read_table(head, faults) if whole or head.exists() else {},
        words=load_words(lexicon, faults) if whole or lexicon.exists() else (),
        changes=load_changes(changes, faults) if changes.exists() else (),
    )


def _sounds(changes: tuple[SoundChange, ...], words: tuple[DialectEntry, ...]) -> Sounds:
    """With the words that are the dialect's alone and say the same as one of standard Mandarin."""
    longer = [word for word in words if len(word.term) > 1]
    plain = ((word, _equivalents(word)) for word in longer if not word.ambiguous)
    said = {form: equivalents for word, equivalents in plain if equivalents for form in word.forms}
    particles = (word for word in words if len(word.term) == 1 and word.category == PARTICLE)
    return Sounds(
        changes,
        said,
        lexicon=tuple(form for word in longer for form in word.forms),
        particles=tuple(form for word in particles for form in word.forms),
    )


def _equivalents(word: DialectEntry) -> tuple[str, ...]:
    """`行；可以` → both; one with a remark in brackets is a description, not a word."""
    said = word.mandarin.split("；")
    return tuple(one for one in said if one and "（" not in one and one not in word.forms)
