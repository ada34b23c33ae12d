"""The plan of a run as a table."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from localize.cli.tables import plan_table
from localize.pipeline.plan import StagePlan

NEW = "not run before"


def shown(*plans: StagePlan) -> list[list[str]]:
    paper = io.StringIO()
    Console(file=paper, width=120).print(plan_table(plans))
    lines = [line for line in paper.getvalue().splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]


def test_a_stage_that_needs_nothing() -> None:
    assert shown(StagePlan("recognize", 3, 3)) == [["recognize", "3", "3", "0", ""]]


@pytest.mark.parametrize(
    ("misses", "why"),
    [
        ((("0:00", NEW),), ["0:00: not run before"]),
        ((("0:00", NEW), ("0:29", NEW), ("0:58", NEW)), ["0:00 … 0:58 (3 parts): not run before"]),
        (
            (("0:00", NEW), ("0:29", "a new part")),
            ["0:00: not run before", "0:29: it was not there in the last run"],
        ),
    ],
)
def test_parts_with_the_same_reason_share_a_line(misses: tuple[tuple[str, str], ...], why: list[str]) -> None:
    rows = shown(StagePlan("recognize", 4, 4 - len(misses), misses))
    assert rows[0][:4] == ["recognize", "4", str(4 - len(misses)), str(len(misses))]
    assert [row[4] for row in rows] == why


def test_a_stage_that_cannot_be_known_yet() -> None:
    plan = StagePlan("translate en", waits_for="recognize")
    assert shown(plan) == [["translate en", "?", "?", "?", "known once `recognize` has run"]]


def test_reasons_may_look_like_markup() -> None:
    plan = StagePlan("recognize", 1, 0, (("0:00", "words[3]: [/x] → [bold]y"),))
    assert shown(plan)[0][4] == "0:00: words[3]: [/x] → [bold]y"
