"""A profile's file → Profile → the Limits of one language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from localize.domain.language import is_chinese
from localize.domain.value import Value
from localize.errors import ConfigurationError, UnknownName

PROFILES = Path(__file__).parent
DEFAULT_LANGUAGE = "default"


class Limits(Value, frozen=True):
    """What subtitles of `language` must keep to.

    `row_width` is in characters; where `wide` is true a half-width character counts 0.5. A cue ends at most
    `linger_ms` after its sound unless `min_duration_ms` asks for more; two cues are `gap_ms` apart, or
    `close_gap_ms` and more.
    """

    language: str
    rows: int
    row_width: float
    wide: bool
    characters_per_second: float
    min_duration_ms: int
    max_duration_ms: int
    gap_ms: int
    close_gap_ms: int
    linger_ms: int


class Sourced(Value, frozen=True):
    """A value, and who says so."""

    value: bool | int | float
    source: str


class Profile(Value, frozen=True):
    """`timing` holds for all languages; `languages` by BCP-47 tag, and `default`, add to it or change it."""

    name: str
    title: str
    timing: Mapping[str, Sourced]
    languages: Mapping[str, Mapping[str, Sourced]]

    def limits(self, language: str) -> Limits:
        """Those of the nearest entry: `zh-Hant-TW` takes `zh-Hant`, else `zh`, else `default`."""
        rules = dict(self.timing) | dict(self.languages[DEFAULT_LANGUAGE])
        nearest = next((tag for tag in _wider(language) if tag in self.languages), DEFAULT_LANGUAGE)
        rules |= self.languages[nearest]
        values = {name: rule.value for name, rule in rules.items()}
        return msgspec.convert({"language": language, **values}, Limits)


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
            profile.limits(language)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigurationError(f"{file}: {error}") from error
    except KeyError:
        raise ConfigurationError(f"{file}: no [languages.{DEFAULT_LANGUAGE}]") from None
    return profile


def _wider(language: str) -> Iterator[str]:
    """`zh-Hant-TW`, `zh-Hant`, `zh`; the other Chinese languages end in `zh` too."""
    subtags = language.split("-")
    for length in range(len(subtags), 0, -1):
        yield "-".join(subtags[:length])
    if is_chinese(language):
        yield "zh"
