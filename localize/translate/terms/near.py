"""What stands in a text where a rendering should, and is surely meant for it: found by rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from localize.translate.terms.inflections import rules_of
from localize.translate.terms.rendered import Rendered
from localize.translate.terms.romanised import is_name, is_pinyin, sound
from localize.translate.terms.standing import Place, places
from localize.translate.terms.writing import POSSESSIVE, letters

# With the dot of an abbreviation (`Mrs.`), not of a sentence.
_WORD = re.compile(r"[^\W_]{1,4}\.(?=\s\w)|[^\W_]+(?:['’]s?(?!\w))?")
_BEGINNING = re.compile(r"(?:^|[.!?…:\"“”«»¿¡(—–-])\s*$")
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
    free = (place for place in meant if not (_is_taken(place, theirs) or is_hyphenated(place, text)))
    return next((put(term, place, text, target) for place in free), None)


def _of(term: Rendered, text: str, target: str) -> list[Place]:
    return [place for form in term.allowed for place in places(form, text, target)]


def _is_taken(place: Place, theirs: Iterable[Place]) -> bool:
    return any(place.overlaps(other) for other in theirs)


def is_hyphenated(place: Place, text: str) -> bool:
    """Whether it is part of a longer word: `mother-in-law`."""
    before, after = text[: place.start], text[place.end :]
    return bool(re.search(r"\w[-‐‑]$", before) or re.match(r"[-‐‑]\w", after))


def _banned(term: Rendered, text: str, target: str) -> Iterator[Place]:
    for form in term.banned:
        yield from places(form, text, target)


def _meant(term: Rendered, text: str, target: str) -> Iterator[Place]:
    """The surest first."""
    yield from _banned(term, text, target)
    rules = rules_of(target)
    if rules.unspaced:
        return
    windows = list(_windows(text, len(_GAP.split(term.required)) + 2))

    def where(told: Told) -> list[Place]:
        return [place for place in windows if told(text[place.start : place.end])]

    yield from (*where(_rewritten(term)), *where(_reordered(term)))
    yield from (place for place in windows if _is_spelled_out(term, place, text))
    yield from where(_slipped(term))
    retitled = where(_retitled(term, rules.titles))
    # Who is said twice may be two.
    yield from retitled if len(retitled) == 1 else ()


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
    wanted = letters(term.required)
    return lambda words: letters(words) == wanted


def _reordered(term: Rendered) -> Told:
    """`Zhang tía` for `tía Zhang`."""
    wanted = sorted(map(letters, _GAP.split(term.required)))
    return lambda words: len(wanted) > 1 and sorted(map(letters, _GAP.split(words))) == wanted


def _is_spelled_out(term: Rendered, place: Place, text: str) -> bool:
    """`Zhang Niangniang` for 张嬢嬢."""
    words = text[place.start : place.end]
    begins = _BEGINNING.search(text[: place.start]) is not None
    return any(
        letters(words) == "".join(syllables) and is_name(_GAP.split(words), len(syllables), begins=begins)
        for syllables in map(sound, (term.found, term.name))
        if syllables
    )


def _slipped(term: Rendered) -> Told:
    """`Xiaomann` for `Xiaoman`: one long word of a name, of which every word has a capital. What can be read
    as pinyin is somebody else: `Xiaolan`."""
    wanted = _GAP.split(term.required)

    def told(words: str) -> bool:
        given = _GAP.split(words)
        if len(given) != len(wanted) or not all(word[:1].isupper() for word in (*given, *wanted)):
            return False
        pairs = [(letters(one), letters(other)) for one, other in zip(given, wanted, strict=True)]
        differ = [pair for pair in pairs if pair[0] != pair[1]]
        return len(differ) == 1 and _is_slip(*differ[0])

    return told


def _is_slip(given: str, wanted: str) -> bool:
    return _distance(given, wanted) <= _slips(wanted) and not is_pinyin(given)


def _slips(word: str) -> int:
    return next((slips for length, slips in _SLIPS if len(word) >= length), 0)


def _retitled(term: Rendered, titles: Iterable[Sequence[str]]) -> Told:
    """`Aunt Zhang` for `Auntie Zhang`: the same name, with a title that says the same. Another title may be
    that of somebody else: 张先生 is no slip for 张嬢嬢."""
    kin = {letters(title): letters(alike[0]) for alike in titles for title in alike}
    wanted = [letters(word) for word in _GAP.split(term.required)]
    is_titled_name = 0 < sum(word in kin for word in wanted) < len(wanted)

    def told(words: str) -> bool:
        given = [letters(word) for word in _GAP.split(words)]
        return is_titled_name and [kin.get(word, word) for word in given] == [
            kin.get(word, word) for word in wanted
        ]

    return told


# ── putting it there ─────────────────────────────────────────────────────────────────────────────────


def put(term: Rendered, place: Place, text: str, target: str) -> str:
    """The rendering in the place of what stands there: articles, the possessive and the capital of a sentence
    as they should be."""
    before, old, after = text[: place.start], text[place.start : place.end].rstrip(), text[place.end :]
    after = text[place.start + len(old) : place.end] + after
    possessive = POSSESSIVE.search(old)
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


def _distance(one: str, other: str) -> int:
    """Letters to add, drop or change (Levenshtein)."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other)
