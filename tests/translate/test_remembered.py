"""Lines that a person has approved or corrected: not asked for, not changed, and in no other scene's key."""

from __future__ import annotations

from typing import Any

from localize.domain.memory import Entry, Memory
from localize.domain.transcript import Transcript
from localize.domain.translation import TranslatedLine
from localize.stage import ChatReply, ChatRequest
from localize.store.keys import canonical, digest, part_material
from localize.translate.brief import Brief
from localize.translate.stage import Translate
from tests.memory.entries import entry, memory
from tests.translate.lines import PORK, FakeChat, FakeSequence, brief, numbers, reply, stage, transcript

SOURCE = transcript(
    "今天真的好冷。", "你到底想怎么样？", "快来吃回锅肉。", "我哪里对不起你？", gaps_ms=[100, 5000]
)
WANTED = "What is it you want?"


def english(request: ChatRequest) -> ChatReply:
    return reply({number: f"So line {'abcdefgh'[number - 1]}, right?" for number in numbers(request)})


def about(*entries: Entry, **more: Any) -> Brief:
    return brief(memory=memory(*entries), episode="E02", **more)


def run(made: Translate, source: Transcript = SOURCE) -> tuple[TranslatedLine, ...]:
    return made.join(source, list(made.run(made.split(source)))).lines


def keys(*entries: Entry) -> list[str]:
    made = stage(FakeChat(english), about(*entries))
    return [digest(canonical(part_material(made, part))) for part in made.split(SOURCE)]


def steps(line: TranslatedLine) -> list[tuple[str, str, str]]:
    return [(step.rung, step.before, step.after) for step in line.steps]


def test_a_line_that_is_known_is_not_asked_for_and_shown_to_those_beside_it() -> None:
    model = FakeChat(english)
    lines = run(stage(model, about(entry("你到底想怎么样？", WANTED))))
    assert (lines[1].text, lines[1].asked, steps(lines[1])) == (WANTED, 0, [("remembered", "", WANTED)])
    assert [numbers(request) for request in model.requests] == [[1], [1, 2]]
    assert f"你到底想怎么样？ = {WANTED}" in model.requests[0].user
    assert lines[0].text == "So line a, right?"


def test_a_scene_of_known_lines_alone_asks_nothing() -> None:
    model = FakeChat(english)
    known = about(entry("你到底想怎么样？", WANTED), entry("今天真的好冷。", "So cold."))
    assert [line.text for line in run(stage(model, known))[:2]] == ["So cold.", WANTED]
    assert len(model.requests) == 1


def test_a_sequence_model_gets_no_sentence_for_it_either() -> None:
    model = FakeSequence({("zh", "en"): {}})
    lines = run(stage(model, about(entry("你到底想怎么样？", WANTED))))
    assert [line.text for line in lines] == ["Hm.", WANTED, "Hm.", "Hm."]
    assert "你到底想怎么样？" not in {text for _, _, text in model.asked}


def test_a_line_like_one_that_is_known_is_shown_it() -> None:
    model = FakeChat(english)
    run(stage(model, about(entry("我哪里对不起他？", "How did I wrong him?"))))
    assert "Earlier subtitles" not in model.requests[0].user
    assert "我哪里对不起他？ = How did I wrong him?" in model.requests[1].user


def test_what_breaks_a_term_is_flagged_and_not_changed() -> None:
    made = stage(FakeChat(english), brief(PORK, memory=memory(entry("快来吃回锅肉。", "Eat the pork!"))))
    line = run(made)[2]
    assert (line.text, [flag.kind for flag in line.flags]) == ("Eat the pork!", ["term-missed"])


def test_what_is_wrong_with_it_is_flagged_and_not_changed() -> None:
    line = run(stage(FakeChat(english), about(entry("你到底想怎么样？", "你 want what?"))))[1]
    assert (line.text, [flag.kind for flag in line.flags]) == ("你 want what?", ["untranslated"])


def test_a_key_holds_what_matches_its_scene_and_nothing_else() -> None:
    before = keys()
    assert keys(entry("他说的都是真的。", "It's all true.")) == before
    first, second = keys(entry("你到底想怎么样？", WANTED))
    assert (first == before[0], second == before[1]) == (False, True)
    first, second = keys(entry("我哪里对不起他？", "How did I wrong him?"))
    assert (first == before[0], second == before[1]) == (True, False)


def test_a_sequence_model_has_no_use_for_examples() -> None:
    like = entry("我哪里对不起他？", "How did I wrong him?")
    plain, told = (stage(FakeSequence({}), about(*some)).split(SOURCE) for some in ((), (like,)))
    assert [part.key for part in plain] == [part.key for part in told]


OWN = entry("你到底想怎么样？", WANTED, episode="E02", line_id="L002")


def test_a_line_with_a_text_of_its_own_has_none_around_it_translated_anew() -> None:
    assert keys(OWN) == keys()
    line = run(stage(FakeChat(english), about(OWN)))[1]
    assert (line.text, steps(line)) == (WANTED, [("remembered", "So line b, right?", WANTED)])


def test_a_scene_whose_lines_all_have_their_own_is_no_part() -> None:
    both = OWN, entry("今天真的好冷。", "So cold.", episode="E02", line_id="L001")
    made = stage(FakeChat(english), about(*both))
    assert len(made.split(SOURCE)) == 1
    assert [line.text for line in run(made)[:2]] == ["So cold.", WANTED]


def test_an_empty_memory_is_in_no_key() -> None:
    made = stage(FakeChat(english), brief())
    assert [part.key for part in made.split(SOURCE)] == [
        part.key for part in stage(FakeChat(english), about()).split(SOURCE)
    ]
    assert about().memory == Memory()
