"""Which task comes next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from localize.executors.task import Task, Urgency
from localize.executors.waiting import PATIENCE, Waiting
from localize.stage import EngineId
from tests.executors.stages import Acts

NONE = frozenset[str]()


def task(engine: str = "", urgency: Urgency = ()) -> Task:
    return Task(Acts(engine=EngineId(engine, 1) if engine else None), (), urgency)


def opened(*engines: str) -> frozenset[str]:
    return frozenset(repr(EngineId(engine, 1)) for engine in engines)


def waiting(*tasks: Task) -> Waiting:
    found = Waiting()
    for one in tasks:
        found.put(one)
    return found


def test_the_most_urgent_comes_first_and_of_equals_the_earliest() -> None:
    tasks = [task(urgency=(2,)), task(urgency=(1,)), task(urgency=(1,)), task(urgency=(0, 9))]
    found = waiting(*tasks)
    assert [found.take(NONE, []) for _ in range(5)] == [tasks[3], tasks[1], tasks[2], tasks[0], None]


def test_what_was_begun_comes_before_its_equals() -> None:
    first, begun = task(), task()
    found = waiting(first)
    found.put_first(begun)
    assert found.take(NONE, []) is begun


def test_an_open_engine_comes_before_urgency() -> None:
    whisper, llama = task("whisper", (0,)), task("llama", (1,))
    assert waiting(whisper, llama).take(opened("llama"), []) is llama
    assert waiting(whisper, llama).take(opened("llama", "whisper"), []) is whisper
    assert waiting(whisper, llama).take(NONE, []) is whisper


def test_what_needs_no_engine_is_at_home_everywhere() -> None:
    windows, llama = task("", (0,)), task("llama", (1,))
    assert waiting(windows, llama).take(opened("llama"), []) is windows


def test_what_an_idle_worker_has_open_is_left_to_it() -> None:
    whisper, llama = task("whisper"), task("llama")
    assert waiting(whisper).take(NONE, [opened("whisper")]) is None
    assert waiting(whisper, llama).take(NONE, [opened("whisper")]) is llama
    assert waiting(whisper).take(opened("whisper"), [opened("whisper")]) is whisper


def test_nothing_waits_for_ever_for_its_engine() -> None:
    """There is always more for the engine that is open."""
    whisper = task("whisper", (0,))
    found, taken = waiting(whisper), list[Task]()
    for number in count(1):
        found.put(task("llama", (number,)))
        chosen = found.take(opened("llama"), [])
        assert chosen is not None
        taken.append(chosen)
        if chosen is whisper:
            break
    assert len(taken) == PATIENCE + 1


def test_by_stage_an_open_engine_does_all_its_work_first() -> None:
    """Later stages are less urgent: they are not passed over."""
    recognize = [task("whisper", (1, episode)) for episode in range(20)]
    translate = [task("llama", (5, episode)) for episode in range(20)]
    found = waiting(*translate, *recognize)
    assert [found.take(opened("whisper"), []) for _ in range(20)] == recognize


@given(
    st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.integers(0, 5)), max_size=30),
    st.lists(st.sets(st.sampled_from(["a", "b", "c"])), min_size=1, max_size=4),
)
def test_every_task_is_taken_once(asked: Sequence[tuple[str, int]], workers: Sequence[set[str]]) -> None:
    """Whatever is open where: as long as one works and the others are idle, nothing is left."""
    tasks = [task(engine, (urgency,)) for engine, urgency in asked]
    found, taken = waiting(*tasks), list[Task]()
    has = [opened(*engines) for engines in workers]
    for _ in tasks:
        offers = (found.take(one, [other for other in has if other is not one]) for one in has)
        taken.append(next(offer for offer in offers if offer is not None))
    assert sorted(map(id, taken)) == sorted(map(id, tasks))
    assert found.take_all() == []
