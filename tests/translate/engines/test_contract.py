"""What every engine of a kind promises, asked of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from localize import plugins
from localize.domain.value import Value
from localize.scripted import ScriptedOptions
from localize.stage import Candidate, ChatModel, Engine, SequenceTranslator
from localize.translate.engines.ctranslate2 import Options as SequenceOptions
from localize.translate.engines.ctranslate2 import SequenceModel
from localize.translate.engines.openai import OpenAICompatible
from localize.translate.engines.openai import Options as OpenAIOptions
from localize.translate.engines.scripted import ScriptedTranslator
from tests.translate.engines.conftest import KEY, OpenLlama, question
from tests.translate.engines.marian import FLOAT, PAIRS
from tests.translate.lines import FakeSequence, script, setup

TEXTS = ["你好。", "我叫小满。"]


def _llama(opened: OpenLlama, folder: Path, patch: pytest.MonkeyPatch) -> ChatModel:
    return opened.engine


def _openai(opened: OpenLlama, folder: Path, patch: pytest.MonkeyPatch) -> ChatModel:
    """Through HTTP, with the same weights."""
    patch.setenv("LOCALIZE_API_KEY", KEY)
    return OpenAICompatible(setup(OpenAIOptions(base_url=f"{opened.url}/v1", max_in_flight=2), "qwen"))


def _scripted(opened: OpenLlama, folder: Path, patch: pytest.MonkeyPatch) -> ChatModel:
    path = script(folder / "script.json", {text: PAIRS[text] for text in TEXTS})
    return ScriptedTranslator(setup(ScriptedOptions(str(path))))


@pytest.fixture(params=[_llama, _openai, _scripted])
def chat_model(
    request: pytest.FixtureRequest, open_llama: OpenLlama, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ChatModel]:
    make: Callable[..., ChatModel] = request.param
    model = make(open_llama, tmp_path, monkeypatch)
    yield model
    if model is not open_llama.engine:
        model.close()


def test_every_request_has_its_reply_in_order_and_fits_the_schema(chat_model: ChatModel) -> None:
    replies = list(chat_model.chat([question(text) for text in TEXTS]))
    told = [json.loads(reply.text) for reply in replies]
    assert [list(one) for one in told] == [["1"], ["1"]]
    assert told[0]["1"]
    assert "Xiao" in told[1]["1"]
    assert {reply.finish for reply in replies} == {"stop"}


def test_the_same_question_has_the_same_answer(chat_model: ChatModel) -> None:
    first, second = (next(iter(chat_model.chat([question()]))).text for _ in range(2))
    assert first == second


def test_no_request_has_no_reply(chat_model: ChatModel) -> None:
    assert list(chat_model.chat([])) == []


def test_a_question_may_be_asked_while_others_are_answered(chat_model: ChatModel) -> None:
    replies = iter(chat_model.chat([question(text) for text in TEXTS]))
    first = next(replies)
    between = next(iter(chat_model.chat([question(TEXTS[0])])))
    assert json.loads(first.text).keys() == json.loads(between.text).keys()
    assert "1" in json.loads(next(replies).text)


@pytest.fixture(params=["ctranslate2", "fake"])
def sequence_model(request: pytest.FixtureRequest, marian: Path) -> SequenceTranslator:
    if request.param == "fake":
        book = {source: [target, target.upper(), target.lower()] for source, target in PAIRS.items()}
        return FakeSequence({("zh", "en"): book})
    return SequenceModel(setup(SequenceOptions(compute_type=FLOAT), "opus-mt-zh-en", marian))


def test_every_text_has_its_candidates_in_order(sequence_model: SequenceTranslator) -> None:
    found = sequence_model.translate(list(PAIRS), "zh", "en", 3)
    assert [candidates[0].text for candidates in found] == list(PAIRS.values())
    for candidates in found:
        assert len(candidates) == 3
        assert all(isinstance(one, Candidate) and one.score <= 0 for one in candidates)
        assert sorted((one.score for one in candidates), reverse=True) == [one.score for one in candidates]


def test_varied_candidates_come_in_order_too(sequence_model: SequenceTranslator) -> None:
    for candidates in sequence_model.translate(list(PAIRS), "zh", "en", 3, varied=True):
        assert len(candidates) == 3
        assert sorted((one.score for one in candidates), reverse=True) == [one.score for one in candidates]


def test_no_candidate_holds_what_is_to_be_avoided(sequence_model: SequenceTranslator) -> None:
    found = sequence_model.translate(list(PAIRS), "zh", "en", 3, avoiding=["Hello.", "Thank you."])
    assert not any(one.text.startswith(("Hello.", "Thank you.")) for some in found for one in some)
    assert [some[0].text for some in found[1:3]] == [PAIRS[text] for text in list(PAIRS)[1:3]]


def test_it_goes_on_from_a_beginning(sequence_model: SequenceTranslator) -> None:
    heads = [target[: target.find(" ")] if " " in target else "" for target in PAIRS.values()]
    found = sequence_model.go_on(list(PAIRS), "zh", "en", heads)
    assert [one.text for one in found] == list(PAIRS.values())
    assert all(one.score <= 0 for one in found)
    assert sequence_model.go_on([], "zh", "en", []) == []


def test_a_text_reads_the_same_alone_and_among_others(sequence_model: SequenceTranslator) -> None:
    together = sequence_model.translate(list(PAIRS), "zh", "en")
    assert [sequence_model.translate([text], "zh", "en")[0][0].text for text in PAIRS] == [
        candidates[0].text for candidates in together
    ]


def test_no_text_has_no_translation(sequence_model: SequenceTranslator) -> None:
    assert sequence_model.translate([], "zh", "en") == []


def test_it_says_what_it_knows(sequence_model: SequenceTranslator) -> None:
    assert sequence_model.supports("zh", "en")
    assert not sequence_model.supports("zh", "es")


@pytest.mark.parametrize("name", ["ctranslate2", "llama", "openai", "scripted"])
def test_every_engine_is_found_by_name_and_states_what_it_is(name: str) -> None:
    engine: type[Engine] = plugins.load("translator", name)
    assert engine.version >= 1
    assert issubclass(engine.Options, Value)
    assert engine.operational <= set(engine.Options.__struct_fields__)
    assert engine.Options() == engine.Options()
    assert engine.kind in ("chat", "sequence")  # type: ignore[attr-defined]
