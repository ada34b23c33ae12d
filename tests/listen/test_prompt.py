"""As much of the prompt as fits, whole words only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize.listen.prompt import first_that_fit, fit_prompt
from localize.stage import RecognizerRequest


def fitted(
    limit: int, lead: str = "四川话。", words: tuple[str, ...] = ("陈幺妹", "巴适", "锦江茶铺", "莫得")
) -> str:
    return fit_prompt(RecognizerRequest("zh", lead, words), len, limit)


def test_the_most_important_words_are_kept() -> None:
    assert fitted(100) == "四川话。陈幺妹、巴适、锦江茶铺、莫得。"
    assert fitted(12) == "四川话。陈幺妹、巴适。"
    assert fitted(4) == "四川话。"
    assert fitted(3) == "巴适。"
    assert fitted(0) == ""


def test_other_languages_are_written_with_spaces() -> None:
    request = RecognizerRequest("en", "A drama.", ("Anna", "Bob", "Anna", ""))
    assert fit_prompt(request, len, 100) == "A drama. Anna, Bob."


def test_words_that_a_key_holds_end_with_the_first_that_does_not_fit() -> None:
    words = ("陈幺妹", "巴适", "锦江茶铺", "莫得")
    assert list(first_that_fit(words, 8)) == ["陈幺妹", "巴适"]
    assert list(first_that_fit(words, 5)) == ["陈幺妹", "巴适"]
    assert list(first_that_fit(words, 7, between=1)) == ["陈幺妹", "巴适"]
    assert list(first_that_fit(words, 6, between=1)) == ["陈幺妹"]


@given(
    st.text("四川话。", max_size=20),
    st.lists(st.text("陈幺妹巴适", max_size=6), max_size=20),
    st.integers(0, 60),
)
def test_never_longer_than_the_limit(lead: str, words: list[str], limit: int) -> None:
    assert len(fitted(limit, lead, tuple(words))) <= limit
