"""A transcript in another language, line for line."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from localize.domain.review import Flag
from localize.domain.value import Value

# How much of a dialect's colour a translation keeps.
Flavour: TypeAlias = Literal["keep", "neutral"]
KEEP: Final = "keep"


class TermCheck(Value, frozen=True):
    """Whether a required term stands in the translation. `forbidden` is a banned rendering that does,
    `written` which of the allowed renderings it is that stands there, `shared` another term of the line to
    which the only text belongs that could stand for this one."""

    source: str
    required: str
    met: bool
    forbidden: str = ""
    written: str = ""
    shared: str = ""


class Step(Value, frozen=True):
    """One rung that was tried to mend a line: `because` are the kinds of flags that called for it, `kept`
    whether `after` took the place of `before`; `reason` is the one that a model gave where it was asked, or
    the rendering that was replaced. The rungs are listed in `localize.translate.rungs`."""

    rung: str
    because: tuple[str, ...]
    before: str
    after: str
    kept: bool
    reason: str = ""


class TranslatedLine(Value, frozen=True):
    """`id` is the transcript line's. `asked` counts the requests made for it, `steps` are what was done to
    mend it, in that order; an accepted text has no flags but those on its terms."""

    id: str
    text: str
    asked: int = 1
    terms: tuple[TermCheck, ...] = ()
    flags: tuple[Flag, ...] = ()
    steps: tuple[Step, ...] = ()


class Translation(Value, frozen=True):
    """As many lines, with the same ids in the same order, as the transcript it was made from.

    `via` is the language it went through, or empty.
    """

    language: str
    lines: tuple[TranslatedLine, ...]
    via: str = ""
