from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.bible import Bible, Character
from localize.domain.memory import Entry, Memory
from localize.domain.review import Flag
from localize.domain.seen import CARD
from localize.domain.transcript import Transcript
from localize.domain.translation import Step, TermCheck, TranslatedLine, Translation
from localize.profiles import load_profile
from localize.stage import ChatReply, ChatRequest, EngineId, Lazy, Stage
from localize.store.keys import canonical, digest, part_material
from localize.translate.brief import Brief
from localize.translate.correcting import Passage
from localize.translate.places import places
from localize.translate.polish import PASSAGE_LINES, Draft, Polish, Readings
from localize.translate.verified import verified
from tests.memory.entries import memory
from tests.translate.lines import YAOMEI, FakeChat, brief, transcript

SOURCE = transcript("幺妹！", "你好冷。", "快来吃饭。", "……")
TEXTS = ("Yaomei!", "You're so cold.", "Come and eat.", "……")


def draft(source: Transcript = SOURCE, texts: tuple[str, ...] = TEXTS) -> Draft:
    lines = [TranslatedLine(line.id, text) for line, text in zip(source.lines, texts, strict=True)]
    return Draft(source, Translation("en", verified(source.lines, lines, brief(YAOMEI))))


def stage(answer: Callable[[ChatRequest], ChatReply], about: Brief) -> tuple[Polish, FakeChat]:
    model = FakeChat(answer)
    return Polish(EngineId("fake", 1), Lazy(lambda: model), about), model


def corrections(*found: tuple[object, object, object], **more: Any) -> ChatReply:
    named = [dict(zip(("line", "text", "reason"), one, strict=True)) for one in found]
    return ChatReply(json.dumps({"corrections": named}, ensure_ascii=False), **more)


def polished(*replies: ChatReply, source: Draft | None = None, about: Brief | None = None) -> Translation:
    waiting = iter(replies)
    made, _ = stage(lambda request: next(waiting), about or brief(YAOMEI))
    source = source or draft()
    return made.join(source, list(made.run(made.split(source))))


def texts(done: Translation) -> list[str]:
    return [line.text for line in done.lines]


def test_it_is_a_stage() -> None:
    made: Stage[Draft, Passage, Readings, Translation] = stage(lambda request: ChatReply(""), brief())[0]
    assert made.name == "polish en"


def test_a_correction_with_a_reason_is_taken_and_on_record() -> None:
    done = polished(corrections((2, "Aren't you cold?", "she asks him")))
    assert texts(done) == ["Yaomei!", "Aren't you cold?", "Come and eat.", "……"]
    (step,) = done.lines[1].steps
    assert (step.rung, step.before, step.after, step.kept) == (
        "polished", "You're so cold.", "Aren't you cold?", True,
    )  # fmt: skip
    assert step.reason == "she asks him"


def test_nothing_to_correct_changes_nothing() -> None:
    assert polished(corrections()) == draft().translation


@pytest.mark.parametrize(
    "one",
    [
        (9, "Who?", "there is no such line"),
        (0, "Who?", "there is no such line"),
        ("2", "Aren't you cold?", "a number is no text"),
        (True, "Who?", "true is no line"),
        (2, "Aren't you cold?", " "),
        (2, None, "no text"),
        (2, "You're so cold.", "the same"),
        (4, "Hm.", "nobody says anything"),
    ],
)
def test_what_is_no_correction_is_passed_over(one: tuple[object, object, object]) -> None:
    assert polished(corrections(one)) == draft().translation


@pytest.mark.parametrize(
    "one",
    [(1, "Sister!", "warmer"), (2, "你好冷。", "truer"), (2, "", "shorter"), (2, "Cold (she shivers).", "x")],
)
def test_a_worse_text_is_not_taken_and_on_record(one: tuple[int, str, str]) -> None:
    done = polished(corrections(one))
    assert texts(done) == list(TEXTS)
    assert [step.kept for line in done.lines for step in line.steps] == [False]


def test_the_text_of_another_line_is_not_taken() -> None:
    source = draft(texts=("Yaomei!", "You're so cold.", "Come and eat now.", "……"))
    assert texts(polished(corrections((2, "Come and eat now.", "x")), source=source))[1] == "You're so cold."


def test_a_line_that_was_missing_can_be_filled() -> None:
    source = draft(texts=("", "You're so cold.", "Come and eat.", "……"))
    done = polished(corrections((1, "Yaomei!", "it was missing")), source=source)
    assert (done.lines[0].text, done.lines[0].flags) == ("Yaomei!", ())


def test_terms_are_checked_anew() -> None:
    source = draft(texts=("Sister!", *TEXTS[1:]))
    done = polished(corrections((1, "Yaomei!", "her name")), source=source)
    assert done.lines[0].terms == (TermCheck("幺妹", "Yaomei", met=True, written="Yaomei"),)
    done = polished(corrections((1, "Sis!", "shorter")), source=source)
    assert [flag.kind for flag in done.lines[0].flags] == ["term-missed"]


def test_what_cannot_be_read_in_time_grows_no_longer() -> None:
    about = brief(YAOMEI, limits=load_profile("netflix").limits("en"))
    source = draft(texts=("Yaomei!", "You are so very cold, so cold.", *TEXTS[2:]))
    longer = corrections((2, "You are so very cold, oh so very cold.", "x"))
    assert texts(polished(longer, source=source, about=about))[1] == "You are so very cold, so cold."
    assert (
        texts(polished(corrections((2, "You are cold.", "x")), source=source, about=about))[1]
        == "You are cold."
    )


def test_a_cut_off_reply_gives_what_is_whole() -> None:
    cut = ChatReply(
        '{"corrections": [{"line": 2, "text": "Cold?", "reason": "a question"}, {"line": 3, "te', "length"
    )
    assert texts(polished(cut))[1:3] == ["Cold?", "Come and eat."]


@pytest.mark.parametrize(
    "reply", [ChatReply("Fine."), ChatReply("", "refused"), ChatReply('{"corrections": 3}')]
)
def test_a_reply_that_cannot_be_read_is_asked_for_again_another_time(reply: ChatReply) -> None:
    made, _ = stage(lambda request: reply, brief(YAOMEI))
    (result,) = made.run(made.split(draft()))
    assert not result.whole
    assert made.join(draft(), [result]) == draft().translation


def test_what_is_longer_than_the_context_is_read_in_halves() -> None:
    source = transcript("一来", "二来", "三来", "四来")
    given = draft(source, ("Come one.", "Come two.", "Come three.", "Come four."))

    def short_of_room(request: ChatRequest) -> ChatReply:
        if "四来" in request.user and "一来" in request.user:
            return ChatReply("", "length", prompt_tokens=9)
        return corrections((2, "Here you are.", "x"), prompt_tokens=4)

    made, model = stage(short_of_room, brief())
    results = list(made.run(made.split(given)))
    assert texts(made.join(given, results)) == ["Come one.", "Here you are.", "Come three.", "Here you are."]
    assert made.counts(results)["prompt_tokens"] == 17
    assert len(model.requests) == 3


def test_lines_are_numbered_with_their_texts_and_cards_are_named() -> None:
    card = msgspec.structs.replace(SOURCE.lines[1], kind=CARD)
    source = msgspec.structs.replace(SOURCE, lines=(SOURCE.lines[0], card, *SOURCE.lines[2:]))
    made, model = stage(lambda request: corrections(), brief(YAOMEI))
    list(made.run(made.split(draft(source, ("", *TEXTS[1:])))))
    (request,) = model.requests
    assert "1. Yaomei！ → (no subtitle)\n2. 你好冷。 → You're so cold.\n" in request.user
    assert "which nobody says:\n2\n" in request.user


def keys(given: Draft, about: Brief) -> list[str]:
    made, _ = stage(lambda request: corrections(), about)
    return [digest(canonical(part_material(made, part))) for part in made.split(given)]


def test_a_long_episode_is_read_in_passages_and_a_changed_text_redoes_its_own() -> None:
    source = transcript(*["快来吃饭。"] * (PASSAGE_LINES + 10), gaps_ms=[200] * 19 + [2000])
    before = keys(draft(source, ("Eat.",) * len(source.lines)), brief())
    after = keys(draft(source, (*("Eat.",) * (len(source.lines) - 1), "Eat!")), brief())
    assert len(before) == 2
    assert (before[0] == after[0], before[1] == after[1]) == (True, False)


def owned_in(number: int, text: str) -> Memory:
    """A person wants `text` for line `number` of the episode."""
    place = places(SOURCE.lines, "E01")[number - 1]
    return memory(Entry(place, "en", text))


def with_step(given: Draft, number: int, before: str, after: str) -> Draft:
    """Line `number` has the text of a person in place of what the machine made of it."""
    lines = list(given.translation.lines)
    step = Step("remembered", (), before, after, kept=True)
    lines[number - 1] = msgspec.structs.replace(lines[number - 1], text=after, steps=(step,))
    return Draft(given.transcript, msgspec.structs.replace(given.translation, lines=tuple(lines)))


def test_a_line_that_a_person_corrects_has_no_passage_read_again() -> None:
    about = brief(YAOMEI, memory=owned_in(2, "You're freezing."), episode="E01")
    given = with_step(draft(), 2, TEXTS[1], "You're freezing.")
    assert keys(given, about) == keys(draft(), brief(YAOMEI))
    done = polished(corrections((2, "Cold?", "x"), (3, "Eat up.", "x")), source=given, about=about)
    assert texts(done) == ["Yaomei!", "You're freezing.", "Eat up.", "……"]


def test_what_only_a_person_wrote_is_not_read() -> None:
    one, other = (
        keys(
            with_step(draft(), 2, "", text),
            brief(YAOMEI, memory=owned_in(2, text), episode="E01"),
        )
        for text in ("You're freezing.", "How cold you are.")
    )
    assert one == other


def test_a_passage_in_which_a_person_wrote_every_line_is_none() -> None:
    given = draft()
    for number, text in enumerate(TEXTS[:3], 1):
        given = with_step(given, number, "", text)
    made, model = stage(lambda request: corrections(), brief(YAOMEI))
    assert made.split(given) == []
    assert made.join(given, []) == given.translation
    assert model.requests == []


def test_what_the_other_lines_of_a_reply_showed_stays_flagged() -> None:
    given = draft()
    leak, tense = Flag("leak", "this is what line 3 says"), Flag("too-short", "2 of 9 characters")
    lines = list(given.translation.lines)
    lines[1] = msgspec.structs.replace(lines[1], flags=(leak, tense))
    given = Draft(SOURCE, msgspec.structs.replace(given.translation, lines=tuple(lines)))
    done = polished(corrections((2, "You're so very cold.", "x")), source=given)
    assert (done.lines[1].text, done.lines[1].flags) == ("You're so very cold.", (leak,))


def test_what_is_seen_to_be_gone_is_no_longer_flagged() -> None:
    twins = ("Yaomei!", "Come and eat now.", "Come and eat now.", "……")
    given = draft(texts=twins)
    lines = list(given.translation.lines)
    lines[1] = msgspec.structs.replace(lines[1], flags=(Flag("duplicate", "the same as line 3"),))
    given = Draft(SOURCE, msgspec.structs.replace(given.translation, lines=tuple(lines)))
    done = polished(corrections((2, "You're so cold.", "slipped")), source=given)
    assert (done.lines[1].text, done.lines[1].flags) == ("You're so cold.", ())


@pytest.mark.parametrize(
    "about",
    [
        brief(YAOMEI, title="x"),
        brief(),
        brief(YAOMEI, bible=Bible((Character("幺妹", note="home"),))),
        brief(YAOMEI, limits=load_profile("netflix").limits("en")),
    ],
)
def test_all_that_is_read_is_in_the_key(about: Brief) -> None:
    source = draft(transcript("幺妹，你怎么瘦成这个样子了哦，哪个晓得？"), ("Yaomei, so thin?",))
    assert keys(source, about) != keys(source, brief(YAOMEI))


REPLIES = st.builds(
    ChatReply,
    st.text(max_size=60)
    | st.lists(
        st.fixed_dictionaries(
            {
                "line": st.integers(-1, 6) | st.none(),
                "text": st.text(max_size=20),
                "reason": st.text(max_size=9),
            }
        ),
        max_size=5,
    ).map(lambda found: json.dumps({"corrections": found})),
    st.sampled_from(["stop", "length", "refused"]),
)


@given(st.lists(REPLIES, min_size=16, max_size=16))
def test_whatever_comes_no_line_is_lost_or_moved(replies: list[ChatReply]) -> None:
    done = polished(*replies)
    assert [line.id for line in done.lines] == [line.id for line in SOURCE.lines]
    assert all(line.text for line in done.lines)


def test_a_term_is_not_bought_with_the_sense() -> None:
    source = draft(transcript("我没见过幺妹。"), ("I never saw Sister.",))
    assert texts(polished(corrections((1, "I saw Yaomei.", "her name")), source=source)) == [
        "I never saw Sister."
    ]
