"""Which rows are the text of a line, and which stand beside it in another script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from localize.domain.bilingual import is_bilingual, is_foreign
from localize.domain.script import has_han
from localize.watch.kinds import LEAST_CHARACTERS, LEGIBLE_CARD

if TYPE_CHECKING:
    from localize.domain.seen import Box
    from localize.watch.kinds import Row


@dataclass(frozen=True)
class Writing:
    """`is_chinese`: most lines of the episode hold Chinese characters; `is_bilingual`: most of those have a
    row in another script beside them. `region` is where dialogue stands."""

    is_chinese: bool
    is_bilingual: bool
    region: Box | None

    @classmethod
    def of(cls, lines: Sequence[Sequence[Row]], region: Box | None) -> Writing:
        texts = [[row.text for row in rows] for rows in lines]
        chinese = [rows for rows in texts if any(map(has_han, rows))]
        return cls(2 * len(chinese) > len(lines), is_bilingual(chinese), region)

    def text_of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are said: `Tony老师`; `110` and `OK` as well where Chinese is spoken, but not what
        may be texture or a sign, nor the other language of the burn."""
        is_chinese = any(has_han(row.text) for row in rows)
        return [
            row
            for row in rows
            if has_han(row.text) or (self._may_be_said(row) and (is_chinese or self._is_in_place(row)))
        ]

    def _may_be_said(self, row: Row) -> bool:
        is_other = self.is_bilingual and is_foreign(row.text)
        signs = sum(map(str.isalnum, row.text))
        is_sure = row.confidence >= LEGIBLE_CARD and signs >= LEAST_CHARACTERS
        return self.is_chinese and is_sure and not is_other

    def _is_in_place(self, row: Row) -> bool:
        return self.region is not None and self.region.top <= row.box.center[1] <= self.region.bottom
