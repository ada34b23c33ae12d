from __future__ import annotations

from pathlib import Path

import pytest

from localize.domain.language import COMMON
from localize.errors import ConfigurationError, UnknownName
from localize.profiles import load_profile, names
from localize.profiles.limits import PROFILES


@pytest.mark.parametrize("name", names())
def test_every_number_has_a_source(name: str) -> None:
    profile = load_profile(name)
    rules = [profile.timing, *profile.languages.values()]
    assert all(rule.source for table in rules for rule in table.values())


@pytest.mark.parametrize("language", COMMON)
def test_every_common_language_has_limits(language: str) -> None:
    limits = load_profile("standard").limits(language)
    assert limits.language == language
    assert limits.rows == 2
    assert limits.min_duration_ms < limits.max_duration_ms


def test_the_nearest_entry_decides() -> None:
    profile = load_profile("standard")
    assert profile.limits("en-GB").characters_per_second == 20
    assert profile.limits("zh-Hant-TW").row_width == profile.limits("yue").row_width == 16
    assert profile.limits("pt-BR").row_width == 42
    assert profile.limits("ja").min_duration_ms == 500
    assert profile.limits("th").row_width == 35


def test_a_misspelt_name_is_answered() -> None:
    with pytest.raises(UnknownName, match="did you mean 'standard'"):
        load_profile("standart")


STANDARD = (PROFILES / "standard.toml").read_text("utf-8")
BAD = {
    "no source": (STANDARD.replace("value = 80, source =", "value = 80, sauce ="), "sauce"),
    "unknown key": (STANDARD.replace("title =", "titel ="), "titel"),
    "unknown rule": (STANDARD.replace("gap_ms =", "gap ="), "gap"),
    "wrong type": (STANDARD.replace("value = 80", "value = true"), "gap_ms"),
    "rule left out": (STANDARD.replace("rows = {", "row_width = {", 1), "standard.toml: "),
    "no default": (STANDARD.replace("languages.default", "languages.xx"), "no [languages.default]"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_profile_says_where(tmp_path: Path, name: str) -> None:
    text, message = BAD[name]
    (tmp_path / "standard.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_profile("standard", tmp_path)
    assert "standard.toml" in str(caught.value)
    assert message in str(caught.value)
