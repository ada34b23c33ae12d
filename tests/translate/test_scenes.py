from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from localize.domain.glossary import Term
from localize.domain.transcript import Line
from localize.translate.brief import DialectWord
from localize.translate.scenes import cut, scenes
from tests.translate.lines import PORK, YAOMEI, brief, scene, transcript


def spans(gaps_ms: list[int], **more: int) -> list[tuple[int, int]]:
    lines = transcript(*"一" * (len(gaps_ms) + 1), gaps_ms=gaps_ms).lines
    return [(span.start, span.stop) for span in cut(lines, brief(**more))]


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
    assert (first.before, first.lines, first.after) == ((), ("一", "二"), ("三",))
    assert (second.before, second.lines, second.after) == (("二",), ("三", "四"), ())


def test_a_scene_holds_only_what_stands_in_it() -> None:
    found = scene("幺妹，你咋个回来了？", about=brief(YAOMEI, PORK))
    assert [one.required for one in found.terms] == ["Yaomei"]
    assert [word.term for word in found.words] == ["咋个"]


def test_a_term_without_a_rendering_is_left_out() -> None:
    assert scene("幺妹！", about=brief(YAOMEI, target="th")).terms == ()


def test_dialect_words_inside_a_term_are_part_of_it() -> None:
    aunt = Term("张嬢嬢", {"en": "Auntie Zhang"})
    words = (DialectWord("嬢嬢", "阿姨", "aunt"),)
    assert scene("张嬢嬢！", about=brief(aunt, dialect_words=words)).words == ()
    assert scene("嬢嬢！", about=brief(aunt, dialect_words=words)).words == words


def test_dialect_words_of_one_character_are_not_looked_for() -> None:
    assert scene("莫哭。", about=brief(dialect_words=(DialectWord("莫", "不要"),))).words == ()


def test_terms_and_standard_words_are_put_into_a_line() -> None:
    found = scene("幺妹，你咋个回来了？")
    assert found.put_in("幺妹，你咋个回来了？", with_terms=True) == "Yaomei，你怎么回来了？"
    assert found.put_in("幺妹，你咋个回来了？", with_terms=False) == "幺妹，你怎么回来了？"


def test_an_equivalent_is_the_likeliest_word_alone() -> None:
    assert DialectWord("要得", "好；可以").equivalent == "好"
    assert DialectWord("得很", "非常（形容词后）").equivalent == "非常"
    assert DialectWord("嗦", "（原来如此）").equivalent == ""
