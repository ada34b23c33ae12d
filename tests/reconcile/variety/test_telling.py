"""What an episode is spoken in, told from what was heard and seen."""

from __future__ import annotations

from functools import lru_cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.dialects import load_dialects
from localize.domain.glossary import Glossary, Term
from localize.domain.heard import Heard
from localize.domain.seen import Seen
from localize.domain.times import Span
from localize.domain.variety import MANDARIN, UNKNOWN, Telling
from localize.reconcile.variety import DialectTeller
from tests.reconcile.scenes import card, heard, said, seen, shown

DIALECTS = load_dialects()
NAMES = Glossary((Term("幺妹"), Term("李建国")))
UNSURE, SURE = 0.55, 0.9
# As Whisper base writes it, with a sentence of Mandarin as its prompt.
SICHUAN = (
    "妖梅逆炸隔首层则个阳子。",
    "老汉儿、沃磨德时，九十家班又惊凶。",
    "快来吃饭，今天的回锅肉八十得恨。",
    "哎呀，妖梅回来了数，算朋友没得。",
    "妖德明天恨她到锦江茶铺来作异哈。",
)
MANDARIN_LINES = (
    "我们应该建设可控的，规范化的。",
    "很多家长都在给孩子购置学习用品。",
    "这些税费均无法避免。",
    "他看了不少恐怖片。",
    "不仅树立了良好的品牌形象。",
)
STRANGE = ("几个俩听我话就是刑事追语。", "因为老不满了。", "能久不明啊。", "听趣的武龙，叉叉预矩的确资。")


@lru_cache
def teller() -> DialectTeller:
    return DialectTeller(DIALECTS, NAMES)


def spoken(*lines: tuple[str, float]) -> Heard:
    """Each with how sure the recogniser is of it."""
    return heard(*(said(text, at * 4000, sure) for at, (text, sure) in enumerate(lines)))


def told(sound: Heard, *witnesses: Seen) -> Telling:
    telling = teller().tell(sound, witnesses)
    assert telling is not None
    return telling


def varieties(telling: Telling) -> list[str]:
    return [line.told.variety for line in telling.lines]


def test_sichuan_is_told_by_its_sound_where_no_word_of_it_was_written() -> None:
    telling = told(spoken(*((line, UNSURE) for line in SICHUAN)))
    assert telling.dialect == "sichuan"
    assert telling.episode.confidence > 0.9
    assert varieties(telling) == ["sichuan"] * len(SICHUAN)


def test_mandarin_is_told() -> None:
    telling = told(spoken(*((line, SURE) for line in MANDARIN_LINES)))
    assert telling.episode.variety == MANDARIN
    assert telling.episode.confidence > 0.75
    assert set(varieties(telling)) == {MANDARIN}


def test_a_dialect_without_a_pack_is_unknown() -> None:
    telling = told(spoken(*((line, UNSURE) for line in STRANGE)))
    assert telling.dialect is None
    assert telling.episode.scores[MANDARIN] < 0.2
    longer = told(spoken(*((line, UNSURE) for line in STRANGE[:3] * 3)))
    assert longer.episode.variety == UNKNOWN


def test_speakers_of_dialect_and_of_mandarin_are_told_apart() -> None:
    pairs = zip(SICHUAN, MANDARIN_LINES, strict=True)
    lines = [line for dialect, mandarin in pairs for line in ((dialect, UNSURE), (mandarin, SURE))]
    telling = told(spoken(*lines))
    assert telling.dialect == "sichuan"
    assert varieties(telling) == ["sichuan", MANDARIN] * len(SICHUAN)


def test_what_stands_in_the_picture_counts_also_where_the_sound_tells_nothing() -> None:
    lines = [("我知道，没事。", SURE), ("他们在干什么？", SURE)]
    burned = seen(shown("我晓得，莫得事。", 0, 3000), shown("他们在爪子嘛？", 4000, 7000))
    assert told(spoken(*lines)).episode.variety == MANDARIN
    assert told(spoken(*lines), burned).dialect == "sichuan"


def test_dialect_speech_under_subtitles_in_mandarin_is_dialect() -> None:
    standard = (
        "幺妹，你怎么瘦成这个样子",
        "爸，我没事",
        "今天的回锅肉很好吃",
        "有男朋友了吗",
        "好，明天叫他来坐坐",
    )
    burned = seen(*(shown(text, at * 4000, at * 4000 + 3000) for at, text in enumerate(standard)))
    telling = told(spoken(*((line, UNSURE) for line in SICHUAN)), burned)
    assert telling.dialect == "sichuan"
    assert [line.span for line in telling.lines] == [line.span for line in burned.lines]


def test_the_lines_are_those_that_were_seen_and_between_them_those_that_were_heard() -> None:
    sound = spoken(("快来吃饭。", SURE), ("我晓得。", SURE))
    telling = told(sound, seen(shown("快来吃饭。", 0, 3000), card("三天后", 3000, 9000)))
    assert [line.span for line in telling.lines] == [Span(0, 3000), sound.lines[1].span]


def test_written_dialect_is_told_without_a_sound() -> None:
    burned = seen(shown("佢哋仲未返嚟", 0, 2000), shown("你知唔知佢去咗邊度", 3000, 5000))
    assert told(heard(), burned).dialect == "cantonese"


def test_in_traditional_characters_the_words_are_the_same() -> None:
    lines = ("我曉得，莫得事。", "這裏好多錢一份？", "你莫喊她老漢兒。")
    simplified = ("我晓得，莫得事。", "这里好多钱一份？", "你莫喊她老汉儿。")

    def in_language(language: str, texts: tuple[str, ...]) -> Telling:
        return told(Heard(language, 20_000, spoken(*((text, SURE) for text in texts)).lines))

    assert in_language("zh-Hant", lines) == in_language("zh", simplified)
    assert in_language("zh-Hant", lines).dialect == "sichuan"


def test_where_nobody_speaks_there_is_nothing_to_tell() -> None:
    assert teller().tell(heard(), ()) is None
    assert teller().tell(heard(), [seen(card("三天后", 0, 2000))]) is None


def test_a_name_of_the_series_is_no_word_of_the_dialect() -> None:
    lines = [("张老汉儿来了。", SURE), ("我看到张老汉儿了。", SURE)]
    named = DialectTeller(DIALECTS, Glossary((Term("张老汉儿"),))).tell(spoken(*lines), ())
    assert named is not None
    assert named.episode.scores["sichuan"] < told(spoken(*lines)).episode.scores["sichuan"]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_packs_changes_nothing(seed: int) -> None:
    packs = list(DIALECTS)
    Random(seed).shuffle(packs)
    sound = spoken(*((line, UNSURE) for line in (*SICHUAN, *STRANGE)))
    assert DialectTeller(packs, NAMES).tell(sound, ()) == told(sound)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("我你晓得不莫事嘛啥咋佢唔俺恁中1a，", min_size=1, max_size=10).filter(
                lambda text: any(map(str.isalnum, text))
            ),
            st.floats(0, 1),
        ),
        max_size=5,
    )
)
def test_every_line_is_told_whatever_is_heard(lines: list[tuple[str, float]]) -> None:
    telling = teller().tell(spoken(*lines), ())
    assert (telling is None) == (not lines)
    if telling is not None:
        assert len(telling.lines) == len(lines)
        assert all(0 < line.told.confidence <= 1 for line in telling.lines)
