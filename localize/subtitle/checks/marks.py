"""Commas, semicolons and question marks are those of the language: `؟` in Arabic, not `?`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from localize.domain.letters import is_letter_of
from localize.subtitle.checks.check import Change, Check, Found
from localize.subtitle.checks.exam import Exam
from localize.subtitle.manuscript.writing import with_text


def look(exam: Exam) -> Iterator[Found]:
    for entry, text in exam.lines() if exam.limits.marks else ():
        strange = _strange(text, own_marks(text, exam))
        if strange:
            own = "".join(_own(exam)[mark] for mark in strange)
            found = f"marks of another script: {' '.join(strange)}"
            yield Found(entry, found, "".join(strange), own, f"write {' '.join(own)}")


def mend(exam: Exam) -> Iterator[Change]:
    for entry in exam.entries if exam.limits.marks else ():
        changed = with_text(entry, lambda text: own_marks(text, exam), exam.form)
        if strange := _strange(entry.text, changed.text):
            yield Change(changed, f"marks became {' '.join(_own(exam)[mark] for mark in strange)}")


def own_marks(text: str, exam: Exam) -> str:
    """`text` with the marks of the language after what is in its script: not inside numbers and addresses,
    nor after a word of another script, whose mark it may be."""
    own, language = _own(exam), exam.limits.language
    letters = list(text)
    last = ""
    for at, letter in enumerate(text):
        if letter.isalpha():
            last = letter
        elif letter in own and is_letter_of(last, language) and not _is_inside(text, at):
            letters[at] = own[letter]
    return "".join(letters)


def _strange(was: str, now: str) -> list[str]:
    """The marks of `was` that are others in `now`."""
    return sorted({old for old, new in zip(was, now, strict=True) if old != new})


def _own(exam: Exam) -> Mapping[str, str]:
    return dict(zip(exam.limits.marks[::2], exam.limits.marks[1::2], strict=True))


def _is_inside(text: str, at: int) -> bool:
    """Of a number (`1,000`), or of what no blank parts (`a?b`), in other letters."""
    around = text[at - 1 : at], text[at + 1 : at + 2]
    return all(one.isdecimal() or (one.isascii() and one.isalpha()) for one in around)


MARKS = Check("other-marks", look, mend)
