from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from localize.domain.glossary import Glossary, Term, find_terms
from localize.domain.matching import Matcher

CHEN = Term("陈默", {"en": "Chen Mo"}, aliases=("小陈", "陳默"))
FAMILY = Term("陈默家", {"en": "the Chens"})


def found(glossary: Glossary, text: str) -> list[tuple[str, str, int]]:
    return [(use.term.source, use.found, use.start) for use in find_terms(glossary, text)]


def test_the_longer_form_is_meant_and_the_order_is_that_of_the_text() -> None:
    glossary = Glossary((CHEN, FAMILY))
    assert found(glossary, "小陈去陈默家找陳默") == [
        ("陈默", "小陈", 0),
        ("陈默家", "陈默家", 3),
        ("陈默", "陳默", 7),
    ]


def test_the_longest_wins_even_over_one_that_begins_before_it() -> None:
    glossary = Glossary((Term("老王"), Term("王家大院")))
    assert found(glossary, "老王家大院") == [("王家大院", "王家大院", 1)]


def test_latin_forms_are_whole_words_in_any_case() -> None:
    glossary = Glossary((Term("AI"),))
    assert found(glossary, "MAIN的ai在AI2里，AI") == [("AI", "ai", 5), ("AI", "AI", 13)]


def test_case_that_changes_the_length_keeps_positions_true() -> None:
    assert found(Glossary((Term("陈"),)), "İ陈") == [("陈", "陈", 1)]


def test_nothing_is_found_in_nothing() -> None:
    assert find_terms(Glossary(), "陈默") == ()
    assert find_terms(Glossary((CHEN,)), "") == ()


def test_values_stay_equal_and_copyable_after_matching() -> None:
    glossary = Glossary((CHEN,))
    find_terms(glossary, "陈默")
    assert glossary == Glossary((CHEN,))


short = st.text("甲乙丙ab", min_size=1, max_size=3)


@given(st.lists(short, unique=True), st.text("甲乙丙ab ", max_size=20))
def test_matches_are_in_the_text_in_order_and_apart(forms: list[str], text: str) -> None:
    matches = Matcher((form, form) for form in forms).find(text)
    assert all(text[match.start : match.end] == match.found == match.owner for match in matches)
    assert all(one.end <= other.start for one, other in pairwise(matches))


@given(st.lists(st.text("甲乙丙", min_size=1, max_size=3), unique=True), st.text("甲乙丙", max_size=20))
def test_what_is_not_matched_overlaps_something_at_least_as_long(forms: list[str], text: str) -> None:
    matches = Matcher((form, form) for form in forms).find(text)
    for form in forms:
        for start in range(len(text)):
            if text.startswith(form, start):
                rivals = [m for m in matches if m.start < start + len(form) and start < m.end]
                assert max(len(rival.found) for rival in rivals) >= len(form)
