"""A regular expression that a reply must match: the required renderings, and nothing that breaks the reply.

It keeps to what llama.cpp turns into a grammar: groups, alternatives, classes, `{m,n}`, and escapes of single
characters. It takes any string where it finds more (`\\d`, look-around), and writes broken JSON for a `.`,
which takes in the quote that ends the text (seen with xllamacpp 2026.10).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from types import MappingProxyType
from typing import NamedTuple

from localize.domain.language import is_chinese, primary
from localize.translate.scripts import script
from localize.translate.terms import Place, Rendered, places
from localize.translate.terms.inflections import rules_of

# What no string may hold as it is, and brackets: in them models explain themselves.
_NEVER = r'"\\\n\r\t(){}\[\]（）【】'
_CHINESE_MARKS = "，。！？、：；"
# Letters after which a rendering of an alphabet would be part of a longer word.
_LETTERS = "A-Za-zÀ-ɏḀ-ỿͰ-ԯ"
# Every order of more terms than these would make a grammar of thousands of rules.
MOST_ORDERED = 3
# Characters by which a place may shift when something before it is worded otherwise: two words.
SLACK = 16
NOWHERE: Mapping[str, Place] = MappingProxyType({})
# What a sentence or a quotation opens with.
_OPENING = "[¿¡«“]?"
_ENDS = ".!?…。！？"
_END = re.compile(f"[{_ENDS}]")
_ESCAPED = re.compile(r"[\\^$.*+?(){}\[\]|/]")


class Room(NamedTuple):
    """How many characters there are `before` a term is over at the latest, and `after` the last. `places` are
    those at which renderings are known to stand: what comes between them need not be much longer. Within
    `one_sentence` none ends before the last term: a model that had no place for it would add a sentence."""

    before: int
    after: int
    one_sentence: bool = False
    places: Mapping[str, Place] = NOWHERE


def room_of(texts: Iterable[str], *, at_least: int = 1, places: Mapping[str, Place] = NOWHERE) -> Room:
    """What `texts` leave room for, which said the same without the terms: a term must begin before the
    shortest of them would be over. Else it is tacked on at the end."""
    bare = [text.strip().rstrip(_ENDS) for text in texts]
    shortest, longest = min(map(len, bare), default=0), max(map(len, bare), default=0)
    one_sentence = not any(map(_END.search, bare))
    return Room(max(at_least, shortest - 1), max(at_least, longest), one_sentence, places)


def standing_at(terms: Iterable[Rendered], text: str, target: str) -> dict[str, Place]:
    """Where `text` has the first of each required rendering that it has."""
    found = {one.required: places(one.required, text, target, exact=one.exact) for one in terms}
    return {required: standing[0] for required, standing in found.items() if standing}


def pattern(terms: Sequence[Rendered], target: str, room: Room) -> str:
    """Texts of the language that hold what `terms` require, in any order, within `room`; empty where a
    rendering cannot stand in such a text."""
    if any(re.search(rf"[{_NEVER}]", one.required) for one in terms):
        return ""
    orders = permutations(terms) if len(terms) <= MOST_ORDERED else [tuple(terms)]
    return "^(" + "|".join(_in_order(order, target, room) for order in orders) + ")$"


def _in_order(terms: Sequence[Rendered], target: str, room: Room) -> str:
    if not terms:
        return f"{_class(target)}{{1,{room.before + room.after}}}"
    parts = [
        _gap(length, target, room, first=at == 0) + _rendering(term)
        for at, (term, length) in enumerate(zip(terms, _gaps(terms, room), strict=True))
    ]
    return "".join(parts) + f"({_class(target, but=_beside(target))}{_class(target)}{{0,{room.after}}})?"


def _gaps(terms: Sequence[Rendered], room: Room) -> Iterator[int]:
    """At most so many characters before each term, after the one before it."""
    at = 0
    for term in terms:
        place = room.places.get(term.required)
        if place is not None and place.start >= at:
            yield place.start - at + SLACK
            at = place.end
        else:
            yield max(SLACK, room.before - at) if at else room.before


def _gap(length: int, target: str, room: Room, *, first: bool) -> str:
    """The characters at its ends are part of the gap."""
    ends = _ENDS if room.one_sentence else ""
    other = _class(target, but=ends)
    if rules_of(target).unspaced:
        return f"{other}{{0,{length}}}"
    # An elided article is joined to what follows it: `l'oncle`.
    apart = "[ '’]" if any(article.endswith("'") for article in rules_of(target).articles) else " "
    if first:
        return f"({other}{{0,{length - 1}}}{apart})?{_OPENING}"
    beside = _class(target, but=_beside(target) + ends)
    return f"({beside}{other}{{0,{length - 2}}}{apart}|[ -]){_OPENING}"


def _rendering(term: Rendered) -> str:
    """As it is, or with the capital that begins a sentence."""
    capital = term.required[0].upper() + term.required[1:]
    forms = dict.fromkeys((term.required, term.required if term.exact else capital))
    return "(" + "|".join(map(_literal, forms)) + ")"


def _literal(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\\" + found[0], text)


def _class(target: str, but: str = "") -> str:
    """Any character of a subtitle. Chinese and its neighbours are left out where the language has none of
    them, and where it is written in Latin letters all others: a model that is short of room takes any."""
    if is_chinese(target) or primary(target) in ("ja", "ko"):
        return f"[^{_NEVER}{but}]"
    others = OTHER_LETTERS if script(target) == "Latn" else ""
    return f"[^{_NEVER}{but}{EAST_ASIAN}{_CHINESE_MARKS}{others}]"


def _beside(target: str) -> str:
    """What may not follow a rendering at once: letters, unless the language joins something to its words."""
    rules = rules_of(target)
    joins = rules.suffix.removeprefix("'s?") or rules.word_suffix or rules.after_closed or rules.unspaced
    return "" if joins else _LETTERS


# Ideographs, kana and Hangul, and what stands between Latin and Latin Extended Additional. As the characters
# themselves: not every reader of patterns knows escapes for them.
EAST_ASIAN = "ぁ-ヿㄱ-ㆎ㐀-䶿一-鿿가-힣"
OTHER_LETTERS = "Ͱ-ᷫ"
