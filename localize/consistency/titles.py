"""Forms of address that flip: 苏总 is President Su here and Mr. Su there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from localize.consistency.season import Called, Season, Spoken
from localize.consistency.settling import FIRST, Use, settled
from localize.consistency.sounds import letters, syllables
from localize.domain.inconsistency import ADDRESS, Inconsistency

# A word in small letters that goes before the same name so often is no chance: `señor Su`, not `según Su`.
TWICE = 2
_WORD = re.compile(r"[^\W\d_]+\.?(?= )|[^\W\d_]+")
_BEGINS = re.compile(r"(?:^|[.!?…:\"“”«»¿¡—–-])\s*$")


class _Standing(NamedTuple):
    """A surname in a line, and the word right `before` it; `begins`: that has the capital of a sentence."""

    line: Spoken
    surname: str
    before: str
    begins: bool


def titles(season: Season) -> Iterator[Inconsistency]:
    """Of those that the glossary leaves open: what it requires, `terms` looks for."""
    if not season.tongue.latin:
        return
    for one in season.called:
        if not one.surname or one.required:
            continue
        found = settled(list(_uses(one, season)))
        # One against one is no rule and exception.
        if found is None or found.because == FIRST:
            continue
        yield found.told(
            kind=ADDRESS,
            target=season.target,
            about=one.form,
            message=f"addressed in {len(found.ways) + 1} ways",
            fix=f"give {one.form} one rendering",
            command=season.replace(one.form, found.wanted),
        )


def _uses(one: Called, season: Season) -> Iterator[Use]:
    """A line where the surname stands without a title, or not at all, may have its reasons."""
    standing = [name for _, line in season.naming(one) if (name := _standing(one, line, season))]
    titles = _titles(standing)
    for name in standing:
        if title := titles.get(name.before.casefold()):
            yield Use(name.line, f"{title} {name.surname}")


def _titles(standing: Sequence[_Standing]) -> Mapping[str, str]:
    """By their small letters, as they are written within a sentence: with a capital they are told by that,
    without one by coming again."""
    inside = Counter(name.before for name in standing if not name.begins)
    return {
        before.casefold(): before for before, count in inside.items() if before[0].isupper() or count >= TWICE
    }


def _standing(one: Called, line: Spoken, season: Season) -> _Standing | None:
    """Where the surname stands behind a word that may be its title, and nothing of a name follows."""
    if any(season.tongue.stands(form, line.text) for form in one.allowed):
        return None
    words = list(_WORD.finditer(line.text))
    for before, name, after in zip(words, words[1:], (*words[2:], None), strict=False):
        is_it = name[0][0].isupper() and letters(name[0]) == "".join(syllables(one.surname))
        joined = line.text[before.end() : name.start()] == " "
        if is_it and joined and not _goes_on(name, after, line.text) and not _is_none(before[0], season):
            begins = before[0][0].isupper() and _BEGINS.search(line.text, 0, before.start()) is not None
            return _Standing(line, name[0].rstrip("."), before[0], begins)
    return None


def _goes_on(name: re.Match[str], after: re.Match[str] | None, text: str) -> bool:
    """`Su Xiaoman` is another form."""
    return after is not None and after[0][0].isupper() and text[name.end() : after.start()] in (" ", "-")


def _is_none(word: str, season: Season) -> bool:
    """A word of the language that is no title, or a part of somebody's name."""
    return word.casefold() in season.tongue.common or letters(word) in season.sounds
