"""Names that are spelled differently: found by their sound, also where no glossary has them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from localize.consistency.season import Called, Season, Spoken, Tongue
from localize.consistency.settling import Settled, Use, by_hand, settled
from localize.consistency.sounds import letters, likeness, parts, syllables
from localize.domain.inconsistency import NAME, Inconsistency

# From so alike (rapidfuzz's ratio of the letters, in percent) something with capitals, in a line that names
# somebody, is meant for the name: `Chan Gang`, `Chenggang` for chengang, and not `Chengdu`.
LIKENESS = 78
# A shorter one may be a word of any language.
SYLLABLES = 2
# Names have up to four characters, each of which may be written by itself.
MOST = 4
# A Latin word with its apostrophe, and what may stand between two of a name.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_HYPHENS = ("-", "‐", "‑")
_POSSESSIVE = re.compile(r"['’]s?$")


def names(season: Season) -> Iterator[Inconsistency]:
    if not season.tongue.latin:
        return
    for one in season.called:
        found = settled(_uses(one, season), one.required)
        if found is not None:
            yield _finding(one, found, season)


def _uses(one: Called, season: Season) -> Sequence[Use]:
    """None of a name that nobody writes in pinyin: what sounds a little like it is something else."""
    uses = [
        Use(line, says)
        for at, line in season.naming(one)
        if (says := spelling(one, line, season.named[at], season.tongue))
    ]
    right = {use.says for use in uses if is_exact(use.says, one)}
    if not (right or one.required):
        return []
    return [use if use.says in right else _uninflected(use, right, season.tongue) for use in uses]


def _uninflected(use: Use, right: Collection[str], tongue: Tongue) -> Use:
    """Malins is Malin, in German."""
    return next((Use(use.line, form) for form in sorted(right) if tongue.stands(form, use.line.text)), use)


def is_exact(words: str, one: Called) -> bool:
    """Whether it is the name in pinyin, in either order."""
    sounds = syllables(one.form)
    return letters(words) in {"".join(sounds), "".join((*sounds[1:], *sounds[:1]))}


def _finding(one: Called, found: Settled, season: Season) -> Inconsistency:
    """What the glossary requires is there already, and a line that misses it is to be corrected."""
    by_glossary = bool(one.required)
    return found.told(
        kind=NAME,
        target=season.target,
        about=one.form,
        message=f"spelled in {len(found.ways) + bool(found.kept)} ways",
        fix=by_hand(found.wanted, found.places, season.target)
        if by_glossary
        else f"give {one.form} one rendering",
        command="" if by_glossary else season.replace(one.form, found.wanted),
    )


def spelling(one: Called, line: Spoken, named: Sequence[Called], tongue: Tongue) -> str:
    """How a line that names `one`, among all that are `named` there, spells it: as it is required, or what
    sounds like it most. Empty where nothing does, which may have its reasons, and for a name that is rendered
    by its sense."""
    if not _is_sound(one):
        return ""
    if any(tongue.stands(form, line.text) for form in (one.required, *one.allowed) if form):
        return one.required or "".join(one.allowed[:1])
    theirs = {
        sound for other in named if other is not one for sound in (letters(other.required), whole(other))
    }
    near = [
        (likeness(sound, one.form), words)
        for words, sound in windows(line.text)
        if sound not in theirs and not _is_short(sound, one)
    ]
    like, words = max(near, key=lambda pair: (pair[0], -len(pair[1])), default=(0.0, ""))
    return words if like >= LIKENESS else ""


def _is_sound(one: Called) -> bool:
    """Whether it is to be rendered by its sound."""
    if len(syllables(one.form)) < SYLLABLES or one.surname:
        return False
    return not one.required or likeness(letters(one.required), one.form) >= LIKENESS


def whole(one: Called) -> str:
    """The letters of a name in pinyin."""
    return "".join(syllables(one.form))


def _is_short(sound: str, one: Called) -> bool:
    """苏小满 may be called Xiaoman."""
    return sound in parts(one.form) and sound != whole(one)


@lru_cache(maxsize=65536)
def windows(text: str) -> tuple[tuple[str, str], ...]:
    """Runs of words as names are written, with a capital each, but for one behind a hyphen (`Xiao-man`), and
    their letters. A line that is shouted is read as others are."""
    text = (text.title() if text.isupper() else text).replace("’", "'")
    words = list(_WORD.finditer(text))
    runs = (run for at in range(len(words)) for run in _runs(words[at : at + MOST], text))
    named = (_POSSESSIVE.sub("", text[start:end]) for start, end in runs)
    return tuple((name, letters(name)) for name in named)


def _runs(words: Sequence[re.Match[str]], text: str) -> Iterator[tuple[int, int]]:
    """Where the runs end that begin with the first of `words`."""
    start = words[0].start()
    if not text[start].isupper():
        return
    yield start, words[0].end()
    for before, word in pairwise(words):
        gap = text[before.end() : word.start()]
        if gap not in _HYPHENS and not (gap == " " and word[0][0].isupper()):
            return
        yield start, word.end()
