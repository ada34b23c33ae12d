"""What can be wrong with the translation of one line.

| kind           | what it means                                           | what is kept                   |
|----------------|---------------------------------------------------------|--------------------------------|
| missing        | the model gave nothing for the line                     | nothing                        |
| refused        | the model or its provider would not translate           | nothing                        |
| truncated      | the reply was cut off before the line was whole         | nothing                        |
| copied         | the source, unchanged                                   | nothing                        |
| untranslated   | the source left in it, or another language or script    | the text                       |
| too-long       | many times longer than the source, or it repeats itself | the text, unless it repeats    |
| commentary     | notes beside the translation                            | the text                       |
| duplicate      | the text of another, different line                     | the text                       |
| leak           | what a neighbouring line says                           | the text                       |
| numbers        | a number or a sum of money that is not the source's     | the text                       |
| term-missed    | a required rendering is not there                       | the text                       |
| term-shared    | one text stands for two different terms                 | the text                       |
| term-forbidden | a banned rendering is there                             | the text                       |
| term-varies    | rendered otherwise than in the rest of the episode      | the text                       |
| avoided        | a word that the bible's market does not want            | the text                       |
| negation       | the source denies, the text does not                    | the text                       |
| question       | the source asks, the text does not                      | the text                       |
| pronoun        | a person's gender is not that of the bible              | the text                       |
| shortened      | said in fewer words, to be read in time: a person sees  | the text                       |
|                | whether it still says it                                |                                |
| too-short      | much shorter than its source can be said                | the text                       |

These are the kinds of `Flag` that a translated line can carry; they are listed from worst to mildest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import reduce
from typing import TypeAlias

from localize.domain.language import is_chinese
from localize.domain.review import Flag
from localize.domain.script import HAN
from localize.translate import scripts, terms
from localize.translate.checked import Checked
from localize.translate.guards import GUARDS
from localize.translate.guards.asides import has_lead_in, is_refusal
from localize.translate.terms import Rendered

KINDS = (
    "missing", "refused", "truncated", "copied", "untranslated", "too-long", "commentary", "duplicate",
    "leak", "numbers", "term-missed", "term-shared", "term-forbidden", "term-varies", "avoided", "negation",
    "question", "pronoun", "too-short", "shortened",
)  # fmt: skip
# What such a text says may well be right, or nearly: it is asked for once more, and not again and again.
MILD = frozenset(KINDS[KINDS.index("duplicate") :])
# Of these the sense may be another: what is merely milder does not make up for one of them.
OF_SENSE = frozenset(
    {"duplicate", "leak", "numbers", "avoided", "negation", "question", "pronoun", "too-short"}
)
# A text and what is wrong with it.
Offer: TypeAlias = tuple[str, tuple[Flag, ...]]
REPEATS = "it repeats itself"
NOTHING_KEPT = frozenset({"missing", "refused", "truncated", "copied"})

# Letters and digits of a text; what is left when punctuation and spaces go.
_WORDS = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"[\[(（【]")
_REPEATS = re.compile(r"(.{2,40}?)\1{5,}", re.S)
# Below this many letters two lines may well read the same (`Yes.`, `Come on.`).
_TELLING = 12


def limit(source: str) -> int:
    """How long a subtitle of `source` may be, in characters: an English line has three to four for each
    Chinese character, rarely eight; other languages grow by half, rarely by three."""
    han = len(HAN.findall(source))
    return 40 + 10 * han + 3 * (len(source) - han)


def badness(flags: Iterable[Flag]) -> list[int]:
    """To compare what is wrong with two texts by: the ranks of `flags`, the worst first; higher is worse."""
    return sorted((len(KINDS) - KINDS.index(flag.kind) for flag in flags), reverse=True)


def is_no_worse(new: Iterable[Flag], old: Iterable[Flag]) -> bool:
    """Whether a text with the faults `new` may take the place of one with `old`: no text whose sense is
    doubted anew does, unless the old one was no translation."""
    new, old = tuple(new), tuple(old)
    if badness(new) > badness(old):
        return False
    return bool(serious(old)) or not (_kinds(new) - _kinds(old)) & OF_SENSE


def is_milder(new: Iterable[Flag], old: Iterable[Flag]) -> bool:
    """Whether it may, and better does."""
    new, old = tuple(new), tuple(old)
    return badness(new) != badness(old) and is_no_worse(new, old)


def mildest(offers: Iterable[Offer]) -> Offer:
    """Of texts with their faults the first that no later one is milder than."""
    return reduce(lambda best, other: other if is_milder(other[1], best[1]) else best, offers)


def _kinds(flags: Iterable[Flag]) -> frozenset[str]:
    return frozenset(flag.kind for flag in flags)


def serious(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    return tuple(flag for flag in flags if flag.kind not in MILD)


def without_terms(flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
    return tuple(flag for flag in flags if not flag.kind.startswith("term-"))


def is_nothing(flag: Flag) -> bool:
    """Whether a line with this fault is better empty than as it came."""
    return flag.kind in NOTHING_KEPT or (flag.kind == "too-long" and flag.detail == REPEATS)


def faults_of(checked: Checked) -> tuple[Flag, ...]:
    """What is wrong with a text as the translation of its line: one fault of substance, the worst, or else
    those of the terms and all doubts."""
    substance = _substance(checked.said.text, checked.text, checked.target, checked.said.terms)
    if substance:
        return (substance,)
    doubts = filter(None, (guard(checked) for guard in GUARDS))
    found = (*term_faults(checked.text, checked.target, checked.said.terms), *doubts)
    return in_order(found)


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """The worst first."""
    return tuple(sorted(flags, key=lambda flag: KINDS.index(flag.kind)))


def _substance(source: str, text: str, target: str, found: tuple[Rendered, ...]) -> Flag | None:
    plain = _without(text, (one.required for one in found))
    for fault in (
        _missing(text),
        _refused(source, text),
        _copied(source, text, target, found),
        _untranslated(plain, target),
        _too_long(source, text),
        _commentary(source, text),
    ):
        if fault:
            return fault
    return None


def term_faults(text: str, target: str, found: tuple[Rendered, ...]) -> tuple[Flag, ...]:
    return terms.flags(terms.check(found, text, target))


def same_text(source: str, text: str, other_source: str, other_text: str) -> bool:
    """Whether two different lines were given one text: a sign that a reply slipped by a line."""
    mine, theirs = _bare(text), _bare(other_text)
    if len(mine) < _TELLING or mine != theirs:
        return False
    return SequenceMatcher(None, _bare(source), _bare(other_source)).ratio() < 0.6


def _missing(text: str) -> Flag | None:
    return None if _bare(text) else Flag("missing", "no translation")


def _refused(source: str, text: str) -> Flag | None:
    return Flag("refused", _short(text)) if is_refusal(source, text) else None


def _copied(source: str, text: str, target: str, found: tuple[Rendered, ...]) -> Flag | None:
    if is_chinese(target) or _bare(source) != _bare(text):
        return None
    spoken = _WORDS.findall(_without(source, (form for one in found for form in (one.found, one.required))))
    whole = any(HAN.search(word) for word in spoken) or len(spoken) > 3
    return Flag("copied", "the source, unchanged") if whole else None


def _untranslated(plain: str, target: str) -> Flag | None:
    if scripts.has_chinese_left(plain, target):
        return Flag("untranslated", f"Chinese left in: {''.join(HAN.findall(plain))[:20]}")
    if not scripts.is_in_script(plain, target):
        return Flag("untranslated", f"not in the script of {target}: {_short(plain)}")
    return None


def _too_long(source: str, text: str) -> Flag | None:
    if _REPEATS.search(text) and not _REPEATS.search(source):
        return Flag("too-long", REPEATS)
    if len(text) > limit(source):
        return Flag("too-long", f"{len(text)} characters for {len(source)}")
    return None


def _commentary(source: str, text: str) -> Flag | None:
    aside = _ASIDE.search(text) and not _ASIDE.search(source)
    return Flag("commentary", _short(text)) if aside or has_lead_in(source, text) else None


def _without(text: str, forms: Iterable[str]) -> str:
    for form in sorted(filter(None, forms), key=len, reverse=True):
        text = text.replace(form, " ")
    return text


def _bare(text: str) -> str:
    return "".join(_WORDS.findall(text)).casefold()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
