"""A BCP-47 tag → the code that Whisper knows the language by."""

from __future__ import annotations

from localize.domain.language import is_chinese, primary
from localize.errors import UnknownName

# Whisper's codes where they are not the tag's own language (openai/whisper, tokenizer.py).
_OWN_CODES = {"fil": "tl", "nb": "no", "jv": "jw", "he": "he", "iw": "he"}


def whisper_language(tag: str) -> str:
    """Raises UnknownName for a language that Whisper was not trained on.

    Of the Chinese languages only Cantonese has a code, and only in the large models; to the others they
    are all `zh`.
    """
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    code = _OWN_CODES.get(primary(tag), primary(tag))
    if is_chinese(tag):
        return "zh"
    if code not in _LANGUAGE_CODES:
        raise UnknownName.of("language", tag, _LANGUAGE_CODES, "Whisper")
    return code
