"""A line as a translator gets it: in the standard language, with the terms that the target must have, and
what was said in dialect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.domain.glossary import TermUse, find_terms
from localize.domain.transcript import DialectWord, Line
from localize.domain.translation import KEEP
from localize.domain.value import Value
from localize.translate import terms
from localize.translate.brief import Brief
from localize.translate.terms import Rendered as Rendered

# What the packs write into `register`: that a word has no colour, and what standard Mandarin means by it.
_NEUTRAL = "neutral"
_ELSEWHERE = "standard"
_SENTENCE_ENDS = "。！？!?…“「"


class Coloured(Value, frozen=True):
    """A word of the dialect as it was said, its sense in the standard language (empty where that is open),
    its meaning in the target language or in English, and how it sounds (empty where no colour is asked
    for)."""

    found: str
    standard: str
    gloss: str
    register: str = ""


class Said(Value, frozen=True):
    """`text` is the line in the standard language, on one row; `asked` the same with its terms as the target
    language must have them: small models keep what already stands there. `words` are those of the dialect
    that it was spoken with, as far as the translator is to know of them; `speaker` says it, where that is
    known. `written`: somebody wrote the text, in the picture or in a file; else a recogniser did, who cannot
    tell what sounds alike. `budget` is how many characters can be read of it, 0 where that is ample."""

    text: str
    asked: str
    terms: tuple[Rendered, ...] = ()
    words: tuple[Coloured, ...] = ()
    speaker: str = ""
    written: bool = True
    budget: int = 0


def said(line: Line, brief: Brief, around: Sequence[str] = (), budget: int = 0) -> Said:
    """`around` are the texts of the lines beside it, which may tell what is meant."""
    uses = term_uses(line, brief, around)
    rendered = [use for use in uses if use.term.rendering(brief.target)]
    return Said(
        text=source_text(line),
        asked=_asked(line, rendered, brief.target),
        terms=rendered_terms(uses, brief),
        words=tuple(dict.fromkeys(_coloured(line, rendered, brief))),
        speaker=line.speaker,
        written=line.evidence.seen is not None or line.evidence.heard is None,
        budget=budget,
    )


def source_text(line: Line) -> str:
    return _on_one_row(line.in_standard)


def term_uses(line: Line, brief: Brief, around: Sequence[str] = ()) -> tuple[TermUse, ...]:
    """The terms of a line, where they stand in what was written or said: a term may be a dialect word, of
    which the standard text has nothing left. Known speakers address others in their own way."""
    return find_terms(brief.glossary_of(line.speaker), _as_said(line), around)


def _as_said(line: Line) -> str:
    return _on_one_row(line.as_said)


def _on_one_row(text: str) -> str:
    return text.replace("\n", " ")


def _asked(line: Line, rendered: Sequence[TermUse], target: str) -> str:
    """What was said, with renderings for the terms and the standard language for the words of the dialect."""
    text = _as_said(line)
    put = {(use.start, use.start + len(use.found)): _rendering(use, text, target) for use in rendered}
    if not line.is_gloss:
        put |= {
            (word.start, word.end): word.standard
            for word in _beside(line.dialect_words, rendered)
            if word.standard
        }
    parts, at = [], 0
    for (start, end), written in sorted(put.items()):
        parts += [text[at:start], written]
        at = end
    return "".join([*parts, text[at:]])


def _rendering(use: TermUse, text: str, target: str) -> str:
    """With the capital of the sentence that it begins: models keep it as it stands there."""
    form = use.term.rendering(target)
    begins = not text[: use.start].strip() or text[: use.start].rstrip()[-1] in _SENTENCE_ENDS
    return form[:1].upper() + form[1:] if begins and not use.term.is_exact(target) else form


def _beside(words: Sequence[DialectWord], rendered: Sequence[TermUse]) -> list[DialectWord]:
    """Those for which the glossary has no rendering."""
    return [
        word
        for word in words
        if all(word.end <= use.start or use.start + len(use.found) <= word.start for use in rendered)
    ]


def rendered_terms(uses: Sequence[TermUse], brief: Brief) -> tuple[Rendered, ...]:
    """What they ask of the target, each once; those that ask for nothing are left out."""
    known = [use.term for use in uses]
    found = (terms.rendered(use.term, brief.target, use.found, known, brief.pivot) for use in uses)
    return tuple(dict.fromkeys(one for one in found if one.required or one.banned))


def _coloured(line: Line, rendered: Sequence[TermUse], brief: Brief) -> Iterator[Coloured]:
    """The words that the line cannot tell by itself: whose sense is open, and, where colour is asked for,
    those that have some."""
    for word in line.dialect_words if line.is_gloss else _beside(line.dialect_words, rendered):
        gloss = brief.glosses.get(word.term, "")
        colour = _colour(word) if brief.flavour == KEEP else ""
        if gloss and (colour or not word.standard):
            yield Coloured(word.found, word.standard, gloss, colour)


def _colour(word: DialectWord) -> str:
    """How it is used, without what it means in standard Mandarin where it is known not to mean that."""
    if _NEUTRAL in word.register:
        return ""
    parts = (part.strip() for part in word.register.split(";"))
    return "; ".join(part for part in parts if not (word.standard and part.startswith(_ELSEWHERE)))
