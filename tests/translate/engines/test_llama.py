from __future__ import annotations

import json
import re
from pathlib import Path

import httpx
import pytest

from localize.errors import EngineError, OutOfMemory, WeightsCorrupt, WeightsMissing
from localize.stage import ChatRequest, EngineSetup
from localize.translate.engines.llama import Llama, Options
from localize.translate.rungs.pattern import Room, pattern
from localize.translate.terms import Rendered
from tests.translate.engines.conftest import OpenLlama, question
from tests.translate.lines import YAOMEI, brief, setup, stage, transcript


def test_it_prints_nothing(open_llama: OpenLlama) -> None:
    assert open_llama.printed == b""


def test_its_port_is_closed_to_others(open_llama: OpenLlama) -> None:
    asked = {"messages": [{"role": "user", "content": "hi"}], "max_tokens": 1}
    assert httpx.post(f"{open_llama.url}/v1/chat/completions", json=asked).status_code == 401


def test_a_shared_prompt_is_read_once(open_llama: OpenLlama) -> None:
    list(open_llama.engine.chat([question(tokens=2), question("再见", tokens=2)]))
    for reply in open_llama.engine.chat([question("谢谢", tokens=2), question("请坐", tokens=2)]):
        assert reply.cached_tokens > reply.prompt_tokens / 2
        assert reply.completion_tokens > 0


def test_a_reply_hangs_on_its_request_alone(open_llama: OpenLlama) -> None:
    """Where the evaluation of a prompt begins decides how it is rounded, and so at times what is written."""
    texts = ["你好。", "你好，我叫小满。", "你好，我叫小满，你呢？", "再见。"]
    asked = [question(text) for text in texts]
    other = [ChatRequest(f"{'Be brief. ' * count}", "1. 你好。", max_tokens=2) for count in (1, 2, 3)]
    once = list(open_llama.engine.chat(asked))
    mixed = list(open_llama.engine.chat([asked[3], *other, asked[2], asked[1], other[0], asked[0]]))
    again = [mixed[number] for number in (7, 5, 4, 0)]
    assert once == again
    assert len({reply.cached_tokens for reply in again}) == 1


def test_several_requests_can_be_worked_on_at_once(qwen: Path) -> None:
    engine = Llama(setup(Options(context=1024, slots=3), weights=qwen))
    replies = list(engine.chat([question(text) for text in ("你好。", "再见。", "谢谢。", "请坐。")]))
    engine.close()
    assert [list(json.loads(reply.text)) for reply in replies] == [["1"]] * 4


def test_a_cut_off_reply_says_so(open_llama: OpenLlama) -> None:
    (reply,) = open_llama.engine.chat([question(tokens=3)])
    assert (reply.finish, reply.completion_tokens) == ("length", 3)


def test_a_request_beyond_the_context_is_cut_off(open_llama: OpenLlama) -> None:
    (reply,) = open_llama.engine.chat([question("你好" * 2000)])
    assert (reply.text, reply.finish) == ("", "length")


def test_a_schema_that_cannot_be_kept_to_is_an_error(open_llama: OpenLlama) -> None:
    asked = question()
    bad = type(asked)(asked.system, asked.user, {"type": "nonsense"})
    with pytest.raises(EngineError, match=r"llama\.cpp"):
        list(open_llama.engine.chat([bad]))


def test_a_reply_is_held_to_a_pattern(open_llama: OpenLlama) -> None:
    held = pattern([Rendered("苏总", "Ms. Su"), Rendered("茶", "thé")], "en", Room(16, 16))
    asked = question("你好", tokens=200)
    asked.schema["properties"]["1"] = {"type": "string", "pattern": held}
    (reply,) = open_llama.engine.chat([asked])
    assert re.fullmatch(held[1:-1], json.loads(reply.text)["1"])


def test_a_pattern_that_llama_cpp_does_not_know_is_passed_over(open_llama: OpenLlama) -> None:
    asked = question("你好")
    asked.schema["properties"]["1"] = {"type": "string", "pattern": r"^(?=x)\d$"}
    (reply,) = open_llama.engine.chat([asked])
    assert json.loads(reply.text)["1"]


def test_a_scene_is_translated_line_by_line(open_llama: OpenLlama) -> None:
    source = transcript("幺妹，你咋个才回来？", "我很累。")
    made = stage(open_llama.engine, brief(YAOMEI, setting="A family at home."))
    done = made.join(source, list(made.run(made.split(source))))
    assert [line.id for line in done.lines] == ["L001", "L002"]
    assert [check.met for check in done.lines[0].terms] == [True]
    assert [line.flags for line in done.lines] == [(), ()]
    assert re.search(r"[a-z]", done.lines[1].text)


def test_weights_that_are_not_there_are_missing(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing, match=r"no \.gguf file"):
        Llama(setup(Options(), weights=tmp_path))
    with pytest.raises(WeightsMissing, match="needs a model"):
        Llama(EngineSetup("", None, Options()))


@pytest.mark.parametrize("size", [0, 100, 5_000_000])
def test_a_cut_off_file_is_corrupt(qwen: Path, tmp_path: Path, size: int) -> None:
    with (qwen / "model.gguf").open("rb") as whole:
        (tmp_path / "any-name.gguf").write_bytes(whole.read(size))
    with pytest.raises(WeightsCorrupt, match=r"any-name\.gguf"):
        Llama(setup(Options(), weights=tmp_path))


def test_more_context_than_memory_is_out_of_memory(qwen: Path) -> None:
    with pytest.raises(OutOfMemory, match=r"lower the options"):
        Llama(setup(Options(context=10_000_000), weights=qwen))


def test_closing_stops_what_is_being_written(qwen: Path) -> None:
    engine = Llama(setup(Options(context=1024), weights=qwen))
    replies = engine.chat([question("讲一个很长的故事。", tokens=900, numbers=30)] * 3)
    engine._stopping.set()
    assert next(replies).completion_tokens == 0  # told only at the end of a whole reply
    engine.close()


def test_what_was_just_opened_can_be_closed(qwen: Path) -> None:
    for _ in range(2):
        Llama(setup(Options(context=256), weights=qwen)).close()
