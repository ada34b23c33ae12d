"""Seasons for tests: a line is its source and its translation."""

from __future__ import annotations

from typing import Any

import msgspec

from localize.consistency.season import Called, Season, Spoken
from localize.domain.bible import Bible
from localize.domain.inconsistency import Place
from localize.domain.translation import TermCheck
from localize.pipeline.called import surname_of
from localize.pipeline.consistency import tongue_of

NO_BIBLE = Bible()


def line(source: str, text: str, episode: int = 1, *, at_ms: int = 0, **more: Any) -> Spoken:
    """Fields of the place, and of the line."""
    place = Place(f"E{episode:02d}", "L1", at_ms, at_ms + 2000, source, text)
    of_place = {name: more.pop(name) for name in list(more) if name in Place.__struct_fields__}
    place = msgspec.structs.replace(place, **of_place)
    return Spoken(episode - 1, place, more.pop("said", source), **more)


def person(form: str, required: str = "", **more: Any) -> Called:
    fields = {"of": form, "surname": surname_of(form), "person": True, **more}
    return Called(form, required=required, **fields)


def asked(source: str, required: str, *, met: bool, **more: Any) -> dict[str, Any]:
    """What a line is asked for, to be handed to `line`."""
    return {"terms": (TermCheck(source, required, met, **more),)}


def season(
    *lines: Spoken, called: tuple[Called, ...] = (), to: str = "en", bible: Bible = NO_BIBLE
) -> Season:
    forms = [form for one in called for form in (one.form, *one.also)]
    named = (
        msgspec.structs.replace(one, named=tuple(form for form in forms if form in one.said)) for one in lines
    )
    return Season(tongue_of(to), tuple(named), called, bible, "series")
