"""Chinese is written in two scripts, and a term is to be found in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from localize.domain.glossary import Term
from localize.glossaries.senses import is_sense_of

if TYPE_CHECKING:
    from opencc import OpenCC


def with_other_script(terms: Sequence[Term]) -> Iterator[Term]:
    """Each term with its forms in the other Chinese script as aliases, unless another term has them that is
    no sense of the same word."""
    taken = {form.lower() for term in terms for form in term.forms}
    given: dict[str, list[Term]] = {}
    for term in terms:
        free = [form for form in _other_script(term.forms) if form.lower() not in taken]
        added = [form for form in free if all(is_sense_of(term, one) for one in given.get(form, ()))]
        for form in added:
            given.setdefault(form, []).append(term)
        yield msgspec.structs.replace(term, aliases=(*term.aliases, *added))


def _other_script(forms: Sequence[str]) -> list[str]:
    """What conversion leads to, again and again until nothing new comes, so that the result is stable."""
    found = list(forms)
    for form in found:  # grows while it is read
        found += [other for other in _converted(form) if other not in found]
    return found[len(forms) :]


def _converted(form: str) -> list[str]:
    if form.isascii():
        return []
    return list(dict.fromkeys(converter.convert(form) for converter in _converters()))


@cache
def _converters() -> tuple[OpenCC, OpenCC]:
    import opencc

    return opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
