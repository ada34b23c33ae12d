"""A slip of the reader, mended where what was heard and another witness agree on what stands there.

A right line must never break: a character is doubted only between neighbours that were heard as they are
written, what takes its place must be what was heard, and the glossary, another frame, the recogniser's own
choice of character or the reader's own doubt must vouch for it (the words of the dialect count as glossary
here). A known word counts before the others: among characters that sound the same a recogniser chooses as it
likes. Where two would do, nothing is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from localize.dialects.likeness import Likeness
from localize.domain.glossary import Glossary, find_terms
from localize.domain.seen import Reading
from localize.domain.syllables import all_sounds, is_han, syllables
from localize.reconcile.lookalikes import lookalikes
from localize.reconcile.match import Matched, Voiced

# No more alike than this is another syllable: one with only the same final is 0.6 (已 yi, 己 ji), one with
# only the same initial 0.4 and a little.
ODD = 0.6
NEIGHBOUR = 0.8
# The same, or merged with it in the dialect.
SAME = 0.9
# Of shorter terms what is left when one character is cut off or misread is no longer telling.
TELLING = 3
# With more slips than this one reading is no witness of another.
SLIPS = 2
# Of the characters read in the episodes of docs/watching.md 4 of the 10 below it were wrong (two slips, read
# twice each), and 2 of the 1,314 above it.
UNSURE = 0.6


class Repair(NamedTuple):
    text: str
    note: str


def mended(
    text: str, readings: Sequence[Reading], matched: Matched, glossary: Glossary, like: Likeness
) -> Repair | None:
    """`text` with one slip mended, or None. `readings` are what single frames gave, in the same script."""
    return (
        _swapped(text, readings, matched, glossary, like)
        or _completed(text, readings, matched, glossary, like, at_start=True)
        or _completed(text, readings, matched, glossary, like, at_start=False)
    )


def doubted(text: str, matched: Matched, like: Likeness, odd: float = ODD) -> Iterator[Voiced]:
    """The syllables that were heard as something else (at most `odd` alike, however their character may be
    read), between two that were heard as they are written."""
    for one in _between_agreeing(text, matched):
        if _nearest(text[matched.syllables[one.syllable].at], one.sound, like) <= odd:
            yield one


def _between_agreeing(text: str, matched: Matched) -> Iterator[Voiced]:
    alike = {one.syllable: one.alike for one in matched.voiced}
    alike |= {-1: 1.0, len(matched.syllables): 1.0}
    for one in matched.voiced:
        agree = all(alike.get(one.syllable + step, 0.0) >= NEIGHBOUR for step in (-1, 1))
        if agree and is_han(text[matched.syllables[one.syllable].at]):
            yield one


def _nearest(character: str, sound: str, like: Likeness) -> float:
    return max(like(reading, sound) for reading in all_sounds(character))


def _swapped(
    text: str, readings: Sequence[Reading], matched: Matched, glossary: Glossary, like: Likeness
) -> Repair | None:
    for one in _between_agreeing(text, matched):
        at = matched.syllables[one.syllable].at
        is_odd = _nearest(text[at], one.sound, like) <= ODD
        for vouched in _vouched(text, at, one, readings, glossary, is_odd=is_odd):
            fitting = [other for other in vouched if _sounds_as(text, at, other, one.sound, like)]
            if len(fitting) == 1:
                why = f"{text[at]} → {fitting[0]}: heard as {one.sound}, {vouched[fitting[0]]}"
                return Repair(_with(text, at, fitting[0]), why)
            if fitting:
                break
    return None


def _vouched(
    text: str, at: int, one: Voiced, readings: Sequence[Reading], glossary: Glossary, *, is_odd: bool
) -> Iterator[dict[str, str]]:
    """Characters that may stand at `at`, and who says so; what counts more comes first. One that is not odd
    may only give way to a term."""
    known = dict(_lookalike_terms(text, at, glossary))
    if is_odd:
        yield dict(_terms_but_one(text, at, glossary)) | known
        yield dict(_told(text, at, one, readings))
        yield dict(_doubted_by_reader(text, at, readings))
    else:
        yield known


def _lookalike_terms(text: str, at: int, glossary: Glossary) -> Iterator[tuple[str, str]]:
    """Each character that looks like the one at `at` and makes a term of what stands there, and the term."""
    for other in sorted(lookalikes(text[at])):
        if term := _term_over(_with(text, at, other), at, glossary):
            yield other, f"{term} is known"


def _told(text: str, at: int, one: Voiced, readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    for other in sorted(lookalikes(text[at])):
        if other in one.word.word.text:
            yield other, "and written so by the recogniser"
    for reading in readings:
        if _is_beside(text, reading.text) and reading.text[at] != text[at]:
            yield reading.text[at], "and read so in another frame"


def _doubted_by_reader(text: str, at: int, readings: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    own = [reading for reading in readings if reading.text == text and len(reading.characters) == len(text)]
    if own and all(reading.characters[at] < UNSURE for reading in own):
        for other in sorted(lookalikes(text[at])):
            yield other, f"and the reader is unsure of {text[at]}"


def _is_beside(text: str, reading: str) -> bool:
    """Whether places mean the same in both: what lost a character at one edge and won a mark at the other
    is as long, too."""
    differing = sum(ours != theirs for ours, theirs in zip(text, reading, strict=False))
    return len(text) == len(reading) and differing <= SLIPS


def _term_over(text: str, at: int, glossary: Glossary) -> str:
    uses = find_terms(glossary, text)
    return next((use.found for use in uses if use.start <= at < use.start + len(use.found)), "")


def _terms_but_one(text: str, at: int, glossary: Glossary) -> Iterator[tuple[str, str]]:
    """The one character that a form which otherwise stands around `at` lacks."""
    for form in (form for term in glossary.terms for form in term.forms if len(form) >= TELLING):
        for place, character in enumerate(form):
            found = text[max(0, at - place) : at - place + len(form)]
            if found != form and _with(found, place, character) == form:
                yield character, f"{form} is known"


def _sounds_as(text: str, at: int, other: str, sound: str, like: Likeness) -> bool:
    there = next((one.sound for one in syllables(_with(text, at, other)) if one.at == at), "")
    return bool(there) and like(there, sound) >= SAME


def _with(text: str, at: int, character: str) -> str:
    return text[:at] + character + text[at + 1 :]


def _completed(
    text: str,
    readings: Sequence[Reading],
    matched: Matched,
    glossary: Glossary,
    like: Likeness,
    *,
    at_start: bool,
) -> Repair | None:
    """With the character that the edge of the reader's strip cut off; heard is then one syllable more."""
    heard = _beyond(matched, at_start=at_start)
    if heard is None:
        return None
    whole = {}
    for candidate, why in [*_longer(text, readings, at_start), *_whole_terms(text, glossary, at_start)]:
        sounds = syllables(candidate)
        if (
            len(sounds) == len(matched.syllables) + 1
            and like(sounds[0 if at_start else -1].sound, heard) >= SAME
        ):
            whole[candidate] = why
    if len(whole) != 1:
        return None
    ((candidate, why),) = whole.items()
    return Repair(candidate, f"{text} → {candidate}: heard {heard} there, {why}")


def _beyond(matched: Matched, *, at_start: bool) -> str | None:
    """The syllable heard next to the line's first or last one, if that was heard."""
    if not matched.voiced:
        return None
    edge = matched.voiced[0 if at_start else -1]
    if edge.syllable != (0 if at_start else len(matched.syllables) - 1) or edge.alike < NEIGHBOUR:
        return None
    spoken = [sound for word in matched.words for sound in word.syllables]
    if at_start:
        before = [sound for sound in spoken if sound.span.end_ms <= edge.span.start_ms]
        return before[-1].sound if before else None
    after = [sound for sound in spoken if sound.span.start_ms >= edge.span.end_ms]
    return after[0].sound if after else None


def _longer(text: str, readings: Sequence[Reading], at_start: bool) -> Iterator[tuple[str, str]]:
    for reading in readings:
        bare = _bare(reading.text)
        if (bare[1:] if at_start else bare[:-1]) == _bare(text):
            yield reading.text, "and read so in another frame"


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _whole_terms(text: str, glossary: Glossary, at_start: bool) -> Iterator[tuple[str, str]]:
    """What is left of a term that is none itself."""
    forms = {form for term in glossary.terms for form in term.forms}
    for form in sorted(form for form in forms if len(form) >= TELLING):
        if at_start and text.startswith(form[1:]) and form[1:] not in forms:
            yield form[0] + text, f"{form} is known"
        if not at_start and text.endswith(form[:-1]) and form[:-1] not in forms:
            yield text + form[-1], f"{form} is known"
