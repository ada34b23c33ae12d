"""What a recogniser is told before it listens: a sentence, then the words it should know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from localize.domain.language import is_chinese
from localize.stage import RecognizerRequest

# Whisper keeps half of its 448 tokens of context for what came before, less one for the mark that
# says so (openai/whisper, decoding.py, `_get_initial_tokens`).
WHISPER_PROMPT_TOKENS = 448 // 2 - 1


def fit_prompt(request: RecognizerRequest, count: Callable[[str], int], limit: int) -> str:
    """The longest prompt of at most `limit` tokens: the lead, then whole words from the first on.

    A word that does not fit is passed over for shorter ones after it. A lead that does not fit is left out.
    """
    lead = request.lead if count(request.lead) <= limit else ""
    chosen: list[str] = []
    for word in dict.fromkeys(filter(None, request.words)):
        if count(_written(request.language, lead, [*chosen, word])) <= limit:
            chosen.append(word)
    return _written(request.language, lead, chosen)


def first_that_fit(words: Sequence[str], characters: int, *, between: int = 0) -> Iterator[str]:
    """Words from the first on, until one does not fit; `between` are the characters that part two."""
    left = characters
    for word in words:
        left -= len(word) + between
        if left < 0:
            return
        yield word


def _written(language: str, lead: str, words: list[str]) -> str:
    """Punctuated, since the model continues in the style of its prompt."""
    if not words:
        return lead
    if is_chinese(language):
        return f"{lead}{'、'.join(words)}。"
    return f"{lead} {', '.join(words)}.".lstrip()
