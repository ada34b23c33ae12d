"""Chinese as it is printed: simplified, full-width punctuation, no stray spaces, sentences that end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import msgspec

from localize.domain.heard import Word

SENTENCE_END = "。！？…"
CLAUSE_END = "，、；："
_FULL_WIDTH = str.maketrans(",.?!:;", "，。？！：；")
_HALF_WIDTH = re.compile(r"[,.?!:;]")
_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff，。！？：；、…]"
_STRAY_SPACE = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
# Endings that ask in every context. 呢, 嗦, 没得 and a lone 不 also end statements, so they are left out.
_ASKS = re.compile(r"(吗|(.)[不没]\2|晓得不|要得不|对不|是不)$")


def normalized(words: Sequence[Word], language: str) -> list[Word]:
    """The same words with the same times; one that was only a space or a doubled mark is gone."""
    text = _converted("".join(word.text for word in words), language)
    texts = _dealt(text, words) or [_converted(word.text, language) for word in words]
    marked = _deal_marks(texts)
    return [
        msgspec.structs.replace(word, text=new)
        for word, new in zip(words, marked, strict=True)
        if new.strip()
    ]


def ended(text: str, final: bool) -> str:
    """With a mark at its end; `final` says that the sentence is over, so that a comma will not do."""
    if text.endswith(tuple(SENTENCE_END)) or (not final and text.endswith(tuple(CLAUSE_END))):
        return text
    bare = text.rstrip(CLAUSE_END)
    if not final:
        return bare + "，"
    return bare + ("？" if _ASKS.search(bare) else "。")


def _dealt(text: str, words: Sequence[Word]) -> list[str] | None:
    """The converted text dealt out to the words again; None when conversion changed its length."""
    if len(text) != sum(len(word.text) for word in words):
        return None
    ends = [0]
    for word in words:
        ends.append(ends[-1] + len(word.text))
    return [text[start:end] for start, end in pairwise(ends)]


def _deal_marks(texts: Sequence[str]) -> list[str]:
    """Punctuation and spaces depend on what stands on both sides, also across words."""
    before, made = "", []
    for at, text in enumerate(texts):
        new = _printed(text, before, "".join(texts[at + 1 : at + 3])[:1])
        made.append(new)
        before = (before + new)[-1:]
    return made


def _printed(text: str, before: str, after: str) -> str:
    whole = before + text + after

    def full_width(match: re.Match[str]) -> str:
        around = whole[match.start() - 1 : match.start()] + whole[match.end() : match.end() + 1]
        inside = len(around) == 2 and around.isascii() and around.isalnum()
        return match[0] if inside else match[0].translate(_FULL_WIDTH)

    printed = _STRAY_SPACE.sub("", _HALF_WIDTH.sub(full_width, whole).replace("...", "…"))
    printed = printed.removeprefix(before) if before else printed.lstrip()
    printed = printed[: len(printed) - len(after)] if after else printed
    return _single_marks(printed, before)


def _single_marks(text: str, before: str) -> str:
    """Of several marks in a row the first stays; a text does not begin with one."""
    kept = ""
    for sign in text:
        previous = (before + kept)[-1:]
        if sign in SENTENCE_END + CLAUSE_END and (not previous or previous in SENTENCE_END + CLAUSE_END):
            continue
        kept += sign
    return kept


def _converted(text: str, language: str) -> str:
    return str(_converter("s2t" if "-hant" in language.lower() else "t2s").convert(text))


@lru_cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)
