from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.bible import Address, Bible, Character, Market
from localize.domain.glossary import Term
from localize.domain.transcript import Transcript
from localize.domain.translation import Translation
from localize.errors import EndpointError
from localize.stage import ChatReply, ChatRequest, Stage
from localize.store.keys import canonical, digest, part_material
from localize.translate.genres import load_genres
from localize.translate.result import SceneTranslation, counts
from localize.translate.scenes import Scene
from localize.translate.stage import Translate
from tests.translate.lines import (
    PORK,
    YAOMEI,
    FakeChat,
    FakeSequence,
    brief,
    numbers,
    reply,
    stage,
    transcript,
)

TWO_SCENES = transcript("幺妹！", "你好冷。", "快来吃回锅肉。", gaps_ms=[100, 5000])


def english(request: ChatRequest) -> ChatReply:
    """Another text for every line, without a number that the line has not."""
    spelt = request.user[-6:].encode().hex().translate(str.maketrans("0123456789", "ghijklmnop"))
    texts = {number: f"Line {chr(96 + number)} of {spelt}" for number in numbers(request)}
    return reply(texts, prompt_tokens=10, cached_tokens=4, completion_tokens=5)


def run(made: Translate, source: Transcript) -> Translation:
    return made.join(source, list(made.run(made.split(source))))


def keys(made: Translate, source: Transcript) -> list[str]:
    return [digest(canonical(part_material(made, part))) for part in made.split(source)]


def test_it_is_a_stage() -> None:
    made: Stage[Transcript, Scene, SceneTranslation, Translation] = stage(FakeChat(english), brief())
    assert made.name == "translate en"


def test_lines_keep_their_ids_and_order() -> None:
    source = TWO_SCENES
    done = run(stage(FakeChat(english), brief()), source)
    assert [line.id for line in done.lines] == ["L001", "L002", "L003"]
    assert done.language == "en"
    assert all(line.text.startswith("Line") for line in done.lines)


def test_an_empty_transcript_asks_nothing() -> None:
    model = FakeChat(english)
    assert run(stage(model, brief()), Transcript("zh", ())).lines == ()
    assert model.requests == []


def test_a_changed_term_redoes_only_the_scenes_that_hold_it() -> None:
    before = keys(stage(FakeChat(english), brief(YAOMEI, PORK)), TWO_SCENES)
    other = msgspec.structs.replace(PORK, targets={"en": "pork belly"})
    after = keys(stage(FakeChat(english), brief(YAOMEI, other)), TWO_SCENES)
    assert before[0] == after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize(
    "term",
    [Term("茶铺", {"en": "teahouse"}), Term("回锅", {"fr": "deux fois"}), Term("幺妹儿", {"en": "Yao"})],
)
def test_a_term_that_stands_nowhere_redoes_nothing(term: Term) -> None:
    before = keys(stage(FakeChat(english), brief(YAOMEI)), TWO_SCENES)
    assert keys(stage(FakeChat(english), brief(YAOMEI, term)), TWO_SCENES) == before


def test_ids_and_times_are_no_part_of_a_key() -> None:
    moved = tuple(
        msgspec.structs.replace(line, id=f"X{line.id}", start_ms=line.start_ms + 40, end_ms=line.end_ms + 40)
        for line in TWO_SCENES.lines
    )
    made = stage(FakeChat(english), brief(YAOMEI))
    assert keys(made, Transcript("zh", moved)) == keys(made, TWO_SCENES)


def test_more_of_a_character_redoes_only_the_scenes_that_hold_them() -> None:
    def of(**more: str) -> list[str]:
        bible = Bible((Character("幺妹", gender="female", **more), Character("张嬢嬢")))
        return keys(stage(FakeChat(english), brief(YAOMEI, bible=bible, context_lines=0)), TWO_SCENES)

    before, after = of(), of(age="20", voice="sharp")
    assert (before[0] == after[0], before[1] == after[1]) == (False, True)


def test_a_form_of_address_redoes_only_the_scenes_that_it_holds_for() -> None:
    def of(form: str) -> list[str]:
        people = (Character("老汉儿"), Character("陈幺妹"))
        address = Address("老汉儿", "陈幺妹", "幺妹", {"en": form})
        about = brief(YAOMEI, bible=Bible(people, (address,)))
        return keys(stage(FakeChat(english), about), TWO_SCENES)

    before, after = of("honey"), of("dear")
    assert (before[0] == after[0], before[1] == after[1]) == (False, True)


@pytest.mark.parametrize("kind", ["gender", "name", "market", "genre"])
def test_what_all_scenes_are_told_redoes_all(kind: str) -> None:
    changed = {
        "gender": brief(bible=Bible((Character("周浩", gender="male"),))),
        "name": brief(bible=Bible((Character("周好"),))),
        "market": brief(bible=Bible((Character("周浩"),), markets=(Market(("en",), ("wine",)),))),
        "genre": brief(bible=Bible((Character("周浩"),)), genres=load_genres(["family"])),
    }
    before = keys(stage(FakeChat(english), brief(bible=Bible((Character("周浩"),)))), TWO_SCENES)
    assert not set(before) & set(keys(stage(FakeChat(english), changed[kind]), TWO_SCENES))


@pytest.mark.parametrize("change", [{"title": "x"}, {"setting": "x"}, {"target": "fr"}, {"context_lines": 0}])
def test_what_the_model_is_told_is_part_of_a_key(change: dict[str, object]) -> None:
    before = keys(stage(FakeChat(english), brief(YAOMEI)), TWO_SCENES)
    after = keys(stage(FakeChat(english), msgspec.structs.replace(brief(YAOMEI), **change)), TWO_SCENES)
    assert not set(before) & set(after)


def test_results_survive_the_store() -> None:
    made = stage(FakeChat(english), brief(YAOMEI))
    for result in made.run(made.split(TWO_SCENES)):
        assert msgspec.json.decode(msgspec.json.encode(result), type=SceneTranslation) == result


def test_counts_add_up() -> None:
    made = stage(FakeChat(english), brief())
    results = list(made.run(made.split(TWO_SCENES)))
    assert counts(results) == {"asks": 2, "prompt_tokens": 20, "cached_tokens": 8, "completion_tokens": 10}


def test_terms_are_checked_against_the_whole_glossary_when_joined() -> None:
    texts = {"幺妹！": "Sis!", "你好冷。": "You're cold.", "快来吃回锅肉。": "Come, twice-cooked pork!"}
    made = stage(
        FakeSequence({("zh", "en"): {key: [text] for key, text in texts.items()}}), brief(YAOMEI, PORK)
    )
    first, second, third = run(made, TWO_SCENES).lines
    assert [(check.required, check.met) for check in first.terms] == [("Yaomei", False)]
    assert [flag.kind for flag in first.flags] == ["term-missed"]
    assert (second.terms, second.flags) == ((), ())
    assert ([check.met for check in third.terms], third.flags) == ([True], ())


def test_lines_without_words_are_not_asked_for() -> None:
    model = FakeChat(english)
    done = run(stage(model, brief()), transcript("……", "你好冷。", "", "2024"))
    assert [numbers(request) for request in model.requests] == [[2]]
    assert [(line.text, line.asked) for line in done.lines if line.id != "L002"] == [
        ("……", 0),
        ("", 0),
        ("2024", 0),
    ]


def test_each_scene_is_there_before_the_next_is_asked_again() -> None:
    def only_first_scene(request: ChatRequest) -> ChatReply:
        if "回锅肉" in request.user.rsplit(":\n", 1)[1]:
            raise EndpointError("down")
        return english(request)

    made = stage(FakeChat(only_first_scene), brief())
    results = made.run(made.split(TWO_SCENES))
    assert len(next(results).lines) == 2
    with pytest.raises(EndpointError):
        next(results)


JSON = st.dictionaries(st.sampled_from(["1", "2", "3", "4", "x"]), st.text(max_size=20) | st.none()).map(
    json.dumps
)
GARBAGE = st.builds(ChatReply, st.text(max_size=60) | JSON, st.sampled_from(["stop", "length", "refused"]))


@settings(max_examples=200)
@given(
    st.lists(GARBAGE, min_size=1), st.lists(st.text(alphabet="你好幺妹莫得事a1。 ", max_size=9), max_size=9)
)
def test_whatever_comes_every_line_stays_in_its_place(replies: list[ChatReply], texts: list[str]) -> None:
    source = transcript(*texts)
    done = run(stage(FakeChat(forever(replies)), brief(YAOMEI, scene_lines=3)), source)
    assert [line.id for line in done.lines] == [line.id for line in source.lines]
    for line, said in zip(done.lines, source.lines, strict=True):
        assert line.text or line.flags or not any(map(str.isalpha, said.text))


def forever(replies: list[ChatReply]) -> Callable[[ChatRequest], ChatReply]:
    at = iter(range(1_000_000))
    return lambda request: replies[next(at) % len(replies)]


def test_what_is_told_of_an_address_is_in_no_key_of_a_sequence_model() -> None:
    def told(**more: Any) -> list[str]:
        address = Address("周浩", "幺妹", "幺妹", {"en": "Sis"}, **more)
        about = brief(YAOMEI, bible=Bible((Character("周浩"), Character("幺妹")), (address,)))
        return keys(stage(FakeSequence({}), about), TWO_SCENES)

    assert told(note="warm", pronouns={"en": "you"}) == told()
