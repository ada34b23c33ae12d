"""What decides between the senses of Sichuan's words: the words around them."""

from __future__ import annotations

import pytest

from localize.dialects import load_dialect

SENSES = {
    # who or which
    "哪个敢打我？": "谁敢打我？",
    "你是哪个？": "你是谁？",
    "哪个月开业？": "哪一个月开业？",
    # how much or many
    "这个好多钱？": "这个多少钱？",
    "你要好多？": "你要多少？",
    "来了好多人，你看倒没得？": "来了好多人，你看到没有？",
    # a tool or an expletive
    "你晓得个锤子！": "你知道个屁！",
    "锤子！我才不信。": "才怪！我才不信。",
    "他拿锤子砸门。": "他拿锤子砸门。",
    "吃得起个铲铲！": "吃得起个鬼！",
    "莫得事，莫来头。": "没事，没关系。",
    # one character that is mostly something else
    "看倒我，你站倒！": "看着我，你站着！",
    "我推倒了他，帮我倒杯水。": "我推倒了他，帮我倒杯水。",
    "空起手来的嗦？": "空着手来的吗？",
    "一起走，起来！对不起。": "一起走，起来！对不起。",
    "你二天再来耍哈。": "你以后再来玩啊。",
    "哈哈，歇哈儿再说。": "哈哈，歇一会儿再说。",
    "整个公司，莫整我。": "整个公司，别捉弄我。",
    "莫名其妙，莫非是他？": "莫名其妙，莫非是他？",
    "要得不？": "好吗？",
    # how long or when, and the same word in Mandarin
    "他们好久来？好久没见了。": "他们什么时候来？好久没见了。",
    "他不得来的，我不得不走。": "他不会来的，我不得不走。",
    "老汉儿喊你回屋头。": "爸爸叫你回家。",
    "老子不干了！你老子是哪个？": "我不干了！你老子是谁？",
    "猫的爪子，你在这儿爪子？": "猫的爪子，你在这儿干什么？",
    "晓不晓得？你晓得不晓得？": "知不知道？你知道不知道？",
    "耍赖，耍手机，耍朋友。": "耍赖，玩手机，谈恋爱。",
}


@pytest.mark.parametrize(("text", "mandarin"), SENSES.items())
def test_the_words_around_decide(text: str, mandarin: str) -> None:
    sichuan = load_dialect("sichuan")
    assert sichuan is not None
    assert sichuan.in_mandarin(text) == mandarin


@pytest.mark.parametrize(
    "text", ["第二天", "我明天去北京开会", "他沉默了很久", "倒闭，起床，整理，哈欠", "啰嗦"]
)
def test_standard_mandarin_stays_as_it_is(text: str) -> None:
    sichuan = load_dialect("sichuan")
    assert sichuan is not None
    assert sichuan.uses(text) == ()


def test_a_longer_word_wins_in_either_script() -> None:
    sichuan = load_dialect("sichuan")
    assert sichuan is not None
    assert [use.found for use in sichuan.uses("好多錢，我曉得")] == ["好多錢", "曉得"]


def test_within_names_no_word_is_looked_for() -> None:
    sichuan = load_dialect("sichuan")
    assert sichuan is not None
    assert sichuan.in_mandarin("张嬢嬢，嬢嬢", names=[range(3)]) == "张嬢嬢，阿姨"
