"""What holds for every guard."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.translate.guards import GUARDS
from localize.translate.guards.language import known, language
from localize.translate.guards.leak import leaks
from tests.translate.guards.lines import checked, kinds

TARGETS = [*known(), "es-419", "pt-BR", "zh-Hant", "sv", "km"]
text = st.text(
    st.one_of(st.sampled_from("一二三百万亿点半块不没吗？她他，。0123.,' ٣๓३k$?ñßéıİ和の"), st.characters()),
    max_size=40,
)


@settings(deadline=None)  # the first call reads all languages
@given(text, text, st.sampled_from(TARGETS))
def test_no_text_upsets_a_guard(source: str, translation: str, target: str) -> None:
    line = checked(source, translation, target)
    flags = [guard(line) for guard in GUARDS]
    assert len(flags) == len(GUARDS)
    assert leaks(1, {1: line, 2: line._replace(text=source)}) is None or source != translation


def test_the_references_of_the_example_raise_no_flag(references: dict[str, list[tuple[str, str]]]) -> None:
    found = {
        (source, text): flags
        for target, rows in references.items()
        for source, text in rows
        if (flags := kinds(source, text, target))
    }
    assert found == {}


def test_a_language_without_data_is_left_alone() -> None:
    assert kinds("我没有三十块钱，你知道吗？", "Jag har pengar.", "sv") == []
    assert kinds("我没有三十块钱，你知道吗？", "我有錢。", "zh-Hant") == []


@pytest.mark.parametrize("name", known())
def test_every_language_says_where_its_words_come_from(name: str) -> None:
    found = language(name)
    assert found is not None
    assert found.source
    assert found.asks
    assert found.denies
    assert found.numbers is not None
    for pattern in (*found.refusals, *found.lead_ins):
        re.compile(pattern)


def test_the_languages_that_are_promised_are_there() -> None:
    promised = "ar de en es fr hi id it ja ko ms pt ru th tr vi"
    assert " ".join(known()) == promised
