from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.stage import ChatReply
from localize.translate.replies import read


def texts(text: str, *asked: int, finish: str = "stop") -> dict[int, str]:
    return read(ChatReply(text, finish), asked)[0]


def faults(text: str, *asked: int, finish: str = "stop") -> dict[int, str]:
    return {number: flag.kind for number, flag in read(ChatReply(text, finish), asked)[1].items()}


@pytest.mark.parametrize(
    "text",
    [
        '{"1": "Hi.", "2": "Bye."}',
        '```json\n{"1": "Hi.", "2": "Bye."}\n```',
        '<think>{"1": "Hm"}</think>\n{"1": " 1. Hi. ", "2": "Bye.\\n"}',
        "1. Hi.\n2. Bye.",
        "Here you are:\n1: Hi.\n2: Bye.",
    ],
)
def test_a_whole_reply_is_read_in_any_dress(text: str) -> None:
    assert texts(text, 1, 2) == {1: "Hi.", 2: "Bye."}
    assert faults(text, 1, 2) == {}


def test_what_is_whole_in_a_broken_reply_is_kept() -> None:
    broken = '{"1": "He said \\"hi\\".", "2": "Bye'
    assert texts(broken, 1, 2, finish="length") == {1: 'He said "hi".'}
    assert faults(broken, 1, 2, finish="length") == {2: "truncated"}
    assert faults(broken, 1, 2) == {2: "truncated"}


def test_a_missing_line_takes_nothing_from_the_others() -> None:
    assert texts('{"1": "Hi.", "3": "Bye."}', 1, 2, 3) == {1: "Hi.", 3: "Bye."}
    assert faults('{"1": "Hi.", "3": "Bye."}', 1, 2, 3) == {2: "missing"}


def test_an_invented_number_spoils_the_reply() -> None:
    assert texts('{"0": "Hi.", "1": "Bye."}', 1, 2) == {}
    assert faults('{"0": "Hi.", "1": "Bye."}', 1, 2) == {1: "missing", 2: "missing"}


def test_a_refusal_is_one() -> None:
    assert faults("", 1, 2, finish="refused") == {1: "refused", 2: "refused"}


@pytest.mark.parametrize(
    "text", ["", "null", "[1, 2]", '{"lines": ["Hi."]}', '{"1": null}', '{"1": ["Hi."]}']
)
def test_nothing_useful_is_missing(text: str) -> None:
    assert texts(text, 1) == {}
    assert faults(text, 1)[1] in ("missing", "truncated")


def test_a_reply_nested_beyond_reason_is_broken() -> None:
    assert faults('{"1":' * 100_000, 1) == {1: "truncated"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["1", "2", "3"]), inner),
    max_leaves=12,
)


@given(st.text() | JSON.map(json.dumps), st.sampled_from(["stop", "length", "refused"]))
def test_every_line_has_a_text_or_a_fault_whatever_came(text: str, finish: str) -> None:
    found, lost = read(ChatReply(text, finish), [1, 2, 3])
    assert sorted([*found, *lost]) == [1, 2, 3]
    assert not any("\n" in one for one in found.values())
