"""What was translated under another rendering serves on, where a rule can tell what it says now."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from localize.domain.glossary import Term
from localize.domain.memory import Entry, Memory, Place
from localize.domain.review import Flag
from localize.translate.brief import Brief
from localize.translate.result import SceneLine, SceneTranslation
from localize.translate.scenes import Scene
from tests.translate.lines import FakeChat, brief, reply, scene, stage

SOURCES = ("臣刚，快过来！", "我来了。", "他早就走了。")
OLD = Term("臣刚", {"en": "Chen Just"}, kind="person")
NEW = Term("臣刚", {"en": "Chen Gang"}, kind="person")


def carry(
    texts: tuple[str, ...], was: Brief | None = None, now: Brief | None = None, flags: Mapping[int, Flag] = {}
) -> SceneTranslation | None:
    was, now = was or brief(OLD), now or brief(NEW)
    lines = tuple(SceneLine(text, flags=(flags[at],) if at in flags else ()) for at, text in enumerate(texts))
    made = stage(FakeChat(lambda _: reply({})), now)
    return made.carry(of(was), of(now), SceneTranslation(lines))


def of(about: Brief) -> Scene:
    return scene(*SOURCES, about=about)


def texts(done: SceneTranslation | None) -> list[str] | None:
    return None if done is None else [line.text for line in done.lines]


def test_the_new_rendering_stands_where_the_old_one_did() -> None:
    done = carry(("Chen Just, come here!", "Coming.", "He left long ago."))
    assert texts(done) == ["Chen Gang, come here!", "Coming.", "He left long ago."]
    assert done is not None
    assert [line.steps[0].rung if line.steps else "" for line in done.lines] == ["replaced", "", ""]


def test_who_is_named_beside_is_renamed_too() -> None:
    done = carry(("Chen Just, come here!", "Coming.", "Chen Just left long ago."))
    assert texts(done) == ["Chen Gang, come here!", "Coming.", "Chen Gang left long ago."]


def test_a_common_word_beside_is_not() -> None:
    was, now = (brief(Term("臣刚", {"en": text})) for text in ("boss", "chief"))
    done = carry(("Boss, come here!", "Coming.", "The boss left."), was, now)
    assert texts(done) == ["Chief, come here!", "Coming.", "The boss left."]


@pytest.mark.parametrize("text", ["The Chen Justs!", "Come here!", "Chen Just! Chen Just!"])
def test_one_line_that_is_not_sure_leaves_the_scene_to_a_model(text: str) -> None:
    assert carry((text, "Coming.", "He left.")) is None


def test_a_text_that_has_the_new_rendering_stays() -> None:
    done = carry(("Chen Gang, come here!", "Coming.", "He left."))
    assert done is not None
    assert all(not line.steps for line in done.lines)


def test_doubts_of_the_whole_reply_stay_and_those_of_the_text_are_found_anew() -> None:
    flags = {0: Flag("duplicate", "the same as another line"), 1: Flag("shortened", "in fewer words")}
    done = carry(("Chen Just, come here!", "Coming.", "He left."), flags=flags)
    assert done is not None
    assert [[flag.kind for flag in line.flags] for line in done.lines] == [["duplicate"], ["shortened"], []]


def test_where_more_has_changed_than_a_term_nothing_is_carried() -> None:
    other = msgspec.structs.replace(brief(NEW), context_lines=0, flavour="neutral")
    place = Place("我来了。", episode="E09", line_id="L0001", before=(SOURCES[0],), after=(SOURCES[2],))
    remembered = msgspec.structs.replace(other, memory=Memory((Entry(place, "en", "On my way."),)))
    assert carry(("Chen Just, come here!", "Coming.", "He left."), now=other) is not None
    assert carry(("Chen Just, come here!", "Coming.", "He left."), now=remembered) is None


def test_what_is_remembered_of_a_line_stays_as_it_is() -> None:
    place = Place(SOURCES[0], episode="E09", line_id="L0001", after=SOURCES[1:])
    memory = Memory((Entry(place, "en", "Chen Just, you!"),))
    was, now = (msgspec.structs.replace(brief(term), memory=memory) for term in (OLD, NEW))
    done = carry(("Chen Just, you!", "Coming.", "He left."), was, now)
    assert texts(done) == ["Chen Just, you!", "Coming.", "He left."]


def test_a_scene_with_a_line_that_nobody_translated_is_asked_for_again() -> None:
    assert carry(("Chen Just, come here!", "", "He left.")) is None
