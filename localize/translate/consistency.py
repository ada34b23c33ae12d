"""One voice over an episode: a term is rendered in one way, and two terms in two."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from localize.domain.review import Flag
from localize.domain.translation import TermCheck, TranslatedLine
from localize.translate import terms
from localize.translate.terms import Rendered
from localize.translate.terms.inflections import same_word

VARIES = "term-varies"


class _Use(NamedTuple):
    """A term of a line, and what the line makes of it."""

    line: int
    term: Rendered
    check: TermCheck


def one_voice(
    lines: Sequence[TranslatedLine], wanted: Sequence[Sequence[Rendered]], target: str
) -> tuple[TranslatedLine, ...]:
    """The lines of an episode, each with the terms that were `wanted` of it; flagged is what speaks with
    another voice than the rest: `term-varies`, and `term-shared` beyond what one line can show."""
    uses = list(_uses(lines, wanted))
    found = [*_varying(uses, target), *_sharing(uses), *_mistaken(lines, uses, target)]
    flags: Mapping[int, list[Flag]] = defaultdict(list)
    for line, flag in found:
        flags[line].append(flag)
    return tuple(
        msgspec.structs.replace(line, flags=(*line.flags, *dict.fromkeys(flags[at]))) if at in flags else line
        for at, line in enumerate(lines)
    )


def _uses(lines: Sequence[TranslatedLine], wanted: Sequence[Sequence[Rendered]]) -> Iterator[_Use]:
    for at, (line, asked) in enumerate(zip(lines, wanted, strict=True)):
        known = {(term.name, term.required): term for term in asked}
        yield from (_Use(at, known[check.source, check.required], check) for check in line.terms)


def _varying(uses: Iterable[_Use], target: str) -> Iterator[tuple[int, Flag]]:
    """The same source form in one sense, rendered in two ways: the required rendering is the norm where it
    stands at all, else what stands most often, and first. What is `same_word` as the norm is no other way."""
    by_form: dict[tuple[str, str, str], list[_Use]] = defaultdict(list)
    for use in uses:
        if use.check.written:
            by_form[use.term.name, use.term.found, use.term.required].append(use)
    for (name, *_), same in by_form.items():
        norm = _norm(same)
        for use in same:
            if not same_word(use.check.written, norm, target):
                yield use.line, Flag(VARIES, f"{name} is {use.check.written!r} here and {norm!r} elsewhere")


def _norm(uses: Sequence[_Use]) -> str:
    counts = Counter(use.check.written for use in uses)
    required = uses[0].term.required
    return required if required in counts else counts.most_common(1)[0][0]


def _sharing(uses: Iterable[_Use]) -> Iterator[tuple[int, Flag]]:
    """A variant that also stands for another term, whose rendering is another."""
    met = [use for use in uses if use.check.written]
    owners: dict[str, dict[str, Rendered]] = defaultdict(dict)
    for use in met:
        owners[use.check.written.casefold()].setdefault(use.term.name, use.term)
    for use in met:
        others = [
            other.name
            for other in owners[use.check.written.casefold()].values()
            if other.name != use.term.name and other.required != use.term.required
        ]
        if others and use.check.written != use.term.required:
            yield use.line, _shared(use.term, others[0], use.check.written)


def _mistaken(
    lines: Sequence[TranslatedLine], uses: Sequence[_Use], target: str
) -> Iterator[tuple[int, Flag]]:
    """A term that a line misses, where the rendering of another of its kind stands which is not in the
    line: `Auntie Zhang` for 王嬢嬢."""
    known = {use.term.required: use for use in uses if use.term.required}
    named: dict[int, set[str]] = defaultdict(set)
    for use in uses:
        named[use.line].add(use.term.required)
    for use in uses:
        if use.check.met or use.check.shared:
            continue
        for required, other in known.items():
            is_rival = other.term.kind == use.term.kind and required not in named[use.line]
            if is_rival and terms.present(required, lines[use.line].text, target):
                yield use.line, _shared(use.term, other.term.name, required)


def _shared(term: Rendered, other: str, written: str) -> Flag:
    return Flag(terms.SHARED, f"{term.name} is {written!r} here, which is {other}")
