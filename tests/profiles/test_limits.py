from __future__ import annotations

from pathlib import Path

import pytest

from localize.domain.language import COMMON
from localize.errors import ConfigurationError, UnknownName
from localize.profiles import load_profile, names
from localize.profiles.profile import PROFILES


@pytest.mark.parametrize("name", names())
def test_every_number_has_a_source(name: str) -> None:
    profile = load_profile(name)
    rules = [profile.timing, profile.layout, *profile.languages.values()]
    assert all(rule.source for table in rules for rule in table.values())


@pytest.mark.parametrize("language", COMMON)
def test_every_common_language_has_limits(language: str) -> None:
    limits = load_profile("netflix").limits(language)
    assert limits.language == language
    assert limits.rows == 2
    assert limits.min_duration_ms < limits.max_duration_ms


def test_the_nearest_entry_decides() -> None:
    profile = load_profile("netflix")
    assert profile.limits("en-GB").characters_per_second == 20
    assert profile.limits("zh-Hant-TW").row_width == profile.limits("yue").row_width == 16
    assert profile.limits("pt-BR").row_width == 42
    assert profile.limits("ja").min_duration_ms == 500
    assert profile.limits("th").row_width == 35


def test_a_misspelt_name_is_answered() -> None:
    with pytest.raises(UnknownName, match="did you mean 'netflix'"):
        load_profile("netflx")


NETFLIX = (PROFILES / "netflix.toml").read_text("utf-8")
BAD = {
    "no source": (NETFLIX.replace("value = 833, source =", "value = 833, sauce ="), "sauce"),
    "unknown key": (NETFLIX.replace("title =", "titel ="), "titel"),
    "unknown rule": (NETFLIX.replace("gap_frames =", "gap ="), "gap"),
    "wrong type": (NETFLIX.replace("value = 833", "value = true"), "min_duration_ms"),
    "rule left out": (NETFLIX.replace("rows = {", "row_width = {", 1), "netflix.toml: "),
    "no default": (NETFLIX.replace("languages.default", "languages.xx"), "no [languages.default]"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_profile_says_where(tmp_path: Path, name: str) -> None:
    text, message = BAD[name]
    (tmp_path / "netflix.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_profile("netflix", tmp_path)
    assert "netflix.toml" in str(caught.value)
    assert message in str(caught.value)
