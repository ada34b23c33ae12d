"""A line cut at its terms, so that something else can be put in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from localize.translate.said import Said
from localize.translate.terms import Rendered


class Slots(NamedTuple):
    """What stands between the terms of a line, one piece more than there are `terms`."""

    between: tuple[str, ...]
    terms: tuple[Rendered, ...]

    def filled(self, fills: Sequence[str]) -> str:
        pairs = zip_longest(self.between, fills, fillvalue="")
        return "".join(piece for pair in pairs for piece in pair)


def slots(line: Said) -> Slots:
    """Where `line.asked` has a rendering; of two that overlap, the longer."""
    renderings = {one.required: one for one in line.terms if one.required}
    # At the beginning of a sentence it has a capital.
    by_rendering = {form[:1].upper() + form[1:]: one for form, one in renderings.items()} | renderings
    if not by_rendering:
        return Slots((line.asked,), ())
    longest_first = sorted(by_rendering, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", line.asked)
    return Slots(tuple(pieces[::2]), tuple(by_rendering[found] for found in pieces[1::2]))
