"""What a model says instead of a translation, in whatever language it says it."""

from __future__ import annotations

import re
from functools import cache

from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.guards.language import known, language


def asides(checked: Checked) -> Flag | None:
    """A refusal, or an announcement of the translation."""
    if _pattern("refusals").search(checked.text):
        return Flag("refused", checked.text[:60])
    if _pattern("lead_ins").match(checked.text):
        return Flag("commentary", checked.text[:60])
    return None


@cache
def _pattern(field: str) -> re.Pattern[str]:
    """Of all languages: a model that is asked for Thai may well refuse in English."""
    forms = (form for name in known() for form in getattr(language(name), field))
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE)
