"""A profile's file → Profile → what it says of one language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from localize.domain.language import is_chinese
from localize.domain.value import Value
from localize.errors import ConfigurationError, UnknownName
from localize.profiles.limits import Layout, Limits

PROFILES = Path(__file__).parent
DEFAULT_LANGUAGE = "default"

_OfLanguage = TypeVar("_OfLanguage", Limits, Layout)


class Sourced(Value, frozen=True):
    """A value, and who says so."""

    value: bool | int | float | str
    source: str


class Profile(Value, frozen=True):
    """`timing` and `layout` hold for all languages; `languages` by BCP-47 tag, and `default`, add to them or
    change them."""

    name: str
    title: str
    timing: Mapping[str, Sourced]
    layout: Mapping[str, Sourced]
    languages: Mapping[str, Mapping[str, Sourced]]

    def limits(self, language: str) -> Limits:
        return self._of(language, Limits)

    def layout_of(self, language: str) -> Layout:
        return self._of(language, Layout)

    def rules(self, language: str) -> dict[str, Sourced]:
        """All that holds for a language, from the nearest entry: `zh-Hant-TW` takes `zh-Hant`, else `zh`,
        else `default`."""
        nearest = next((tag for tag in _wider(language) if tag in self.languages), DEFAULT_LANGUAGE)
        default = self.languages[DEFAULT_LANGUAGE]
        return {**self.timing, **self.layout, **default, **self.languages[nearest]}

    def _of(self, language: str, kind: type[_OfLanguage]) -> _OfLanguage:
        rules = self.rules(language)
        values = {name: rule.value for name, rule in rules.items() if name in kind.__struct_fields__}
        return msgspec.convert({"language": language, **values}, kind)


def names(profiles: Path = PROFILES) -> list[str]:
    return sorted(file.stem for file in profiles.glob("*.toml"))


def load_profile(name: str, profiles: Path = PROFILES) -> Profile:
    """The profile `name`. Raises UnknownName, or ConfigurationError naming the file and the number."""
    if name not in names(profiles):
        raise UnknownName.of("profile", name, names(profiles))
    file = profiles / f"{name}.toml"
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        profile = msgspec.convert({"name": name, **table}, Profile)
        for language in profile.languages:
            profile.limits(language), profile.layout_of(language)
            _refuse_unknown(profile.rules(language))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigurationError(f"{file}: {error}") from error
    except KeyError:
        raise ConfigurationError(f"{file}: no [languages.{DEFAULT_LANGUAGE}]") from None
    except UnknownName as error:
        raise ConfigurationError(f"{file}: {error}", error.hint) from error
    return profile


def _refuse_unknown(rules: Mapping[str, Sourced]) -> None:
    known = {*Limits.__struct_fields__, *Layout.__struct_fields__}
    for name in rules:
        if name not in known:
            raise UnknownName.of("rule", name, known)


def _wider(language: str) -> Iterator[str]:
    """`zh-Hant-TW`, `zh-Hant`, `zh`; the other Chinese languages end in `zh` too."""
    subtags = language.split("-")
    for length in range(len(subtags), 0, -1):
        yield "-".join(subtags[:length])
    if is_chinese(language):
        yield "zh"
