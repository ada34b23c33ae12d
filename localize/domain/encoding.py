"""The bytes of a text file that somebody else saved → text."""

from __future__ import annotations

import codecs

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode_text(data: bytes) -> str:
    """Unicode by its mark, else UTF-8, else GB18030 (what Excel and old players save in China).

    Raises UnicodeDecodeError when it is none of them. A broken UTF-8 file, which GB18030 would often take
    and turn into nonsense, counts as broken.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            raise
        return data.decode("gb18030")


def _mostly_utf8(data: bytes) -> bool:
    """Whether most bytes above ASCII form UTF-8: those of real GB18030 text rarely do."""
    high = sum(byte > 0x7F for byte in data)
    kept = sum(byte > 0x7F for byte in data.decode("utf-8", "ignore").encode())
    return kept * 2 > high
