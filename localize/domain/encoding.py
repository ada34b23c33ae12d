"""The bytes of a text file that somebody else saved → text."""

from __future__ import annotations

import codecs

from localize.domain.language import is_chinese, primary

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


# The encodings without a mark, and where each puts its frequent characters: the lead bytes of GB 2312's first
# level (3755 characters), of Big5's (5401), and of Shift-JIS's kana and first level (JIS X 0208, 2965).
_COMMON = {
    "gb18030": (range(0xB0, 0xD8),),
    "big5hkscs": (range(0xA4, 0xC7),),
    "shift_jis": (range(0x82, 0x84), range(0x88, 0x99)),
}


def decode_text(data: bytes) -> str:
    """Unicode by its mark, else UTF-8, else GB18030 (what Excel and old players save in China), Big5 or
    Shift-JIS, whichever makes the most common characters of it.

    Raises UnicodeDecodeError when it is none of them. A broken UTF-8 file, which GB18030 would often take
    and turn into nonsense, counts as broken.
    """
    marked = encoding_by_mark(data)
    if marked:
        return data.decode(marked)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            raise
    return data.decode(guessed_encoding(data))


def encoding_by_mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def guessed_encoding(data: bytes) -> str:
    """Of data that has no mark and is not UTF-8: `gb18030`, `big5hkscs` or `shift_jis`, whichever makes the
    most common characters of it, even where it is none of them."""
    return max(_COMMON, key=lambda encoding: _share_of_common(data, encoding))


def is_written_in(language: str, encoding: str) -> bool:
    """Whether a guess is to be trusted for that language: Latin-1, EUC-KR or Windows-1251 often pass for
    GB18030, as other letters."""
    if primary(language) == "ja":
        return encoding == "shift_jis"
    return is_chinese(language) and encoding != "shift_jis"


def _share_of_common(data: bytes, encoding: str) -> float:
    """How many of the letters beyond ASCII are frequent ones, -1 when the data is not in this encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    letters = [letter.encode(encoding) for letter in text if letter.isalpha() and not letter.isascii()]
    common = [
        code for code in letters if len(code) == 2 and any(code[0] in lead for lead in _COMMON[encoding])
    ]
    return len(common) / max(1, len(letters))


def _mostly_utf8(data: bytes) -> bool:
    """Whether most bytes above ASCII form UTF-8: those of real GB18030 text rarely do."""
    high = sum(byte > 0x7F for byte in data)
    kept = sum(byte > 0x7F for byte in data.decode("utf-8", "ignore").encode())
    return kept * 2 > high
