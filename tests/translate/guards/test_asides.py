"""What a model says instead of a translation, and what people in a story say much like it."""

from __future__ import annotations

import pytest

from localize.translate.checked import Checked
from localize.translate.faults import faults_of
from localize.translate.said import Said


def kinds(source: str, text: str, target: str) -> list[str]:
    return [flag.kind for flag in faults_of(Checked(Said(source, source), text, target))]


@pytest.mark.parametrize(
    ("text", "target", "found"),
    [
        ("Lo siento, no puedo traducir eso.", "es", "refused"),
        ("Maaf, saya tidak bisa menerjemahkan ini.", "id", "refused"),
        ("I cannot translate this content.", "th", "refused"),
        ("I'm sorry, but I'm unable to help with this request.", "en", "refused"),
        ("ไม่สามารถแปลข้อความนี้ได้", "th", "refused"),
        ("Я не могу перевести это.", "ru", "refused"),
        ("Aquí está la traducción: Vámonos.", "es", "commentary"),
        ("Here is the English translation: Go.", "en", "commentary"),
        ("Sure! Here's the translation: Go.", "en", "commentary"),
        ("Berikut terjemahannya: Pergi.", "id", "commentary"),
        ("Note: Go.", "en", "commentary"),
    ],
)
def test_refusals_and_announcements_are_known_in_every_language(text: str, target: str, found: str) -> None:
    assert kinds("我们走吧朋友。", text, target) == [found]


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("这事我帮不了你。", "I can't help with this.", "en"),
        ("这事我帮不了你。", "I can't assist with this.", "en"),
        ("恕难从命。", "I can't comply with that.", "en"),
        ("你的机器人？", "As an AI, it can't lie?", "en"),
        ("我也没办法。", "Can't help you with that.", "en"),
        ("这件事我帮不了你。", "No puedo ayudarte con esto.", "es"),
        ("我的承诺，没法兑现。", "No puedo cumplir mi promesa.", "es"),
        ("这个我帮不了你。", "Não posso ajudar com isso.", "pt"),
        ("我帮不了你。", "Aku tidak bisa membantumu.", "id"),
        ("对不起，我救不了他。", "ขอโทษ ฉันไม่สามารถช่วยเขาได้", "th"),
        ("我帮不了你。", "لا أستطيع مساعدتك في هذا.", "ar"),
        ("我帮不了你。", "도와드릴 수 없습니다.", "ko"),
        ("我转不了这笔钱。", "Я не могу перевести эту сумму.", "ru"),
        ("备注：本故事纯属虚构。", "Note: This story is fictional.", "en"),
        ("注意，有人来了！", "Nota: alguien viene.", "es"),
        ("好，给你。", "Sure, here you go.", "en"),
    ],
)
def test_what_people_say_is_kept(source: str, text: str, target: str) -> None:
    assert not {"refused", "commentary"}.intersection(kinds(source, text, target))
