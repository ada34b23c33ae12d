"""Who is who in a series, how they speak to each other, and how it is to sound in each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from localize.domain.matching import Matcher
from localize.domain.value import Value

FEMALE: Final = "female"
MALE: Final = "male"


class Character(Value, frozen=True):
    """`name` and `aliases` are source forms. `gender` is `female`, `male`, or empty where it is not told;
    `age`, `dialect`, `register`, `voice` and `note` are free text for the translator."""

    name: str
    aliases: tuple[str, ...] = ()
    gender: str = ""
    age: str = ""
    dialect: str = ""
    register: str = ""
    voice: str = ""
    note: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Address(Value, frozen=True):
    """How `speaker` addresses `to`, both by the name of a character: `says` is the source form (empty: any),
    `targets` maps a BCP-47 tag to the form of address, `pronouns` a tag to the pronoun (`usted`, `tú`)."""

    speaker: str
    to: str
    says: str = ""
    targets: Mapping[str, str] = {}
    pronouns: Mapping[str, str] = {}
    note: str = ""


class Named(Value, frozen=True):
    """A place, an organisation or a running joke: the source form, and what a translator should know."""

    name: str
    note: str = ""


class Market(Value, frozen=True):
    """What a territory does not want: `languages` are the BCP-47 tags it holds for, `avoid` are words that
    must not stand in its subtitles."""

    languages: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    note: str = ""


class Style(Value, frozen=True):
    """How a language is to sound; free text, but for `profanity`: `none`, `mild` or `strong`."""

    formality: str = ""
    profanity: str = ""
    currency: str = ""
    measures: str = ""
    note: str = ""


class Bible(Value, frozen=True, dict=True):
    """No two characters share a form. `styles` is by BCP-47 tag."""

    characters: tuple[Character, ...] = ()
    addresses: tuple[Address, ...] = ()
    places: tuple[Named, ...] = ()
    organisations: tuple[Named, ...] = ()
    jokes: tuple[Named, ...] = ()
    markets: tuple[Market, ...] = ()
    styles: Mapping[str, Style] = {}

    @cached_property
    def matcher(self) -> Matcher[Character]:
        return Matcher((form, one) for one in self.characters for form in one.forms)

    def character(self, name: str) -> Character | None:
        """By any of its forms."""
        return next((one for one in self.characters if name in one.forms), None)
