from __future__ import annotations

import msgspec
import pytest

from localize.domain.bible import Address, Bible, Character
from localize.domain.glossary import Term
from localize.domain.transcript import Transcript
from localize.translate import notes, prompt
from localize.translate.brief import Brief
from localize.translate.said import said
from localize.translate.scenes import Scene, scenes
from tests.translate.lines import FakeChat, brief, numbers, reply, stage, transcript

SU = Character("苏小满", ("小满",), "female")
WANG = Character("王桂芬", ("王嬢嬢",), "female")
ZHANG = Character("张嬢嬢", gender="female")
AUNT = Term(
    "嬢嬢", {"en": "Auntie", "es-419": "tía"}, aliases=("孃孃",), forbidden={"es-419": ("emperatriz",)}
)


def about(*addresses: Address, target: str = "es-419") -> Brief:
    return brief(AUNT, target=target, bible=Bible((SU, WANG, ZHANG), addresses))


MOTHER = Address("苏小满", "王桂芬", "妈", {"es-419": "Mamá"}, {"es-419": "usted"})


def spoken(*pairs: tuple[str, str]) -> Transcript:
    """Texts with their speakers."""
    found = transcript(*(text for text, _ in pairs))
    lines = zip(found.lines, pairs, strict=True)
    told = tuple(msgspec.structs.replace(line, speaker=speaker) for line, (_, speaker) in lines)
    return msgspec.structs.replace(found, lines=told)


def only(source: Transcript, told: Brief) -> Scene:
    ((_, found),) = scenes(source.lines, told)
    return found


@pytest.mark.parametrize("speaker", ["苏小满", "小满"])
def test_a_known_speaker_must_use_her_own_form(speaker: str) -> None:
    (line,) = only(spoken(("妈，你来了。", speaker)), about(MOTHER)).lines
    assert [(one.found, one.required) for one in line.terms] == [("妈", "Mamá")]
    assert line.asked == "Mamá，你来了。"


@pytest.mark.parametrize(("speaker", "target"), [("周浩", "es-419"), ("", "es-419"), ("苏小满", "en")])
def test_others_and_other_languages_are_not_bound(speaker: str, target: str) -> None:
    (line,) = only(spoken(("妈，你来了。", speaker)), about(MOTHER, target=target)).lines
    assert line.terms == ()


def test_where_the_speaker_is_not_known_it_is_told() -> None:
    found = only(spoken(("妈，你来了。", "")), about(MOTHER))
    assert notes.people(found) == ["苏小满 calls 王桂芬 Mamá; says usted to 王桂芬"]


def test_a_pronoun_is_told_where_both_are_there() -> None:
    told = about(MOTHER)
    assert notes.people(only(spoken(("小满，王桂芬在哪儿？", "")), told)) == ["苏小满 says usted to 王桂芬"]
    assert notes.people(only(spoken(("小满在哪儿？", "")), told)) == []


def test_a_form_of_address_comes_before_the_glossary_and_keeps_its_bans() -> None:
    told = about(Address("苏小满", "王桂芬", "嬢嬢", {"es-419": "doña"}))
    mine, other = (said(line, told) for line in spoken(("嬢嬢！", "苏小满"), ("嬢嬢！", "周浩")).lines)
    assert [(one.required, one.banned) for one in mine.terms] == [("doña", ("emperatriz",))]
    assert [(one.required, one.banned) for one in other.terms] == [("tía", ("emperatriz",))]


def test_an_alias_of_a_term_may_be_a_form_of_address() -> None:
    told = about(Address("苏小满", "王桂芬", "孃孃", {"es-419": "doña"}))
    (line,) = spoken(("孃孃，嬢嬢！", "苏小满")).lines
    assert [(one.found, one.required) for one in said(line, told).terms] == [
        ("孃孃", "doña"),
        ("嬢嬢", "tía"),
    ]


def test_an_alias_of_a_form_of_address_may_be_another_one() -> None:
    pairs = (("嬢嬢", "doña"), ("孃孃", "señora"))
    told = about(*(Address("苏小满", "王桂芬", says, {"es-419": form}) for says, form in pairs))
    (line,) = spoken(("孃孃，嬢嬢！", "苏小满")).lines
    assert [(one.found, one.required) for one in said(line, told).terms] == [
        ("孃孃", "señora"),
        ("嬢嬢", "doña"),
    ]


def test_a_form_for_two_people_is_not_required() -> None:
    two = [
        Address("苏小满", to, "嬢嬢", {"es-419": form})
        for to, form in (("王桂芬", "doña"), ("张嬢嬢", "tía"))
    ]
    found = only(spoken(("嬢嬢，坐。", "苏小满")), about(*two))
    assert [one.required for one in found.lines[0].terms] == ["tía"]  # the glossary's own
    assert notes.people(found) == ["苏小满 calls 王桂芬 doña", "苏小满 calls 张嬢嬢 tía"]


def test_it_is_verified_like_any_term() -> None:
    model = FakeChat(lambda request: reply(dict.fromkeys(numbers(request), "Suegra, ya llegó.")))
    made, source = stage(model, about(MOTHER)), spoken(("妈，你来了。", "苏小满"))
    (line,) = made.join(source, list(made.run(made.split(source)))).lines
    assert [(check.required, check.met) for check in line.terms] == [("Mamá", False)]
    assert "term-missed" in {flag.kind for flag in line.flags}
    assert "妈 must be 'Mamá'" in model.requests[1].user


def test_speakers_are_told_by_line_with_their_gender() -> None:
    pairs = [("你来了。", "小满"), ("来了。", ""), ("好。", "路人"), ("坐。", "苏小满")]
    found = only(spoken(*pairs), about())
    assert notes.notes(found, [1, 2, 3, 4], None) == ["苏小满 (woman) says 1, 4", "路人 says 3"]
    assert notes.notes(found, [4], None) == ["苏小满 (woman) says 4"]
    assert prompt.user(about(), found, [3], {}).endswith("3. 好。")
