"""What the glossary requires and bans in a target language, and whether a translation keeps to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from localize.domain.glossary import Term
from localize.domain.language import primary
from localize.domain.review import Flag
from localize.domain.translation import TermCheck

# Written without spaces between words (Unicode Standard Annex 29, section 4), or like Korean with particles
# joined to them: a rendering is looked for anywhere in the text.
UNSPACED = frozenset({"zh", "yue", "wuu", "nan", "hak", "cmn", "ja", "ko", "th", "lo", "km", "my"})

# What a rendering may grow at its end and still be the same word: a plural, a possessive.
ENDINGS = r"(?:['’]s|s['’]|es|s|['’])?"


def rendering(term: Term, target: str) -> str:
    """What `term` must be in `target`: its own column, else that of the language without region, else ''."""
    return term.targets.get(target) or term.targets.get(primary(target), "")


def banned(term: Term, target: str) -> tuple[str, ...]:
    """What `term` must not be in `target`; `*` bans in every language."""
    found = (form for tag in (target, primary(target), "*") for form in term.forbidden.get(tag, ()))
    return tuple(dict.fromkeys(found))


def present(form: str, text: str, target: str) -> bool:
    """Whether `form` stands in `text`: whole words in any case, with a plural or possessive ending, space
    and hyphen alike; anywhere in scripts without spaces."""
    if primary(target) in UNSPACED:
        return _squeezed(form) in _squeezed(text)
    return _pattern(form).search(text) is not None


def check(terms: Iterable[Term], text: str, target: str) -> tuple[TermCheck, ...]:
    """One check for each different term that asks anything of `target`."""
    different = {term.source: term for term in terms}.values()
    return tuple(
        _check(term, text, target) for term in different if rendering(term, target) or banned(term, target)
    )


def flags(checks: Iterable[TermCheck]) -> tuple[Flag, ...]:
    """`term-missed` and `term-forbidden`, a flag for each."""
    return tuple(flag for check in checks for flag in _flags(check))


def _check(term: Term, text: str, target: str) -> TermCheck:
    required = rendering(term, target)
    # A banned form inside the required one (`Zhang` in `Auntie Zhang`) is not held against it.
    rest = _without(required, text, target)
    forbidden = next((form for form in banned(term, target) if present(form, rest, target)), "")
    return TermCheck(term.source, required, not required or present(required, text, target), forbidden)


def _flags(check: TermCheck) -> list[Flag]:
    found = []
    if not check.met:
        found.append(Flag("term-missed", f"{check.source} must be {check.required!r}"))
    if check.forbidden:
        found.append(Flag("term-forbidden", f"{check.source} must not be {check.forbidden!r}"))
    return found


def _without(form: str, text: str, target: str) -> str:
    if not form:
        return text
    if primary(target) in UNSPACED:
        return _squeezed(text).replace(_squeezed(form), " ")
    return _pattern(form).sub(" ", text)


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    words = r"[\s\-‐‑]+".join(re.escape(word) for word in re.split(r"[\s\-‐‑]+", form) if word)
    return re.compile(rf"(?<!\w){words}{ENDINGS}(?!\w)", re.IGNORECASE)
