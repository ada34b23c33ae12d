from __future__ import annotations

import pytest

from localize.domain.language import standard_chinese


@pytest.mark.parametrize(
    ("tag", "standard"),
    [("zh", "zh"), ("zh-Hant", "zh-Hant"), ("yue", "zh-Hant"), ("wuu", "zh"), ("en", "en")],
)
def test_standard_mandarin_has_a_tag_of_its_own_only_where_the_source_is_another_language(
    tag: str, standard: str
) -> None:
    assert standard_chinese(tag) == standard
