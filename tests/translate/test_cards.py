"""Text on the screen that nobody says, and sentences that run over two lines."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.glossary import Term
from localize.domain.seen import CARD
from localize.domain.transcript import Line, Transcript
from localize.translate import prompt
from localize.translate.scenes import Scene, cut, groups, scenes
from tests.translate.lines import YAOMEI, FakeChat, FakeSequence, brief, reply, scene, stage, transcript

SAID = transcript("幺妹！", "你好冷。", "快来吃饭。", gaps_ms=[100, 5000])


def card(name: str, text: str, start_ms: int) -> Line:
    return Line(name, text, start_ms, start_ms + 2000, kind=CARD)


def with_cards(*cards: Line) -> Transcript:
    return Transcript("zh", tuple(sorted([*SAID.lines, *cards], key=lambda line: line.start_ms)))


def found_in(source: Transcript, **more: int) -> list[Scene]:
    return [found for _, found in scenes(source.lines, brief(YAOMEI, **more))]


def test_cards_have_scenes_of_their_own_and_change_none_of_the_dialogue() -> None:
    source = with_cards(card("T", "三年后", 50), card("C", "幺妹\n洗碗工", 1200), card("E", "未完", 9000))
    *said, first, last = found_in(source)
    assert said == found_in(SAID)
    assert first.kind == CARD
    assert [line.text for line in (*first.lines, *last.lines)] == ["三年后", "幺妹 洗碗工", "未完"]
    assert [one.required for line in first.lines for one in line.terms] == ["Yaomei"]


def test_a_card_is_shown_what_is_said_when_it_appears() -> None:
    (*_, found) = found_in(with_cards(card("C", "火锅店", 1200)), context_lines=1)
    assert (found.before, found.after) == (("你好冷。",), ("快来吃饭。",))


def test_a_model_is_told_that_nobody_says_a_card() -> None:
    *_, cards = found_in(with_cards(card("C", "三年后", 1200)))
    about = brief(YAOMEI)
    asked, of_dialogue = prompt.request(about, cards, [1]), prompt.request(about, scene("三年后"), [1])
    assert "Nobody says the following lines" in asked.user
    assert asked.user.endswith("1. 三年后")
    assert "Nobody" not in of_dialogue.user
    assert asked.system == of_dialogue.system


def test_every_card_gets_its_own_translation_in_its_place() -> None:
    source = with_cards(card("T", "三年后", 50), card("E", "未完", 2500))
    made = stage(
        FakeSequence({("zh", "en"): {"三年后": ["Three years later"], "未完": ["To be continued"]}}), brief()
    )
    parts = made.split(source)
    done = made.join(source, list(made.run(parts)))
    texts = {line.id: line.text for line in done.lines}
    assert list(texts) == [line.id for line in source.lines]
    assert (texts["T"], texts["E"]) == ("Three years later", "To be continued")
    assert [part.name for part in parts] == ["scene 1, lines 1–3", "scene 2, lines 5–5", "cards 3, lines 2–4"]


def test_a_term_on_a_card_is_checked() -> None:
    door = Term("火锅店", {"en": "Red Hall"})
    made = stage(FakeSequence({("zh", "en"): {"火锅店": ["a hotpot place"]}}), brief(door))
    source = Transcript("zh", (card("C", "火锅店", 0),))
    (line,) = made.join(source, list(made.run(made.split(source)))).lines
    assert [flag.kind for flag in line.flags] == ["term-missed"]


def going_on(gaps_ms: list[int], *at: int) -> tuple[Line, ...]:
    lines = transcript(*"一" * (len(gaps_ms) + 1), gaps_ms=gaps_ms).lines
    return tuple(msgspec.structs.replace(line, continues=index in at) for index, line in enumerate(lines))


def test_a_sentence_over_two_lines_stays_in_one_scene() -> None:
    assert [len(span) for span in cut(going_on([5000, 100], 0), brief())] == [3]
    assert [len(span) for span in cut(going_on([100, 900, 100], 1), brief(scene_lines=2))] == [1, 2, 1]


def test_a_sentence_longer_than_a_scene_is_cut_all_the_same() -> None:
    assert [len(span) for span in cut(going_on([100] * 3, 0, 1, 2), brief(scene_lines=2))] == [2, 2]


@given(
    st.lists(st.tuples(st.integers(-500, 5000), st.booleans(), st.booleans()), max_size=40), st.integers(2, 9)
)
def test_every_line_is_in_one_scene_of_its_kind(
    drawn: list[tuple[int, bool, bool]], scene_lines: int
) -> None:
    spaced = transcript(*"一" * len(drawn), gaps_ms=[gap for gap, _, _ in drawn]).lines
    lines = [
        msgspec.structs.replace(line, kind=CARD if is_card else line.kind, continues=goes_on and not is_card)
        for line, (_, is_card, goes_on) in zip(spaced, drawn, strict=True)
    ]
    found = groups(lines, brief(scene_lines=scene_lines))
    assert sorted(index for group in found for index in group.indices) == list(range(len(lines)))
    for group in found:
        assert len({lines[index].kind for index in group.indices}) == 1
        assert len(group.indices) <= scene_lines


def test_a_model_is_told_that_a_sentence_goes_on() -> None:
    lines = going_on([100, 100], 1)
    ((_, found),) = scenes(lines, brief())
    asked = prompt.user(brief(), found, [1, 2, 3], {})
    assert "Notes:\n2 is no whole sentence: it goes on in the next line\n\n" in asked
    assert "no whole sentence" not in prompt.user(brief(), found, [1, 3], {})


def test_what_is_spoken_in_dialect_is_translated_from_the_standard_text() -> None:
    line = Line("L1", "我莫得事", 0, 1000, spoken="我莫得事", standard="我没有问题")
    made = stage(FakeSequence({("zh", "en"): {"我没有问题": ["No problem."]}}), brief())
    source = Transcript("zh", (line,))
    assert made.join(source, list(made.run(made.split(source)))).lines[0].text == "No problem."


def test_the_key_of_plain_dialogue_says_nothing_of_cards_and_dialect() -> None:
    (part, *_) = stage(FakeChat(lambda _: reply({})), brief(YAOMEI)).split(SAID)
    assert list(part.key) == ["lines", "after"]
    assert all(set(line) <= {"text", "asked", "terms"} for line in part.key["lines"])  # type: ignore[attr-defined]
