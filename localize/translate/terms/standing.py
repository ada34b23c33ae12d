"""Where a rendering stands in a text, in any of its forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from localize.translate.terms import thai
from localize.translate.terms.inflections import Rules, forms_of, rules_of
from localize.translate.terms.writing import Written, written

# Letters, digits, and the marks that are part of a word and that `\w` leaves out: combining accents, the
# points of Hebrew, the vowel signs of the scripts of India.
WORD = r"\w\u0300-\u036f\u0591-\u05c7\u0900-\u0963\u0966-\u0dff"
# After these a syllable of Thai, Lao, Khmer or Burmese is not over.
_MARKS = r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u17b6-\u17d3\u102b-\u103e"
# Shorter words of an alphabet would grow into others: `Ye` into `Yes`, `Su` into `Sun`.
SHORTEST = 3
_ALPHABETS_END = "\u0900"
# NFKC makes three dots of `…`.
_BEGINNING = re.compile(r"(?:^|[.!?:\"“”«»¿¡\-])\s*$")


class Place(NamedTuple):
    """`start` and `end` in code points of the text, with what was joined to the rendering."""

    start: int
    end: int

    def overlaps(self, other: Place) -> bool:
        return self.start < other.end and other.start < self.end


def present(form: str, text: str, target: str, *, exact: bool = False) -> bool:
    """Whether `form` stands in `text` as `places` finds it."""
    return bool(places(form, text, target, exact=exact))


def places(form: str, text: str, target: str, *, exact: bool = False) -> list[Place]:
    """Where `form` stands in `text`, in its order: whole words, with the inflections of the language `target`
    and in any case; where words are not spaced, anywhere. `exact` asks for the case in which it is written,
    but for the capital that begins a sentence."""
    rules = rules_of(target)
    plain = _written(text, rules)
    exact = exact or (form.istitle() and form.lower() in rules.words)
    found = _spans(form, plain.text, target, exact=exact)
    if exact and form[:1].islower():
        capital = _spans(form[0].upper() + form[1:], plain.text, target, exact=True)
        found += [span for span in capital if _BEGINNING.search(plain.text, 0, span[0])]
    return sorted(Place(*plain.original(*span)) for span in found)


def _spans(form: str, text: str, target: str, *, exact: bool) -> list[tuple[int, int]]:
    pattern = _pattern(form, target, exact)
    found = [match.span() for match in pattern.finditer(text)] if pattern else []
    return [span for span in found if not _is_within(form, span, text, rules_of(target))] if found else []


def _is_within(form: str, span: tuple[int, int], text: str, rules: Rules) -> bool:
    """Whether it is a part of another word that is known to be one."""
    mine = _written(form.lower(), rules).text
    others = (word for word in (_written(one, rules).text for one in rules.within) if word not in mine)
    return any(
        match.start() <= span[0] and span[1] <= match.end()
        for word in others
        for match in _word(word, unspaced=rules.unspaced).finditer(text)
    )


@lru_cache
def _word(word: str, *, unspaced: bool) -> re.Pattern[str]:
    """Where words are not spaced, a vowel after it begins a syllable with its last letter: ป้ายัง is no ป้าย."""
    edges = ("", f"(?![{_MARKS}ะาำ])") if unspaced else (f"(?<![{WORD}])", f"(?![{WORD}])")
    return re.compile(edges[0] + re.escape(word) + edges[1], re.IGNORECASE)


@lru_cache(maxsize=256)
def _written(text: str, rules: Rules) -> Written:
    return written(text, rules.same, spaced=not rules.unspaced)


# ── a rendering as a pattern ─────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=8192)
def _pattern(form: str, target: str, exact: bool) -> re.Pattern[str] | None:
    """None for a form without a letter that counts."""
    rules = rules_of(target)
    plain = _written(form, rules).text.strip()
    if not re.search(f"[{WORD}]", plain):
        return None
    body = re.escape(plain) if rules.unspaced else _words(plain, rules, exact=exact)
    return re.compile(_before(plain, rules) + body + _after(plain, rules), 0 if exact else re.IGNORECASE)


def _before(plain: str, rules: Rules) -> str:
    """What may not stand before the rendering, and what may be joined to it."""
    if rules.unspaced:
        latin = plain[0].isascii() and plain[0].isalnum()
        return "(?<![A-Za-z0-9])" if latin else thai.cannot_precede(plain)
    return rf"(?<![{WORD}])" + _prefix(plain, rules) if plain[0].isalnum() else ""


def _prefix(plain: str, rules: Rules) -> str:
    """A name takes none where there are capitals to tell it; before a short word it would make another."""
    if plain[0].isupper():
        return ""
    return rules.short_prefix if rules.short_prefix and _is_short(plain) else rules.prefix


def _after(plain: str, rules: Rules) -> str:
    if rules.unspaced:
        return (
            rf"(?![{_MARKS}]|[A-Za-z0-9])"
            if plain[-1].isascii() and plain[-1].isalnum()
            else f"(?![{_MARKS}])" + thai.cannot_follow(plain)
        )
    return rf"(?![{WORD}])" if _is_of_word(plain[-1]) else ""


def _words(plain: str, rules: Rules, *, exact: bool) -> str:
    words = [word for word in re.split(r"[ \-]+", plain) if word]
    if not exact:
        words = _without_article(words, rules)
    parts = [_one(words, at, rules) for at in range(len(words))]
    separator = "[ -]*" if rules.after_closed else "[ -]+"
    return separator.join(parts) + _joined(words[-1], rules)


def _without_article(words: list[str], rules: Rules) -> list[str]:
    if len(words) > 1 and words[0].lower() in rules.articles:
        return words[1:]
    first = words[0].lower()
    elided = (one for one in rules.articles if one.endswith("'") and first.startswith(one) and first != one)
    return [words[0][len(next(elided, "")) :], *words[1:]]


def _one(words: list[str], at: int, rules: Rules) -> str:
    """A word of the rendering in all its forms."""
    word = words[at]
    if links := rules.link(word) if 0 < at < len(words) - 1 else ():
        return _any(links)
    bare = _bare(word, rules)
    forms = {bare}
    if _grows(bare) and (rules.inflects == "every" or _is_head(words, at, rules)):
        irregular = rules.irregular if bare.islower() else ()
        forms |= {
            *forms_of(bare, rules.forms),
            *forms_of(bare, irregular),
            *_agreeing(word, rules, first=at == 0),
        }
    prefix = rules.word_prefix if rules.prefix == "" or at else ""
    suffix = rules.word_suffix if _grows(bare) else rules.short_suffix if bare in rules.short else ""
    return prefix + _any(forms) + suffix


def _bare(word: str, rules: Rules) -> str:
    is_stripped = rules.strip and word.startswith(rules.strip) and len(word) > len(rules.strip) + 1
    return word.removeprefix(rules.strip) if is_stripped else word


def _is_head(words: list[str], at: int, rules: Rules) -> bool:
    """The last word; and where heads inflect, one before a link: `heads of state`."""
    if at == len(words) - 1:
        return True
    return rules.inflects == "heads" and bool(rules.link(words[at + 1]))


def _agreeing(word: str, rules: Rules, *, first: bool) -> set[str]:
    """Gender and number of the adjectives of a noun. A name has none, and a person keeps the one that was
    chosen; a word alone may be one: `maestra` is not `maestro`, nor is the verb `ama` the noun `amo`."""
    if not word.islower() or word in rules.fixed or first:
        return set()
    changed = set(forms_of(word, rules.agreement))
    return changed | {again for one in changed for again in forms_of(one, rules.forms)}


def _joined(word: str, rules: Rules) -> str:
    """What may be joined to the last word of the rendering."""
    doubled = rf"(?:-{re.escape(word)})?" if rules.doubled else ""
    suffix = rules.name_suffix if rules.name_suffix and word[0].isupper() else rules.suffix
    if not (_grows(word) or suffix.startswith("'")):
        return doubled
    after = _after_syllable(word[-1], rules)
    return doubled + (f"(?:{after}|{suffix})" if after else f"(?:{suffix})?" if suffix else "")


def _after_syllable(last: str, rules: Rules) -> str:
    """Hangul's syllables stand in Unicode by first consonant, vowel and last consonant, of which there are
    28 with none (The Unicode Standard, 3.12)."""
    if not "가" <= last <= "힣":
        return ""
    is_open = (ord(last) - ord("가")) % 28 == 0
    return rules.after_open if is_open else rules.after_closed


def _is_short(word: str) -> bool:
    return len(word) < SHORTEST


def _grows(word: str) -> bool:
    return not _is_short(word) or word[-1] >= _ALPHABETS_END


def _is_of_word(character: str) -> bool:
    return re.match(f"[{WORD}]", character) is not None


def _any(forms: Iterable[str]) -> str:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(map(_literal, longest_first)) + ")"


def _literal(form: str) -> str:
    """The dot of an abbreviation may be missing: `Mr Li`."""
    literal = "[ -]+".join(map(re.escape, form.split(" ")))
    return literal.replace(r"\.", r"\.?")
