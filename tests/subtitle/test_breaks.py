from __future__ import annotations

import random
from itertools import accumulate

import budoux
import pytest

from localize.subtitle.breaking.icu import letter_ends
from localize.subtitle.breaking.phrases import phrase_ends
from localize.subtitle.breaks import BOUND, CLAUSE, HELD, PHRASE, PLAIN, SENTENCE, TORN, breaks


def cost(broken: str, language: str, *hold: str) -> int | None:
    """Of the break where the text has a bar; None where there is none."""
    left, right = broken.split("|")
    found = {one.at: one.cost for one in breaks(left + right, language, hold)}
    return found.get(len(left))


@pytest.mark.parametrize(
    ("broken", "language", "expected"),
    [
        ("I know. |You don't.", "en", SENTENCE),
        ("I know, |but you don't.", "en", CLAUSE),
        ("I left |because of you", "en", PHRASE),
        ("She sold |houses", "en", PLAIN),
        ("the |house", "en", BOUND),
        ("a good |man", "en", BOUND),
        ("he |knows", "en", BOUND),
        ("I don’t |know", "en", BOUND),
        ("Mr. |Wang", "en", BOUND),
        ("Li |Jianguo", "en", BOUND),
        ("I am 30 |years old", "en", BOUND),
        ("I love you |and stay", "en", PHRASE),
        ("what are you talking |about, my dear", "en", PLAIN),
        ("I know |he came back", "en", PHRASE),
        ("la |casa", "es-419", BOUND),
        ("eu não |sei", "pt-BR", BOUND),
        ("je ne sais |pas", "fr", BOUND),
        ("weißt du, |dass ich", "de", CLAUSE),
        ("ein guter |Mann", "de", BOUND),
        ("il mio |cane", "it", BOUND),
        ("saya tidak |tahu", "id", BOUND),
        ("saya datang |dengan dia", "id", PHRASE),
        ("anh không |biết", "vi", BOUND),
        ("я не |знаю", "ru", BOUND),
        ("Biliyor |musun?", "tr", PLAIN),
        ("biliyor |musun sen", "tr", BOUND),
        ("لا |أعرف", "ar", BOUND),
        ("أنا هنا |لأن أبي", "ar", PHRASE),
        ("मैं घर |में हूँ", "hi", BOUND),
        ("먹을 |수 있어", "ko", BOUND),
        ("Quoi |?", "fr", None),
        ("Wait—|what", "en", CLAUSE),
    ],
)
def test_a_break_at_a_space_costs_what_it_tears(broken: str, language: str, expected: int | None) -> None:
    assert cost(broken, language) == expected


def test_what_must_be_held_is_dearer_to_tear_than_any_other() -> None:
    assert cost("to Jinjiang |Teahouse now", "en", "Jinjiang Teahouse") == HELD
    assert cost("to |Jinjiang Teahouse now", "en", "jinjiang teahouse") == BOUND
    assert cost("锦江|茶铺", "zh", "锦江茶铺") == HELD


@pytest.mark.parametrize(
    ("broken", "language"),
    [
        ("对不|起", "zh"),
        ("以|为", "zh"),
        ("對不|起", "zh-Hant"),
        ("龙门|阵。", "zh"),
        ("飲|みたい", "ja"),
        ("ไม่|รู้", "th"),
        ("หลี่เจี้ย|นกั๋ว", "th"),
        ("កំ|ពុង", "km"),
        ("你|。", "zh"),
        ("จริง|ๆ", "th"),
    ],
)
def test_words_without_spaces_are_whole_where_they_can_be(broken: str, language: str) -> None:
    found = cost(broken, language)
    assert found is None or found >= 9


@pytest.mark.parametrize(
    ("broken", "language"),
    [
        ("我给你介绍一个，|叫李建国", "zh"),
        ("今天的回锅肉|巴适得很", "zh"),
        ("私は|あなたが", "ja"),
        ("อะไรอยู่|และฉัน", "th"),
        ("ชื่อ |น่ารู้สึก", "th"),
    ],
)
def test_phrases_without_spaces_may_end(broken: str, language: str) -> None:
    found = cost(broken, language)
    assert found is not None
    assert found <= PLAIN


@pytest.mark.parametrize(
    ("language", "parser"),
    [
        ("ja", budoux.load_default_japanese_parser()),
        ("th", budoux.load_default_thai_parser()),
        ("zh", budoux.load_default_simplified_chinese_parser()),
        ("zh-Hant", budoux.load_default_traditional_chinese_parser()),
    ],
)
def test_phrases_end_where_budoux_says(language: str, parser: budoux.Parser) -> None:
    chance = random.Random(1)
    groups = sorted({group for table in parser.model.values() for group in table})
    for count in range(200):
        text = "".join(chance.choices(groups, k=count))
        assert phrase_ends(text, language) == frozenset(accumulate(map(len, parser.parse(text)))), text


def test_words_are_torn_only_when_asked_and_then_between_letters() -> None:
    text = "ก่" * 20
    assert breaks(text, "th") == ()
    torn = breaks(text, "th", torn=True)
    assert {one.cost for one in torn} == {TORN}
    assert {one.at for one in torn} <= letter_ends(text)


@pytest.mark.parametrize("text", ["我👩‍👩‍👧你", "葛\U000e0100飾区", "👍🏽 ok", "नमस्ते क्षत्रिय", "é é"])
@pytest.mark.parametrize("language", ["zh", "ja", "en", "hi", "th"])
def test_letters_are_never_split(text: str, language: str) -> None:
    assert {one.at for one in breaks(text, language, torn=True)} <= letter_ends(text)


def test_half_a_character_is_no_trouble() -> None:
    assert breaks("我\ud800们 ก\udfffข", "th") is not None
