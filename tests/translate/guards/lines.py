"""Lines and their translations, as the guards look at them."""

from __future__ import annotations

from typing import Any

from localize.domain.bible import Bible, Character
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.guards import GUARDS
from localize.translate.said import Rendered, Said
from localize.translate.scenes import Scene

XIAOMAN = Character("苏小满", ("小满",), gender="female")
ZHOU_HAO = Character("周浩", gender="male")


def checked(source: str, text: str, target: str = "en", *terms: Rendered, **more: Any) -> Checked:
    said = Said(source, source, terms, written=more.pop("written", True))
    about = Brief("zh", target, bible=more.pop("bible", Bible()))
    around = more.pop("lines", (said,))
    return Checked(said, text, target, about, Scene(around, **more), 1)


def kinds(source: str, text: str, target: str = "en", *terms: Rendered, **more: Any) -> list[str]:
    line = checked(source, text, target, *terms, **more)
    return [flag.kind for guard in GUARDS if (flag := guard(line))]


def detail(source: str, text: str, target: str = "en", *terms: Rendered, **more: Any) -> str:
    line = checked(source, text, target, *terms, **more)
    return next((flag.detail for guard in GUARDS if (flag := guard(line))), "")
