"""Words that a market does not want: those of the bible for the languages of its territory."""

from __future__ import annotations

from localize.domain.review import Flag
from localize.translate import terms
from localize.translate.checked import Checked
from localize.translate.voice import avoided as unwanted


def avoided(checked: Checked) -> Flag | None:
    if checked.brief is None:
        return None
    words = unwanted(checked.brief.bible, checked.target)
    found = [word for word in words if terms.present(word, checked.text, checked.target)]
    return Flag("avoided", f"not in this market: {', '.join(found)}") if found else None
