"""Language → family, as data: `fonts.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from localize.domain.value import Value

_DEFAULT = "default"


class _Table(Value, frozen=True):
    families: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    carried: Mapping[str, str]
    em: Mapping[str, float]


def family_of(language: str) -> str:
    """That of the nearest tag: `zh-Hant-HK` takes `zh-Hant`, else `zh`, else the default."""
    families = _table().families
    subtags = language.split("-")
    tags = ["-".join(subtags[:length]) for length in range(len(subtags), 0, -1)]
    return next((families[tag] for tag in tags if tag in families), families[_DEFAULT])


def families_of(language: str) -> tuple[str, ...]:
    """The language's own, then the one that has the letters of most others."""
    return tuple(dict.fromkeys((family_of(language), _table().families[_DEFAULT])))


def names_of(family: str) -> tuple[str, ...]:
    """What files may call a family."""
    return (family, *_table().also.get(family, ()))


def catalogue_name(family: str) -> str:
    """What `localize models pull` calls its files."""
    return _table().carried[family]


def em_share(family: str) -> float:
    """The em of the letters, as a share of a profile's `size`."""
    return _table().em.get(family, _table().em[_DEFAULT])


@cache
def _table() -> _Table:
    text = (Path(__file__).parent / "fonts.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), _Table)
