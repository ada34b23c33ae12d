from __future__ import annotations

import pytest

from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.faults import (
    KINDS,
    badness,
    faults_of,
    is_milder,
    is_no_worse,
    mildest,
    same_text,
)
from localize.translate.said import Said
from localize.translate.terms import Rendered

NAMES = (Rendered("幺妹", "Yaomei", ("Little Sister",)), Rendered("龙", "龍 Dragon"))


def kinds(source: str, text: str, target: str = "en", found: tuple[Rendered, ...] = ()) -> list[str]:
    return [flag.kind for flag in faults_of(Checked(Said(source, source, found), text, target))]


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("你好", "Hello.", "en"),
        ("你好", "¡Hola!", "es-419"),
        ("你好吗", "お元気ですか", "ja"),
        ("没事", "大丈夫", "ja"),
        ("你好", "안녕하세요", "ko"),
        ("你好吗朋友", "สวัสดีเพื่อน", "th"),
        ("你好吗朋友", "Привет, друг!", "ru"),
        ("幺妹来了", "么妹嚟咗", "yue"),
        ("快跑", "Run!", "en"),
        ("OK！", "OK!", "en"),
        ("对不起，我不能帮你", "I'm sorry, I can't help you.", "en"),
        ("哈哈哈哈哈哈哈哈哈哈哈哈", "Ha ha ha ha!", "en"),
        ("（旁白）他走了", "(Narrator) He left.", "en"),
    ],
)
def test_a_good_line_has_no_fault(source: str, text: str, target: str) -> None:
    assert kinds(source, text, target) == []


@pytest.mark.parametrize(
    ("source", "text", "target", "kind"),
    [
        ("你好", "", "en", "missing"),
        ("你好", " … ", "en", "missing"),
        ("你好，朋友", "你好朋友。", "en", "copied"),
        ("Where are you going now", "where are you going now?", "es", "copied"),
        ("快来吃回锅肉", "Come eat the 回锅肉.", "en", "untranslated"),
        ("快来吃回锅肉", "快来吃饭吗", "ja", "untranslated"),
        ("快来吃回锅肉", "早飯晚飯午飯回鍋肉全部", "ja", "untranslated"),
        ("快来吃回锅肉", "Come eat right now", "ru", "untranslated"),
        ("你好", "Hello " + "my dear old friend " * 4, "en", "too-long"),
        ("你好", "No, no, no, no, no, no, no, no!", "en", "too-long"),
        ("你好", "Hello! (a common greeting)", "en", "commentary"),
        ("你好", "Translation: Hello!", "en", "commentary"),
        ("打死他", "I'm sorry, but I can't assist with that.", "en", "refused"),
        ("打死他", "As an AI language model I do not.", "en", "refused"),
    ],
)
def test_a_bad_line_is_told(source: str, text: str, target: str, kind: str) -> None:
    assert kinds(source, text, target) == [kind]


def test_terms_are_looked_at_last() -> None:
    assert kinds("幺妹来了", "She is here.", found=NAMES[:1]) == ["term-missed"]
    assert kinds("幺妹来了", "Little Sister is here.", found=NAMES[:1]) == ["term-missed", "term-forbidden"]
    assert kinds("幺妹来了", "幺妹 is here.", found=NAMES[:1]) == ["untranslated"]


def test_a_rendering_may_hold_chinese_characters() -> None:
    assert kinds("龙来了", "龍 Dragon is here.", found=NAMES[1:]) == []


def test_a_line_that_is_only_a_name_may_be_copied() -> None:
    assert kinds("Su Xiaoman", "Su Xiaoman", "es") == []


def test_one_text_for_two_different_lines_is_suspicious() -> None:
    assert same_text("你去哪里？", "Where are you going?", "我不想吃饭了。", "Where are you going?")
    assert not same_text("你去哪里？", "Where are you going?", "你去哪里啊？", "Where are you going?")
    assert not same_text("好。", "All right.", "行嘛。", "All right.")


def test_the_worst_comes_first() -> None:
    ranks = [
        badness(faults_of(Checked(Said("你好", "你好"), text, "en")))
        for text in ("", "Hello 你", "Hello (hi)", "Hello")
    ]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(KINDS)) == len(KINDS)


def flagged(*kinds: str) -> tuple[Flag, ...]:
    return tuple(Flag(kind, "so") for kind in kinds)


@pytest.mark.parametrize(
    ("new", "old", "milder"),
    [
        ((), ("term-missed",), True),
        (("term-varies",), ("term-missed",), True),
        (("negation",), ("term-missed", "negation"), True),
        (("negation",), ("untranslated",), True),
        (("negation",), ("missing",), True),
        (("negation",), ("term-missed",), False),
        (("too-short",), ("term-missed", "negation"), False),
        (("numbers",), ("leak",), False),
        (("negation",), ("negation",), False),
        (("term-missed",), ("negation",), False),
    ],
)
def test_a_term_is_not_worth_a_doubt_of_the_sense(
    new: tuple[str, ...], old: tuple[str, ...], milder: bool
) -> None:
    assert is_milder(flagged(*new), flagged(*old)) is milder


def test_a_text_with_the_same_faults_is_no_worse() -> None:
    assert is_no_worse(flagged("negation"), flagged("negation"))
    assert is_no_worse((), ())
    assert not is_no_worse(flagged("negation"), ())


def test_of_several_texts_the_likeliest_stays_until_a_milder_one_comes() -> None:
    missed, denied, good = ("a", flagged("term-missed")), ("b", flagged("negation")), ("c", flagged())
    assert mildest([missed, denied]) == missed
    assert mildest([missed, denied, good]) == good
    assert mildest([good, ("d", ())]) == good
