"""Profiles as tables and as plain facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from localize.domain.language import language_name
from localize.profiles import Profile
from localize.profiles.limits import UNIT, Delivery, Layout, Limits
from localize.profiles.profile import CONFIDENCE, DEFAULT_LANGUAGE, KINDS, OWN, RuleValue, Sourced

SECTIONS = {Limits: "text and time", Layout: "on the screen", Delivery: "files"}
VALUE_WIDTH = 14  # columns: what is longer is folded, so that sources are read in a terminal of 80


def about(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "title": profile.title,
        "purpose": profile.purpose,
        "languages": list(profile.languages),
    }


def profiles_table(profiles: Sequence[Profile]) -> Table:
    table = Table(expand=True)
    table.add_column("name", no_wrap=True)
    table.add_column("title", ratio=2)
    table.add_column("what for", ratio=3)
    for profile in profiles:
        table.add_row(profile.name, profile.title, profile.purpose)
    return table


def heading(profile: Profile, language: str) -> str:
    """`vertical, th (Thai): 9:16 video on a phone`"""
    return f"{profile.name}, {_titled(profile, language)}: {profile.title}"


def rules_table(profile: Profile, language: str) -> Table:
    """A section for each kind of rule; what the series has set stands out, with what it is set over."""
    table = Table(expand=True, box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    table.add_column("rule", no_wrap=True)
    table.add_column("value", max_width=VALUE_WIDTH, overflow="fold")
    table.add_column("unit", no_wrap=True)
    table.add_column("source", ratio=1, overflow="fold")
    table.add_column("trust", no_wrap=True)
    rules = profile.rules(language)
    for kind in KINDS:
        table.add_section()
        table.add_row(Text(SECTIONS[kind], "bold"))
        for name in kind.__struct_fields__:
            if name in rules:
                table.add_row(*_row(name, rules[name]))
    return table


def facts(profile: Profile, language: str) -> Iterator[dict[str, Any]]:
    """`over` is what the profile says where the series has set the rule itself, else null."""
    for name, rule in profile.rules(language).items():
        yield {
            "profile": profile.name,
            "language": None if language == DEFAULT_LANGUAGE else language,
            "rule": name,
            "value": rule.value,
            "unit": unit_of(name),
            "confidence": rule.confidence,
            "source": rule.source,
            "over": rule.over,
        }


def legend(profile: Profile, language: str) -> str:
    """What the letters mean that stand in the table."""
    used = {rule.confidence for rule in profile.rules(language).values()}
    return " · ".join(f"{letter} {meaning}" for letter, meaning in CONFIDENCE.items() if letter in used)


def unit_of(rule: str) -> str:
    """Empty where a rule has none: a count, a text, yes or no."""
    kind = next(kind for kind in KINDS if rule in kind.__struct_fields__)
    hint = get_type_hints(kind, include_extras=True)[rule]
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    units = [note.extra[UNIT] for note in notes if isinstance(note, msgspec.Meta) and note.extra]
    return units[0] if units else ""


def written(value: RuleValue) -> str:
    """For a person: an empty text or list is a dash, texts show their spaces."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(written, value)) or "–"
    if isinstance(value, str):
        return f"'{value}'" if value != value.strip() else value or "–"
    return f"{value:g}"


def _row(name: str, rule: Sourced) -> tuple[Text, ...]:
    style = "bold yellow" if rule.confidence == OWN else ""
    over = "" if rule.over is None else f", over {written(rule.over)}"
    told = (name, written(rule.value), unit_of(name), rule.source + over, rule.confidence)
    return tuple(Text(cell, style) for cell in told)


def _titled(profile: Profile, language: str) -> str:
    if language != DEFAULT_LANGUAGE:
        return f"{language} ({language_name(language)})"
    return f"languages other than {', '.join(profile.languages)}"
