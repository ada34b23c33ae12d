"""What a model says instead of a translation, or before it, in whatever language it says it."""

from __future__ import annotations

import re
from functools import cache

from localize.translate.guards.language import chinese, known, language


def is_refusal(source: str, text: str) -> bool:
    """Whether `text` refuses to translate, and is not what somebody says who will not help."""
    return _is_aside("refusals", source, text)


def has_lead_in(source: str, text: str) -> bool:
    """Whether `text` announces the translation, and does not begin so because `source` does (备注：…)."""
    return _is_aside("lead_ins", source, text)


def _is_aside(field: str, source: str, text: str) -> bool:
    if not _pattern(field).search(text):
        return False
    return not (_pattern(field).search(source) or _in_chinese(field).search(source))


@cache
def _pattern(field: str) -> re.Pattern[str]:
    """Of all languages: a model that is asked for Thai may well refuse in English."""
    forms = (form for name in known() for form in getattr(language(name), field))
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)


@cache
def _in_chinese(field: str) -> re.Pattern[str]:
    return re.compile("|".join(getattr(chinese().asides, field)))
