from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from localize.stage import ChatReply, ChatRequest
from localize.translate.asking import Asking
from localize.translate.result import SceneTranslation
from tests.translate.lines import YAOMEI, FakeChat, brief, numbers, reply, scene

GOOD = {1: "Yaomei!", 2: "You must be cold.", 3: "Come and eat.", 4: "I'm not hungry."}
LINES = ("幺妹！", "你冷得很哦。", "快来吃饭。", "我不饿。")


def translate(answer: Callable[[ChatRequest], ChatReply]) -> tuple[SceneTranslation, list[ChatRequest]]:
    model, asking = FakeChat(answer), Asking(brief(YAOMEI), scene(*LINES))
    first = asking.first()
    assert first is not None
    asking.hear([1, 2, 3, 4], next(model.chat([first])))
    return asking.finish(model), model.requests


def answers(*replies: Mapping[int, str] | ChatReply) -> Callable[[ChatRequest], ChatReply]:
    """These replies first, and from then on what is right."""
    waiting = iter(replies)

    def answer(request: ChatRequest) -> ChatReply:
        now = next(waiting, {number: GOOD[number] for number in numbers(request)})
        return now if isinstance(now, ChatReply) else reply(now)

    return answer


def never(bad: str, *lines: int) -> Callable[[ChatRequest], ChatReply]:
    """`bad` for these lines, whenever they are asked for; an empty text is left out."""

    def answer(request: ChatRequest) -> ChatReply:
        texts = {number: bad if number in lines else GOOD[number] for number in numbers(request)}
        return reply({number: text for number, text in texts.items() if text})

    return answer


def texts(result: SceneTranslation) -> list[str]:
    return [line.text for line in result.lines]


def test_a_good_reply_is_asked_for_once() -> None:
    result, requests = translate(answers())
    assert texts(result) == list(GOOD.values())
    assert [line.asked for line in result.lines] == [1, 1, 1, 1]
    assert len(requests) == 1


@pytest.mark.parametrize(
    "first",
    [
        {1: "Yaomei!", 3: "Come and eat.", 4: "I'm not hungry."},
        {**GOOD, 2: "你冷得很哦。"},
        {**GOOD, 2: "So 冷!"},
        {**GOOD, 2: "You must be cold. (she touches his hand)"},
        {**GOOD, 2: "cold " * 60},
        {**GOOD, 2: ""},
    ],
)
def test_only_the_bad_line_is_asked_again(first: dict[int, str]) -> None:
    result, requests = translate(answers(first))
    assert texts(result) == list(GOOD.values())
    assert [numbers(request) for request in requests] == [[1, 2, 3, 4], [2]]
    assert [line.asked for line in result.lines] == [1, 2, 1, 1]
    assert result.usage.asks == 2


def test_the_second_question_says_what_was_wrong() -> None:
    _, requests = translate(answers({**GOOD, 2: "You must be cold. (she touches his hand)"}))
    assert "2: You must be cold. (she touches his hand)" in requests[1].user


def test_what_was_left_in_the_source_is_asked_for_in_bare_words_then_told_what_was_wrong() -> None:
    left = {number: f"嗯，{text}" for number, text in GOOD.items()}
    result, requests = translate(answers(left, {**left, 3: GOOD[3]}))
    assert texts(result) == list(GOOD.values())
    assert [numbers(request) for request in requests[:3]] == [[1, 2, 3, 4], [1, 2, 3, 4], [1, 2]]
    assert "professional subtitle translator" in requests[1].system
    assert "幺妹 = Yaomei" in requests[1].user
    assert "Yaomei" not in requests[1].user.partition("Say these lines")[2]
    assert "Chinese left" not in requests[1].user
    assert "2: Chinese left in: 嗯" in requests[2].user


def test_a_cut_off_reply_keeps_what_is_whole() -> None:
    cut_off = ChatReply('{"1": "Yaomei!", "2": "You must be cold.", "3": "Come and', "length")
    result, requests = translate(answers(cut_off))
    assert texts(result) == list(GOOD.values())
    assert numbers(requests[1]) == [3, 4]


def test_a_reply_with_invented_numbers_is_refused_whole() -> None:
    result, requests = translate(answers({0: "Yaomei!", 1: "You must be cold.", 2: "Come and eat."}))
    assert texts(result) == list(GOOD.values())
    assert numbers(requests[1]) == [1, 2, 3, 4]


def test_a_line_that_slipped_is_asked_again() -> None:
    result, requests = translate(answers({**GOOD, 2: "Come and eat now.", 3: "Come and eat now."}))
    assert texts(result) == [GOOD[1], "Come and eat now.", *list(GOOD.values())[2:]]
    assert numbers(requests[1]) == [3]


def test_what_stays_bad_is_asked_in_ever_smaller_groups_and_then_flagged() -> None:
    result, requests = translate(never("", 1, 2, 3, 4))
    assert [numbers(request) for request in requests] == [
        [1, 2, 3, 4], [1, 2, 3, 4], [1, 2], [3, 4], *([[1], [2], [3], [4]] * 2)
    ]  # fmt: skip
    assert [line.flags[0].kind for line in result.lines] == ["missing"] * 4
    assert {line.asked for line in result.lines} == {5}


def test_the_last_question_is_asked_more_warmly() -> None:
    _, requests = translate(never("", 3))
    assert [request.temperature > 0 for request in requests] == [False, False, True]


def test_one_line_lost_takes_no_other_with_it() -> None:
    result, _ = translate(never("", 3))
    assert texts(result) == [GOOD[1], GOOD[2], "", GOOD[4]]
    assert [len(line.flags) for line in result.lines] == [0, 0, 1, 0]


def test_a_refusal_is_flagged() -> None:
    result, _ = translate(lambda request: ChatReply("", "refused"))
    assert [(line.text, line.asked) for line in result.lines] == [("", 5)] * 4
    assert [step.kept for step in result.lines[0].steps] == [False] * 4
    assert result.lines[0].flags[0].kind == "refused"


def test_a_half_translated_line_is_kept_and_flagged() -> None:
    result, _ = translate(never("So 冷!", 2))
    assert (result.lines[1].text, result.lines[1].flags[0].kind) == ("So 冷!", "untranslated")


def test_a_line_that_repeats_itself_is_not_kept() -> None:
    result, _ = translate(never("so cold " * 40, 2))
    assert (result.lines[1].text, result.lines[1].flags[0].kind) == ("", "too-long")


def test_a_better_answer_is_never_replaced_by_a_worse_one() -> None:
    result, _ = translate(answers({**GOOD, 2: "So 冷!"}, {2: ""}, {2: "你冷得很哦"}, {2: "冷"}))
    assert result.lines[1].text == "So 冷!"


def test_a_missed_term_is_asked_again_once() -> None:
    result, requests = translate(answers({**GOOD, 1: "Sister!"}))
    assert texts(result) == list(GOOD.values())
    assert "幺妹 must be 'Yaomei'" in requests[1].user


def test_a_term_that_stays_missed_is_asked_for_on_every_rung_and_keeps_its_text() -> None:
    result, requests = translate(never("Sister!", 1))
    assert [numbers(request) for request in requests] == [[1, 2, 3, 4], [1], [1], [1]]
    assert (result.lines[0].text, result.lines[0].asked) == ("Sister!", 4)
    assert [(step.rung, step.kept) for step in result.lines[0].steps] == [
        ("again", False), ("edited", False), ("constrained", False),
    ]  # fmt: skip


def test_a_term_is_not_bought_with_the_sense() -> None:
    texts = iter(["She never came."])
    model = FakeChat(lambda request: reply(dict.fromkeys(numbers(request), next(texts, "Yaomei came."))))
    asking = Asking(brief(YAOMEI), scene("幺妹没来。"))
    first = asking.first()
    assert first is not None
    asking.hear([1], next(model.chat([first])))
    assert asking.attempts[1].text == "She never came."
    (line,) = asking.finish(model).lines
    assert (line.text, line.steps[0].after, line.steps[0].kept) == ("She never came.", "Yaomei came.", False)


def test_a_text_that_two_lines_share_is_asked_for_once_more_and_kept() -> None:
    asking_here = "What are you doing here?"
    model = FakeChat(lambda request: reply(dict.fromkeys(numbers(request), asking_here)))
    asking = Asking(brief(), scene("你怎么来了？", "谁让你进来的？"))
    first = asking.first()
    assert first is not None
    asking.hear([1, 2], next(model.chat([first])))
    result = asking.finish(model)
    assert texts(result) == [asking_here] * 2
    assert [line.asked for line in result.lines] == [1, 2]
    assert [[flag.kind for flag in line.flags] for line in result.lines] == [[], ["duplicate"]]
