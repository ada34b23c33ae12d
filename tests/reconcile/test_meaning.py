"""Lines in dialect get their sense, and nothing else is touched."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from localize.dialects import Dialect, load_dialect
from localize.domain.glossary import Glossary, Term
from localize.domain.seen import CARD
from localize.domain.transcript import DialectWord, Line, Transcript
from localize.reconcile.meaning import with_meaning


def pack(name: str = "sichuan") -> Dialect:
    dialect = load_dialect(name)
    assert dialect is not None
    return dialect


def meant(text: str, *terms: Term, language: str = "zh", name: str = "sichuan", **more: Any) -> Line:
    source = Transcript(language, (Line("L1", text, 0, 1000, **more),))
    (line,) = with_meaning(source, pack(name), Glossary(terms)).lines
    return line


def test_a_line_in_dialect_keeps_its_text_and_gets_what_it_means() -> None:
    line = meant("你晓得个锤子，瓜娃子！")
    assert (line.text, line.spoken) == (line.text, line.text)
    assert line.standard == "你知道个屁，傻瓜！"
    assert line.dialect_words == (
        DialectWord(1, "晓得", "晓得", "知道", "neutral"),
        DialectWord(4, "锤子", "锤子", "屁", "vulgar expletive; standard = hammer"),
        DialectWord(7, "瓜娃子", "瓜娃子", "傻瓜", "insult, can be affectionate"),
    )
    assert not line.is_gloss


def test_a_word_whose_sense_is_open_is_marked_and_stays() -> None:
    line = meant("他的爪子好烂")
    assert [(word.found, word.standard) for word in line.dialect_words] == [("爪子", "")]
    assert line.standard == line.spoken == line.text


@pytest.mark.parametrize("text", ["我明天去北京。", "他拿了一把锤子。", "第二天", ""])
def test_a_line_without_a_word_of_the_dialect_is_standard_as_it_stands(text: str) -> None:
    line = meant(text)
    assert (line.spoken, line.standard, line.dialect_words) == ("", "", ())
    assert line.in_standard == text


def test_names_are_never_touched() -> None:
    terms = (Term("张嬢嬢", kind="kinship"), Term("幺妹", kind="person"))
    line = meant("幺妹，张嬢嬢喊你莫哭，嬢嬢！", *terms)
    assert line.standard == "幺妹，张嬢嬢叫你别哭，阿姨！"
    assert meant("幺妹，张嬢嬢！", *terms).dialect_words == ()


@pytest.mark.parametrize(
    ("kind", "standard"), [("dialect", "傻瓜！"), ("Kinship ", "傻瓜！"), ("person", ""), ("", "")]
)
def test_a_term_that_is_a_word_of_the_dialect_is_one_where_its_kind_says_so(kind: str, standard: str) -> None:
    assert meant("瓜娃子！", Term("瓜娃子", kind=kind)).standard == standard


def test_cards_are_no_dialect() -> None:
    assert meant("满堂红，巴适得板", kind=CARD).dialect_words == ()


def test_other_spellings_are_those_of_the_pack() -> None:
    line = meant("话俾我知啦", language="yue", name="cantonese")
    assert line.spoken.startswith("話畀我知")
    assert all(line.spoken[word.start : word.end] == word.found for word in line.dialect_words)


def test_the_other_script_is_no_other_spelling() -> None:
    line = meant("你曉得我是哪個不？屋頭好多錢？", language="zh-Hant")
    assert line.spoken == line.text
    assert line.standard == "你知道我是誰嗎？家裏多少錢？"
    assert [(word.found, word.term) for word in line.dialect_words] == [
        ("曉得", "晓得"), ("哪個", "哪个"), ("不", "不"), ("屋頭", "屋头"), ("好多錢", "好多钱"),
    ]  # fmt: skip


def test_what_is_shown_over_dialect_speech_stays_and_what_was_said_is_marked() -> None:
    line = meant("你这个傻瓜。", spoken="你这个瓜娃子", standard="你这个傻瓜。")
    assert line.is_gloss
    assert (line.text, line.standard, line.spoken) == ("你这个傻瓜。", "你这个傻瓜。", "你这个瓜娃子")
    assert [word.found for word in line.dialect_words] == ["瓜娃子"]


def test_meaning_is_found_anew() -> None:
    line = meant("莫哭！")
    assert with_meaning(Transcript("zh", (line,)), pack(), Glossary()).lines == (line,)
    corrected = msgspec.structs.replace(line, text="晓得！")
    assert meant("晓得！").standard == "知道！"
    (again,) = with_meaning(Transcript("zh", (corrected,)), pack(), Glossary()).lines
    assert (again.spoken, again.standard) == ("晓得！", "知道！")


def test_without_a_dialect_nothing_is_left_of_it_but_what_is_shown() -> None:
    shown = Line("L2", "没事", 0, 1, spoken="莫得事", standard="没事")
    shown_meant = msgspec.structs.replace(shown, dialect_words=(DialectWord(0, "莫得事", "莫得事"),))
    source = Transcript("zh", (meant("莫哭！"), shown_meant))
    plain, kept = with_meaning(source, None, Glossary()).lines
    assert (plain.spoken, plain.standard, plain.dialect_words) == ("", "", ())
    assert kept == shown


def test_a_transcript_in_standard_mandarin_has_its_own_language() -> None:
    source = Transcript("yue", (Line("L1", "佢喺邊度？", 0, 1000), Line("L2", "OK", 1000, 2000)))
    standard = with_meaning(source, pack("cantonese"), Glossary()).in_standard
    assert standard.language == "zh-Hant"
    assert [(line.id, line.text) for line in standard.lines] == [("L1", "他在哪裏？"), ("L2", "OK")]
