"""How a line is put to a sequence model, and how its translation is had from what comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from localize.translate import faults, scripts
from localize.translate.checked import Checked
from localize.translate.said import Said
from localize.translate.sequence.row import Row
from localize.translate.sequence.slots import slots
from localize.translate.terms import Rendered


class Way(Protocol):
    def put(self, row: Row) -> str:
        """The line as it goes in."""
        ...

    def handed_on(self, row: Row, texts: Sequence[str], pivot: str) -> str:
        """Of the candidates in the language `pivot`, likeliest first, that which goes on, as it goes on."""
        ...

    def restored(self, row: Row, text: str) -> tuple[str, ...]:
        """What a candidate in the target language stands for, the best first; nothing where it is no use."""
        ...


class Plain:
    """The line in the standard language, as it is."""

    def put(self, row: Row) -> str:
        return row.said.text

    def handed_on(self, row: Row, texts: Sequence[str], pivot: str) -> str:
        return soundest(row.said, texts, pivot)

    def restored(self, row: Row, text: str) -> tuple[str, ...]:  # noqa: ARG002
        return (text,)


class Codeswitched(Plain):
    """With the required renderings in it; on the way through another language with its own, which give way to
    those of the target there."""

    def put(self, row: Row) -> str:
        cut = slots(row.said)
        return cut.filled([one.via or one.required for one in cut.terms])

    def handed_on(self, row: Row, texts: Sequence[str], pivot: str) -> str:
        text = soundest(row.said, texts, pivot)
        return _exchanged(text, {one.via.casefold(): one.required for one in row.said.terms if one.via})


class InContext(Plain):
    """Behind the line that goes before it in its scene, with `separator` between; the line is what comes
    behind the last separator, if as many came out as went in."""

    def __init__(self, separator: str) -> None:
        self._separator = separator

    def put(self, row: Row) -> str:
        return f"{row.before} {self._separator} {row.said.text}" if row.before else row.said.text

    def restored(self, row: Row, text: str) -> tuple[str, ...]:
        parts = text.split(self._separator)
        return (parts[-1].strip(),) if len(parts) == (2 if row.before else 1) else ()


def soundest(line: Said, texts: Sequence[str], pivot: str) -> str:
    """On the way through `pivot`: of the texts with the mildest faults the likeliest, else the source."""
    there = tuple(Rendered(one.found, one.via) for one in line.terms if one.via)
    meant = msgspec.structs.replace(line, terms=there)
    tidied = [scripts.tidy(text, pivot) for text in texts]
    offers = [(text, faults.faults_of(Checked(meant, text, pivot))) for text in tidied]
    return faults.mildest(offers)[0] if offers else line.text


def _exchanged(text: str, renderings: Mapping[str, str]) -> str:
    """With the rendering in the next language for each of this one's, whole words in any case."""
    if not renderings:
        return text
    forms = "|".join(re.escape(form) for form in sorted(renderings, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{forms})(?!\w)", re.IGNORECASE)
    return pattern.sub(lambda found: renderings[found[0].casefold()] or found[0], text)
