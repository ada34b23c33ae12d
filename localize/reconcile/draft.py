"""Seen lines on their way into the transcript: matched with what was heard, then mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import msgspec

from localize.dialects.likeness import Likeness
from localize.domain.glossary import Glossary
from localize.domain.syllables import syllables
from localize.domain.times import Span
from localize.reconcile.match import Matched, match
from localize.reconcile.repair import mended
from localize.reconcile.voice import HeardWord, Voice
from localize.reconcile.witnesses import Witnessed
from localize.reconcile.wording import one_row, written


@dataclass(frozen=True)
class Draft:
    """A seen line, its text so far, and what was heard for it. `notes` say what was mended."""

    source: Witnessed
    text: str
    matched: Matched
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> Span:
        return self.source.line.span


class Drafts(NamedTuple):
    """`unseen` are the heard words that belong to no line."""

    lines: list[Draft]
    unseen: tuple[HeardWord, ...]


def drafts(
    found: Sequence[Witnessed], voice: Voice, language: str, glossary: Glossary, like: Likeness
) -> Drafts:
    """One a line, in the same order."""
    rough = [Draft(one, written(one.line.text, language), Matched(())) for one in found]
    matched = _matched(rough, voice, like)
    whole = [_mended(draft, language, glossary, like) for draft in matched.lines]
    if any(draft.notes for draft in whole):
        matched = _matched(whole, voice, like)
    return Drafts([_joined(draft, glossary) for draft in matched.lines], matched.unseen)


def _matched(lines: Sequence[Draft], voice: Voice, like: Likeness) -> Drafts:
    found = match([one.text for one in lines], [one.shown for one in lines], voice, like)
    return Drafts(
        [replace(draft, matched=matched) for draft, matched in zip(lines, found.lines, strict=True)],
        found.unseen,
    )


def _mended(draft: Draft, language: str, glossary: Glossary, like: Likeness) -> Draft:
    """What people typed stays as it is; a repair after which the witnesses agree no better is none."""
    if draft.source.is_typed or not draft.matched.voiced:
        return draft
    readings = [
        msgspec.structs.replace(reading, text=written(reading.text, language))
        for reading in draft.source.line.readings
    ]
    while repair := mended(draft.text, readings, draft.matched, glossary, like):
        (matched,) = match([repair.text], [draft.shown], Voice(draft.matched.words), like).lines
        if (matched.agreement or 0.0) <= (draft.matched.agreement or 0.0):
            break
        draft = replace(draft, text=repair.text, matched=matched, notes=(*draft.notes, repair.note))
    return draft


def _joined(draft: Draft, glossary: Glossary) -> Draft:
    text = one_row(draft.text, draft.matched, glossary)
    return replace(draft, text=text, matched=replace(draft.matched, syllables=syllables(text)))
