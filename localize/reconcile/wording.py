"""Burned-in text → a line of a transcript: one row, in the script of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from localize.domain.glossary import Glossary, find_terms
from localize.domain.script import HAN_LETTERS, in_script
from localize.domain.syllables import is_han
from localize.reconcile.match import Matched

# In the development scenes 100 to 150 ms stand at a comma.
PAUSE_MS = 100
MARKS = "，。？！；：、…,.?!;:"

_FULL_WIDTH = str.maketrans(",.?!:;", "，。？！：；")
_MARK_AFTER_CHINESE = re.compile(rf"(?<=[{HAN_LETTERS}])[,.?!:;](?![,.?!:;A-Za-z0-9])")


def written(text: str, language: str) -> str:
    """As it stands there, rows still apart; a half-width mark after Chinese is full width, as it is printed.

    No mark is added: most burned lines carry none, subtitles drop those at their end again, and where the
    sentence goes on the line says so (`Line.continues`). Spaces, which stand for commas, are kept.
    """
    rows = (" ".join(row.split()) for row in in_script(text, language).splitlines())
    whole = "\n".join(row for row in rows if row)
    return _MARK_AFTER_CHINESE.sub(lambda mark: mark.group().translate(_FULL_WIDTH), whole)


def one_row(text: str, matched: Matched, glossary: Glossary) -> str:
    """Rows joined by a space, or by nothing where a row was full in the middle of a Chinese clause: a term
    stands across its end, or what was said goes on there without a pause or a mark."""
    rows = text.split("\n")
    return "".join([rows[0], *(_joint(text, at, matched, glossary) + row for at, row in _further(rows))])


def _further(rows: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Every row but the first, and where the break before it stands in the text."""
    ends = accumulate(len(row) + 1 for row in rows)
    return ((end - 1, row) for end, row in zip(ends, rows[1:], strict=False))


def _joint(text: str, at: int, matched: Matched, glossary: Glossary) -> str:
    is_chinese = is_han(text[at - 1]) and is_han(text[at + 1])
    return "" if is_chinese and (_in_term(text, at, glossary) or _runs_on(at, matched)) else " "


def _in_term(text: str, at: int, glossary: Glossary) -> bool:
    before, after = text[:at].replace("\n", ""), text[at:].replace("\n", "")
    uses = find_terms(glossary, before + after)
    return any(use.start < len(before) < use.start + len(use.found) for use in uses)


def _runs_on(at: int, matched: Matched) -> bool:
    next_number = sum(syllable.at < at for syllable in matched.syllables)
    heard = {one.syllable: one for one in matched.voiced}
    before, after = heard.get(next_number - 1), heard.get(next_number)
    if before is None or after is None or before.word.word.text.rstrip().endswith(tuple(MARKS)):
        return False
    return after.span.start_ms - before.span.end_ms < PAUSE_MS
