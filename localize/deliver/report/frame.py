"""The frame of every page: one style, and the parts that pages are put together from.

A template extends `frame.html.j2`, imports the macros of `parts.html.j2`, and is given the values below.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from localize.deliver.report.charts import HEIGHT, LEFT, RIGHT, WIDTH

if TYPE_CHECKING:
    from jinja2 import Environment


class Tile(NamedTuple):
    """A number with its name; `grade` colours it: a severity, or nothing."""

    value: str
    name: str
    grade: str = ""


class Column(NamedTuple):
    """`is_minor`: a phone has no room for it."""

    name: str
    is_number: bool = False
    is_minor: bool = False


class Cell(NamedTuple):
    """`link` is what of the page tells more, `#file-1`, or empty."""

    text: str
    grade: str = ""
    link: str = ""


class Table(NamedTuple):
    """The first cell of a row names it."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def render(template: str, **values: object) -> str:
    """The page of a template in this folder. Whatever is in the values is text there; the page needs no
    network, and runs nothing."""
    size = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT}
    return _environment().get_template(template).render(chart_size=size, **values)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
