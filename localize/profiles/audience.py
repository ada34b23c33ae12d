"""A profile for those who read more slowly."""

from __future__ import annotations

import msgspec

from localize.profiles.profile import DEFAULT_LANGUAGE, Layer, Profile, Rules

_SPEED, _CHILD_SPEED = "characters_per_second", "child_speed"


def for_children(profile: Profile) -> Profile:
    """`profile` with its `child_speed` in place of `characters_per_second`, a series' own
    too; where it has none for a language, adults' speed holds."""
    languages = {tag: _speed(profile, tag) for tag in (DEFAULT_LANGUAGE, *profile.languages)}
    return msgspec.structs.replace(profile, layers=(*profile.layers, Layer({}, languages)))


def _speed(profile: Profile, language: str) -> Rules:
    rules = profile.rules(language)
    child = rules.get(_CHILD_SPEED)
    if child is None or not child.value:
        return {_SPEED: rules[_SPEED]}
    said = f"{_CHILD_SPEED}: {child.source}"
    return {_SPEED: msgspec.structs.replace(child, source=said, over=None)}
