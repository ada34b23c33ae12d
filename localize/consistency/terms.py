"""Terms of the glossary that a line renders otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from localize.consistency.names import spelling
from localize.consistency.season import Season, Spoken
from localize.consistency.settling import Use, by_hand, settled
from localize.consistency.shared import mistaken_for
from localize.domain.inconsistency import TERM, Inconsistency, Place
from localize.domain.translation import TermCheck


def terms(season: Season) -> Iterator[Inconsistency]:
    """But for names that are misspelled (`names`) or somebody else's (`shared`)."""
    uses: dict[tuple[str, str], list[Use]] = {}
    for at, line in enumerate(season.lines):
        for check in line.terms:
            if check.required and (says := _says(check, at, line, season)) is not None:
                uses.setdefault((check.source, check.required), []).append(Use(line, says))
    for (source, required), all_uses in uses.items():
        found = settled(all_uses, required)
        if found is None:
            continue
        faulty = {id(use.line): use.line for use in all_uses if use.says != required}.values()
        places = found.places
        new = [line.place for line in faulty if source in line.new and not line.place.approved]
        yield found.told(
            kind=TERM,
            target=season.target,
            about=source,
            message=_message(found.kept, len(places)),
            fix=_fix(required, places, new, season),
            command=season.command("season", "--only", _episodes(new)) if new else "",
        )


def _says(check: TermCheck, at: int, line: Spoken, season: Season) -> str | None:
    """Empty where no words can be told to stand for it; None where another finding tells, or another term of
    the line has the only text, which its flag says."""
    if check.met:
        written = check.written or check.required
        return check.required if season.tongue.same(written, check.required) else written
    if check.shared:
        return None
    if check.forbidden:
        return check.forbidden
    one = season.by_form.get(line.found.get(check.source, check.source))
    if one is not None and season.tongue.latin:
        named = season.named.get(at, ())
        if spelling(one, line, named, season.tongue) or mistaken_for(one, line, named, season):
            return None
    return ""


def _message(kept: int, otherwise: int) -> str:
    if not kept:
        return f"nowhere as it must be ({otherwise} lines)" if otherwise > 1 else "not as it must be"
    return f"otherwise in {otherwise} of {kept + otherwise} lines"


def _fix(required: str, places: Sequence[Place], new: Sequence[Place], season: Season) -> str:
    """What was translated with another glossary is made anew when it is run again, and nothing else is."""
    if not new:
        return by_hand(required, places, season.target)
    rest = [place for place in places if place not in new]
    again = "the glossary has changed since: run the episodes again"
    return f"{again}; {by_hand(required, rest, season.target)}" if rest else again


def _episodes(places: Sequence[Place]) -> str:
    return ",".join(dict.fromkeys(place.episode for place in places))
