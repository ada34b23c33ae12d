"""What is doubted, and what is only loud."""

from __future__ import annotations

import pytest

from localize.domain.heard import HeardLine, Segment
from localize.domain.times import Span
from localize.listen.lines import lines_of
from localize.listen.suspicion import doubt, invented, leaked, longest_loop, without_loop
from tests.listen.hearing import segment, words

TEN_SECONDS = [Span(0, 10_000)]


def doubted(
    heard: Segment, speech: list[Span] = TEN_SECONDS, lead: str = "", known: tuple[str, ...] = ()
) -> str:
    return doubt(heard, speech, lead, known)


@pytest.mark.parametrize(
    "text",
    [
        "哈哈哈哈哈哈哈哈",
        "快跑快跑快跑！",
        "不要不要不要不要",
        "走走走走走，快走",
        "一二三四五六七八九十" * 2,
    ],
)
def test_what_people_say_again_and_again_is_believed(text: str) -> None:
    assert doubted(segment(words(text))) == ""


@pytest.mark.parametrize(
    ("heard", "reason"),
    [
        (segment(words("我不知道" * 12)), "repeats '我不知道' 12 times"),
        (segment(words("走吧。" + "啊" * 40)), "repeats '啊' 40 times"),
        (segment(words("谢谢大家，" * 4 + "好的谢谢大家。" * 4, each_ms=20)), "compression ratio"),
        (segment(words("天地玄黄宇宙洪荒日月盈昃辰宿列张", each_ms=10)), "characters in 1.0 s of speech"),
        (segment(words("好"), logprob=-1.4, no_speech=0.9), "no speech (probability 0.90)"),
    ],
)
def test_what_a_model_makes_up_is_doubted(heard: Segment, reason: str) -> None:
    speech = [Span(0, 1000)] if "1.0 s" in reason else TEN_SECONDS
    assert reason in doubted(heard, speech)


def test_where_nothing_is_told_nothing_speaks_against_it() -> None:
    untold = segment(words("好", probability=None), logprob=None, no_speech=0.9)
    assert doubted(untold) == ""
    [line] = lines_of(untold, [Span(5000, 6000)], "zh")
    assert invented(line, [Span(5000, 6000)]) == ""


def test_the_prompt_coming_back_is_doubted() -> None:
    names = ("陈幺妹", "张嬢嬢", "李建国", "锦江茶铺")
    assert "repeats the prompt" in doubted(segment(words("陈幺妹、张嬢嬢、李建国、")), known=names)
    assert "repeats the prompt" in doubted(
        segment(words("这是一部四川话短剧。走嘛。")), lead="这是一部四川话短剧。"
    )
    assert leaked("张嬢嬢你认得到李建国不", "", names) == ""
    assert leaked("陈幺妹张嬢嬢", "", names) == ""


def test_a_loop_is_cut_out_and_its_phrase_stays_once() -> None:
    said = words("你先走，" + "我不知道" * 10 + "再见")
    kept, repeated = without_loop(said)
    assert "".join(word.text for word in kept) == "你先走，我不知道再见"
    assert "".join(word.text for word in repeated) == "我不知道" * 9
    assert without_loop(words("你先走")) == (list(words("你先走")), [])


def test_the_longest_loop_is_found() -> None:
    loop = longest_loop("好好好" + "来呀来" * 9 + "去")
    assert loop is not None
    assert (loop.repeats, loop.end - loop.start) == (9, 27)
    assert longest_loop("") is None


def line(text: str, speech: list[Span], probability: float = 0.9) -> HeardLine:
    [made] = lines_of(segment(words(text, probability=probability)), speech, "zh")
    return made


def test_phrases_that_are_never_said_are_invented_however_sure_the_model_is() -> None:
    text = "请不吝点赞、订阅、转发、打赏支持明镜与点点栏目"
    lines = lines_of(segment(words(text, probability=0.99)), TEN_SECONDS, "zh")
    assert all("a phrase that recognisers invent" in invented(made, TEN_SECONDS) for made in lines)


def test_a_phrase_that_is_rarely_said_needs_weak_evidence_as_well() -> None:
    assert invented(line("谢谢大家观看", TEN_SECONDS, 0.9), TEN_SECONDS) == ""
    assert "谢谢大家观看" in invented(line("谢谢大家观看", TEN_SECONDS, 0.3), TEN_SECONDS)


def test_unsure_text_where_nothing_was_said_is_invented() -> None:
    elsewhere = [Span(20_000, 25_000)]
    assert "outside the speech" in invented(line("他也来了", elsewhere, 0.3), elsewhere)
    assert invented(line("他也来了", elsewhere, 0.9), elsewhere) == ""
    assert invented(line("他也来了", TEN_SECONDS, 0.3), TEN_SECONDS) == ""
