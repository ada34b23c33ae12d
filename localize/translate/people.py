"""Who matters in a scene: who speaks there, or is named there or beside it."""

from __future__ import annotations

from collections.abc import Sequence

from localize.domain.bible import Bible, Character, Named
from localize.domain.transcript import Line


def people_in(lines: Sequence[Line], beside: Sequence[str], bible: Bible) -> tuple[Character, ...]:
    """In the order of the bible."""
    texts = [*beside, *said_in(lines), *(line.speaker for line in lines)]
    found = {match.owner.name for text in texts for match in bible.matcher.find(text)}
    return tuple(one for one in bible.characters if one.name in found)


def explained_in(lines: Sequence[Line], bible: Bible) -> tuple[Named, ...]:
    """Places, organisations and running jokes of which the bible has something to say."""
    texts = said_in(lines)
    known = (*bible.places, *bible.organisations, *bible.jokes)
    return tuple(one for one in known if one.note and any(one.name in text for text in texts))


def said_in(lines: Sequence[Line]) -> list[str]:
    """As it is written and as it was said."""
    return [text for line in lines for text in dict.fromkeys((line.text, line.spoken)) if text]
