from __future__ import annotations

import pytest

from localize.consistency.addressing import addressing
from localize.domain.bible import Address, Bible, Character
from localize.domain.inconsistency import Inconsistency
from tests.consistency.seasons import NO_BIBLE, line, person, season

USTED = Bible(
    (Character("小满"), Character("王嬢嬢")), (Address("小满", "王嬢嬢", pronouns={"es": "usted"}),)
)


def found(
    *texts: str, source: str = "王嬢嬢，你走嘛。", bible: Bible = NO_BIBLE, to: str = "es"
) -> list[Inconsistency]:
    lines = [line(source, text, number, speaker="小满") for number, text in enumerate(texts, 1)]
    return list(addressing(season(*lines, called=(person("王嬢嬢"),), bible=bible, to=to)))


def test_the_formal_you_becomes_familiar() -> None:
    (one,) = found("Usted sabe.", "Como usted quiera.", "¿Y usted?", "Tú sabes.")
    assert (one.about, one.wanted, one.because, one.episodes) == (
        "小满 → 王嬢嬢",
        "usted",
        "most lines",
        ("E04",),
    )
    assert one.fix.endswith('say it in bible.toml: [address.pronouns] es = "usted"')


def test_the_bible_says_which() -> None:
    (one,) = found("Tú sabes.", bible=USTED)
    assert (one.wanted, one.because) == ("usted", "the bible")
    assert found("Usted sabe.", bible=USTED) == []


def test_two_lines_make_no_habit() -> None:
    assert found("Usted sabe.", "¿Y usted?", "Tú sabes.") == []


@pytest.mark.parametrize("source", ["王嬢嬢，你们走嘛。", "王嬢嬢，您走嘛。", "王嬢嬢走了。", "你走嘛。"])
def test_who_is_meant_must_be_sure(source: str) -> None:
    """Several, the polite you of the source, nobody who is called."""
    assert found("Tú sabes.", source=source, bible=USTED) == []


def test_both_in_one_sentence() -> None:
    (one,) = found("Toma usted tus cosas.")
    assert (one.about, one.message) == ("你", "“tú” and “usted” in one sentence")


def test_two_sentences_may_be_said_to_two() -> None:
    assert found("¿Y usted? ¡Tú, calla!") == []
    assert found("Ton frère et toi, vous partez.", to="fr") == []


def test_a_language_without_such_words_is_left_alone() -> None:
    assert found("You know.", to="en") == []
