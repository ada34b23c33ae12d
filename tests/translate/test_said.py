"""What a translator gets of one line."""

from __future__ import annotations

import msgspec

from localize.domain.glossary import Term
from localize.domain.transcript import Line
from localize.translate.brief import Brief
from localize.translate.said import Coloured, Said, said
from tests.translate.lines import PORK, YAOMEI, brief, meant


def line(text: str, about: Brief | None = None) -> Said:
    return said(meant(Line("L1", text, 0, 1000)), about or brief(YAOMEI, PORK))


def test_terms_and_standard_words_are_put_into_a_line() -> None:
    found = line("幺妹，你咋个回来了？")
    assert (found.text, found.asked) == ("幺妹，你怎么回来了？", "Yaomei，你怎么回来了？")
    assert [one.required for one in found.terms] == ["Yaomei"]


def test_a_rendering_that_begins_a_sentence_has_a_capital() -> None:
    dad = Term("老汉儿", {"en": "dad"}, aliases=("老汉",))
    assert line("老汉儿，来！老汉呢？", brief(dad)).asked == "Dad，来！Dad呢？"
    assert line("我的老汉儿！", brief(dad)).asked == "我的dad！"
    only_so = Term("老汉儿", {"en": "iPhone"}, exact=("en",))
    assert line("老汉儿！", brief(only_so)).asked == "iPhone！"


def test_a_term_without_a_rendering_is_left_out() -> None:
    found = line("幺妹！", brief(YAOMEI, target="th"))
    assert (found.terms, found.asked) == ((), "幺妹！")


def test_a_term_that_is_dialect_is_found_where_the_standard_text_has_another_word() -> None:
    fool = Term("瓜娃子", {"en": "silly"}, kind="dialect", forbidden={"en": ("melon",)})
    found = line("你个瓜娃子！", brief(fool))
    assert (found.text, found.asked) == ("你个傻瓜！", "你个silly！")
    assert [(one.found, one.required, one.banned) for one in found.terms] == [("瓜娃子", "silly", ("melon",))]
    assert found.words == ()  # the glossary has decided


def test_a_term_that_the_target_has_no_rendering_for_leaves_the_word_to_the_dialect() -> None:
    fool = Term("瓜娃子", {"th": "…"}, forbidden={"en": ("melon",)})
    found = line("你个瓜娃子！", brief(fool))
    assert (found.asked, [one.banned for one in found.terms]) == ("你个傻瓜！", [("melon",)])
    assert [word.found for word in found.words] == ["瓜娃子"]


def test_what_has_colour_is_told_with_it() -> None:
    found = line("你咋个是瓜娃子？")
    assert found.words == (Coloured("瓜娃子", "傻瓜", "fool", "insult, can be affectionate"),)


def test_what_is_open_is_told_without_any() -> None:
    for flavour in ("keep", "neutral"):
        assert line("你爪子？", brief(flavour=flavour)).words == (Coloured("爪子", "", "what are you doing"),)
    assert line("你爪子？").asked == "你爪子？"


def test_a_neutral_translation_hears_of_no_colour() -> None:
    assert line("你个瓜娃子！", brief(flavour="neutral")).words == ()


def test_a_word_that_nobody_glosses_is_not_told() -> None:
    assert line("你个瓜娃子！", brief(glosses={})).words == ()


def test_what_is_shown_over_dialect_speech_keeps_its_text_and_gets_the_colour() -> None:
    fool = Term("傻瓜", {"en": "silly"})
    spoken = meant(Line("L1", "你个瓜娃子！", 0, 1000))
    gloss = msgspec.structs.replace(spoken, text="你这傻瓜！", standard="你这傻瓜！")
    found = said(gloss, brief(fool))
    assert (found.text, found.asked) == ("你这傻瓜！", "你这silly！")
    assert [word.found for word in found.words] == ["瓜娃子"]


def test_rows_become_one() -> None:
    found = line("幺妹，\n你咋个来了？")
    assert (found.text, found.asked) == ("幺妹， 你怎么来了？", "Yaomei， 你怎么来了？")
