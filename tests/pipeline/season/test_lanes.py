"""Episodes side by side, one at work at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from localize.executors.inline import Execute
from localize.pipeline.season.lanes import Turns, side_by_side
from localize.stage import Part


def test_one_has_its_turn_at_a_time_and_hands_it_on_while_it_waits() -> None:
    turns, both_wait = Turns(), threading.Barrier(2, timeout=10)
    at_work: list[int] = []

    def wait_for_both(stage: object, parts: object) -> Iterator[int]:
        both_wait.wait()
        yield 1

    execute: Execute = turns.waiting(wait_for_both)  # type: ignore[arg-type]

    def work(item: int) -> None:
        with turns:
            assert list(execute(None, [Part("1", {}, 1)])) == [1]  # type: ignore[arg-type]
            at_work.append(item)

    side_by_side(work, [1, 2], 2, lambda: None)
    assert sorted(at_work) == [1, 2]


def test_an_error_of_the_executor_comes_back_with_the_turn() -> None:
    turns = Turns()

    def breaks(stage: object, parts: object) -> Iterator[int]:
        yield 1
        raise ZeroDivisionError

    with turns, pytest.raises(ZeroDivisionError):
        list(turns.waiting(breaks)(None, []))  # type: ignore[arg-type]
    with turns:
        pass


@pytest.mark.parametrize("lanes", [0, 1, 3, 100])
def test_all_are_worked_on_however_many_lanes_there_are(lanes: int) -> None:
    done: list[int] = []
    side_by_side(done.append, range(5), lanes, lambda: None)
    assert sorted(done) == [0, 1, 2, 3, 4]


def test_the_first_error_ends_it() -> None:
    stopped = threading.Event()
    done: list[int] = []

    def work(item: int) -> None:
        if item == 1:
            raise ZeroDivisionError
        assert stopped.wait(10)
        done.append(item)

    with pytest.raises(ZeroDivisionError):
        side_by_side(work, range(50), 2, stopped.set)
    assert len(done) < 49
