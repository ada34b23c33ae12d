"""Lines → scenes: what is translated at once, with all that its translation depends on and nothing else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

import msgspec

from localize.domain.bible import Address, Character, Named
from localize.domain.memory import Recall
from localize.domain.seen import CARD, DIALOGUE
from localize.domain.transcript import Line
from localize.domain.value import Value
from localize.memory.recalling import own, recall
from localize.translate.addressing import addresses_in
from localize.translate.brief import Brief
from localize.translate.budget import budgets
from localize.translate.people import explained_in, people_in, said_in
from localize.translate.places import NEIGHBOURS, places
from localize.translate.said import Said, said, source_text

_NOTHING = Recall()


class Scene(Value, frozen=True):
    """`lines` are numbered from 1 within the scene; `before` and `after` are the source texts of its
    neighbours.

    `kind` is that of all its lines. Lines whose numbers are in `continues` are no whole sentences: each goes
    on in the next. `flavour` is empty where nothing was said in dialect that the translator is told of.
    `people` are those of the bible who speak in the scene or are named in it or beside it, in its order;
    `addresses` is how they address each other in the target language, `about` what else the bible explains.
    `recalls` is what a person wanted for such lines elsewhere: one for each line, or none at all.
    """

    lines: tuple[Said, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    kind: str = DIALOGUE
    continues: tuple[int, ...] = ()
    flavour: str = ""
    people: tuple[Character, ...] = ()
    addresses: tuple[Address, ...] = ()
    about: tuple[Named, ...] = ()
    recalls: tuple[Recall, ...] = ()

    def line(self, number: int) -> Said:
        return self.lines[number - 1]

    def remembered(self, number: int) -> str:
        """The text that a line has without being translated, or empty."""
        return self.recalls[number - 1].text if self.recalls else ""


def cut(lines: Sequence[Line], brief: Brief) -> list[range]:
    """The scenes as ranges of indices, in order, covering every line.

    A silence of `scene_gap_ms` always ends a scene; what is longer than `scene_lines` is then cut at its
    longest silence, the one nearest the middle where several are equal, until it is not. A sentence that
    runs over several lines is cut only where it is longer than a scene.
    """
    gaps = [_gap(earlier, later) for earlier, later in pairwise(lines)]
    edges = [0, *(at + 1 for at, gap in enumerate(gaps) if gap >= brief.scene_gap_ms), len(lines)]
    waiting = [range(start, end) for start, end in pairwise(edges) if start < end]
    waiting.reverse()
    scenes = []
    while waiting:
        scene = waiting.pop()
        if len(scene) <= max(1, brief.scene_lines):
            scenes.append(scene)
        else:
            at = _cut_point(scene, gaps)
            waiting += [range(at, scene.stop), range(scene.start, at)]
    return scenes


class Group(NamedTuple):
    """Lines that are translated together, by their `indices`; `place` is where they stand in the dialogue,
    which for a card is the empty range at which it appears."""

    indices: tuple[int, ...]
    place: range


def groups(lines: Sequence[Line], brief: Brief) -> list[Group]:
    """The dialogue scene by scene, then the cards, which are no part of what is said, by the same rule."""
    said = [index for index, line in enumerate(lines) if line.kind != CARD]
    cards = [index for index, line in enumerate(lines) if line.kind == CARD]
    starts = [lines[index].start_ms for index in said]
    found = []
    for span in cut([lines[index] for index in said], brief):
        found.append(Group(tuple(said[span.start : span.stop]), span))
    for span in cut([lines[index] for index in cards], brief):
        at = bisect_left(starts, lines[cards[span.start]].start_ms)
        found.append(Group(tuple(cards[span.start : span.stop]), range(at, at)))
    return found


def scenes(lines: Sequence[Line], brief: Brief) -> list[tuple[Group, Scene]]:
    """Every scene with its neighbours, and the terms and words that stand in it."""
    texts = [source_text(line) for line in lines if line.kind != CARD]
    told, recalls = told_of(lines, brief), _recalls(lines, brief)
    return [(group, _scene(group, lines, told, texts, recalls, brief)) for group in groups(lines, brief)]


def told_of(lines: Sequence[Line], brief: Brief) -> list[Said]:
    """Each line as a translator gets it, by what stands around it and the time that it has."""
    around = surroundings(lines, brief)
    within = enumerate(zip(lines, budgets(lines, brief.limits), strict=True))
    return [said(line, brief, around[index], budget) for index, (line, budget) in within]


def surroundings(lines: Sequence[Line], brief: Brief) -> dict[int, tuple[str, ...]]:
    """By its index what stands around each line, by which senses are told: the texts of its scene and of the
    scene's neighbours, however many of these a translator is shown."""
    texts = [source_text(line) for line in lines if line.kind != CARD]
    found: dict[int, tuple[str, ...]] = {}
    for group in groups(lines, brief):
        before, after = _neighbours(texts, group.place, NEIGHBOURS)
        inside = (source_text(lines[index]) for index in group.indices)
        found |= dict.fromkeys(group.indices, (*before, *inside, *after))
    return found


def _neighbours(texts: Sequence[str], place: range, count: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before = texts[max(0, place.start - count) : place.start]
    return tuple(before), tuple(texts[place.stop : place.stop + count])


def _recalls(lines: Sequence[Line], brief: Brief) -> dict[int, Recall]:
    """By index; but nothing for a line that has a text of its own in the memory. A person who corrects one
    line has none of those around it translated anew."""
    if not brief.memory.entries:
        return {}
    found = {
        index: recall(brief.memory, place, brief.examples)
        for index, place in enumerate(places(lines, brief.episode))
        if own(brief.memory, place) is None
    }
    return {index: one for index, one in found.items() if one is not None}


def _of_lines(group: Group, recalls: Mapping[int, Recall]) -> tuple[Recall, ...]:
    found = tuple(recalls.get(index, _NOTHING) for index in group.indices)
    return found if any(one is not _NOTHING for one in found) else ()


def _scene(
    group: Group,
    all_lines: Sequence[Line],
    told: Sequence[Said],
    texts: Sequence[str],
    recalls: Mapping[int, Recall],
    brief: Brief,
) -> Scene:
    """`texts` are those of the dialogue, by which `group` has its place."""
    before, after = _neighbours(texts, group.place, brief.context_lines)
    scene = scene_of(
        [all_lines[index] for index in group.indices],
        [told[index] for index in group.indices],
        brief,
        before=before,
        after=after,
    )
    return msgspec.structs.replace(scene, recalls=_of_lines(group, recalls))


def scene_of(
    inside: Sequence[Line],
    lines: Sequence[Said],
    brief: Brief,
    before: tuple[str, ...] = (),
    after: tuple[str, ...] = (),
) -> Scene:
    """The scene of the lines `inside`, which are told as `lines`."""
    people = people_in(inside, (*before, *after), brief.bible)
    return Scene(
        lines=tuple(lines),
        before=before,
        after=after,
        kind=inside[0].kind,
        continues=tuple(number for number, line in enumerate(inside, 1) if line.continues),
        flavour=brief.flavour if any(line.words for line in lines) else "",
        people=people,
        addresses=addresses_in(said_in(inside), people, brief.bible, brief.target),
        about=explained_in(inside, brief.bible),
    )


def _gap(earlier: Line, later: Line) -> float:
    return -inf if earlier.continues else later.start_ms - earlier.end_ms


def _cut_point(scene: range, gaps: Sequence[float]) -> int:
    middle = (scene.start + scene.stop) / 2
    return max(scene[1:], key=lambda at: (gaps[at - 1], -abs(at - middle)))
