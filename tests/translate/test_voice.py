from __future__ import annotations

import pytest

from localize.domain.bible import Bible, Character, Market, Named, Style
from localize.translate import notes, prompt
from localize.translate.checked import Checked
from localize.translate.faults import faults_of
from localize.translate.said import Said
from localize.translate.voice import told
from tests.translate.lines import FakeChat, brief, reply, scene, stage, transcript

SU = Character("苏小满", ("小满",), "female", age="26", register="calm", voice="sharp", note="owns it all")
HAO = Character("周浩", gender="male", note="weak")


@pytest.mark.parametrize(
    ("target", "profanity", "said"),
    [
        ("ar", "", "no swear words: say what hurts without them"),
        ("th", "", "mild swear words only"),
        ("ar", "strong", "swear words as strong as the original's"),
        ("en", "none", "no swear words: say what hurts without them"),
    ],
)
def test_profanity_is_that_of_the_territory_unless_the_bible_says_otherwise(
    target: str, profanity: str, said: str
) -> None:
    about = brief(target=target, bible=Bible(styles={target: Style(profanity=profanity)}))
    assert told(about)["Style"] == said


def test_a_territory_of_which_nothing_is_known_is_told_nothing() -> None:
    assert told(brief()) == {}


def test_style_is_that_of_the_target_or_its_language() -> None:
    style = Style("tú among friends", "mild", "in pesos", "metric", "no slang of Spain")
    about = brief(target="es-419", bible=Bible(styles={"es": style, "en": Style("casual")}))
    assert told(about)["Style"] == (
        "tú among friends; mild swear words only; money: in pesos; measures: metric; no slang of Spain"
    )


def test_markets_speak_for_their_languages() -> None:
    gulf = Market(("ar",), ("خمر",), "No alcohol.")
    about = Bible(markets=(gulf, Market(("id",), ("babi",))))
    assert told(brief(target="ar", bible=about)) == {
        "Style": "no swear words: say what hurts without them",
        "Never write": "خمر",
        "Audience": "No alcohol.",
    }
    assert "Never write" not in told(brief(bible=about))


@pytest.mark.parametrize(
    ("target", "text", "kinds"),
    [
        ("en", "Have some wine, Dad.", ["avoided"]),
        ("en", "Have some Wine!", ["avoided"]),
        ("en", "The winery is closed.", []),
        ("th", "ดื่มเหล้ากันเถอะนะ", ["avoided"]),
        ("fr", "Bois du wine.", []),
    ],
)
def test_an_unwanted_word_is_flagged(target: str, text: str, kinds: list[str]) -> None:
    markets = (Market(("en", "th"), ("wine", "เหล้า")),)
    about = brief(target=target, bible=Bible(markets=markets))
    said = Said("喝点酒吧，爸爸。", "喝点酒吧，爸爸。")
    assert [flag.kind for flag in faults_of(Checked(said, text, target, about))] == kinds


def test_an_unwanted_word_is_asked_for_anew() -> None:
    about = brief(bible=Bible(markets=(Market(("en",), ("wine",)),)))
    model = FakeChat(
        lambda request: reply({1: "Have a drink." if "not in this" in request.user else "Wine?"})
    )
    made = stage(model, about)
    source = transcript("喝点儿吧。")
    (line,) = made.join(source, list(made.run(made.split(source)))).lines
    assert (line.text, line.flags, line.steps[0].because) == ("Have a drink.", (), ("avoided",))


def test_a_person_is_told_of_in_full_where_they_are() -> None:
    about = brief(bible=Bible((SU, HAO)))
    here, elsewhere = scene("小满来了。", about=about), scene("你好。", about=about)
    assert notes.people(here) == ["苏小满: 26; calm; sharp; owns it all"]
    assert notes.people(elsewhere) == []
    assert "Characters: 苏小满 (woman); 周浩 (man)" in prompt.system(about)


def test_places_and_jokes_are_explained_where_they_stand() -> None:
    about = brief(bible=Bible(jokes=(Named("回锅", "back in the wok"),), places=(Named("锦江", ""),)))
    assert notes.notes(scene("回锅的媳妇", about=about), [1], None) == ["回锅: back in the wok"]
    assert notes.notes(scene("锦江边上", about=about), [1], None) == []
