"""The profiles that are shipped, and files that are none."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec import NODEFAULT

from localize.domain.language import COMMON
from localize.errors import ConfigurationError, UnknownName
from localize.profiles import load_profile, names
from localize.profiles.loading import PROFILES
from localize.profiles.profile import CONFIDENCE, KINDS, RULES

TARGETS = ("en", "es-419", "pt-BR", "fr", "de", "id", "vi", "th", "ar", "hi", "ja", "ko")
SHIPPED = ["bbc-vertical", "ebu-tt-d", "netflix", "prime", "tiktok", "vertical", "youtube"]

# Rules that a profile may leave out.
OPTIONAL = {
    field.name for kind in KINDS for field in msgspec.structs.fields(kind) if field.default is not NODEFAULT
}

# Of rows of subtitles, in ems a character, the widest of up to sixteen rows a language, shaped with Noto
# Sans, Thai, Arabic, Devanagari and CJK. An em is this share of a profile's `size` (Layout).
WIDEST = {"th": 0.553, "ar": 0.454, "hi": 0.507, "zh": 1.0, "ja": 1.0, "ko": 0.882}
LATIN = 0.532
EM, CJK_EM = 0.734, 0.69


def test_these_profiles_there_are() -> None:
    assert names() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_every_rule_has_a_source_and_tells_how_far_to_trust_it(name: str) -> None:
    profile = load_profile(name)
    assert profile.title
    assert profile.purpose
    for language in ("default", *profile.languages):
        rules = profile.rules(language)
        assert list(rules) == [name for name in RULES if name in rules]
        assert set(RULES) - set(rules) <= OPTIONAL
        assert all(len(rule.source) > 3 for rule in rules.values())
        assert {rule.confidence for rule in rules.values()} <= set(CONFIDENCE) - {"O"}


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", COMMON)
def test_every_common_language_has_limits(name: str, language: str) -> None:
    profile = load_profile(name)
    limits = profile.limits(language)
    assert limits.language == profile.layout_of(language).language == profile.delivery_of(language).language
    assert limits.child_speed <= limits.characters_per_second
    assert limits.min_duration_ms < limits.max_duration_ms


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", [*TARGETS, "zh", "zh-Hant"])
def test_a_full_row_fits_between_the_margins(name: str, language: str) -> None:
    profile = load_profile(name)
    limits, layout = profile.limits(language), profile.layout_of(language)
    em = layout.size * (CJK_EM if limits.wide else EM)
    widest = limits.row_width * em * WIDEST.get(language.split("-")[0], LATIN)
    assert widest + 2 * layout.outline <= layout.free_width + 3
    assert limits.rows * layout.size * layout.line_height < layout.height / 4


@pytest.mark.parametrize("name", ["vertical", "tiktok", "youtube", "bbc-vertical"])
@pytest.mark.parametrize("language", ["en", "zh", "ja", "ko"])
def test_rows_of_vertical_video_are_as_high_as_the_bbc_wants_them(name: str, language: str) -> None:
    layout = load_profile(name).layout_of(language)
    assert 0.039 <= layout.size * layout.line_height / layout.height <= 0.045


def test_subtitles_of_vertical_video_stand_within_the_interface_of_all_platforms() -> None:
    layout = load_profile("vertical").layout_of("en")
    assert (layout.margin_top, layout.height - layout.margin_bottom) == (288, 1248)
    assert layout.margin_left == layout.margin_right == 120


def test_characters_are_counted_alike_everywhere() -> None:
    """Translations are kept by how long they may be, not by the profile that says how that is counted."""
    profiles = [load_profile(name) for name in SHIPPED]
    for language in COMMON:
        assert len({profile.limits(language).wide for profile in profiles}) == 1


def test_the_numbers_of_netflix() -> None:
    profile = load_profile("netflix")
    assert profile.limits("en-GB").characters_per_second == 20
    assert profile.limits("zh-Hant-TW").row_width == profile.limits("yue").row_width == 16
    assert profile.limits("pt-BR").row_width == 42
    assert profile.limits("ja").min_duration_ms == 500
    assert profile.limits("th").row_width == 35
    assert [profile.limits(one).dash for one in ("en", "es-419", "th", "ja")] == ["-", "- ", "- ", ""]
    assert [profile.delivery_of(one).formats for one in ("en", "ja")] == [("ttml",), ("imsc",)]
    assert profile.limits("en").frame_rates == (23.976, 24, 25, 29.97, 30, 50, 59.94, 60)


def test_what_a_profile_does_not_say_is_as_in_the_one_that_it_is_based_on() -> None:
    netflix, vertical, tiktok = map(load_profile, ("netflix", "vertical", "tiktok"))
    assert vertical.limits("th").characters_per_second == netflix.limits("th").characters_per_second
    assert vertical.limits("th").row_width == 26
    assert tiktok.limits("th").cut_hold_frames == 12
    # What it says of all languages comes before what the other says of one.
    assert tiktok.limits("ar").row_width == 24
    assert load_profile("prime").limits("ja").min_duration_ms == 1000


def test_a_misspelt_name_is_answered() -> None:
    with pytest.raises(UnknownName, match="did you mean 'netflix'"):
        load_profile("netflx")


NETFLIX = (PROFILES / "netflix.toml").read_text("utf-8")
ROWS = next(line for line in NETFLIX.splitlines() if line.startswith("rows ="))
BAD = {
    "no source": (NETFLIX.replace("source =", "sauce =", 1), "sauce"),
    "no such confidence": (NETFLIX.replace('confidence = "P"', 'confidence = "X"', 1), "'X'"),
    "unknown key": (NETFLIX.replace("title =", "titel ="), "titel"),
    "unknown rule": (NETFLIX.replace("gap_frames =", "gap ="), "gap"),
    "wrong type": (NETFLIX.replace("value = 833", "value = true"), "min_duration_ms"),
    "rule left out": (NETFLIX.replace(ROWS, ""), "rows"),
    "no default": (NETFLIX.replace("languages.default", "languages.xx"), "netflix.toml: "),
    "too short": (NETFLIX.replace("value = 7000", "value = 700"), "min_duration_ms is 833, over max_"),
    "based on itself": ('based_on = "netflix"\n' + NETFLIX, "based on itself"),
    "based on nothing": ('based_on = "netflx"\n' + NETFLIX, "netflx"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_profile_says_where(tmp_path: Path, name: str) -> None:
    text, message = BAD[name]
    (tmp_path / "netflix.toml").write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_profile("netflix", tmp_path)
    assert "netflix" in str(caught.value)
    assert message in str(caught.value)
