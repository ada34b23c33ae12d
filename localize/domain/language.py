"""Languages are BCP-47 tags, kept in canonical case (`es-419`, `zh-Hant`)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from localize.errors import UnknownName

# What a micro-drama is sold into most; offered when a tag is misspelt.
COMMON = (
    "ar", "cs", "de", "el", "en", "en-GB", "es", "es-419", "fil", "fr", "he", "hi", "hu", "id", "it", "ja",
    "km", "ko", "lo", "ms", "my", "nl", "pl", "pt-BR", "pt-PT", "ro", "ru", "sv", "sw", "th", "tr", "uk",
    "ur", "vi", "yue", "zh", "zh-Hant",
)  # fmt: skip

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "ckb"})

ValueT = TypeVar("ValueT")


def parse_language(tag: str) -> str:
    """The canonical form of a tag: `ES-419` → `es-419`.

    Raises UnknownName when the tag is malformed or no such language is registered; an English
    name of a language is answered with its tag.
    """
    import langcodes

    tag = tag.strip().replace("_", "-")
    try:
        language = langcodes.get(tag, normalize=False)
    except ValueError:
        language = None
    if language is not None and language.is_valid():
        return str(language.to_tag())
    raise UnknownName(f"unknown language {tag!r}", _hint(tag))


def language_name(tag: str) -> str:
    """The English name, for prompts and tables: `es-419` → `Latin American Spanish`."""
    import langcodes

    names = {"es-419": "Latin American Spanish", "zh": "Simplified Chinese", "zh-Hant": "Traditional Chinese"}
    return names.get(tag) or langcodes.get(tag).display_name()


def primary(tag: str) -> str:
    """The language without script and region: `pt-BR` → `pt`."""
    return tag.split("-", 1)[0]


def of_language(values: Mapping[str, ValueT], tag: str) -> ValueT | None:
    """What `values` hold for `tag`, or for its language without region."""
    return values.get(tag, values.get(primary(tag)))


def is_right_to_left(tag: str) -> bool:
    return primary(tag) in _RIGHT_TO_LEFT


@cache
def is_chinese(tag: str) -> bool:
    return primary(tag) in {"zh", "yue", "wuu", "nan", "hak", "cmn"}


@cache
def is_traditional(tag: str) -> bool:
    """Whether Chinese under this tag is written in traditional characters: `zh-Hant`, `zh-TW`, `yue`."""
    import langcodes

    return is_chinese(tag) and langcodes.get(tag).maximize().script == "Hant"


def standard_chinese(tag: str) -> str:
    """The tag of standard Mandarin in the script of a Chinese `tag`: that of `yue` is `zh-Hant`."""
    if not is_chinese(tag) or primary(tag) in {"zh", "cmn"}:
        return tag
    return "zh-Hant" if is_traditional(tag) else "zh"


def _hint(tag: str) -> str:
    """Tags are what is asked for; names (`spanish`, `Spansh`) are what people type."""
    tags = {language_name(common).lower(): common for common in COMMON} | {
        common: common for common in COMMON
    }
    near = difflib.get_close_matches(tag.lower(), tags, n=1, cutoff=0.75)
    if near:
        return f"did you mean {tags[near[0]]!r}?"
    return f"languages are BCP-47 tags, for example {', '.join(COMMON[:12])} …"
