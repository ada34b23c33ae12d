"""Too short, going round, and in the wrong language."""

from __future__ import annotations

import pytest

from localize.translate.guards.foreign import judged
from tests.translate.guards.lines import kinds

LONG = "成都最大的三家饭店都是她爸爸留给她的遗产"


@pytest.mark.parametrize(
    ("source", "text", "target", "found"),
    [
        (LONG, "Dad's.", "en", ["numbers", "too-short"]),
        ("你到底想要我怎么做才肯放过我们", "What do you want?", "en", ["too-short"]),
        ("你到底想要我怎么做才肯放过我们", "What must I do for you to let us go?", "en", []),
        ("你到底想要我怎么做才肯放过我们", "どうすれば許してくれるの？", "ja", []),
        ("哈哈哈哈哈哈哈哈哈哈哈哈", "Ha ha!", "en", []),
        ("你等着", "Wait.", "en", []),
    ],
)
def test_what_is_much_too_short_is_told(source: str, text: str, target: str, found: list[str]) -> None:
    assert kinds(source, text, target) == found


def test_words_that_go_round_are_told() -> None:
    assert kinds("她是老板", "She is the owner of the owner of the owner of the owner.") == ["too-long"]
    assert kinds("快走快走快走", "Let's go, let's go, let's go!") == []


SPANISH = ["¿Qué has hecho con mi padre?", "No lo sé, pero está muy enfermo.", "Vámonos de una vez."]
ENGLISH = ["What have you done with my father?", "I don't know, but he is very ill.", "Let's just go."]


def test_the_wrong_language_is_told_over_a_whole_reply() -> None:
    assert (flag := judged(SPANISH, "en")) is not None
    assert (flag.kind, flag.detail) == ("untranslated", "this is Spanish, not English")
    assert judged(ENGLISH, "es-419") is not None
    assert judged(ENGLISH, "en") is judged(SPANISH, "es-419") is None
    assert judged(["Su Xiaoman!", "Zhou Hao!"], "en") is None
    assert judged(["Saya tidak akan pergi dengan kamu dan dia."], "ms") is None
    assert judged(ENGLISH, "sv") is judged(["我走了"], "zh-Hant") is None


def test_one_long_line_is_enough() -> None:
    assert "untranslated" in kinds("我们走吧。", "Je ne sais pas ce que vous avez fait avec mon père.")
    assert kinds("我们走吧。", "Vámonos.") == []
