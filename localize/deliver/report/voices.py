"""What was found inconsistent in a series → a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from localize.domain.inconsistency import Inconsistency
from localize.domain.times import clock

if TYPE_CHECKING:
    from jinja2 import Template

# More of either nobody reads to the end: the most audible come first, and `--json` has the rest.
MOST_FINDINGS = 300
MOST_PLACES = 30


def voices_page(title: str, found: Sequence[Inconsistency], lines: int, episodes: int) -> str:
    """`lines` of so many `episodes` were looked at."""
    return _template().render(
        title=title,
        found=found[:MOST_FINDINGS],
        left_out=max(0, len(found) - MOST_FINDINGS),
        kinds=Counter(one.kind for one in found).most_common(),
        lines=lines,
        episodes=episodes,
        most=MOST_PLACES,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clock"] = clock
    return environment.get_template("voices.html.j2")
