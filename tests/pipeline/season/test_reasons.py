"""Reasons, each once."""

from __future__ import annotations

from localize.pipeline.plan import StagePlan
from localize.pipeline.season.planned import EpisodePlan
from localize.pipeline.season.reasons import Reason, reasons


def episode(name: str, *whys: str) -> EpisodePlan:
    misses = tuple((f"scene {number}", why) for number, why in enumerate(whys, 1))
    return EpisodePlan(name, "changed", stages=(StagePlan("translate en", len(misses), 0, misses),))


def test_a_reason_counts_wherever_it_is_in_its_scene() -> None:
    term = "part.lines[{}].terms[臣刚].required: A → B"
    found = reasons([episode("E01", "not run before", term.format(1)), episode("E02", term.format(3))])
    assert found == [
        Reason("translate en", "臣刚: A → B", 2, ("E01", "E02")),
        Reason("translate en", "not run before", 1, ("E01",)),
    ]


def test_other_changes_keep_their_path() -> None:
    (reason,) = reasons([episode("E01", "parameters.told.Series: A → B; part.recalls[2].text: C → D")])
    assert reason.why == "parameters.told.Series: A → B; recalls[…].text: C → D"


def test_they_are_counted_by_what_is_told_of_them() -> None:
    found = reasons([episode("E01", "A", "B"), episode("E02", "C")], lambda stage, why: f"{stage}: because")
    assert [(reason.why, reason.parts) for reason in found] == [("translate en: because", 3)]
