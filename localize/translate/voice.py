"""How a series is to sound in a language: what every scene's translator is told, under a title each."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from localize.domain.bible import FEMALE, MALE, Bible, Character, Market, Style
from localize.domain.language import of_language, primary
from localize.translate.brief import Brief
from localize.translate.genres import examples

PROFANITY: Final[Mapping[str, str]] = {
    "none": "no swear words: say what hurts without them",
    "mild": "mild swear words only",
    "strong": "swear words as strong as the original's",
}
GENDERS: Final[Mapping[str, str]] = {FEMALE: "woman", MALE: "man"}


def told(brief: Brief) -> dict[str, str]:
    """What there is to tell of the series, in the order in which it is told."""
    sections = {
        "Series": brief.title,
        "Setting": brief.setting,
        "Characters": "; ".join(map(gendered, brief.bible.characters)),
        "Style": _style(of_language(brief.bible.styles, brief.target) or Style(), brief.target),
        "Never write": ", ".join(avoided(brief.bible, brief.target)),
        "Audience": " ".join(one.note for one in markets(brief.bible, brief.target) if one.note),
        "Tone": " ".join(genre.voice for genre in brief.genres),
        "Examples of the tone, not of this story": _examples(brief),
    }
    return {title: text for title, text in sections.items() if text}


def gendered(person: Character) -> str:
    gender = GENDERS.get(person.gender, person.gender)
    return f"{person.name} ({gender})" if gender else person.name


def markets(bible: Bible, target: str) -> list[Market]:
    """Those in which subtitles in `target` are shown."""
    return [one for one in bible.markets if {target, primary(target)} & set(one.languages)]


def avoided(bible: Bible, target: str) -> tuple[str, ...]:
    """The words that must not stand in subtitles in `target`."""
    return tuple(dict.fromkeys(word for one in markets(bible, target) for word in one.avoid))


def _style(style: Style, target: str) -> str:
    profanity = style.profanity or of_language(_profanity(), target) or ""
    return "; ".join(part for part in _style_parts(style, PROFANITY.get(profanity, "")) if part)


def _style_parts(style: Style, profanity: str) -> Iterator[str]:
    yield style.formality
    yield profanity
    yield f"money: {style.currency}" if style.currency else ""
    yield f"measures: {style.measures}" if style.measures else ""
    yield style.note


def _examples(brief: Brief) -> str:
    shown = examples(brief.genres, brief.source, brief.target)
    return "\n".join(["", *map(str, shown)]) if shown else ""


@cache
def _profanity() -> Mapping[str, str]:
    table: dict[str, str] = tomllib.loads(Path(__file__).with_name("profanity.toml").read_text("utf-8"))
    return table
