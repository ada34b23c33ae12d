"""What is said in dialect, by its sense: beside each line the same in standard Mandarin, its words marked."""

from __future__ import annotations

import msgspec

from localize.dialects import Dialect, Use
from localize.domain.glossary import Glossary, TermUse, find_terms
from localize.domain.seen import CARD
from localize.domain.transcript import DialectWord, Line, Transcript
from localize.reconcile.hearing import Where, everywhere

# Under any other kind, or none, what a glossary lists is taken for a name: left in dialect a word costs a
# viewer less than a name that is suddenly another.
WORD_KINDS = frozenset({"dialect", "kinship", "term"})


def with_meaning(
    transcript: Transcript, dialect: Dialect | None, glossary: Glossary, in_dialect: Where = everywhere
) -> Transcript:
    """`transcript` with `spoken`, `standard` and `dialect_words` of every line as this dialect has them; None
    is no dialect, and leaves what is shown over dialect speech alone. `in_dialect` says where it is spoken.

    Names of the glossary are never touched, nor what stands in them (嬢嬢 in 张嬢嬢). A term that is itself a
    word of the dialect is a name too, unless its kind says that it is a word. Text on the screen that nobody
    says is no dialect.
    """
    reader = _Reader(dialect, glossary, transcript.language) if dialect else None
    lines = tuple(
        reader.read(line) if reader and in_dialect(line.span) else _without_meaning(line)
        for line in transcript.lines
    )
    return msgspec.structs.replace(transcript, lines=lines)


class _Reader:
    def __init__(self, dialect: Dialect, glossary: Glossary, language: str) -> None:
        self._dialect, self._glossary, self._language = dialect, glossary, language

    def read(self, line: Line) -> Line:
        if line.kind == CARD:
            return _without_meaning(line)
        said = line.spoken if line.is_gloss else line.text
        spoken = self._dialect.normalised(said, self._language, self._names(said))
        names = self._names(spoken)
        words = tuple(self._word(use) for use in self._dialect.uses(spoken, names))
        if line.is_gloss:
            return msgspec.structs.replace(line, spoken=spoken, dialect_words=words)
        if not words:
            return _without_meaning(line)
        standard = self._dialect.in_mandarin(spoken, self._language, names)
        return msgspec.structs.replace(line, spoken=spoken, standard=standard, dialect_words=words)

    def _word(self, use: Use) -> DialectWord:
        standard = "" if use.sense is None else use.in_mandarin(self._language)
        return DialectWord(use.start, use.found, use.word.term, standard, use.word.register)

    def _names(self, text: str) -> list[range]:
        uses = find_terms(self._glossary, text)
        return [range(use.start, use.start + len(use.found)) for use in uses if not self._is_word(use)]

    def _is_word(self, use: TermUse) -> bool:
        return use.term.kind.strip().casefold() in WORD_KINDS and self._dialect.has(use.found)


def _without_meaning(line: Line) -> Line:
    if line.is_gloss:
        return msgspec.structs.replace(line, dialect_words=())
    return msgspec.structs.replace(line, spoken="", standard="", dialect_words=())
