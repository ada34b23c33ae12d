"""The runner: what is held is not run, what is run is committed at once, and a plan says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from localize.domain.episode import Media
from localize.errors import EngineError, InputError, NoSound
from localize.events import Event, PartDone, StageDone, StageStarted, ignore
from localize.executors.inline import Execute
from localize.pipeline.plan import explain, look_up
from localize.pipeline.run import Planner, Runner, Waiting
from localize.pipeline.season.lanes import Turns
from localize.stage import EngineId, Part, Stage
from localize.store.parts import Store
from tests.pipeline.records import record_with

SCRIPTED = EngineId("scripted", 1)


@dataclass
class Shout:
    """Words in capitals; `breaks_at` is a word that breaks the engine."""

    breaks_at: str = ""
    version: int = 1
    parameters: Mapping[str, object] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    name: str = "shout"
    result_type: type[Media] = Media
    engine: EngineId | None = SCRIPTED

    def split(self, source: str) -> Sequence[Part[str]]:
        return [Part(f"word {number}", {"word": word}, word) for number, word in enumerate(source.split(), 1)]

    def run(self, parts: Sequence[Part[str]]) -> Iterator[Media]:
        for part in parts:
            if part.content == self.breaks_at:
                raise EngineError("it broke")
            self.ran.append(part.content)
            yield Media(part.content.upper(), "", 0)

    def join(self, source: str, results: Sequence[Media]) -> str:
        return " ".join(result.path for result in results)

    def counts(self, results: Sequence[Media]) -> Mapping[str, int]:
        return {"letters": sum(len(result.path) for result in results)}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def test_parts_are_run_once_and_joined_in_order(store: Store) -> None:
    first, second = Shout(), Shout()
    runner = Runner(store, ignore)
    assert runner(first, "a b a c") == "A B A C"
    assert first.ran == ["a", "b", "c"]
    assert runner(second, "c d a") == "C D A"
    assert second.ran == ["d"]
    assert [(run.hits, len(run.parts)) for run in runner.stages] == [(0, 4), (2, 3)]
    assert runner.stages[1].counts == {"letters": 3}


def test_force_takes_nothing_from_the_store(store: Store) -> None:
    Runner(store, ignore)(Shout(), "a b")
    again = Shout()
    assert Runner(store, ignore, force=True)(again, "a b") == "A B"
    assert again.ran == ["a", "b"]


def test_what_was_finished_before_the_engine_broke_is_kept(store: Store) -> None:
    broken = Runner(store, ignore)
    with pytest.raises(EngineError):
        broken(Shout(breaks_at="c"), "a b c d")
    reached = {part.name: part.whole for part in broken.stages[0].parts}
    assert reached == {"word 1": True, "word 2": True, "word 3": False, "word 4": False}
    mended = Shout()
    assert Runner(store, ignore)(mended, "a b c d") == "A B C D"
    assert mended.ran == ["c", "d"]


@pytest.mark.parametrize("around", [lambda _, execute: execute, Turns.waiting], ids=["here", "lane"])
def test_who_makes_what_nobody_wants_is_told_at_once(
    store: Store, around: Callable[[Turns, Execute], Execute]
) -> None:
    given_up: list[bool] = []

    def execute(stage: Stage[Any, Any, Any, Any], parts: Sequence[Part[Any]]) -> Iterator[Any]:
        try:
            yield from stage.run(parts)
        finally:
            given_up.append(True)

    def changed() -> None:
        raise InputError("the file changed")

    turns = Turns()
    runner = Runner(store, ignore, execute=around(turns, execute), require=changed)
    with turns, pytest.raises(InputError) as raised:
        runner(Shout(), "a b")
    assert raised.value.__traceback__  # it holds all that was at work
    assert given_up


def test_what_is_not_in_the_file_is_not_looked_for_again(store: Store) -> None:
    class Silent(Shout):
        def run(self, parts: Sequence[Part[str]]) -> Iterator[Media]:
            raise NoSound("no sound")

    runner = Runner(store, ignore)
    with pytest.raises(NoSound):
        runner(Silent(), "a b")
    assert not runner.stages[0].parts


@pytest.mark.parametrize(
    "changed",
    [
        Shout(version=2),
        Shout(parameters={"loud": True}),
        Shout(engine=EngineId("scripted", 2)),
        Shout(engine=None),
    ],
    ids=["version", "parameters", "engine", "no engine"],
)
def test_whatever_changes_the_result_changes_the_key(store: Store, changed: Shout) -> None:
    Runner(store, ignore)(Shout(), "a b")
    Runner(store, ignore)(changed, "a b")
    assert changed.ran == ["a", "b"]


def test_a_stage_under_another_title_shares_what_is_kept(store: Store) -> None:
    runner = Runner(store, ignore)
    runner(Shout(), "a b")
    again = Shout()
    assert runner(again, "b c", "shout again") == "B C"
    assert again.ran == ["c"]
    assert [run.name for run in runner.stages] == ["shout", "shout again"]


def test_events_tell_the_hits_and_every_part(store: Store) -> None:
    Runner(store, ignore)(Shout(), "a")
    events: list[Event] = []
    Runner(store, events.append)(Shout(), "a b")
    assert events[:2] == [StageStarted("shout", 2, 1), PartDone("shout", "word 2")]
    assert isinstance(events[2], StageDone)


def test_a_plan_runs_nothing_and_waits_where_something_is_missing(store: Store) -> None:
    Runner(store, ignore)(Shout(), "a")
    stage = Shout()
    planner = Planner(store, None)
    assert planner(stage, "a") == "A"
    with pytest.raises(Waiting):
        planner(stage, "a b")
    assert stage.ran == []
    assert planner.plans["shout"].misses == (("word 2", "not run before"),)


def test_a_plan_says_what_has_changed(store: Store, tmp_path: Path) -> None:
    runner = Runner(store, ignore)
    runner(Shout(), "a b")
    before = record_with(stages=tuple(runner.stages))

    def why(stage: Shout, words: str) -> tuple[tuple[str, str], ...]:
        return explain("shout", look_up(stage, stage.split(words), store), store, before).misses

    assert why(Shout(), "a x") == (("word 2", "part.word: b → x"),)
    assert why(Shout(), "a b y") == (("word 3", "a new part"),)
    louder = why(Shout(parameters={"loud": True}), "a b")
    assert louder[0] == ("word 1", "parameters.loud: null → true")
    for path in (tmp_path / "artefacts").rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    assert why(Shout(), "a b")[0][1] == "its result is gone from the store, or damaged"


def test_nothing_is_committed_that_was_made_of_another_file(store: Store) -> None:
    def changed() -> None:
        raise InputError("the file changed")

    with pytest.raises(InputError, match="the file changed"):
        Runner(store, ignore, require=changed)(Shout(), "a b")
    later = Shout()
    Runner(store, ignore)(later, "a b")
    assert later.ran == ["a", "b"]


def changes_of(store: Store, *contents: object) -> str:
    """Why a part with the second content is not the one with the first."""

    class Scene(Shout):
        def split(self, source: object) -> Sequence[Part[str]]:  # type: ignore[override]
            return [Part("scene 1", {"line": source}, "x")]

    runner = Runner(store, ignore)
    runner(Scene(), contents[0])  # type: ignore[arg-type]
    planned = look_up(Scene(), Scene().split(contents[1]), store)
    (miss,) = explain("shout", planned, store, record_with(stages=tuple(runner.stages))).misses
    return miss[1]


def term(source: str, required: str) -> dict[str, str]:
    return {"source": source, "required": required}


def test_a_term_that_changed_is_called_by_its_name(store: Store) -> None:
    """Whatever stands before it; what is asked for holds it, and is not told beside it."""
    before = {"asked": "Gang走了", "terms": [term("臣刚", "Gang")]}
    now = {"asked": "Kang走了", "terms": [term("走", "left"), term("臣刚", "Kang")]}
    told = "part.line.terms[臣刚].required: Gang → Kang; part.line.terms[走]: null → left"
    assert changes_of(store, before, now) == told


def test_the_first_term_of_a_line(store: Store) -> None:
    assert changes_of(store, {"text": "走"}, {"text": "走", "terms": [term("走", "go")]}) == (
        "part.line.terms[走]: null → go"
    )


def test_lists_without_names_are_told_by_their_numbers(store: Store) -> None:
    assert changes_of(store, ["a", "b"], ["a", "c"]) == "part.line[2]: b → c"
    assert changes_of(store, [], ["a"]) == 'part.line: [] → ["a"]'
