"""Marks that stand for terms while a sequence model works: which of them it copies, and back again."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from localize.domain.language import primary
from localize.translate.sequence.route import Route
from localize.translate.sequence.row import Row
from localize.translate.sequence.slots import slots
from localize.translate.sequence.ways import Plain

# Which marks come through is a matter of a model's vocabulary and of what it was trained on: each is tried.
# Letters with a digit, names that are nobody's, numbers, tags; a line with more terms goes without.
STYLES: tuple[tuple[str, ...], ...] = (
    ("XX1", "XX2", "XX3", "XX4"),
    ("__1__", "__2__", "__3__", "__4__"),
    ("<1>", "<2>", "<3>", "<4>"),
    ("Zorvik", "Quenda", "Fjolnir", "Wexham"),
    ("7301", "7402", "7503", "7604"),
)
# Short lines as dramas have them, by the source's language; elsewhere a mark by itself.
FRAMES: Mapping[str, Sequence[str]] = {
    "zh": ("{0}来了。", "我认识{0}。", "{0}，你在哪里？", "快给我{0}！", "{0}在等{1}。"),
    "en": ("{0} is here.", "I know {0}.", "{0}, where are you?", "Give me {0}!", "{0} is waiting for {1}."),
}
BARE = ("{0}", "{0}.")
# What goes before the first word of a sentence.
_BEGINS = re.compile(r"(?:^|[.!?…]\s+)[\"'“‘¡¿]*$")


class Marked(Plain):
    """With marks of one style in place of the terms. What comes back is of use where every mark came through
    once; a rendering at the beginning of a sentence is given a capital letter."""

    def __init__(self, style: Sequence[str]) -> None:
        self._style = style

    def takes(self, row: Row) -> bool:
        """Whether there is a mark for every term."""
        return 0 < len(slots(row.said).terms) <= len(self._style)

    def put(self, row: Row) -> str:
        cut = slots(row.said)
        return cut.filled(self._style[: len(cut.terms)])

    def handed_on(self, row: Row, texts: Sequence[str], pivot: str) -> str:
        marks = self._style[: len(slots(row.said).terms)]
        whole = [text for text in texts if came_through(self._style, text, marks)]
        return super().handed_on(row, whole[:1] or texts, pivot)

    def restored(self, row: Row, text: str) -> tuple[str, ...]:
        terms = slots(row.said).terms
        marks = self._style[: len(terms)]
        if not came_through(self._style, text, marks):
            return ()
        renderings = {mark: one.required for mark, one in zip(marks, terms, strict=True)}
        ways = (_put_back(renderings, text, capitals=capitals) for capitals in (True, False))
        return tuple(dict.fromkeys(ways))


def surviving(route: Route) -> list[Sequence[str]]:
    """The styles of which the model copies any, the one that it copies most first."""
    frames = FRAMES.get(primary(route.source), BARE)
    counts = [_copied(route, style, frames) for style in STYLES]
    ranked = sorted(range(len(STYLES)), key=lambda at: -counts[at])
    return [STYLES[at] for at in ranked if counts[at]]


def came_through(style: Sequence[str], text: str, expected: Sequence[str]) -> bool:
    """Whether each mark that is `expected` stands in `text` once, and no other of the style does."""
    return all(len(_pattern([mark]).findall(text)) == (mark in expected) for mark in style)


def _copied(route: Route, style: Sequence[str], frames: Sequence[str]) -> int:
    found = route.likeliest([frame.format(*style) for frame in frames])
    held = [[mark for at, mark in enumerate(style) if f"{{{at}}}" in frame] for frame in frames]
    return sum(came_through(style, text, marks) for text, marks in zip(found, held, strict=True))


def _put_back(renderings: Mapping[str, str], text: str, *, capitals: bool) -> str:
    def written(found: re.Match[str]) -> str:
        rendering = renderings[found[0]]
        begins = capitals and _BEGINS.search(text[: found.start()])
        return rendering[:1].upper() + rendering[1:] if begins else rendering

    return _pattern(list(renderings)).sub(written, text)


def _pattern(marks: Sequence[str]) -> re.Pattern[str]:
    """Marks by themselves: not in a longer word or number. Scripts without spaces may stand right beside."""
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, marks))})(?![A-Za-z0-9_])")
