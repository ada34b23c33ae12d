"""What is done, after the model was asked again, for a term that a line misses."""

from __future__ import annotations

import re

import msgspec
import pytest

from localize.domain.glossary import Term
from localize.stage import ChatReply, ChatRequest
from localize.translate.asking import Asking
from localize.translate.result import SceneLine
from tests.translate.lines import FakeChat, brief, numbers, reply, scene

DAD = Term("老汉儿", {"en": "dad"}, forbidden={"en": ("old man",)})
YAO = Term("幺妹", {"en": "Yaomei"})
LINE, OTHER = "老汉儿把火锅店留给她了。", "你冷得很哦。"
FATHER, COLD = "Her father left her the hotpot place.", "You must be cold."


def climb(
    first: str, *later: str, line: str = LINE, target: str = "en"
) -> tuple[SceneLine, list[ChatRequest]]:
    """`first` for the line when it is asked for and asked again, then the `later` ones, a rung each."""
    about = brief(DAD, YAO, target=target)
    waiting = iter([{1: first, 2: COLD}, {1: first}, *({1: text} for text in later)])
    model, asking = (
        FakeChat(lambda request: reply(next(waiting))),
        Asking(about, scene(line, OTHER, about=about)),
    )
    request = asking.first()
    assert request is not None
    asking.hear([1, 2], next(model.chat([request])))
    return asking.finish(model).lines[0], model.requests


def rungs(line: SceneLine) -> list[tuple[str, bool]]:
    return [(step.rung, step.kept) for step in line.steps]


def test_what_has_its_terms_is_asked_for_once() -> None:
    line, requests = climb("Her dad left her the hotpot place.")
    assert (len(requests), line.steps) == (1, ())


def test_what_is_surely_meant_is_put_right_without_a_question() -> None:
    line, requests = climb("The old man left her the hotpot place.")
    assert line.text == "The dad left her the hotpot place."
    assert rungs(line) == [("again", False), ("edited", True)]
    assert line.asked == len(requests) == 2


def test_two_terms_are_put_right_at_once() -> None:
    line, _ = climb("Old man, Yao Mei is here.", line="老汉儿，幺妹来了。")
    assert line.text == "Dad, Yaomei is here."
    assert rungs(line) == [("again", False), ("edited", True)]


def test_a_text_that_was_refused_may_be_the_one_to_put_right() -> None:
    about = brief(DAD, YAO)
    texts = iter(["He left the place to Yaomei.", "Old man left the place to Yao Mei."])
    model = FakeChat(lambda request: reply({1: next(texts)}))
    asking = Asking(about, scene("老汉儿把店留给幺妹了。", about=about))
    request = asking.first()
    assert request is not None
    asking.hear([1], next(model.chat([request])))
    (line,) = asking.finish(model).lines
    assert line.text == "Dad left the place to Yaomei."
    assert rungs(line) == [("again", False), ("edited", True)]


def test_a_small_change_of_the_model_is_taken() -> None:
    line, requests = climb(FATHER, "Her dad left her the hotpot place.")
    assert line.text == "Her dad left her the hotpot place."
    assert rungs(line) == [("again", False), ("edited", True)]
    assert FATHER in requests[2].user
    assert "so that it says dad:" in requests[2].user


@pytest.mark.parametrize(
    "edit",
    [
        f"{FATHER} Dad",
        "The dad must stand in it.",
        "爸 dad",
        FATHER,
        "dad " * 60,
        "Dad (her father) left it.",
    ],
)
def test_an_edit_that_is_none_is_not_taken_and_the_line_is_asked_for_alone(edit: str) -> None:
    line, requests = climb(FATHER, edit, "Dad left it to her.")
    assert line.text == "Dad left it to her."
    assert rungs(line) == [("again", False), ("edited", False), ("constrained", True)]
    assert "老汉儿 must be 'dad'" in requests[3].user


@pytest.mark.parametrize("last", [f"{FATHER} Dad", "", "Dad, 爸", FATHER])
def test_what_no_rung_mends_keeps_its_text(last: str) -> None:
    line, requests = climb(FATHER, FATHER, last)
    assert (line.text, len(requests)) == (FATHER, 4)
    assert rungs(line) == [("again", False), ("edited", False), ("constrained", False)]


def test_a_term_at_the_end_of_its_source_may_be_put_at_the_end() -> None:
    line, _ = climb(
        "The hotpot place is hers.", "The hotpot place is hers, Dad.", line="火锅店是她的了，老汉儿！"
    )
    assert rungs(line) == [("again", False), ("edited", True)]


def test_both_questions_hold_the_reply_to_the_term() -> None:
    _, requests = climb(FATHER, FATHER, FATHER)
    for request in requests[2:]:
        (held,) = (one["pattern"] for one in request.schema["properties"].values())
        assert numbers(request) == [1]
        assert re.search(held, "Her dad left her the hotpot place.")
        assert not re.search(held, FATHER)
    assert all("pattern" not in str(request.schema) for request in requests[:2])


def test_chinese_that_stays_is_asked_for_under_a_grammar_without_any() -> None:
    about = brief()
    model = FakeChat(lambda request: reply({1: "Cold!" if "pattern" in str(request.schema) else "So 冷!"}))
    asking = Asking(about, scene("你冷得很哦。", about=about))
    request = asking.first()
    assert request is not None
    asking.hear([1], next(model.chat([request])))
    (line,) = asking.finish(model).lines
    assert line.text == "Cold!"
    assert rungs(line)[-1] == ("constrained", True)


def test_an_endpoint_that_answers_nonsense_changes_nothing() -> None:
    about = brief(DAD)
    for nonsense in (ChatReply(""), ChatReply("{"), ChatReply("", "refused"), ChatReply("", "length")):
        model = FakeChat(lambda request, nonsense=nonsense: nonsense)  # type: ignore[misc]
        asking = Asking(about, scene(LINE, about=about))
        asking.hear([1], reply({1: FATHER}))
        (line,) = asking.finish(model).lines
        assert (line.text, {step.kept for step in line.steps}) == (FATHER, {False})


def test_a_rendering_that_no_grammar_can_hold_is_edited_without() -> None:
    odd = msgspec.structs.replace(DAD, targets={"en": 'dad "the boss"'})
    about = brief(odd)
    model = FakeChat(lambda request: reply({1: FATHER}))
    asking = Asking(about, scene(LINE, about=about))
    asking.hear([1], reply({1: FATHER}))
    (line,) = asking.finish(model).lines
    assert [step.rung for step in line.steps] == ["again", "edited"]
    assert "pattern" not in str(model.requests[-1].schema)
