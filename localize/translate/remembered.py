"""Lines that a person has approved or corrected stand as they are: they are checked, and never changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from localize.domain.transcript import Line
from localize.domain.translation import Step
from localize.memory.recalling import own
from localize.translate import faults
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.places import places
from localize.translate.result import SceneLine
from localize.translate.scenes import Group, Scene

NAME = "remembered"


def line(brief: Brief, scene: Scene, number: int, text: str) -> SceneLine:
    """A line with its remembered text, and what a person should look at all the same."""
    flags = faults.faults_of(Checked(scene.line(number), text, brief.target, brief, scene, number))
    return SceneLine(text, 0, faults.without_terms(flags), (Step(NAME, (), "", text, kept=True),))


def owned(lines: Sequence[Line], brief: Brief) -> Mapping[int, str]:
    """By index, the texts that people want for these very lines."""
    if not brief.memory.entries:
        return {}
    found = ((index, own(brief.memory, place)) for index, place in enumerate(places(lines, brief.episode)))
    return {index: entry.text for index, entry in found if entry is not None}


def with_owned(
    brief: Brief,
    found: Iterable[tuple[Group, Scene]],
    made: Mapping[int, SceneLine],
    texts: Mapping[int, str],
) -> Iterator[tuple[int, SceneLine]]:
    """Every line of the scenes `found`, by index: where there is one with the text of a person in place of
    the one that was `made`, if any was."""
    for group, scene in found:
        for number, index in enumerate(group.indices, 1):
            if index in texts:
                yield index, _instead(made.get(index), line(brief, scene, number, texts[index]))
            else:
                yield index, made[index]


def _instead(made: SceneLine | None, ours: SceneLine) -> SceneLine:
    """What was made of it stays on record."""
    if made is None:
        return ours
    (step,) = ours.steps
    last = msgspec.structs.replace(step, before=made.text)
    return msgspec.structs.replace(ours, asked=made.asked, steps=(*made.steps, last))
