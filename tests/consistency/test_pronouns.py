from __future__ import annotations

import pytest

from localize.consistency.pronouns import pronouns
from localize.domain.bible import Bible, Character
from tests.consistency.seasons import line, person, season

SHE = Bible((Character("小满", gender="female"),))
MAN = person("小满")


def test_the_bible_says_who_she_is() -> None:
    wrong = line("小满回屋头了嗦？", "Did Xiaoman go back to his room?")
    (found,) = pronouns(season(wrong, called=(MAN,), bible=SHE))
    assert (found.about, found.wanted, found.because) == ("小满", "she", "the bible")
    assert found.fix == "correct E01.en.srt at 0:00.000"


def test_without_a_bible_most_lines_tell() -> None:
    lines = [line("小满走了。", text) for text in ("Xiaoman left her house.", "She left.", "He left.")]
    (found,) = pronouns(season(*lines, called=(MAN,)))
    assert (found.wanted, found.kept) == ("she", 2)
    assert found.fix.startswith('say in bible.toml who 小满 is (gender = "female"), or correct')


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("小满说他走了。", "Xiaoman said he left."),
        ("小满，走了。", "Xiaoman, he left."),
        ("小满的老公走了。", "Xiaoman's husband left, he did."),
        ("小满走了。", "Xiaoman left. Did he hit her?"),
        ("小满走了。", "Xiaoman left."),
    ],
    ids=["somebody", "called", "kin", "both", "neither"],
)
def test_another_may_be_meant(source: str, text: str) -> None:
    assert list(pronouns(season(line(source, text), called=(MAN,), bible=SHE))) == []


def test_one_against_one_tells_nothing() -> None:
    lines = (line("小满走了。", "She left."), line("小满走了。", "He left."))
    assert list(pronouns(season(*lines, called=(MAN,)))) == []


def test_where_things_are_he_and_she_nothing_is_told() -> None:
    assert list(pronouns(season(line("小满走了。", "Él se fue."), called=(MAN,), bible=SHE, to="es"))) == []
