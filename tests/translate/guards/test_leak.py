from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.guards.leak import leaks
from localize.translate.said import Rendered, Said
from localize.translate.scenes import Scene

HAO, RED = Rendered("周浩", "Zhou Hao"), Rendered("满堂红", "Red Hall")


def leaking(rows: Sequence[tuple[str, str]], *terms: Rendered, target: str = "en", **more: Any) -> list[int]:
    lines = tuple(Said(source, source, tuple(t for t in terms if t.found in source)) for source, _ in rows)
    scene = Scene(lines, **more)
    about = Brief("zh", target)
    found = {
        number: Checked(line, text, target, about, scene, number)
        for number, (line, (_, text)) in enumerate(zip(lines, rows, strict=True), 1)
    }
    return [number for number in found if leaks(number, found)]


@pytest.mark.parametrize(
    "rows",
    [
        [("周浩来了。", "Red Hall is closed."), ("满堂红关门了。", "Zhou Hao is here.")],
        [("我今年三十岁。", "See you in five days."), ("五天后见。", "I'm thirty.")],
        [("你是谁？", "I won't tell you."), ("我不告诉你。", "Who are you?")],
        [("周浩来了。", "I'll eat."), ("我吃。", "Zhou Hao is here.")],
    ],
)
def test_swapped_lines_are_both_told(rows: list[tuple[str, str]]) -> None:
    assert leaking(rows, HAO, RED) == [1, 2]
    (one, first), (other, second) = rows
    assert leaking([(one, second), (other, first)], HAO, RED) == []


def test_what_runs_over_into_the_next_line_is_told_where_it_does_not_belong() -> None:
    rows = [
        ("她说我什么？", "What did she say about me? She said you are very sweet."),
        ("说你又乖又能干。", "She said you are very sweet and capable."),
    ]
    assert leaking(rows) == [1]
    thai = [("快走！", "รีบไปเถอะ เธอบอกว่าคุณเป็นคนน่ารักมาก"), ("说你乖。", "เธอบอกว่าคุณเป็นคนน่ารักมาก")]
    assert leaking(thai, target="th") == [1]


def test_what_both_sources_say_may_stand_in_both() -> None:
    rows = [
        ("你想要什么东西？", "What do you want from me?"),
        ("你想要什么？", "What do you want from me, now?"),
    ]
    assert leaking(rows) == []


def test_the_parts_of_one_sentence_may_change_places() -> None:
    rows = [("成都三十家店，", "Her dad left her"), ("都是她爸留的。", "all thirty shops in Chengdu.")]
    assert leaking(rows, continues=(1,)) == []


def test_the_references_of_the_example_leak_nowhere(references: dict[str, list[tuple[str, str]]]) -> None:
    for target, rows in references.items():
        assert leaking(rows, target=target) == []
