from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.mining.alike import alike
from localize.mining.cutting import Cutter
from localize.mining.proposals import mine
from tests.mining.lines import COUNTS, kinds, proposed, spoken


@pytest.mark.parametrize(
    ("lines", "source", "kind"),
    [
        (["你好，我叫李建国，今年三十岁。"], "李建国", "name"),
        (["周浩，签字！"], "周浩", "name"),
        (["小满，我也莫法嘛。"], "小满", "name"),
        (["许茹芸也来。"], "许茹芸", "name"),
        (["若溪？", "若溪，来。"], "若溪", "name"),
        (["张嬢嬢，你好。"], "张嬢嬢", "address"),
        (["苏总来了。"], "苏总", "address"),
        (["配进周家的门？"], "周家", "address"),
        (["老汉儿，来。"], "老汉儿", "kinship"),
        (["明天喊他到锦江茶铺来坐。"], "锦江茶铺", "place"),
        (["她是明川集团的老板？"], "明川集团", "organisation"),
        (["今天的回锅肉好吃。"], "回锅肉", "food"),
        (["来吃满堂红？", "满堂红的老板"], "满堂红", "word"),
        (["签字喝茶的嗦", "我签字喝茶", "哪个签字喝茶？"], "签字喝茶", "phrase"),
    ],
)
def test_what_belongs_into_a_glossary_is_proposed(lines: list[str], source: str, kind: str) -> None:
    assert proposed(*lines).get(source) == kind


@pytest.mark.parametrize(
    "line",
    ["我高兴。", "参加公司，来。", "要得，明天来。", "我们医院", "一个店", "高兴，高兴！", "OK, 123。", ""],
)
def test_what_anybody_says_is_not(line: str) -> None:
    assert proposed(line) == {}


def test_a_form_of_address_holds_its_word_of_kinship() -> None:
    assert proposed("张嬢嬢，你好。") == {"张嬢嬢": "address"}
    assert proposed("张嬢嬢，你好。", "嬢嬢，来。") == {"张嬢嬢": "address", "嬢嬢": "kinship"}


def test_what_is_known_is_not_proposed_again() -> None:
    assert proposed("我叫李建国。", "苏总来了。", known=("李建国",)) == {"苏总": "address"}


def test_a_name_that_is_only_part_of_a_longer_phrase_is_no_phrase() -> None:
    assert "建国来" not in proposed("我叫李建国。", "李建国来。", "李建国来嘛。")


def test_counts_episodes_and_examples_come_with_it() -> None:
    lines = [*spoken("苏总来了。", "苏总，苏总！"), *spoken("好的，苏总。", episode="E02")]
    (found,) = mine(lines, (), COUNTS)
    assert (found.count, found.episodes) == (4, ("E01", "E02"))
    assert [line.text for line in found.examples] == ["苏总来了。", "苏总，苏总！", "好的，苏总。"]


def test_words_of_the_dialect_and_speakers_come_from_the_record() -> None:
    lines = spoken("摆你的龙门阵", dialect=("龙门阵", "咋个", "嘛"))
    assert kinds(mine(lines, (), COUNTS)) == {"龙门阵": "dialect"}
    told = [type(lines[0])("E01", 0, "来。", speaker="陈默")]
    assert kinds(mine(told, (), COUNTS)) == {"陈默": "name"}


def test_one_name_in_two_hearings_is_marked() -> None:
    found = mine(spoken("张嬢嬢，来。", "我叫张仰仰。"), (), COUNTS)
    assert {one.source: one.alike for one in found} == {"张嬢嬢": ("张仰仰",), "张仰仰": ("张嬢嬢",)}


def test_a_name_that_sounds_like_one_of_the_glossary_is_marked() -> None:
    (found,) = mine(spoken("我叫沉默。", "邹浩，来。"), ("周浩",), COUNTS)
    assert (found.source, found.alike) == ("邹浩", ("周浩",))
    (found,) = mine(spoken("张娘娘，来。"), ("张嬢嬢", "張嬢嬢"), COUNTS)
    assert found.alike == ("张嬢嬢",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("张嬢嬢", "张仰仰"), ("周浩", "邹浩"), ("陈默", "沉默"), ("李建国", "李见国"), ("宁夏", "凌夏")],
)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert alike(one, [other, one]) == [other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("苏总", "顾总"),
        ("李建国", "建国"),
        ("苏嬢嬢", "顾嬢嬢"),
        ("周浩", "王强"),
        ("满", "慢"),
        ("周浩", "Zhou"),
    ],
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert alike(one, [other]) == []


@given(st.text(alphabet="我叫李建国来，锦江茶铺。a1", max_size=20))
def test_a_line_is_cut_without_loss(text: str) -> None:
    cutter = Cutter(COUNTS)
    assert "".join(clause.text for clause in cutter.clauses(text)) == "".join(
        character for character in text if character not in "，。a1"
    )


def test_a_line_is_cut_at_the_likeliest_words() -> None:
    (clause,) = Cutter(COUNTS, ["茶铺"]).clauses("到锦江茶铺来")
    assert clause.words == ("到", "锦江", "茶铺", "来")
