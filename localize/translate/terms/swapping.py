"""One rendering in the place of another, in a text that has the other: only where no other word of the text
hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from localize.domain.language import primary
from localize.translate.terms.inflections import rules_of
from localize.translate.terms.near import is_hyphenated, put
from localize.translate.terms.rendered import Rendered
from localize.translate.terms.romanised import is_pinyin
from localize.translate.terms.standing import Place, places
from localize.translate.terms.writing import POSSESSIVE, letters

_VOWELS = "aeiouhy"  # in French an h may be mute, and in Italian y is foreign: neither tells which article
_ELIDED = re.compile(r"\w['’]$")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"([^\W\d_]+)[ -]$"), re.compile(r"[ -]([^\W\d_]+)")
# Of so many words with capitals none is a common noun, even where those are written with one.
_NAME_IN_GERMAN = 2


def swapped(
    was: Rendered, now: Rendered, text: str, target: str, times: int, others: Iterable[Rendered] = ()
) -> str | None:
    """`text` with `now` wherever `was` stands; as it is where that does not stand there.

    None where that is not sure: `was` stands inflected, more often than the `times` that it is said, within a
    longer word, or where one of the `others` may be meant; or the words around it may have to change too.
    """
    found = _standing(was, now, text, target)
    if not found:
        return text
    theirs = [place for other in others for form in other.allowed for place in places(form, text, target)]
    if len(found) > times or not is_interchangeable(was.required, now.required, target):
        return None
    if any(_is_bound(was, place, text) or any(map(place.overlaps, theirs)) for place in found):
        return None
    if is_name(was.required, target) and any(_is_part_of_name(place, text) for place in found):
        return None
    for place in reversed(found):
        text = put(now, place, text, target)
    return text


def is_interchangeable(was: str, now: str, target: str) -> bool:
    """Whether one may stand where the other does without another word of the sentence being changed."""
    rules = rules_of(target)
    if rules.swaps == "any":
        return primary(target) != "en" or is_name(was, target) or _is_plural(was) == _is_plural(now)
    both = rules.swaps == "name" and is_name(was, target) and is_name(now, target)
    has_elision = any(article.endswith("'") for article in rules.articles)
    return both and not (has_elision and _begins_open(was) != _begins_open(now))


def is_name(form: str, target: str) -> bool:
    """Whether it is surely one, by its capitals."""
    words = form.split()
    has_capitals = bool(words) and all(word[:1].isupper() for word in words)
    return has_capitals and (primary(target) != "de" or len(words) >= _NAME_IN_GERMAN)


def _standing(was: Rendered, now: Rendered, text: str, target: str) -> list[Place]:
    """`was` may be a part of `now`: where that stands already, nothing is to be put."""
    if not was.required:
        return []
    there = places(now.required, text, target, exact=now.exact)
    found = places(was.required, text, target, exact=was.exact)
    return [place for place in found if not any(map(place.overlaps, there))]


def _is_bound(was: Rendered, place: Place, text: str) -> bool:
    """Inflected, or joined to what is before or after it."""
    is_bare = letters(text[place.start : place.end]) == letters(was.required)
    return not is_bare or is_hyphenated(place, text) or _ELIDED.search(text[: place.start]) is not None


def _is_part_of_name(place: Place, text: str) -> bool:
    """`Xiaoman` in `Su Xiaoman` and in `Xiaoman Su`. A word before it may have the capital of a sentence: it
    must be a Chinese syllable too."""
    before, after = _WORD_BEFORE.search(text[: place.start]), _WORD_AFTER.match(text[place.end :])
    is_possessive = POSSESSIVE.search(text[place.start : place.end]) is not None
    follows = after is not None and after[1].istitle() and not is_possessive
    return follows or (before is not None and before[1][0].isupper() and is_pinyin(letters(before[1])))


def _is_plural(form: str) -> bool:
    """Of an English rendering; a few words are wrong on both sides (`series`), and then alike."""
    return bool(re.search(r"[^su']s$", form.lower()))


def _begins_open(form: str) -> bool:
    return letters(form)[:1] in _VOWELS
