"""Several people or places under one name: 王嬢嬢 is called Auntie Zhang, who is 张嬢嬢."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.consistency.names import LIKENESS, windows
from localize.consistency.season import Called, Season, Spoken
from localize.consistency.settling import by_hand, ways
from localize.consistency.sounds import letters, likeness, parts, syllables
from localize.domain.inconsistency import SHARED, Inconsistency, Place


def shared(season: Season) -> Iterator[Inconsistency]:
    if not season.tongue.latin:
        return
    found: dict[tuple[str, str], dict[str, list[Place]]] = {}
    for at, named in season.named.items():
        line = season.lines[at]
        for one in named:
            if (other := mistaken_for(one, line, named, season)) and (one.required or _is_heard(one, season)):
                pair = one.form, other.form
                found.setdefault(pair, {}).setdefault(_name(other), []).append(line.place)
    for (one_form, other_form), by_text in found.items():
        one = season.by_form[one_form]
        places = [place for same in by_text.values() for place in same]
        yield Inconsistency(
            kind=SHARED,
            target=season.target,
            about=one_form,
            message=f"called what {other_form} is called",
            wanted=one.required,
            because="the glossary" if one.required else "",
            kept=0,
            ways=ways(by_text),
            fix=by_hand(one.required, places, season.target)
            if one.required
            else f"give {one_form} and {other_form} a rendering each",
            command="" if one.required else season.replace(one_form, "…"),
        )


def _is_heard(one: Called, season: Season) -> bool:
    """Whether any line calls it by its sound, as it does not call a foreigner."""
    return any(_has(one, line, season) for _, line in season.naming(one))


def mistaken_for(one: Called, line: Spoken, named: Sequence[Called], season: Season) -> Called | None:
    """Who or what else is named in the text, and not in the source, where `one` should be. A person's
    choice is none, and what is rendered by its sense cannot be told to be missing."""
    if line.place.approved or not (one.required or one.person) or _has(one, line, season):
        return None
    here = {other.of for other in named} | {one.of}
    return next(
        (
            other
            for other in _told(line, season)
            if other.of not in here and other.person == one.person and _is_another(other, one)
        ),
        None,
    )


def _has(one: Called, line: Spoken, season: Season) -> bool:
    """Whether the line says it, well or badly."""
    if any(season.tongue.stands(form, line.text) for form in (one.required, *one.allowed) if form):
        return True
    sounds = parts(one.form)
    return any(sound in sounds or likeness(sound, one.form) >= LIKENESS for _, sound in windows(line.text))


def _is_another(other: Called, one: Called) -> bool:
    """Neither is a short form of the other, nor sounds like it: they may be one."""
    return not (other.form in one.form or one.form in other.form) and syllables(other.form) != syllables(
        one.form
    )


def _told(line: Spoken, season: Season) -> Iterator[Called]:
    """Whose name a text surely has: a rendering with a capital (`boss` may be anybody), or the pinyin of all
    of it, behind another word with a capital where it is a surname (`He` is none)."""
    for words, sound in windows(line.text):
        last = letters(words.split(" ")[-1]) if " " in words else ""
        yield from season.by_sound.get(sound, ())
        yield from (one for one in season.by_sound.get(last, ()) if one.surname)


def _name(one: Called) -> str:
    """What it is to be called: as the glossary requires, else in pinyin."""
    if one.required:
        return one.required
    sounds = syllables(one.surname or one.form)
    if one.surname or len(sounds) < 2:
        return "".join(sounds).capitalize()
    return f"{sounds[0].capitalize()} {''.join(sounds[1:]).capitalize()}"
