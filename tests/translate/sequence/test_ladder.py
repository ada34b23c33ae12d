from __future__ import annotations

import msgspec
import pytest

from localize.domain.bible import Bible, Character
from localize.domain.glossary import Term
from localize.domain.review import Flag
from localize.errors import ConfigurationError
from localize.translate import faults
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.result import SceneLine
from localize.translate.sequence import translate
from tests.translate.lines import PORK, YAOMEI, FakeSequence, brief, scene, stage, transcript

ZH_EN = {
    "快来吃饭。": ["Come and eat.", "Come eat."],
    "我没有事。": ["I'm fine."],
    "幺妹！": ["Little sister!", "Sis!"],
    "Yaomei！": ["Yaomei!"],
}


def test_the_likeliest_sound_candidate_is_taken() -> None:
    model = FakeSequence({("zh", "en"): {"快来吃饭。": ["快来吃饭", "Come (food)", "Come and eat.", "Eat."]}})
    (result,) = translate(model, brief(), [scene("快来吃饭。")])
    assert result.lines[0].text == "Come and eat."
    assert result.lines[0].asked == 1


def test_dialect_words_reach_the_model_in_the_standard_language() -> None:
    (result,) = translate(FakeSequence({("zh", "en"): ZH_EN}), brief(), [scene("我莫得事。")])
    assert result.lines[0].text == "I'm fine."


def test_candidates_that_keep_the_terms_are_preferred() -> None:
    model = FakeSequence({("zh", "en"): {"快来吃回锅肉。": ["Eat some pork.", "Have twice-cooked pork."]}})
    (result,) = translate(model, brief(PORK), [scene("快来吃回锅肉。")])
    assert result.lines[0].text == "Have twice-cooked pork."


def test_a_missed_term_is_put_into_the_source() -> None:
    (result,) = translate(FakeSequence({("zh", "en"): ZH_EN}), brief(YAOMEI), [scene("幺妹！")])
    assert (result.lines[0].text, result.lines[0].asked, result.usage.asks) == ("Yaomei!", 2, 2)


def test_what_no_candidate_gets_right_is_flagged() -> None:
    (result,) = translate(
        FakeSequence({("zh", "en"): {"快来吃饭。": ["快来", "吃饭"]}}), brief(), [scene("快来吃饭。")]
    )
    assert [flag.kind for flag in result.lines[0].flags] == ["untranslated"]


def test_a_model_that_gives_nothing_leaves_a_flag() -> None:
    (result,) = translate(FakeSequence({("zh", "en"): {"快来吃饭。": []}}), brief(), [scene("快来吃饭。")])
    assert (result.lines[0].text, result.lines[0].flags[0].kind) == ("", "missing")


def test_a_pair_that_is_lacking_goes_through_english() -> None:
    model = FakeSequence(
        {("zh", "en"): ZH_EN, ("en", "es-419"): {"Come and eat.": ["Come eat", "Ven a comer."]}}
    )
    (result,) = translate(model, brief(target="es-419"), [scene("快来吃饭。", "……")])
    assert [line.text for line in result.lines] == ["Come eat", "……"]
    assert result.via == "en"
    assert model.asked == [("zh", "en", "快来吃饭。"), ("en", "es-419", "Come and eat.")]


def test_a_direct_pair_goes_through_nothing() -> None:
    (result,) = translate(FakeSequence({("zh", "en"): ZH_EN}), brief(), [scene("快来吃饭。")])
    assert result.via == ""


def test_a_language_that_it_does_not_know_is_an_error_that_says_what_it_knows() -> None:
    model = FakeSequence({("zh", "en"): ZH_EN, ("zh", "fr"): {}})
    with pytest.raises(ConfigurationError, match=r"neither zh to ko nor by way of en.*it knows: en, fr"):
        list(translate(model, brief(target="ko"), [scene("快来吃饭。")]))


def test_scenes_come_back_apart() -> None:
    found = translate(
        FakeSequence({("zh", "en"): ZH_EN}), brief(), [scene("快来吃饭。"), scene("我莫得事。", "1")]
    )
    assert [[line.text for line in result.lines] for result in found] == [
        ["Come and eat."],
        ["I'm fine.", "1"],
    ]


def rungs(line: SceneLine) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(step.rung, step.because, step.kept) for step in line.steps]


def climbed(
    book: dict[str, list[str]], *lines: str, about: Brief | None = None, separator: str = ""
) -> list[SceneLine]:
    about = about or brief(YAOMEI, PORK)
    model = FakeSequence({("zh", "en"): book}, separator)
    (result,) = translate(model, about, [scene(*lines, about=about)])
    return list(result.lines)


def test_the_record_tells_which_rung_mended_a_line() -> None:
    (line,) = climbed({"幺妹！": ["Sis!"], "Yaomei！": ["Yaomei!"]}, "幺妹！")
    assert [line.steps[0].before, line.steps[0].after] == ["Sis!", "Yaomei!"]
    assert rungs(line) == [("codeswitched", ("term-missed",), True)]


def test_more_candidates_hold_no_banned_rendering() -> None:
    candidates = ["Hm.", "|Sichuan pork, twice-cooked pork!", "|Have twice-cooked pork."]
    (line,) = climbed({"快来吃twice-cooked pork。": candidates}, "快来吃回锅肉。")
    assert line.text == "Have twice-cooked pork."
    assert rungs(line) == [("codeswitched", ("term-missed",), False), ("again", ("term-missed",), True)]


def test_what_is_banned_may_be_part_of_what_is_required() -> None:
    zhang = Term("张嬢嬢", {"en": "Auntie Zhang"}, forbidden={"en": ("Zhang", "Miss")})
    book = {"Auntie Zhang！": ["|Miss Auntie Zhang!", "|Auntie Zhang!"]}
    (line,) = climbed(book, "张嬢嬢！", about=brief(zhang))
    assert line.text == "Auntie Zhang!"


def test_a_line_that_goes_in_circles_is_asked_for_again() -> None:
    book = {"快来吃饭。": ["Come " * 12, "|Come and eat."]}
    (line,) = climbed(book, "快来吃饭。")
    assert (line.text, line.flags) == ("Come and eat.", ())
    assert rungs(line) == [("again", ("too-long",), True)]


COPIES_XX = {
    "XX1来了。": ["XX1 is here."], "我认识XX1。": ["I know XX1."], "__1__来了。": ["__ 1 __ is here."],
    "7301来了。": ["7301 is here."],
}  # fmt: skip


def test_a_mark_that_the_model_copies_takes_the_place_of_a_term() -> None:
    book = {**COPIES_XX, "XX1和XX2！": ["XX2!", "XX1, XX2, come and eat!", "xx1 and xx2!"]}
    (line,) = climbed(book, "幺妹和回锅肉！")
    assert line.text == "Yaomei, twice-cooked pork, come and eat!"
    assert rungs(line)[-1] == ("placeholders", ("term-missed", "term-missed"), True)
    assert line.asked == 4


def test_the_next_best_mark_has_its_chance() -> None:
    (line,) = climbed({**COPIES_XX, "XX1！": ["XX 1!"], "7301！": ["It's 7301!"]}, "幺妹！")
    assert line.text == "It's Yaomei!"
    assert [rung for rung, _, _ in rungs(line)] == ["codeswitched", "again", "placeholders", "placeholders"]


def test_a_rendering_gets_the_capital_of_its_sentence() -> None:
    book = {**COPIES_XX, "XX1好了，XX2呢？": ["XX1 is ready. XX2?"]}
    dad = Term("老汉儿", {"en": "dad"})
    (line,) = climbed(book, "回锅肉好了，老汉儿呢？", about=brief(PORK, dad))
    assert line.text == "Twice-cooked pork is ready. Dad?"


def test_a_model_that_copies_no_mark_is_not_asked_with_them() -> None:
    (line,) = climbed({"幺妹！": ["Sis!"]}, "幺妹！")
    assert [rung for rung, _, _ in rungs(line)] == ["codeswitched", "again", "continued"]
    assert line.text == "Sis!"


def test_the_model_goes_on_behind_a_rendering() -> None:
    book = {"幺妹，快来吃饭。": ["Sis, come and eat.", "|Yaomei, come and eat."]}
    about = brief(YAOMEI)
    model = FakeSequence({("zh", "en"): {**book, "Yaomei，快来吃饭。": ["Come."]}})
    (result,) = translate(model, about, [scene("幺妹，快来吃饭。", about=about)])
    (line,) = result.lines
    assert line.text == "Yaomei, come and eat."
    assert rungs(line)[-1] == ("continued", ("term-missed",), True)


def test_what_was_only_forced_is_not_taken() -> None:
    (line,) = climbed({"幺妹，快来吃饭。": ["Sis, come and eat."]}, "幺妹，快来吃饭。")
    assert line.text == "Sis, come and eat."
    assert rungs(line)[-1][2] is False


def test_a_model_of_running_text_sees_the_line_before() -> None:
    book = {"我妈妈呢？": ["Where's Mom?"], "我妈妈呢？ <sep> 回来了。": ["Where's Mom? <sep> She's back."]}
    first, second = climbed(book, "我妈妈呢？", "回来了。", separator="<sep>")
    assert (first.text, second.text) == ("Where's Mom?", "She's back.")


@pytest.mark.parametrize("merged", ["Where's Mom? She's back.", "Where? <sep> Mom? <sep> She's back."])
def test_a_line_that_cannot_be_told_from_the_one_before_is_translated_alone(merged: str) -> None:
    book = {"我妈妈呢？ <sep> 回来了。": [merged], "回来了。": ["He's back."]}
    _, second = climbed(book, "我妈妈呢？", "回来了。", separator="<sep>")
    assert second.text == "He's back."
    assert rungs(second) == [("alone", ("missing",), True)]


def test_a_sentence_model_never_sees_the_line_before() -> None:
    model = FakeSequence({("zh", "en"): ZH_EN})
    list(translate(model, brief(), [scene("快来吃饭。", "幺妹！")]))
    assert ("zh", "en", "幺妹！") in model.asked


AUNTIE = Term("张嬢嬢", {"en": "Auntie Zhang", "es-419": "doña Zhang"})


def through_english(english: dict[str, list[str]], spanish: dict[str, list[str]]) -> SceneLine:
    about = msgspec.structs.replace(brief(AUNTIE, target="es-419"), pivot="en")
    model = FakeSequence({("zh", "en"): english, ("en", "es-419"): spanish})
    (result,) = translate(model, about, [scene("张嬢嬢来了。", about=about)])
    return result.lines[0]


def test_the_way_through_english_has_its_own_rendering_on_each_leg() -> None:
    line = through_english(
        {"张嬢嬢来了。": ["She's here."], "Auntie Zhang来了。": ["She came.", "auntie Zhang is here."]},
        {"She's here.": ["Ya vino."], "doña Zhang is here.": ["Ya llegó doña Zhang."]},
    )
    assert line.text == "Ya llegó doña Zhang."
    assert rungs(line) == [("codeswitched", ("term-missed",), True)]


def test_the_candidate_with_the_english_rendering_goes_on() -> None:
    line = through_english(
        {"张嬢嬢来了。": ["She's here.", "Auntie Zhang is here."]},
        {"Auntie Zhang is here.": ["Doña Zhang llegó."]},
    )
    assert (line.text, line.steps) == ("Doña Zhang llegó.", ())


def test_marks_come_through_both_legs() -> None:
    line = through_english(
        {"XX1来了。": ["Xx is here.", "XX1 is here."], "我认识XX1。": ["I know XX1."]},
        {"XX1 is here.": ["Llegó XX1."], "I know XX1.": ["Conozco a XX1."]},
    )
    assert line.text == "Llegó doña Zhang."
    assert rungs(line)[-1][0] == "placeholders"


def test_the_guards_see_the_scene_and_the_series(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Checked] = []
    monkeypatch.setattr(faults, "GUARDS", (lambda checked: seen.append(checked),))
    about = brief(bible=Bible((Character("小满", gender="female"),)))
    model = FakeSequence({("zh", "en"): ZH_EN})
    made = stage(model, about)
    list(made.run(made.split(transcript("快来吃饭。"))))
    assert seen
    assert all(one.brief and one.brief.bible == about.bible and one.scene for one in seen)


def test_doubts_choose_among_the_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    def asks(checked: Checked) -> Flag | None:
        return None if "?" in checked.text else Flag("question", "")

    monkeypatch.setattr(faults, "GUARDS", (asks,))
    (line,) = climbed({"你晓得吗？": ["You know.", "You know?"]}, "你晓得吗？")
    assert (line.text, line.asked) == ("You know?", 1)
