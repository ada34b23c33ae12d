"""Asked again, kept, cut or dropped."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from localize.domain.heard import HeardWindow, Segment, Window
from localize.domain.times import Span
from localize.listen.doubting import heard_window
from localize.stage import RecognizerRequest
from tests.listen.hearing import Told, segment, words

WINDOW = Window(60_000, 70_000, (Span(60_000, 70_000),), "digest")
SOUND = np.zeros(160_000, dtype=np.float32)
REQUEST = RecognizerRequest("zh", "这是一部四川话短剧。", ("陈幺妹",))
CLEAN = segment(words("要得，我晓得了"))
LOOP = segment(words("要得。" + "我不知道" * 12))


def heard(first: Segment, *again: Segment, request: RecognizerRequest = REQUEST) -> tuple[HeardWindow, Told]:
    told = Told(*((answer,) for answer in again))
    return heard_window(WINDOW, SOUND, (first,), request, told), told  # type: ignore[arg-type]


def test_a_clean_answer_is_not_asked_again() -> None:
    result, told = heard(CLEAN)
    assert told.requests == []
    assert [(line.text, line.start_ms, line.notes) for line in result.lines] == [
        ("要得，我晓得了。", 60_000, ())
    ]


def test_the_second_listening_has_no_prompt() -> None:
    result, told = heard(LOOP, CLEAN)
    assert told.requests == [RecognizerRequest("zh")]
    [line] = result.lines
    assert line.notes == ("decoded again without the prompt: repeats '我不知道' 12 times",)
    assert result.dropped == ()


def test_then_with_more_and_more_freedom() -> None:
    result, told = heard(LOOP, LOOP, LOOP, CLEAN)
    assert [request.temperature for request in told.requests] == [0.0, 0.4, 0.8]
    assert "more freely (0.8)" in result.lines[0].notes[0]


def test_without_a_prompt_the_same_is_not_asked_twice() -> None:
    _, told = heard(LOOP, CLEAN, request=RecognizerRequest("zh"))
    assert [request.temperature for request in told.requests] == [0.4]


def test_what_stays_a_loop_is_cut_down_to_its_phrase() -> None:
    result, _ = heard(LOOP, LOOP, LOOP, LOOP)
    assert [line.text for line in result.lines] == ["要得。", "我不知道。"]
    [dropped] = result.dropped
    assert dropped.text == "我不知道" * 11
    assert dropped.reason == "repeats '我不知道' 12 times"
    assert dropped.start_ms == 60_000 + 6 * 200


def test_what_stays_doubtful_is_dropped_with_the_reason() -> None:
    nothing = segment(words("好"), logprob=-1.5, no_speech=0.9)
    result, _ = heard(nothing, nothing, nothing, nothing)
    assert result.lines == ()
    assert [(dropped.text, dropped.reason) for dropped in result.dropped] == [
        ("好", "no speech (probability 0.90)")
    ]


def test_a_clean_segment_is_not_doubted_for_its_neighbour() -> None:
    answers = (CLEAN, LOOP)
    told = Told(answers, answers, answers)
    result = heard_window(WINDOW, SOUND, answers, REQUEST, told)  # type: ignore[arg-type]
    assert next(line.text for line in result.lines) == "要得，我晓得了。"
    assert [dropped.text for dropped in result.dropped] == ["我不知道" * 11]


def test_asked_in_vain_the_first_answer_says_so() -> None:
    result, _ = heard(LOOP, LOOP, LOOP, LOOP)
    assert result.lines[0].notes == ("decoded again in vain: repeats '我不知道' 12 times",)


def test_an_invented_line_is_dropped_and_its_neighbours_stay() -> None:
    result, told = heard(segment(words("我先走了。请不吝点赞订阅转发。")))
    assert told.requests == []
    assert [line.text for line in result.lines] == ["我先走了。"]
    assert result.dropped[0].text == "请不吝点赞订阅转发。"


@pytest.mark.parametrize("first", [segment(), None])
def test_nothing_heard_is_nothing_written(first: Segment | None) -> None:
    segments = (first,) if first else ()
    assert heard_window(WINDOW, SOUND, segments, REQUEST, Told()) == HeardWindow(())  # type: ignore[arg-type]


def test_what_a_segment_tells_of_itself_stays_with_its_lines() -> None:
    result, _ = heard(msgspec.structs.replace(CLEAN, notes=("its words are spread",)))
    assert [line.notes for line in result.lines] == [("its words are spread",)]
