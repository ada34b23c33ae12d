"""Where in a translation a rendering may come to stand."""

from __future__ import annotations

import re

from localize.translate.terms.inflections import rules_of

_WORD = re.compile(r"\S+")


def beginnings(text: str, rendering: str, target: str) -> list[str]:
    """`text` up to each of its words, from the first on, with `rendering` behind it: `Come to dinner` and
    `Dad` are `Dad`, `Come Dad`, `Come to Dad`, `Come to dinner Dad`. In scripts without spaces, up to each of
    its characters."""
    if rules_of(target).unspaced:
        return [text[:at] + rendering for at in range(len(text) + 1)]
    heads = [text[: word.start()] for word in _WORD.finditer(text)]
    return [_joined(head.rstrip(), rendering) for head in (*heads, text)]


def _joined(head: str, rendering: str) -> str:
    return f"{head} {rendering}" if head else rendering[:1].upper() + rendering[1:]
