"""What stands in a text where a rendering should, and is surely meant for it: found by rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from localize.domain.script import HAN
from localize.domain.syllables import pinyin
from localize.translate.terms.inflections import rules_of
from localize.translate.terms.rendered import Rendered
from localize.translate.terms.standing import Place, places

# With the dot of an abbreviation (`Mrs.`), not of a sentence.
_WORD = re.compile(r"[^\W_]{1,4}\.(?=\s\w)|[^\W_]+(?:['’]s?(?!\w))?")
_BEGINNING = re.compile(r"(?:^|[.!?…:\"“”«»¿¡-])\s*$")
_POSSESSIVE = re.compile(r"['’]s?$")
_GAP = re.compile(r"[\s\-‐‑]+")
# How many letters of a word may differ, by its length. Below six another surname is as near as a slip:
# `Zhang`, `Zheng`, `Chang`.
_SLIPS = ((9, 2), (6, 1))
_VOWELS = "aeiou"


def mended(term: Rendered, text: str, target: str, others: Sequence[Rendered] = ()) -> str | None:
    """`text` with the rendering in the place of the first thing that is surely meant for it: a banned
    rendering, the same letters written or ordered otherwise, the source's pinyin, a slip of a letter in a
    name, another title before or after it. None where there is none; what stands for `others` is theirs."""
    if not term.required:
        return None
    theirs = [place for other in others for place in _of(other, text, target)]
    is_there = any(not _is_taken(place, theirs) for place in _of(term, text, target))
    meant = _banned(term, text, target) if is_there else _meant(term, text, target)
    free = (place for place in meant if not _is_taken(place, theirs))
    return next((_put(term, place, text, target) for place in free), None)


def _of(term: Rendered, text: str, target: str) -> list[Place]:
    return [place for form in term.allowed for place in places(form, text, target)]


def _is_taken(place: Place, theirs: Iterable[Place]) -> bool:
    return any(place.overlaps(other) for other in theirs)


def _banned(term: Rendered, text: str, target: str) -> Iterator[Place]:
    for form in term.banned:
        yield from places(form, text, target)


def _meant(term: Rendered, text: str, target: str) -> Iterator[Place]:
    """The surest first."""
    yield from _banned(term, text, target)
    if rules_of(target).unspaced:
        return
    windows = list(_windows(text, len(_GAP.split(term.required)) + 2))
    for told in (*(tells(term) for tells in _TELLING), _retitled(term, rules_of(target).titles)):
        yield from (place for place in windows if told(text[place.start : place.end]))


def _windows(text: str, most: int) -> Iterator[Place]:
    """Runs of up to `most` words with nothing but spaces and hyphens between them, the longest first."""
    words = [match.span() for match in _WORD.finditer(text)]
    for count in range(most, 0, -1):
        for first, last in zip(words, words[count - 1 :], strict=False):
            between = text[first[0] : last[1]]
            if len(_GAP.split(between)) == count:
                yield Place(first[0], last[1])


Told = Callable[[str], bool]


def _rewritten(term: Rendered) -> Told:
    """`Xiao Man`, `xiǎo mǎn`, `Xiao-man`."""
    letters = _letters(term.required)
    return lambda words: _letters(words) == letters


def _reordered(term: Rendered) -> Told:
    """`Zhang tía` for `tía Zhang`."""
    wanted = sorted(map(_letters, _GAP.split(term.required)))
    return lambda words: len(wanted) > 1 and sorted(map(_letters, _GAP.split(words))) == wanted


def _spelled_out(term: Rendered) -> Told:
    """`Zhang Niangniang` for 张嬢嬢. One syllable alone may be a word of any language."""
    sounds = {_sound(form) for form in (term.found, term.name)}
    return lambda words: _letters(words) in sounds - {""}


def _slipped(term: Rendered) -> Told:
    """`Xiaomen` for `Xiaoman`: one long word of a name, of which every word has a capital."""
    wanted = _GAP.split(term.required)

    def told(words: str) -> bool:
        given = _GAP.split(words)
        if len(given) != len(wanted) or not all(word[:1].isupper() for word in (*given, *wanted)):
            return False
        pairs = [(_letters(one), _letters(other)) for one, other in zip(given, wanted, strict=True)]
        differ = [pair for pair in pairs if pair[0] != pair[1]]
        return len(differ) == 1 and _distance(*differ[0]) <= _slips(differ[0][1])

    return told


def _slips(word: str) -> int:
    return next((slips for length, slips in _SLIPS if len(word) >= length), 0)


def _retitled(term: Rendered, of_language: Iterable[str]) -> Told:
    """`Aunt Zhang` for `Auntie Zhang`: the same name, with another title of the language."""
    titles = set(map(_letters, of_language))
    wanted = [_letters(word) for word in _GAP.split(term.required)]
    name = [word for word in wanted if word not in titles]

    def told(words: str) -> bool:
        given = [_letters(word) for word in _GAP.split(words)]
        rest = [word for word in given if word not in titles]
        return 0 < len(name) < len(wanted) and rest == name and len(given) > len(rest)

    return told


# The surest first.
_TELLING: tuple[Callable[[Rendered], Told], ...] = (_rewritten, _reordered, _spelled_out, _slipped)


# ── putting it there ─────────────────────────────────────────────────────────────────────────────────


def _put(term: Rendered, place: Place, text: str, target: str) -> str:
    """Articles, the possessive and the capital of a sentence as they should be."""
    before, old, after = text[: place.start], text[place.start : place.end].rstrip(), text[place.end :]
    after = text[place.start + len(old) : place.end] + after
    possessive = _POSSESSIVE.search(old)
    new = _in_case_of(old, term, begins=_BEGINNING.search(before) is not None)
    return _with_article(before, new, target) + new + (possessive[0] if possessive else "") + after


def _in_case_of(old: str, term: Rendered, *, begins: bool) -> str:
    """Shouted where the rest is, with a capital where a sentence begins with it."""
    new = term.required
    if not term.exact and len(old) > 2 and old.isupper():
        return new.upper()
    return new[0].upper() + new[1:] if begins and old[:1].isupper() else new


def _with_article(before: str, new: str, target: str) -> str:
    """`a Auntie` → `an Auntie`; no second article before a rendering that brings its own."""
    articles = rules_of(target).articles
    article = re.search(r"(\w+)(\s+)$", before)
    if article is None or article[1].lower() not in articles:
        return before
    if new.split(" ", 1)[0].lower() in articles and " " in new:
        return before[: article.start()]
    if target.split("-")[0] == "en" and article[1].lower() in ("a", "an"):
        fitting = "an" if new[0].lower() in _VOWELS else "a"
        fitting = fitting.capitalize() if article[1][0].isupper() else fitting
        return before[: article.start()] + fitting + article[2]
    return before


# ── likeness ─────────────────────────────────────────────────────────────────────────────────────────


def _letters(text: str) -> str:
    """Letters and digits alone, without case and accents, and without a possessive ending."""
    apart = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", text).casefold())
    return "".join(letter for letter in apart if letter.isalnum())


@lru_cache(maxsize=4096)
def _sound(form: str) -> str:
    """The pinyin of a Chinese form of two syllables and more, as letters alone."""
    return _letters("".join(pinyin(form))) if len(form) > 1 and HAN.fullmatch(form[0]) else ""


def _distance(one: str, other: str) -> int:
    """Letters to add, drop or change (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, row[0] = row[0], at
        for column, theirs in enumerate(other, 1):
            last, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, last + (letter != theirs)),
            )
    return row[-1]
