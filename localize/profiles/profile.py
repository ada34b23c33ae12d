"""A profile: layers of rules → what they say of one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias, TypeVar

import msgspec

from localize.domain.language import is_chinese
from localize.domain.value import Value
from localize.profiles.limits import Delivery, Layout, Limits

DEFAULT_LANGUAGE = "default"

Scalar: TypeAlias = bool | int | float | str
RuleValue: TypeAlias = Scalar | tuple[Scalar, ...]
Confidence: TypeAlias = Literal["P", "SE", "S", "M", "V", "C", "O"]
CONFIDENCE: Mapping[Confidence, str] = {
    "P": "the owner's published page",
    "SE": "Subtitle Edit's source",
    "S": "another public page that quotes the owner",
    "M": "from memory",
    "V": "measured or rendered here",
    "C": "chosen here",
    "O": "set by the series",
}
OWN: Final = "O"

KINDS: tuple[type[Limits], type[Layout], type[Delivery]] = (Limits, Layout, Delivery)
RULES = tuple(name for kind in KINDS for name in kind.__struct_fields__ if name != "language")

_OfLanguage = TypeVar("_OfLanguage", Limits, Layout, Delivery)


class Sourced(Value, frozen=True):
    """A value, who says so, and how far to trust it; `over` is the value of the profile that a series set
    its own in place of."""

    value: RuleValue
    source: str
    confidence: Confidence
    over: RuleValue | None = None


Rules: TypeAlias = Mapping[str, Sourced]


class Layer(Value, frozen=True):
    """`general` rules hold for all languages; `languages` by BCP-47 tag, and `default`, add to them or change
    them."""

    general: Rules
    languages: Mapping[str, Rules]

    def rules(self, language: str) -> dict[str, Sourced]:
        """The nearer entry counts: of `zh-Hant-TW` what `zh-Hant` says before `zh`, and that before
        `default`."""
        found = dict(self.general)
        for tag in wider(language):
            found |= self.languages.get(tag, {})
        return found


class Profile(Value, frozen=True):
    """What a later layer says of a language, and be it of all, comes before what an earlier one says."""

    name: str
    title: str
    purpose: str
    layers: tuple[Layer, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of which it says more than of all."""
        named = dict.fromkeys(tag for layer in self.layers for tag in layer.languages)
        return tuple(sorted(tag for tag in named if tag != DEFAULT_LANGUAGE))

    def limits(self, language: str) -> Limits:
        return self._of(language, Limits)

    def layout_of(self, language: str) -> Layout:
        return self._of(language, Layout)

    def delivery_of(self, language: str) -> Delivery:
        return self._of(language, Delivery)

    def rules(self, language: str) -> dict[str, Sourced]:
        """All that holds for a language, in the order of RULES."""
        found: dict[str, Sourced] = {}
        for layer in self.layers:
            found |= {name: _over(found, name, rule) for name, rule in layer.rules(language).items()}
        return {name: found[name] for name in (*RULES, *found) if name in found}

    def _of(self, language: str, kind: type[_OfLanguage]) -> _OfLanguage:
        rules = self.rules(language)
        values = {name: rule.value for name, rule in rules.items() if name in kind.__struct_fields__}
        return msgspec.convert({"language": language, **values}, kind)


def _over(found: Rules, name: str, rule: Sourced) -> Sourced:
    """What no profile has a rule for stands over nothing."""
    if rule.confidence != OWN or name not in found:
        return rule
    return msgspec.structs.replace(rule, over=found[name].value)


def wider(language: str) -> Iterator[str]:
    """`default`, `zh`, `zh-Hant`, `zh-Hant-TW`: the widest first. The other Chinese languages take `zh`
    too."""
    yield DEFAULT_LANGUAGE
    if is_chinese(language):
        yield "zh"
    subtags = language.split("-")
    for length in range(1, len(subtags) + 1):
        yield "-".join(subtags[:length])
