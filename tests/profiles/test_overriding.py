"""Rules of a series over those of its profile."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.errors import ConfigurationError, UnknownName
from localize.profiles import load_profile, overridden
from localize.profiles.profile import RULES

WHERE = "my-series/series.toml: [subtitle.limits]"
VERTICAL = load_profile("vertical")


def test_nothing_of_its_own() -> None:
    assert overridden(VERTICAL, {}, WHERE) is VERTICAL


def test_for_all_languages_also_where_the_profile_tells_them_apart() -> None:
    own = overridden(VERTICAL, {"characters_per_second": 15, "margin_bottom": 400}, WHERE)
    assert {own.limits(one).characters_per_second for one in ("en", "th", "ja", "zh-Hant")} == {15}
    assert own.layout_of("th").margin_bottom == 400
    assert own.limits("th").row_width == VERTICAL.limits("th").row_width
    assert VERTICAL.limits("en").characters_per_second == 20


def test_for_one_language_and_its_regions() -> None:
    own = overridden(VERTICAL, {"row_width": 20, "zh": {"row_width": 10}, "es-419": {"rows": 1}}, WHERE)
    assert [own.limits(one).row_width for one in ("en", "zh", "zh-Hant")] == [20, 10, 10]
    assert [own.limits(one).rows for one in ("es-419", "es")] == [1, 2]
    assert own.name == "vertical"


def test_a_tag_is_made_canonical() -> None:
    assert overridden(VERTICAL, {"PT_br": {"rows": 1}}, WHERE).limits("pt-BR").rows == 1


def test_what_is_set_is_marked_and_tells_what_it_stands_over() -> None:
    own = overridden(VERTICAL, {"rows": 1, "th": {"row_width": 22}}, WHERE)
    rule = own.rules("th")["row_width"]
    assert (rule.value, rule.over, rule.confidence) == (22, 26, "O")
    assert own.rules("en")["row_width"].over is None
    assert own.rules("en")["rows"].over == 2
    assert rule.source == "my-series/series.toml: [subtitle.limits.th]"


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no rows": ({"rows": 0}, r"limits\]: rows is 0: .* >= 1 \(in the profile it is 2\)"),
    "no characters": ({"row_width": -1.5}, "row_width is -1.5"),
    "negative duration": ({"th": {"linger_ms": -1}}, r"limits\.th\]: linger_ms is -1"),
    "half a millisecond": ({"linger_ms": 0.5}, "linger_ms is 0.5: Expected `int`"),
    "text": ({"th": {"rows": "two"}}, r"limits\.th\]: rows is 'two': Expected `int`, got `str`"),
    "yes for a number": ({"rows": True}, "rows is True"),
    "a table": ({"rows": {"x": 1}}, "rows is a table"),
    "infinite": ({"row_width": float("inf")}, "row_width is inf, more than there can be"),
    "no number": ({"frame_rates": [25.0, float("nan")]}, "frame_rates is"),
    "beyond 64 bits": ({"max_duration_ms": 2**70}, "max_duration_ms is"),
    "shortest over longest": ({"min_duration_ms": 8000}, "min_duration_ms is 8000, over max_duration_ms"),
    "in one language": ({"ja": {"max_duration_ms": 300}}, "for ja, min_duration_ms is 500, over max_dura"),
    "margins": ({"margin_left": 900, "margin_right": 180}, "margin_left and margin_right leave nothing"),
    "margins above": ({"margin_top": 1500}, "margin_top and margin_bottom leave nothing"),
    "cuts": ({"cut_early_frames": 13}, "cut_clear_frames is 12, under cut_early_frames"),
    "no list": ({"glyphs": "netflx"}, "glyphs is 'netflx'.*netflix"),
    "one bracket": ({"sound_brackets": "["}, r"sound_brackets is '\['"),
    "no format": ({"formats": []}, r"formats is \[\]"),
    "unknown part": ({"file_name": "{title}_{language}"}, "with {title}"),
    "torn name": ({"file_name": "{episode"}, "file_name is '{episode'"),
    "one name for all": ({"file_name": "{series}_{language}"}, r"without {episode}"),
    "padded name": ({"file_name": "{language}_{episode:>4000000000}"}, "with a ':' or '!' in braces"),
    "quoted name": ({"file_name": "{language}_{episode!r}"}, "with a ':' or '!' in braces"),
    "no encoding of letters": ({"encoding": "rot13"}, "encoding is 'rot13'"),
    "encoding": ({"encoding": "utf-9"}, "encoding is 'utf-9'"),
    "how characters are counted": ({"wide": True}, "wide cannot be set"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_is_told_with_the_file_and_the_key(name: str) -> None:
    table, message = BAD[name]
    with pytest.raises(ConfigurationError, match=message) as caught:
        overridden(VERTICAL, table, WHERE)
    assert str(caught.value).startswith("my-series/series.toml: [subtitle.limits")


@pytest.mark.parametrize(
    ("table", "name", "meant"),
    [
        ({"row_widht": 20}, "row_widht", "row_width"),
        ({"th": {"max_duration": 5000}}, "max_duration", "max_duration_ms"),
        ({"thai": {"rows": 1}}, "thai", "th"),
        ({"language": "en"}, "language", ""),
    ],
)
def test_an_unknown_rule_or_language_says_what_was_meant(
    table: dict[str, Any], name: str, meant: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        overridden(VERTICAL, table, WHERE)
    assert repr(name) in str(caught.value)
    assert meant in caught.value.hint


NUMBERS = st.integers() | st.floats()
VALUES = NUMBERS | st.booleans() | st.text(max_size=5) | st.lists(NUMBERS, max_size=2)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(RULES), VALUES, max_size=3))
def test_whatever_stands_there_gives_limits_or_an_error_of_ours(table: dict[str, Any]) -> None:
    try:
        own = overridden(VERTICAL, table, WHERE)
    except ConfigurationError:
        return
    assert own.limits("th").min_duration_ms <= own.limits("th").max_duration_ms
    assert own.layout_of("th").free_width > 0
