"""The bytes are plain UTF-8. Whoever mends anything writes it so."""

from __future__ import annotations

from collections.abc import Iterator

from localize.domain.encoding import is_written_in
from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

_MARK = "a byte order mark"


def look(exam: Exam) -> Iterator[Found]:
    wrong, guess = exam.manuscript.encoding, exam.manuscript.guess
    if wrong:
        said = f"the file {'has' if wrong == _MARK else 'is'} {wrong}"
        read = f", and was read as {guess}" if guess else ""
        yield Found(None, said + read, wrong, "UTF-8", "save it as UTF-8 without a mark")


def look_guessed(exam: Exam) -> Iterator[Found]:
    """Nothing that is found in the file is sure then."""
    guess = exam.manuscript.guess
    if guess and not is_written_in(exam.limits.language, guess):
        said = f"nothing says how the file is written: it was read as {guess}, perhaps as other letters"
        yield Found(None, said, guess, "UTF-8", "save it as UTF-8 where it was made, then check it again")


ENCODING = Check("encoding", look)
GUESSED = Check("guessed-encoding", look_guessed)
