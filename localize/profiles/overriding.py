"""What a series sets over the rules of its profile: `[subtitle.limits]` of series.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_type_hints

import msgspec

from localize.domain.language import parse_language
from localize.errors import ConfigurationError, UnknownName
from localize.profiles.judging import refuse_impossible
from localize.profiles.profile import DEFAULT_LANGUAGE, KINDS, OWN, RULES, Layer, Profile, RuleValue, Sourced

# How the characters of a script are counted is no choice: translations are kept by how long they may be.
FIXED = frozenset({"wide"})
# No rule needs as much, and a record has no place for whole numbers of more than 64 bits.
TOO_MUCH = 2**31


def overridden(profile: Profile, table: Mapping[str, Any], where: str) -> Profile:
    """`profile` with the rules of `table` over its own: those for all languages, and in tables named by tag
    those for one. `where` is the file and the table's name in it.

    Raises ConfigurationError for a rule that is unknown, of a wrong type or impossible, naming it.
    """
    if not table:
        return profile
    by_language = _by_language(table, where)
    languages = {language: _rules(profile, language, *rules) for language, rules in by_language.items()}
    own = Profile(profile.name, profile.title, profile.purpose, (*profile.layers, Layer({}, languages)))
    for language in dict.fromkeys((DEFAULT_LANGUAGE, *own.languages)):
        refuse_impossible(own, language, where)
    return own


def _by_language(table: Mapping[str, Any], where: str) -> dict[str, tuple[Mapping[str, Any], str]]:
    """The rules of each language, and where they stand."""
    of_all = {key: one for key, one in table.items() if not isinstance(one, dict)}
    found: dict[str, tuple[Mapping[str, Any], str]] = {DEFAULT_LANGUAGE: (of_all, where)}
    for key, inner in table.items():
        if isinstance(inner, dict):
            found[_language(key, where)] = (inner, f"{where.removesuffix(']')}.{key}]")
    return found


def _language(tag: str, where: str) -> str:
    if tag in RULES:
        raise ConfigurationError(f"{where}: {tag} is a table", "give the rule one value")
    try:
        return parse_language(tag)
    except UnknownName as error:
        raise UnknownName(f"{where}: {error.message}", error.hint) from error


def _rules(profile: Profile, language: str, rules: Mapping[str, Any], where: str) -> dict[str, Sourced]:
    before = profile.rules(language)
    return {
        rule: Sourced(_checked(rule, value, before.get(rule), where), where, OWN)
        for rule, value in rules.items()
        if _is_known(rule, where)
    }


def _is_known(rule: str, where: str) -> bool:
    if rule in FIXED:
        raise ConfigurationError(f"{where}: {rule} cannot be set", "it belongs to the script of a language")
    if rule not in RULES:
        raise UnknownName.of("rule", rule, set(RULES) - FIXED, where)
    return True


def _checked(rule: str, value: Any, before: Sourced | None, where: str) -> RuleValue:
    try:
        converted: RuleValue = msgspec.convert(value, _type_of(rule))
    except msgspec.ValidationError as error:
        reason = str(error).partition(" - at ")[0]
        hint = f"in the profile it is {_shown(before.value)}" if before else ""
        raise ConfigurationError(f"{where}: {rule} is {value!r}: {reason}", hint) from error
    if _is_too_much(converted):
        raise ConfigurationError(f"{where}: {rule} is {value!r}, more than there can be")
    return converted


def _is_too_much(value: RuleValue) -> bool:
    """Also of what is no number, `nan`."""
    if isinstance(value, tuple):
        return any(map(_is_too_much, value))
    return not isinstance(value, str) and not abs(value) < TOO_MUCH


def _type_of(rule: str) -> Any:
    """With the values that are possible."""
    kind = next(kind for kind in KINDS if rule in kind.__struct_fields__)
    return get_type_hints(kind, include_extras=True)[rule]


def _shown(value: RuleValue) -> str:
    return msgspec.json.encode(value).decode()
