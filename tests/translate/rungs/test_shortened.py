from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.glossary import Term
from localize.domain.translation import Step
from localize.profiles import load_profile, measured
from localize.stage import ChatReply, ChatRequest
from localize.translate.asking import Asking
from localize.translate.brief import Brief
from localize.translate.result import SceneTranslation
from localize.translate.rungs import LADDER
from localize.translate.rungs.shortened import shortened
from localize.translate.scenes import scenes
from tests.translate.lines import YAOMEI, FakeChat, brief, numbers, reply, transcript

ENGLISH = load_profile("netflix").limits("en")
# A second each, 200 ms apart: 20 characters can be read of each but the last, which may linger.
LINES = ("幺妹，你怎么这么瘦了？", "我没得事，就是加班。", "快来吃饭。")
LONG = {
    1: "Yaomei, why have you become so very thin?",
    2: "I am fine, it is only the overtime.",
    3: "Come and eat.",
}


class Told:
    """Answers with each of these in turn, for the lines that are asked for; then with nothing."""

    def __init__(self, *replies: dict[int, str] | ChatReply) -> None:
        self.replies = list(replies)

    def __call__(self, request: ChatRequest) -> ChatReply:
        now: dict[int, str] | ChatReply = self.replies.pop(0) if self.replies else {}
        if isinstance(now, ChatReply):
            return now
        return reply({number: now[number] for number in numbers(request) if number in now})


def climb(
    *replies: dict[int, str] | ChatReply, about: Brief | None = None
) -> tuple[SceneTranslation, FakeChat]:
    about = about or brief(YAOMEI, limits=ENGLISH)
    ((_, scene),) = scenes(transcript(*LINES).lines, about)
    model, asking = FakeChat(Told(*replies)), Asking(about, scene)
    asking.hear([1, 2, 3], reply(LONG))
    return asking.finish(model), model


def texts(result: SceneTranslation) -> list[str]:
    return [line.text for line in result.lines]


def asked(model: FakeChat) -> list[list[int]]:
    return [numbers(request) for request in model.requests]


def test_it_is_the_last_rung() -> None:
    assert LADDER[-1] is shortened


def test_what_can_be_read_in_time_costs_no_question() -> None:
    about = brief(YAOMEI, limits=msgspec.structs.replace(ENGLISH, characters_per_second=40))
    result, model = climb(about=about)
    assert (texts(result), model.requests) == (list(LONG.values()), [])


def test_without_limits_nothing_is_too_long() -> None:
    _, model = climb(about=brief(YAOMEI))
    assert model.requests == []


def test_all_long_lines_are_asked_for_at_once_with_their_budgets_and_their_source() -> None:
    result, model = climb({1: "Yaomei, so thin?", 2: "Fine. Just overtime."})
    assert texts(result) == ["Yaomei, so thin?", "Fine. Just overtime.", LONG[3]]
    assert asked(model) == [[1, 2]]
    assert "At most:\n1: 20 characters\n2: 20 characters" in model.requests[0].user
    assert model.requests[0].user.endswith("1. Yaomei，你怎么这么瘦了？\n2. 我没得事，就是加班。")
    assert result.lines[0].steps == (Step("shortened", ("too-fast",), LONG[1], "Yaomei, so thin?", True),)


def test_what_is_still_too_long_is_asked_for_singly_and_more_warmly_and_then_left() -> None:
    result, model = climb({1: "Yaomei, so thin?"})
    assert asked(model) == [[1, 2], [2]]
    assert [request.temperature > 0 for request in model.requests] == [False, True]
    assert texts(result)[1] == LONG[2]
    assert [line.asked for line in result.lines] == [2, 3, 1]


@pytest.mark.parametrize(
    ("text", "taken"),
    [("Yaomei, why have you become so thin?", True), ("Yaomei, why have you become very thin?", False)],
)
def test_a_text_that_is_nearer_to_its_budget_is_taken_if_by_a_good_deal(text: str, taken: bool) -> None:
    assert texts(climb({1: text})[0])[0] == (text if taken else LONG[1])


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "Why are you so thin?"),  # the term
        (1, "Yaomei, you're thin."),  # the question
        (1, "Yaomei, why have…?"),
        (1, "Yaomei, so thin..."),
        (1, "Yaomei?"),  # too little
        (2, "You're fine, right?"),  # a question of its own
        (2, "Sorry, no can do."),  # something else
        (2, "I am fine."),  # its beginning
        (2, "It is only the overtime."),  # its end, behind a clause
        (2, "Fine, it's only"),
        (2, "没事，加班。"),
        (2, "Yaomei, why have you become so very thin?"),
        (2, ""),
    ],
)
def test_what_says_less_is_not_taken(number: int, text: str) -> None:
    result, _ = climb({number: text}, {number: text})
    assert texts(result) == list(LONG.values())


def test_terms_that_were_missed_before_do_not_stand_in_the_way() -> None:
    about = brief(YAOMEI, Term("加班", {"en": "night shift"}), limits=ENGLISH)
    unanswered = [{}] * 3  # again, edited, constrained
    result, _ = climb(*unanswered, {1: "Yaomei, so thin?", 2: "Fine. Just overtime."}, about=about)
    assert texts(result)[:2] == ["Yaomei, so thin?", "Fine. Just overtime."]


@pytest.mark.parametrize("bad", [ChatReply("", "refused"), ChatReply("no"), ChatReply('{"7": "Hm."}')])
def test_a_useless_answer_changes_nothing(bad: ChatReply) -> None:
    result, model = climb(bad, bad, bad)
    assert texts(result) == list(LONG.values())
    assert len(model.requests) == 3


def test_what_is_seriously_wrong_is_not_made_shorter() -> None:
    about = brief(limits=ENGLISH)
    ((_, scene),) = scenes(transcript(*LINES).lines, about)
    model, asking = FakeChat(Told()), Asking(about, scene)
    asking.hear([1, 2, 3], reply({1: "Yaomei 很瘦 " * 4, 2: "Fine.", 3: "Eat."}))
    shortened(asking, model)
    assert model.requests == []


@given(
    st.lists(
        st.lists(st.text("Yaomei so thin?.…", min_size=1, max_size=60), min_size=2, max_size=2), max_size=3
    )
)
def test_whatever_comes_no_line_grows_or_ends_in_the_middle(answers: Sequence[Sequence[str]]) -> None:
    result, _ = climb(*(dict(enumerate(some, 1)) for some in answers))
    for line, before in zip(result.lines, LONG.values(), strict=True):
        assert measured(line.text, ENGLISH) <= measured(before, ENGLISH)
        assert line.text[-1] in ".?"
