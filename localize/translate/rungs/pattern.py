"""A regular expression that a reply must match: the required renderings, and nothing that breaks the reply.

It keeps to what llama.cpp turns into a grammar: groups, alternatives, classes, `{m,n}`, and escapes of single
characters. It takes any string where it finds more (`\\d`, look-around), and writes broken JSON for a `.`,
which takes in the quote that ends the text (seen with xllamacpp 2026.10).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import permutations

from localize.domain.language import is_chinese, primary
from localize.translate.terms import Rendered
from localize.translate.terms.inflections import rules_of

# What no string may hold as it is, and brackets: in them models explain themselves.
_NEVER = r'"\\\n\r\t(){}\[\]（）【】'
_CHINESE_MARKS = "，。！？、：；"
# Letters after which a rendering of an alphabet would be part of a longer word.
_LETTERS = "A-Za-zÀ-ɏḀ-ỿͰ-ԯ"
# Every order of more terms than these would make a grammar of thousands of rules.
MOST_ORDERED = 3
_ESCAPED = re.compile(r"[\\^$.*+?(){}\[\]|/]")


def pattern(terms: Sequence[Rendered], target: str, longest: int) -> str:
    """Texts of the language that hold what `terms` require, in any order, with at most `longest` characters
    before, between and after; empty where a rendering cannot stand in such a text."""
    if any(re.search(rf"[{_NEVER}]", one.required) for one in terms):
        return ""
    orders = permutations(terms) if len(terms) <= MOST_ORDERED else [tuple(terms)]
    return "^(" + "|".join(_in_order(order, target, longest) for order in orders) + ")$"


def _in_order(terms: Sequence[Rendered], target: str, longest: int) -> str:
    other = _class(target)
    if not terms:
        return f"{other}{{1,{longest}}}"
    spaced = not rules_of(target).unspaced
    before = f"({other}{{0,{longest}}}[ '’¿¡«“-])?" if spaced else f"{other}{{0,{longest}}}"
    after = f"({_class(target, beside=_beside(target))}{other}{{0,{longest}}})?"
    between = (
        f"({_class(target, beside=_beside(target))}{other}{{0,{longest}}}[ '’¿¡«“-]|[ -])"
        if spaced
        else before
    )
    return before + between.join(_rendering(one) for one in terms) + after


def _rendering(term: Rendered) -> str:
    """As it is, or with the capital that begins a sentence."""
    capital = term.required[0].upper() + term.required[1:]
    forms = dict.fromkeys((term.required, term.required if term.exact else capital))
    return "(" + "|".join(map(_literal, forms)) + ")"


def _literal(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\\" + found[0], text)


def _class(target: str, beside: str = "") -> str:
    """Any character of a subtitle. Chinese is left out where the language has none of its own."""
    no_chinese = "" if is_chinese(target) or primary(target) in ("ja", "ko") else HAN_RANGES + _CHINESE_MARKS
    return f"[^{_NEVER}{beside}{no_chinese}]"


def _beside(target: str) -> str:
    """What may not follow a rendering at once: letters, unless the language joins something to its words."""
    rules = rules_of(target)
    joins = rules.suffix.removeprefix("'s?") or rules.word_suffix or rules.after_closed or rules.unspaced
    return "" if joins else _LETTERS


# As the characters themselves: not every reader of patterns knows escapes for them.
HAN_RANGES = "㐀-䶿一-鿿"
