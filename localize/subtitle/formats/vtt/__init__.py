"""WebVTT (W3C), written and read here: pysubs2 neither escapes nor unescapes, and loses all but the text."""

from localize.subtitle.formats.vtt.reading import loads
from localize.subtitle.formats.vtt.writing import dumps

__all__ = ["dumps", "loads"]
