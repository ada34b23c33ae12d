from __future__ import annotations

from localize.consistency.season import Called
from localize.consistency.shared import shared
from localize.consistency.terms import terms
from tests.consistency.seasons import asked, line, person, season

WANG, ZHANG = person("王嬢嬢", "Auntie Wang"), person("张嬢嬢")
FINE = line("张嬢嬢做的面。", "Auntie Zhang's noodles.")


def pairs(*lines: object, called: tuple[Called, ...] = (WANG, ZHANG)) -> list[tuple[str, str]]:
    found = shared(season(*lines, called=called))  # type: ignore[arg-type]
    return [(one.about, one.message) for one in found]


def test_somebody_is_called_what_another_is_called() -> None:
    wrong = line("张嬢嬢在等你。", "Auntie Wang is waiting.", 2)
    assert pairs(FINE, wrong) == [("张嬢嬢", "called what 王嬢嬢 is called")]
    (found,) = shared(season(FINE, wrong, called=(WANG, ZHANG)))
    assert found.fix == "give 张嬢嬢 and 王嬢嬢 a rendering each"


def test_the_same_with_a_rendering_in_the_glossary_is_told_once() -> None:
    wrong = line("周浩跪下！", "Su Xiaoman, kneel!", **asked("周浩", "Zhou Hao", met=False))
    made = season(wrong, called=(person("周浩", "Zhou Hao"), person("苏小满", "Su Xiaoman")))
    assert [one.about for one in shared(made)] == ["周浩"]
    assert list(terms(made)) == []


def test_nobody_is_mistaken() -> None:
    """Both are named; nobody is; a person wants it so; a foreigner has no pinyin."""
    both = line("王嬢嬢，张嬢嬢在等你。", "Auntie Wang, she's waiting.", 2)
    left_out = line("张嬢嬢在等你。", "She's waiting.", 2)
    wanted = line("张嬢嬢在等你。", "Auntie Wang is waiting.", 2, approved=True)
    assert pairs(FINE, both, left_out, wanted) == []
    assert pairs(line("张嬢嬢在等你。", "Auntie Wang is waiting.")) == []


def test_a_short_form_of_the_same_name_is_nobody_else() -> None:
    called = (person("苏小满", "Su Xiaoman"), person("小满", "Manman"))
    assert pairs(line("小满来了。", "Su Xiaoman is here."), called=called) == []


def test_one_person_may_have_several_names() -> None:
    called = (person("苏总", "Ms. Su", of="苏小满"), person("小满", "Xiaoman", of="苏小满"))
    assert pairs(line("苏总来了。", "Xiaoman is here."), called=called) == []
