from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.bible import Bible, Character
from localize.domain.transcript import Line
from localize.translate.scenes import Scene, cut, scenes
from tests.translate.lines import brief, scene, transcript


def spans(gaps_ms: list[int], **more: int) -> list[tuple[int, int]]:
    lines = transcript(*"一" * (len(gaps_ms) + 1), gaps_ms=gaps_ms).lines
    return [(span.start, span.stop) for span in cut(lines, brief(**more))]


def texts(scene: Scene) -> list[str]:
    return [line.text for line in scene.lines]


def test_a_long_silence_ends_a_scene() -> None:
    assert spans([100, 3000, 100]) == [(0, 2), (2, 4)]
    assert spans([100, 2999, 100]) == [(0, 4)]


def test_what_is_too_long_is_cut_at_its_longest_silence() -> None:
    assert spans([100, 100, 100, 900, 100], scene_lines=4) == [(0, 4), (4, 6)]


def test_equal_silences_are_cut_in_the_middle() -> None:
    assert spans([100] * 7, scene_lines=4) == [(0, 4), (4, 8)]


def test_no_lines_make_no_scenes() -> None:
    assert cut((), brief()) == []


@given(st.lists(st.integers(-500, 5000), max_size=60), st.integers(1, 9))
def test_scenes_cover_every_line_in_order(gaps_ms: list[int], scene_lines: int) -> None:
    found = spans(gaps_ms, scene_lines=scene_lines)
    assert [at for start, stop in found for at in range(start, stop)] == list(range(len(gaps_ms) + 1))
    assert all(stop - start <= scene_lines for start, stop in found)


def test_a_line_of_negative_length_does_not_matter() -> None:
    assert [len(span) for span in cut((Line("a", "一", 500, 400), Line("b", "二", 100, 90)), brief())] == [2]


def test_a_scene_sees_its_neighbours() -> None:
    lines = transcript("一", "二", "三", "四", gaps_ms=[100, 5000, 100]).lines
    first, second = (found for _, found in scenes(lines, brief(context_lines=1)))
    assert (first.before, texts(first), first.after) == ((), ["一", "二"], ("三",))
    assert (second.before, texts(second), second.after) == (("二",), ["三", "四"], ())


def test_a_scene_knows_the_flavour_only_where_it_has_words_to_keep_it_of() -> None:
    assert scene("你个瓜娃子！").flavour == "keep"
    assert scene("你个爪子！", about=brief(flavour="neutral")).flavour == "neutral"
    for text in ("你咋个来了？", "好冷。"):
        assert scene(text).flavour == ""


def test_people_are_those_named_in_the_scene_beside_it_or_speaking() -> None:
    bible = Bible(
        (Character("苏小满", ("小满",)), Character("王桂芬"), Character("周浩"), Character("刘经理"))
    )
    lines = transcript("小满在哪儿？", "我去找。", "周浩来了。", gaps_ms=[200, 5000]).lines
    first, second = (found.people for _, found in scenes(lines, brief(bible=bible)))
    assert [one.name for one in first] == ["苏小满", "周浩"]
    spoken = [msgspec.structs.replace(line, speaker="刘经理") for line in lines]
    (_, found), _ = scenes(spoken, brief(bible=bible))
    assert [one.name for one in found.people] == ["苏小满", "周浩", "刘经理"]
    assert [one.name for one in second] == ["苏小满", "周浩"]
