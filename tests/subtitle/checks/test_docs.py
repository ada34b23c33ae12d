"""docs/checks.md tells of every check what is so."""

from __future__ import annotations

import re
from pathlib import Path

from localize.domain.finding import CheckedCue, Finding, Mended, Report
from localize.profiles import Limits
from localize.subtitle.checks import CHECKS, gravities

DOCS = (Path(__file__).parents[3] / "docs" / "checks.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.+) \| (.+) \| (.+) \|$", DOCS, re.MULTILINE)
MENDED_WITHOUT_A_MEND = {"encoding", "rows"}  # by saving the file, and with the rows that are too wide


def test_every_check_is_in_the_table_in_the_order_of_the_code() -> None:
    assert [row[0] for row in ROWS] == [check.name for check in CHECKS]
    assert {row[0]: row[1] for row in ROWS} == {name: one.severity for name, one in gravities().items()}


def test_the_table_says_what_is_mended() -> None:
    mended = {check.name for check in CHECKS if check.mend} | MENDED_WITHOUT_A_MEND
    assert {row[0] for row in ROWS if row[4] != "–"} == mended


def test_the_rules_that_the_table_names_are_there() -> None:
    named = {name for row in ROWS for name in re.findall(r"`([a-z_]+)`", row[3])}
    assert named - {"margin_left", "margin_right"} <= set(Limits.__struct_fields__)


def test_every_field_of_the_json_is_told() -> None:
    fields = {name for kind in (Report, CheckedCue, Finding, Mended) for name in kind.__struct_fields__}
    assert [name for name in sorted(fields) if f'"{name}"' not in DOCS] == []
