from __future__ import annotations

from localize.consistency.titles import titles
from tests.consistency.seasons import line, person, season

GU = person("顾总")


def ways(*texts: str, to: str = "en", **more: object) -> list[tuple[str, list[str]]]:
    lines = [line("顾总来了。", text, number) for number, text in enumerate(texts, 1)]
    found = titles(season(*lines, called=(person("顾总", **more),), to=to))  # type: ignore[arg-type]
    return [(one.wanted, [way.says for way in one.ways]) for one in found]


def test_a_form_of_address_flips() -> None:
    texts = ("Here's President Gu.", "President Gu is here.", "Well, Mr. Gu is here.")
    assert ways(*texts) == [("President Gu", ["Mr. Gu"])]


def test_a_title_in_small_letters_is_told_by_coming_again() -> None:
    texts = (
        "El presidente Gu.",
        "Adiós, presidente Gu.",
        "Hola, presidente Gu.",
        "El señor Gu.",
        "Al señor Gu.",
    )
    assert ways(*texts, "Según Gu, no.", to="es") == [("presidente Gu", ["señor Gu"])]


def test_no_other_title() -> None:
    """A full name, no name at all, a verb that begins the sentence, the surname alone."""
    texts = (
        "Here's President Gu.",
        "It's President Gu.",
        "It's Gu Yan.",
        "He's here.",
        "Thank Gu.",
        "It's Gu.",
    )
    assert ways(*texts) == []


def test_one_against_one_is_no_rule() -> None:
    assert ways("It's President Gu.", "It's Mr. Gu.") == []


def test_what_the_bible_has_somebody_say_is_right() -> None:
    texts = ("It's President Gu.", "Well, President Gu.", "It's Boss Gu.")
    assert ways(*texts, allowed=("Boss Gu",)) == []


def test_what_the_glossary_requires_is_told_by_terms() -> None:
    assert ways("It's President Gu.", "Well, President Gu.", "It's Boss Gu.", required="President Gu") == []
