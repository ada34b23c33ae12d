"""Heard + Seen → Transcript: text from what is seen, times from what is heard, trust where both agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from typing import NamedTuple

import msgspec

from localize.dialects.likeness import Likeness
from localize.dialects.sounds import Sounds
from localize.domain.glossary import Glossary, Term
from localize.domain.heard import Heard
from localize.domain.seen import CARD, DIALOGUE, Seen
from localize.domain.times import Span
from localize.domain.transcript import Line, Transcript
from localize.reconcile.continuing import ENDS, continues
from localize.reconcile.draft import Draft, drafts
from localize.reconcile.gloss import Glosses
from localize.reconcile.hearing import Where, everywhere, transcript_of
from localize.reconcile.match import Matched
from localize.reconcile.snapping import apart, least_ms, offset_ms, spoken_span
from localize.reconcile.telling import LineWriter, card_line
from localize.reconcile.trust import threshold
from localize.reconcile.unseen import unseen_lines
from localize.reconcile.voice import voice_of
from localize.reconcile.witnesses import Witnessed, cards, dialogue

NO_TERMS = Glossary()


class _Told(NamedTuple):
    """A line, and what was heard for it if it was seen."""

    line: Line
    matched: Matched | None


def reconcile(
    heard: Heard,
    witnesses: Sequence[Seen],
    sounds: Sounds | None = None,
    glossary: Glossary = NO_TERMS,
    in_dialect: Where = everywhere,
) -> Transcript:
    """One transcript from what was heard and from all that was seen: the picture, a subtitle file, both.

    Every seen line of dialogue stays, with its text, and with the times at which it was heard where those
    can be trusted; heard speech that nobody burned in stays, flagged `unseen`. What people typed is
    never repaired. `sounds` are those of the dialect, and `in_dialect` says where it is spoken. Lines are
    `L0001` …, cards, which never mix with them, `C0001` …; both are in order of time.
    """
    cuts = tuple(sorted({cut for seen in witnesses for cut in seen.cuts}))
    shown = [card_line(card, heard.language) for card in cards(witnesses)]
    found = dialogue(witnesses)
    if not found and not shown:
        return msgspec.structs.replace(transcript_of(heard, sounds, glossary, in_dialect), cuts=cuts)
    if found:
        said = list(_said(heard, found, sounds or Sounds(), glossary, in_dialect))
    else:
        repaired = transcript_of(heard, sounds, glossary, in_dialect)
        said = [_Told(line, None) for line in repaired.lines]
    lines = _numbered([*_continued(_in_order(said)), *shown])
    return Transcript(heard.language, tuple(lines), heard.dropped, cuts)


def _said(
    heard: Heard, found: Sequence[Witnessed], sounds: Sounds, glossary: Glossary, in_dialect: Where
) -> Iterator[_Told]:
    like, voice = Likeness(sounds), voice_of(heard)
    lines, unseen = drafts(found, voice, heard.language, _with_words(glossary, sounds), like)
    spans = _spans(lines)
    glosses = _glosses(lines, sounds, like)
    known = [draft.matched.agreement for draft in lines if draft.matched.agreement is not None]
    writer = LineWriter(heard, like, threshold(known))
    for draft, span, is_gloss in zip(lines, spans, glosses, strict=True):
        is_gloss = is_gloss and in_dialect(draft.shown)
        yield _Told(writer.line(draft, span, is_gloss=is_gloss), draft.matched)
    for line in unseen_lines(heard, voice.words, unseen):
        yield _Told(line, None)


def _with_words(glossary: Glossary, sounds: Sounds) -> Glossary:
    """The words of the dialect are known to stand in its lines as the names of the series are."""
    known = {form for term in glossary.terms for form in term.forms}
    return Glossary((*glossary.terms, *(Term(word) for word in sounds.lexicon if word not in known)))


def _spans(lines: Sequence[Draft]) -> list[Span]:
    matched = [draft.matched for draft in lines]
    shown = [draft.shown for draft in lines]
    offset = offset_ms(shown, matched)
    shown = [Span(max(0, span.start_ms + offset), max(1, span.end_ms + offset)) for span in shown]
    spoken = [spoken_span(*both) for both in zip(shown, matched, strict=True)]
    return apart(spoken, shown, [least_ms(one) for one in matched])


def _glosses(lines: Sequence[Draft], sounds: Sounds, like: Likeness) -> list[bool]:
    texts, spans = [draft.text for draft in lines], [draft.shown for draft in lines]
    return Glosses(sounds, like).among(texts, spans, [draft.matched for draft in lines])


def _in_order(told: Sequence[_Told]) -> list[_Told]:
    return sorted(told, key=lambda one: (one.line.start_ms, one.line.end_ms))


def _continued(told: Sequence[_Told]) -> list[Line]:
    seen = [one.line for one in told if one.matched]
    marks_ends = 2 * sum(line.text.endswith(ENDS) for line in seen) >= max(1, len(seen))
    goes_on = [_goes_on(*pair, marks_ends=marks_ends) for pair in pairwise(told)]
    return [
        msgspec.structs.replace(one.line, continues=on)
        for one, on in zip(told, [*goes_on, False], strict=False)
    ]


def _goes_on(one: _Told, after: _Told, *, marks_ends: bool) -> bool:
    if one.matched is None or after.matched is None:
        return False
    silence_ms = after.line.start_ms - one.line.end_ms
    return continues(one.line.text, silence_ms, one.matched, after.matched, marks_ends=marks_ends)


def _numbered(lines: Sequence[Line]) -> Iterator[Line]:
    numbers = {CARD: count(1), DIALOGUE: count(1)}
    letters = {CARD: "C", DIALOGUE: "L"}
    for line in sorted(lines, key=lambda line: line.start_ms):
        yield msgspec.structs.replace(line, id=f"{letters[line.kind]}{next(numbers[line.kind]):04d}")
