"""How a dialect changes the sounds of standard Mandarin: what may be heard where which was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, TypeAlias

import msgspec

from localize.dialects.table import Columns, Faults, rows
from localize.domain.script import HAN
from localize.domain.value import Value

FILE = "sounds.tsv"
COLUMNS = ("kind", "standard", "dialect", "share", "source")
SoundKind: TypeAlias = Literal["initial", "final", "character"]
INITIAL: Final = "initial"
FINAL: Final = "final"
CHARACTER: Final = "character"
KINDS = (INITIAL, FINAL, CHARACTER)
NO_INITIAL = "∅"
_LETTERS = re.compile(r"[a-z]+")


class SoundChange(Value, frozen=True):
    """`standard` becomes `dialect` in this `share` (0 to 1) of the characters that have it.

    `kind` is `initial` or `final`: both are in the letters of pinyin without tones, ü written `v`, and an
    initial may be `∅`. Or `character`: `standard` is one, and `dialect` the syllable by which it is said
    against all rules.
    """

    kind: SoundKind
    standard: str
    dialect: str
    share: float
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.standard, self.dialect


class Sounds(Value, frozen=True, dict=True):
    """The changes, `words`: what the dialect alone says → how standard Mandarin puts it, `particles` of one
    character, which no recogniser writes by mistake for a commoner word, and `lexicon`:
    all its words of two characters and more."""

    changes: tuple[SoundChange, ...] = ()
    words: Mapping[str, tuple[str, ...]] = {}
    lexicon: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()

    def cost(self, kind: str, one: str, other: str) -> float:
        """What it costs to take one sound for the other, either way: 0 next to nothing, 1 unrelated.

        A change that every character makes is free; a rare one costs nearly half of an unrelated sound.
        """
        if one == other:
            return 0.0
        return 1.0 if (share := self._shares.get((kind, one, other))) is None else (1 - share) / 2

    @cached_property
    def characters(self) -> Mapping[str, tuple[str, ...]]:
        """How characters are said that the rules do not reach, in the letters of pinyin without tones."""
        said: dict[str, tuple[str, ...]] = {}
        for change in self.changes:
            if change.kind == CHARACTER:
                said[change.standard] = (*said.get(change.standard, ()), change.dialect)
        return said

    @cached_property
    def _shares(self) -> dict[tuple[str, str, str], float]:
        shares: dict[tuple[str, str, str], float] = {}
        for change in self.changes:
            for pair in ((change.standard, change.dialect), (change.dialect, change.standard)):
                key = (change.kind, *pair)
                shares[key] = max(change.share, shares.get(key, 0.0))
        return shares


def load_changes(file: Path, faults: Faults) -> tuple[SoundChange, ...]:
    """The rows of a pack's `sounds.tsv` that are whole; what is wrong with the others goes to `faults`."""
    changes: dict[tuple[str, str, str], SoundChange] = {}
    for row in rows(file, Columns(COLUMNS), faults):
        wrong = list(_wrong(row.cells))
        faults.extend(f"{row.where}: {what}" for what in wrong)
        if wrong or not all(row.cells.values()):
            continue
        change = msgspec.convert(row.cells, SoundChange, strict=False)
        if change.key in changes:
            faults.append(f"{row.where}: {' '.join(change.key)} stands here twice")
        changes[change.key] = change
    return tuple(changes.values())


def _wrong(cells: Mapping[str, str]) -> Iterator[str]:
    """What is empty is told already."""
    kind, standard, dialect, share = (cells[name] for name in ("kind", "standard", "dialect", "share"))
    if kind and kind not in KINDS:
        yield f"`kind` is {INITIAL}, {FINAL} or {CHARACTER}, not {kind!r}"
    elif kind and standard and not _is_sound(kind, standard):
        yield f"{standard!r} is no {kind}"
    if dialect and not _is_sound(INITIAL, dialect):
        yield f"{dialect!r} is not in the letters of pinyin, without tones"
    if share and not _is_share(share):
        yield f"`share` is a number above 0 and at most 1, as 0.85, not {share!r}"


def _is_share(cell: str) -> bool:
    try:
        return 0 < msgspec.convert(cell, float, strict=False) <= 1
    except msgspec.ValidationError:
        return False


def _is_sound(kind: str, text: str) -> bool:
    if kind == CHARACTER:
        return len(text) == 1 and bool(HAN.fullmatch(text))
    return text == NO_INITIAL or bool(_LETTERS.fullmatch(text))
