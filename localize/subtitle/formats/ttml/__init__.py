"""Timed Text Markup Language (W3C), a file a dialect, and one reader for all of them."""

from localize.subtitle.formats.ttml import ebu_tt_d, imsc, itt, ttml1
from localize.subtitle.formats.ttml.reading import loads

__all__ = ["ebu_tt_d", "imsc", "itt", "loads", "ttml1"]
