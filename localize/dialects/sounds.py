"""How a dialect changes the sounds of standard Mandarin: what may be heard where which was written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from localize.domain.value import Value
from localize.errors import ConfigurationError

COLUMNS = ("kind", "standard", "dialect", "share", "source")
INITIAL, FINAL = "initial", "final"
NO_INITIAL = "∅"


class SoundChange(Value, frozen=True):
    """`standard` becomes `dialect` in this `share` (0 to 1) of the characters that have it.

    `kind` is `initial` or `final`; both are in the letters of pinyin without tones, ü written `v`, and an
    initial may be `∅`.
    """

    kind: str
    standard: str
    dialect: str
    share: float
    source: str


class Sounds(Value, frozen=True, dict=True):
    """The changes, `words`: what the dialect alone says → how standard Mandarin may put it, and `lexicon`:
    all its words of two characters and more."""

    changes: tuple[SoundChange, ...] = ()
    words: Mapping[str, tuple[str, ...]] = {}
    lexicon: tuple[str, ...] = ()

    def cost(self, kind: str, one: str, other: str) -> float:
        """What it costs to take one sound for the other, either way: 0 next to nothing, 1 unrelated.

        A change that every character makes is free; a rare one costs nearly half of an unrelated sound.
        """
        if one == other:
            return 0.0
        return 1.0 if (share := self._shares.get((kind, one, other))) is None else (1 - share) / 2

    @cached_property
    def _shares(self) -> dict[tuple[str, str, str], float]:
        shares: dict[tuple[str, str, str], float] = {}
        for change in self.changes:
            for pair in ((change.standard, change.dialect), (change.dialect, change.standard)):
                key = (change.kind, *pair)
                shares[key] = max(change.share, shares.get(key, 0.0))
        return shares


def load_changes(file: Path) -> tuple[SoundChange, ...]:
    """The rows of a pack's `sounds.tsv`. Raises ConfigurationError naming the file and the line."""
    try:
        header, *rows = file.read_text("utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: {error}") from error
    if tuple(header.split("\t")) != COLUMNS:
        raise ConfigurationError(f"{file}:1: the columns must be {', '.join(COLUMNS)}, between tabs")
    return tuple(_change(row.split("\t"), f"{file}:{line}") for line, row in enumerate(rows, 2))


def _change(cells: list[str], where: str) -> SoundChange:
    if len(cells) != len(COLUMNS):
        raise ConfigurationError(f"{where}: {len(cells)} cells where there must be {len(COLUMNS)}")
    try:
        change = msgspec.convert(dict(zip(COLUMNS, cells, strict=True)), SoundChange, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{where}: {error}") from error
    if change.kind not in (INITIAL, FINAL) or not 0 < change.share <= 1:
        raise ConfigurationError(f"{where}: `kind` is initial or final, `share` above 0 and at most 1")
    return change
