from __future__ import annotations

import msgspec

from localize.domain.bible import Bible, Character
from localize.domain.glossary import Term
from localize.domain.review import Flag
from localize.translate import prompt
from tests.translate.lines import PORK, YAOMEI, brief, scene

ABOUT = brief(
    YAOMEI,
    PORK,
    target="es-419",
    title="幺妹回家",
    setting="Chengdu, today.",
    bible=Bible((Character("陈幺妹", ("幺妹",), gender="female", note="home again"), Character("老汉儿"))),
)


def test_the_shared_part_says_who_and_where_and_nothing_of_the_scene() -> None:
    first, second = (prompt.request(ABOUT, scene(text), [1]) for text in ("幺妹！", "快来吃回锅肉。"))
    assert first.system == second.system
    for said in (
        "Latin American Spanish",
        "幺妹回家",
        "Chengdu, today.",
        "Characters: 陈幺妹 (woman); 老汉儿",
    ):
        assert said in first.system
    assert "home again" not in first.system


def test_a_scene_is_numbered_with_its_terms_put_in() -> None:
    about = brief(YAOMEI, target="es-419")
    asked = prompt.request(about, scene("幺妹，你咋个来了？", "好冷。", about=about), [1, 2])
    assert asked.user.endswith("1. Yaomei，你怎么来了？\n2. 好冷。")


def test_the_schema_asks_for_exactly_the_lines() -> None:
    schema = prompt.request(ABOUT, scene("一", "二", "三"), [2, 3]).schema
    assert schema["required"] == list(schema["properties"]) == ["2", "3"]
    assert schema["additionalProperties"] is False
    assert all(0 < line["minLength"] < line["maxLength"] for line in schema["properties"].values())


def test_neighbours_are_shown_to_be_read() -> None:
    asked = prompt.user(ABOUT, scene("一去", "二来", "三走", "四跑"), [3], {})
    assert "Before:\n一去\n二来" in asked
    assert "After:\n四跑" in asked


def test_neighbours_come_from_the_next_scene_too() -> None:
    found = msgspec.structs.replace(scene("三"), before=("一", "二"), after=("四",))
    asked = prompt.user(ABOUT, found, [1], {})
    assert "Before:\n一\n二\n" in asked
    assert "After:\n四\n" in asked


def test_notes_hold_what_cannot_be_put_in() -> None:
    term = Term("大哥", {"en": "Boss"}, note="a gang's leader", forbidden={"en": ("big brother",)})
    about = brief(term)
    asked = prompt.user(about, scene("大哥，你走嗦？", about=about), [1], {})
    assert "Boss: a gang's leader; never big brother" in asked


def test_words_of_the_dialect_are_told_by_the_line_in_which_they_stand() -> None:
    found = scene("好冷。", "你个瓜娃子！", "你爪子？", "你咋个来了？")
    asked = prompt.user(ABOUT, found, [1, 2, 3, 4], {})
    words = "2: 傻瓜 (瓜娃子) = fool; insult, can be affectionate\n3: 爪子 = what are you doing"
    assert f"{prompt.COLOUR['keep']}:\n{words}\n\n" in asked
    assert prompt.COLOUR["keep"] not in prompt.user(ABOUT, found, [1, 4], {})


def test_a_neutral_translation_asks_for_no_colour() -> None:
    about = brief(flavour="neutral")
    asked = prompt.user(about, scene("你个瓜娃子！", "你爪子？", about=about), [1, 2], {})
    assert f"{prompt.COLOUR['neutral']}:\n2: 爪子 = what are you doing\n\n" in asked
    assert "insult" not in asked


def test_what_was_wrong_is_told() -> None:
    asked = prompt.user(ABOUT, scene("一", "二"), [2], {2: Flag("missing", "no translation")})
    assert "2: no translation" in asked
