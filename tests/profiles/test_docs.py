"""What docs/profiles.md says of the profiles."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from localize.config import Settings, decode
from localize.profiles import load_profile, names, overridden
from localize.profiles.profile import CONFIDENCE, RULES
from tests.profiles.tables import ORDER, numbers

PAGE = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text("utf-8")


def test_the_tables_are_those_of_the_data() -> None:
    (shown,) = re.findall(r"<!-- numbers -->\n(.*?)\n<!-- /numbers -->", PAGE, re.DOTALL)
    assert shown == "\n".join(numbers())
    assert sorted(ORDER) == names()


def test_every_rule_and_every_letter_of_trust_is_explained() -> None:
    rules = set(RULES) - {"margin_bottom", "margin_left", "margin_right"}  # `margin_top` …
    assert [rule for rule in sorted(rules) if f"`{rule}`" not in PAGE] == []
    assert [letter for letter in CONFIDENCE if f"\n| {letter} | " not in PAGE] == []


def test_the_rules_of_ones_own_work() -> None:
    (_, settings) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[::-1]
    subtitle = decode(Settings, tomllib.loads(settings), "docs").subtitle
    own = overridden(load_profile(subtitle.profile), subtitle.limits, "docs")
    assert (own.limits("th").row_width, own.limits("en").characters_per_second) == (24, 15)
