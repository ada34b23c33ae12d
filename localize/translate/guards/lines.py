"""What a line is, as far as several guards ask."""

from __future__ import annotations

from localize.translate import terms
from localize.translate.checked import Checked


def is_part(checked: Checked) -> bool:
    """Whether its sentence runs over several lines: what one of them says may stand in another, by the
    grammar of the target language."""
    scene, number = checked.scene, checked.number
    return scene is not None and (number in scene.continues or number - 1 in scene.continues)


def own_source(checked: Checked) -> str:
    """The source without its terms: a name may hold a numeral or a denial that is none (三叔, 莫愁)."""
    text = checked.said.text
    for term in checked.said.terms:
        text = text.replace(term.found, "·") if term.found else text
    return text


def own_text(checked: Checked) -> str:
    """The translation without their renderings."""
    text = checked.text
    for term in checked.said.terms:
        for place in reversed(terms.places(term.required, text, checked.target)):
            text = f"{text[: place.start]}·{text[place.end :]}"
    return text
