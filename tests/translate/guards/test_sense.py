"""Questions and denials."""

from __future__ import annotations

import pytest

from localize.translate.said import Rendered
from tests.translate.guards.lines import kinds


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("你是谁？", "Who are you?", "en"),
        ("你是谁？", "من أنت؟", "ar"),
        ("你是谁？", "คุณเป็นใคร", "th"),
        ("你去吗？", "คุณจะไปไหม", "th"),
        ("你是谁？", "お前は誰だ", "ja"),
        ("你去吗", "行きますか", "ja"),
        ("你凭什么打人？", "How dare you hit people!", "en"),
        ("我们走，好不好？", "Let's go.", "en"),
        ("全城谁不知道？", "The whole town knows.", "en"),
        ("难道我会骗你？", "I would never lie to you.", "en"),
        ("我知道你是谁。", "I know who you are.", "en"),
        ("你是谁？", "Wer sind Sie", "cs"),
    ],
)
def test_a_question_that_is_asked_is_no_fault(source: str, text: str, target: str) -> None:
    assert kinds(source, text, target) == []


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("你知道我是谁吗？", "You know who I am.", "en"),
        ("你知道我是谁吗", "You know who I am.", "en"),
        ("这是你的吗？", "Esto es tuyo.", "es-419"),
        ("这是你的吗？", "นี่เป็นของคุณ", "th"),
        ("这是你的吗？", "これはあなたのものです。", "ja"),
        ("这是你的吗？", "هذا لك.", "ar"),
        ("这是你的吗？", "Это твоё.", "ru"),
    ],
)
def test_a_question_turned_statement_is_told(source: str, text: str, target: str) -> None:
    assert kinds(source, text, target) == ["question"]


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("我不去。", "I won't go.", "en"),
        ("我不去。", "I refuse to go.", "en"),
        ("我不去。", "No iré.", "es"),
        ("我不去。", "Não vou.", "pt-BR"),
        ("我不去。", "Je n’irai pas.", "fr"),
        ("我不去。", "Ich gehe nicht.", "de"),
        ("我不去。", "Aku tak mau pergi.", "id"),
        ("我不去。", "Saya tidak pergi.", "ms"),
        ("我不去。", "Tôi không đi.", "vi"),
        ("我不去。", "ฉันไม่ไป", "th"),
        ("我不去。", "لن أذهب.", "ar"),
        ("我不去。", "मैं नहीं जाऊँगी।", "hi"),
        ("我不去。", "私は行かない。", "ja"),
        ("我不去。", "난 안 갈 거야.", "ko"),
        ("我不去。", "Я не пойду.", "ru"),
        ("我不去。", "Gitmeyeceğim.", "tr"),
        ("我不去。", "Non ci vado.", "it"),
        ("别叫我妈！", "Stop calling me Mom!", "en"),
        ("真不错，差不多好了。", "Great, nearly done.", "en"),
        ("不好意思，我来晚了。", "Sorry I'm late.", "en"),
        ("没关系，别担心。", "It's fine. Relax.", "en"),
        ("我不得不走。", "I have to go.", "en"),
        ("要不要吃饭", "Food is ready.", "en"),
        ("我没办法。", "My hands are tied.", "en"),
        ("特别好，无数的人，未来。", "Very good, countless people, the future.", "en"),
        ("没门！", "Over my dead body!", "en"),
        ("我没钱了。", "I'm broke.", "en"),
        ("没人比我更了解她。", "I know her better than anyone.", "en"),
        ("她一个人在家，我不放心。", "She's home alone. I'm worried.", "en"),
        ("我再也不相信男人了。", "I'm done trusting men.", "en"),
        ("我没骗你。", "I'm telling the truth.", "en"),
        ("他没来上班。", "He skipped work.", "en"),
        ("你五音不全！", "You're tone-deaf!", "en"),
        ("我不干了！", "¡Renuncio!", "es"),
        ("他不想结婚。", "Sigue soltero.", "es"),
        ("我没醉。", "Aku masih sadar.", "id"),
        ("我不认识这个人。", "He's a stranger to me.", "en"),
        ("我不喜欢吃辣。", "I hate spicy food.", "en"),
        ("不关你的事。", "Cuide da sua vida.", "pt"),
        ("别以为我不知道你干了什么。", "I know what you did.", "en"),
        ("你不去吗？", "Are you going?", "en"),
        ("我不去。", "Jag går.", "sv"),
    ],
)
def test_a_denial_that_is_kept_is_no_fault(source: str, text: str, target: str) -> None:
    assert kinds(source, text, target) == []


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("我不去。", "I'm going.", "en"),
        ("我没有拿你的钱。", "Yo tomé tu dinero.", "es"),
        ("你以后别后悔。", "Regret it later.", "en"),
        ("莫喊我妈！", "Call me Mom!", "en"),
        ("我不喜欢你。", "I like you.", "en"),
        ("我不认识他。", "I know him.", "en"),
        ("我没结婚。", "I'm married.", "en"),
        ("我没骗你。", "I lied to you.", "en"),
        ("我没打破花瓶。", "I broke the vase.", "en"),
        ("我没做过这种事。", "I have done it.", "en"),
        ("我不去。", "Ich gehe und komme wieder.", "de"),
        ("我不去。", "ฉันจะไป", "th"),
        ("我不去。", "سأذهب.", "ar"),
        ("我不去。", "私は行く。", "ja"),
        ("我不去。", "Я пойду.", "ru"),
        ("我不去。", "Gideceğim.", "tr"),
        ("我不去。", "Aku pergi.", "id"),
    ],
)
def test_a_denial_that_is_lost_is_told(source: str, text: str, target: str) -> None:
    assert kinds(source, text, target) == ["negation"]


def test_a_name_denies_nothing() -> None:
    assert kinds("莫愁来了。", "Mochou is here.", "en") == []
    assert kinds("不二来了。", "Fuji is here.", "en", Rendered("不二", "Fuji")) == []
