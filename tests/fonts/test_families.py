from __future__ import annotations

import pytest

from localize.domain.language import COMMON
from localize.fonts import catalogue_name, family_of
from localize.fonts.families import families_of
from localize.weights.catalogue import find_model


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("en", "Noto Sans"),
        ("es-419", "Noto Sans"),
        ("zh-Hans-CN", "Noto Sans CJK SC"),
        ("zh-Hant-HK", "Noto Sans CJK TC"),
        ("zh-HK", "Noto Sans CJK HK"),
        ("ar-EG", "Noto Sans Arabic"),
    ],
)
def test_the_nearest_tag_decides(language: str, family: str) -> None:
    assert family_of(language) == family


@pytest.mark.parametrize("language", COMMON)
def test_every_font_can_be_pulled(language: str) -> None:
    for family in families_of(language):
        assert find_model(catalogue_name(family)).kind == "font"


def test_letters_that_a_font_lacks_come_from_the_one_for_most() -> None:
    assert families_of("th") == ("Noto Sans Thai", "Noto Sans")
    assert families_of("en") == ("Noto Sans",)
