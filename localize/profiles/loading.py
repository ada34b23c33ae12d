"""A profile's file, and those that it is based on → Profile."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from localize.domain.value import Value
from localize.errors import ConfigurationError, UnknownName
from localize.profiles.judging import refuse_impossible
from localize.profiles.profile import DEFAULT_LANGUAGE, RULES, Layer, Profile, Sourced

PROFILES = Path(__file__).parent


class _File(Value, frozen=True):
    """What it does not say itself is as in the profile that it is `based_on`."""

    title: str
    purpose: str
    based_on: str = ""
    timing: Mapping[str, Sourced] = {}
    layout: Mapping[str, Sourced] = {}
    delivery: Mapping[str, Sourced] = {}
    languages: Mapping[str, Mapping[str, Sourced]] = {}

    @property
    def layer(self) -> Layer:
        return Layer({**self.timing, **self.layout, **self.delivery}, self.languages)


def names(profiles: Path = PROFILES) -> list[str]:
    return sorted(file.stem for file in profiles.glob("*.toml"))


def load_profile(name: str, profiles: Path = PROFILES) -> Profile:
    """The profile `name`. Raises UnknownName, or ConfigurationError naming the file and the number."""
    return _shipped(name) if profiles == PROFILES else _load(name, profiles)


@lru_cache
def _shipped(name: str) -> Profile:
    """Read once: every episode of a season asks for it."""
    return _load(name, PROFILES)


def _load(name: str, profiles: Path) -> Profile:
    files = _chain(name, profiles)
    profile = Profile(name, files[-1].title, files[-1].purpose, tuple(file.layer for file in files))
    where = str(profiles / f"{name}.toml")
    _refuse_unknown(files[-1].layer, where)
    for language in (DEFAULT_LANGUAGE, *profile.languages):
        refuse_impossible(profile, language, where)
    return profile


def _chain(name: str, profiles: Path) -> list[_File]:
    """The file, after those that it is based on."""
    found = {name: _read(name, profiles)}
    while base := next(iter(found.values())).based_on:
        if base in found:
            raise ConfigurationError(f"{profiles / f'{name}.toml'}: {base} is based on itself")
        found = {base: _read(base, profiles), **found}
    return list(found.values())


def _read(name: str, profiles: Path) -> _File:
    if name not in names(profiles):
        raise UnknownName.of("profile", name, names(profiles))
    file = profiles / f"{name}.toml"
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), _File)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigurationError(f"{file}: {error}") from error


def _refuse_unknown(layer: Layer, where: str) -> None:
    for rule in (rule for rules in (layer.general, *layer.languages.values()) for rule in rules):
        if rule not in RULES:
            raise UnknownName.of("rule", rule, RULES, where)
