"""What the glossary requires and bans in a target language, and whether a translation keeps to it.

A term is `rendered` for a line; the line's terms are `check`ed together. docs/terms.md tells it for people.
"""

from __future__ import annotations

from localize.translate.terms.checking import FORBIDDEN, MISSED, SHARED, check, flags
from localize.translate.terms.rendered import Rendered, rendered
from localize.translate.terms.standing import Place, places, present

__all__ = [
    "FORBIDDEN", "MISSED", "SHARED", "Place", "Rendered", "check", "flags", "places", "present", "rendered",
]  # fmt: skip
