from __future__ import annotations

import pytest

from localize.translate.scripts import script, tidy


@pytest.mark.parametrize(
    ("text", "target", "tidied"),
    [
        ("Yaomei，¿cómo estás？", "es-419", "Yaomei, ¿cómo estás?"),
        ("好，走。", "zh-Hant", "好，走。"),
        ("はい、行こう。", "ja", "はい、行こう。"),
        ("Well…… let's go！", "en", "Well… let's go!"),
        ("He said “go”。", "en", 'He said "go".'),
        ("Plain, as it is.", "en", "Plain, as it is."),
    ],
)
def test_chinese_punctuation_goes_where_it_does_not_belong(text: str, target: str, tidied: str) -> None:
    assert tidy(text, target) == tidied


def test_a_language_has_its_usual_script() -> None:
    tags = ("en", "ru", "ko", "ja", "th", "ar", "hi")
    assert [script(tag) for tag in tags] == ["Latn", "Cyrl", "Kore", "Jpan", "Thai", "Arab", "Deva"]
