"""Chinese as it is printed: simplified, full-width punctuation, no stray spaces, sentences that end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import msgspec

from localize.domain.heard import Word
from localize.domain.script import in_script

SENTENCE_END = "。！？…"
CLAUSE_END = "，、；："
_FULL_WIDTH = dict(zip(",.?!:;", "，。？！：；", strict=True))
_MARKS = SENTENCE_END + CLAUSE_END
_HAN = re.compile(rf"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff{_MARKS},.?!:;]")
# Endings that ask in every context. 呢, 嗦, 没得 and a lone 不 also end statements, so they are left out.
_ASKS = re.compile(r"(吗|(.)[不没]\2|晓得不|要得不|对不|是不)$")


def normalized(words: Sequence[Word], language: str) -> list[Word]:
    """The same words with the same times; one that was only a space or a doubled mark is gone."""
    texts = _converted([word.text for word in words], language)
    printed = [""] * len(texts)
    for owner, sign in _printed([(owner, sign) for owner, text in enumerate(texts) for sign in text]):
        printed[owner] += sign
    return [
        msgspec.structs.replace(word, text=text)
        for word, text in zip(words, printed, strict=True)
        if text.strip()
    ]


def ended(text: str, final: bool) -> str:
    """With a mark at its end; `final` says that the sentence is over, so that a comma will not do."""
    if text.endswith(tuple(SENTENCE_END)) or (not final and text.endswith(tuple(CLAUSE_END))):
        return text
    bare = text.rstrip(CLAUSE_END)
    if not final:
        return bare + "，"
    return bare + ("？" if _ASKS.search(bare) else "。")


def _printed(signs: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Each sign as it is printed or not at all, with the word that it belongs to: what a space or a mark
    becomes depends on its neighbours, also across words."""
    text = "".join(sign for _, sign in signs)
    before = ""
    for at, (owner, sign) in enumerate(signs):
        new = _mark(text, at) if sign in _FULL_WIDTH else sign
        if (new.isspace() and _is_stray(before, text[at + 1 :])) or (new in _MARKS and before in _MARKS):
            continue
        yield owner, new
        before = new


def _mark(text: str, at: int) -> str:
    """Full width, but within a number, a time of day or a Latin word."""
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    if len(around) == 2 and around.isascii() and around.isalnum():
        return text[at]
    return "…" if text.startswith("..", at) else _FULL_WIDTH[text[at]]


def _is_stray(before: str, after: str) -> bool:
    """Whether a space does not stand between two words of a language that has spaces."""
    following = after.lstrip()[:1]
    return not before or before.isspace() or not following or any(map(_HAN.match, (before, following)))


def _converted(texts: Sequence[str], language: str) -> list[str]:
    """Phrases are converted across words, unless that changes the length; then each word for itself."""
    whole = in_script("".join(texts), language)
    if len(whole) != sum(map(len, texts)):
        return [in_script(text, language) for text in texts]
    ends = [0, *accumulate(map(len, texts))]
    return [whole[start:end] for start, end in pairwise(ends)]
