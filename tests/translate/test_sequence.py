from __future__ import annotations

import pytest

from localize.errors import ConfigurationError
from localize.translate.sequence import translate
from tests.translate.lines import PORK, YAOMEI, FakeSequence, brief, scene

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
