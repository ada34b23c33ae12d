from __future__ import annotations

from fractions import Fraction

import pytest
from num2words import num2words

from localize.domain.bible import Bible, Style
from localize.translate.guards import chinese_numbers, number_words
from localize.translate.said import Rendered
from tests.translate.guards.lines import detail, kinds

VALUES = [*range(1, 131), 145, 199, 200, 250, 310, 365, 456, 999, 1000, 1001, 1200, 2024, 3000, 15000, 30000]
VALUES += [80_000, 100_000, 123_000, 800_000, 1_000_000, 20_000_000, 100_000_000, 150_000_000]
# What num2words writes wrongly (`centodicotto` for 118), and a number that it writes in a form for others.
MISWRITTEN = {("it", 118)}


@pytest.mark.parametrize(
    "target", ["en", "es", "pt", "fr", "de", "it", "id", "vi", "th", "ar", "ja", "ko", "ru", "tr"]
)
def test_numbers_in_words_are_read_in_every_language(target: str) -> None:
    for value in VALUES:
        if (target, value) in MISWRITTEN:
            continue
        written = num2words(value, lang="pt_BR" if target == "pt" else target).replace(",", "")
        (found,) = number_words.read(written, target)
        assert Fraction(value) in found.values, written


@pytest.mark.parametrize(
    ("text", "target", "value"),
    [
        ("tiga ratus dua puluh lima ribu", "ms", 325_000),
        ("lapan juta", "ms", 8_000_000),
        ("तीन लाख पच्चीस हज़ार", "hi", 325_000),
        ("निन्यानवे", "hi", 99),
        ("दो करोड़", "hi", 20_000_000),
        ("८,००,०००", "hi", 800_000),
        ("٣٠ عامًا", "ar", 30),
        ("๓๐ ปี", "th", 30),
        ("80만", "ko", 800_000),
        ("1億5000万", "ja", 150_000_000),
        ("800.000 yuanes", "es", 800_000),
        ("30 000 yuans", "fr", 30_000),
        ("1,5 milhão", "pt-BR", 1_500_000),
        ("1.5M", "en", 1_500_000),
        ("2jt", "id", 2_000_000),
        ("two dozen", "en", 24),
        ("two decades", "en", 20),
        ("the twenty-third", "en", 23),
    ],
)
def test_digits_and_words_are_read_together(text: str, target: str, value: int) -> None:
    assert [Fraction(value) in found.values for found in number_words.read(text, target)] == [True]


def test_numbers_beside_each_other_stay_apart() -> None:
    found = number_words.read("two and three, 3:30, ten thousand five hundred", "en")
    assert [[int(value) for value in one.values] for one in found] == [[2], [3], [3], [30], [10_500]]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("三十", [30]),
        ("两百五", [250]),
        ("两百零五块", [205]),
        ("八十万", [800_000]),
        ("1.5亿", [150_000_000]),
        ("一个亿", [100_000_000]),
        ("三点五万", [35_000]),
        ("廿三岁", [23]),
        ("３０块", [30]),
        ("二〇二四年", [2024]),
        ("三万一千", [31_000]),
        ("第三个", [3]),
        ("两天", [2]),
        ("百分之五十一", [51]),
        ("二十分钟", [20]),
        ("壹仟贰佰", [1200]),
    ],
)
def test_what_is_counted_must_be_told(text: str, values: list[int]) -> None:
    assert [int(min(number.values)) for number in chinese_numbers.read(text).told] == values


UNCOUNTED = (
    "一下 一点 一样 一个 一家人 两个人 你们俩 十分好 万一他来 千万别去 乱七八糟 三心二意 二天再说 "
    "三五个 十几个 几十年 三叔 老三 小三 二百五 星期三 三月 二楼 两斤 百分之百 三分之一 三更半夜 "
    "七上八下 第一 第二天 成千上万 二话不说"
)


@pytest.mark.parametrize("text", UNCOUNTED.split())
def test_what_only_sounds_like_a_number_need_not(text: str) -> None:
    assert chinese_numbers.read(text).told == ()


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("我今年三十岁。", "I'm thirty.", "en"),
        ("我今年三十岁。", "Tengo 30 años.", "es"),
        ("我今年三十岁。", "عمري ثلاثون عامًا.", "ar"),
        ("欠我三万块钱！", "You owe me 30,000 yuan!", "en"),
        ("欠我三万块钱！", "Du schuldest mir dreißigtausend Yuan!", "de"),
        ("欠我三万块钱！", "คุณติดหนี้ฉันสามหมื่นหยวน!", "th"),
        ("下午三点见。", "See you at 15:00.", "en"),
        ("三块五一斤。", "3.5 yuan for half a kilo.", "en"),
        ("打13812345678。", "Call 138-1234-5678.", "en"),
        ("半年了。", "It's been six months.", "en"),
        ("我等了一年。", "I waited twelve years, no, one.", "ta"),
        ("一二三，走！", "One, two, three, go!", "en"),
        ("九九八十一难", "Eighty-one trials", "en"),
        ("说一百遍也没用！", "I could say it a thousand times, it won't help!", "en"),
        ("二十四小时之内，我要看到结果。", "I want results within a day.", "en"),
        ("一年十二个月都这样。", "It's like this all year round.", "en"),
        ("两百万美元。", "مليونا دولار.", "ar"),
        ("两百万美元。", "مليوني دولار.", "ar"),
        ("五十万美元。", "خمسمئة ألف دولار.", "ar"),
        ("绝对可靠。", "I'm a hundred percent sure.", "en"),
        ("你等着。", "Just wait one second.", "en"),
        ("你是谁？", "Tu sei chi?", "it"),
        ("再等两点时间。", "انتظر نقطتين.", "ar"),
    ],
)
def test_a_number_that_is_there_is_no_fault(source: str, text: str, target: str) -> None:
    assert kinds(source, text, target) == []


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("我今年三十岁。", "I'm thirteen.", "en"),
        ("欠我八十万！", "You owe me 80,000!", "en"),
        ("欠我八十万！", "Me debes ochenta mil.", "es"),
        ("我等了三天。", "I waited for days.", "en"),
        ("二十四小时之内。", "Within twelve hours.", "en"),
        ("一百二十三个人。", "A hundred people.", "en"),
        ("五千万美元。", "مليونا دولار.", "ar"),
        ("房间一二三四五六。", "Your room.", "en"),
        ("我等了三天。", "Ich habe fünf Tage gewartet.", "de"),
        ("快走吧。", "Go, the 16 of you.", "en"),
        ("快走吧。", "All seventeen of you, go.", "en"),
        ("欠我三万块钱！", "You owe me thirty thousand dollars!", "en"),
        ("欠我三万块钱！", "¡Me debes $30.000!", "es"),
        ("八千万去哪儿了？", "Where did the €80 million go?", "en"),
        ("给我一百美元。", "Give me a hundred yuan.", "en"),
    ],
)
def test_a_number_that_is_not_the_sources_is_told(source: str, text: str, target: str) -> None:
    assert kinds(source, text, target) == ["numbers"]


def test_the_model_is_told_which_number() -> None:
    assert detail("欠我八十万！", "You owe me!") == "the source says 八十万 (800,000), the subtitle does not"
    assert detail("快走吧。", "Go, 16!") == "16 is not in the source"
    assert "yuan, not in dollars" in detail("三万块！", "$30,000!")


def test_money_may_be_converted_where_the_bible_says_so() -> None:
    bible = Bible(styles={"en": Style(currency="convert to dollars")})
    assert kinds("欠我三万块钱！", "You owe me four thousand dollars!", bible=bible) == []
    assert kinds("我今年三十岁。", "I'm forty.", bible=bible) == ["numbers"]


def test_a_name_may_hold_a_number() -> None:
    assert kinds("九千岁到！", "His Grace is here!", "en", Rendered("九千岁", "His Grace")) == []
    assert kinds("三哥来了。", "Number Three is here.", "en", Rendered("三哥", "Number Three")) == []


def test_within_a_sentence_over_several_lines_a_number_may_move() -> None:
    assert kinds("成都三十家店，", "All of Chengdu's shops", continues=(1,)) == []
