"""What `--only` asks for: names and numbers of episodes, and ranges of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from localize.domain.numbering import Number, number_of
from localize.errors import ConfigurationError

# NFKC makes `-` and `~` of their wide forms.
_BETWEEN = re.compile(r"\s*[–~-]\s*")


def answering(asked: str, stems: Sequence[str]) -> list[str]:
    """The episodes that `E03`, `3`, `第三集`, `7-12` or a whole name means. A number without a season is that
    of any. Raises ConfigurationError for a range that ends before it begins."""
    named = [stem for stem in stems if _plain(stem) == _plain(asked)]
    if named:
        return named
    ends = _ends(asked)
    return [stem for stem in stems if ends and _is_within(number_of(stem), ends)]


def _ends(asked: str) -> tuple[Number, Number] | None:
    """None for what is no number either."""
    first, last = _span(unicodedata.normalize("NFKC", asked).strip())
    if first is None or last is None:
        return None
    last = last._replace(season=last.season or first.season)
    if first.season != last.season or first.episode > last.episode:
        raise ConfigurationError(f"--only {asked} is no range", "name the first episode, then the last")
    return first, last


def _span(asked: str) -> tuple[Number | None, Number | None]:
    """A range is parted at the dash in its middle: names have dashes of their own (`ep-3`, `S01-E03`)."""
    whole, dashes = number_of(asked), list(_BETWEEN.finditer(asked))
    tells_season = whole is not None and whole.season
    if len(dashes) % 2:
        dash = dashes[len(dashes) // 2]
        first, last = number_of(asked[: dash.start()]), number_of(asked[dash.end() :])
        if first and (first.season or not tells_season):
            return first, last
    return whole, whole


def _is_within(number: Number | None, ends: tuple[Number, Number]) -> bool:
    if number is None:
        return False
    first, last = ends
    # A name that tells no season is of the first.
    same = not first.season or first.season == (number.season or 1)
    return same and first.episode <= number.episode <= last.episode


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
