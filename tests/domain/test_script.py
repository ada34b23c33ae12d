"""Chinese in the script of a language."""

from __future__ import annotations

import pytest

from localize.domain.script import in_script


@pytest.mark.parametrize(
    ("language", "expected"), [("zh", "妈妈来了"), ("zh-Hant", "媽媽來了"), ("en", "妈妈來了")]
)
def test_text_is_written_as_its_language_writes_it(language: str, expected: str) -> None:
    assert in_script("妈妈來了", language) == expected
