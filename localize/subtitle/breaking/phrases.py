"""Where phrases of Chinese, Japanese and Thai end, by the models of BudouX.

The models are read as BudouX's own parser reads them (a test compares the two), in half of its time: what a
model says of a group of letters is looked up once, and not again from every place around it; of most groups
it says nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from localize.domain.language import is_chinese, is_traditional, primary

# By table of a model, of how many letters its groups are, and how far after the first of them lies the place
# that it speaks of.
_TABLES = {
    "UW1": (1, 3), "UW2": (1, 2), "UW3": (1, 1), "UW4": (1, 0), "UW5": (1, -1), "UW6": (1, -2),
    "BW1": (2, 2), "BW2": (2, 1), "BW3": (2, 0),
    "TW1": (3, 3), "TW2": (3, 2), "TW3": (3, 1), "TW4": (3, 0),
}  # fmt: skip
# How far before the first place of a text, and after its last one, its groups speak of.
_AROUND = 2


class _Model(NamedTuple):
    """`votes`: by group of letters the places that it speaks of, counted from two before the group, and how
    much it says for a phrase that ends there; one does where all that is said comes to more than `enough`."""

    enough: float
    votes: Mapping[str, Sequence[tuple[int, int]]]


def phrase_ends(text: str, language: str) -> frozenset[int]:
    """Empty for languages of which there is no model."""
    if is_chinese(language):
        name = "zh-hant" if is_traditional(language) else "zh-hans"
    else:
        name = primary(language)
    model = _model(name)
    return frozenset(_ends(text, model)) if model and text else frozenset()


def _ends(text: str, model: _Model) -> Sequence[int]:
    said = [0] * (len(text) + 2 * _AROUND + 1)
    votes = model.votes
    for size in (1, 2, 3):
        for start in range(len(text) - size + 1):
            for place, vote in votes.get(text[start : start + size], ()):
                said[start + place] += vote
    inside = (place for place in range(1, len(text)) if said[place + _AROUND] > model.enough)
    return [*inside, len(text)]


@cache
def _model(name: str) -> _Model | None:
    import budoux

    loaders = {
        "ja": budoux.load_default_japanese_parser,
        "th": budoux.load_default_thai_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
    }
    return _by_group(loaders[name]().model) if name in loaders else None


def _by_group(tables: Mapping[str, Mapping[str, int]]) -> _Model:
    """Without groups that no place asks for: of the Thai TW4 some are a letter short."""
    votes = defaultdict(list)
    for name, table in tables.items():
        size, place = _TABLES[name]
        for group, vote in table.items():
            if len(group) == size:
                votes[group].append((place + _AROUND, vote))
    return _Model(sum(sum(table.values()) for table in tables.values()) / 2, dict(votes))
