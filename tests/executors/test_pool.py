"""Worker processes: what goes in and what comes back, in order, one by one, and as what it was."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from localize.errors import BadSubtitles, EngineError, Interrupted, StoreError
from localize.events import ignore
from localize.executors.inline import execute
from localize.executors.processes import Pool
from localize.pipeline.run import Runner
from localize.store.parts import Store
from tests.executors.conftest import Pools, run
from tests.executors.stages import Acts


def test_results_come_in_the_order_of_the_parts(pools: Pools) -> None:
    words = [f"word {number}" for number in range(50)]
    found = run(pools(3), *(f"say: {word}" for word in words))
    assert list(found) == [word.upper() for word in words]


def test_each_comes_as_soon_as_it_is_there(pools: Pools, tmp_path: Path) -> None:
    """The second part waits for what is done with the result of the first."""
    gate = tmp_path / "gate"
    results = run(pools(), "say: first", f"wait: {gate}")
    assert next(results) == "FIRST"
    gate.touch()
    assert list(results) == [str(gate)]


def test_tasks_go_on_side_by_side(pools: Pools, tmp_path: Path) -> None:
    """Each waits for what the other writes."""
    pool, one, two = pools(2), tmp_path / "one", tmp_path / "two"
    first = run(pool, f"note: {one}", f"wait: {two}")
    second = run(pool, f"note: {two}", f"wait: {one}")
    assert [len(list(first)), len(list(second))] == [2, 2]


def test_the_work_is_done_elsewhere(pools: Pools) -> None:
    pool = pools(2)
    found = [worker for at in range(4) for worker, _ in run(pool, "say: a", stage=Acts(signed=True))]
    assert os.getpid() not in found
    assert len(set(found)) <= 2


def test_no_parts_have_no_results(pools: Pools) -> None:
    assert list(run(pools())) == []


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("ours", BadSubtitles, "no cue (write one)"),
        ("memory", MemoryError, "bad_alloc"),
        ("disk", OSError, "[Errno 28] No space left on device: '/somewhere'"),
        ("bug", ZeroDivisionError, "division by zero"),
        ("foreign", RuntimeError, "tests.executors.stages.Foreign: this and that"),
    ],
)
def test_what_a_stage_raises_arrives_as_it_was(
    pools: Pools, kind: str, error: type[Exception], said: str
) -> None:
    pool = pools()
    results = run(pool, "say: before", f"raise: {kind}", "say: after")
    assert next(results) == "BEFORE"
    with pytest.raises(error) as raised:
        next(results)
    assert (type(raised.value), str(raised.value)) == (error, said)
    assert 'stages.py", line' in raised.value.__notes__[0]
    assert list(run(pool, "say: others go on")) == ["OTHERS GO ON"]


def test_an_error_keeps_what_belongs_to_it(pools: Pools) -> None:
    with pytest.raises(OSError, match="No space") as raised:
        list(run(pools(), "raise: disk"))
    assert (raised.value.errno, raised.value.filename) == (errno.ENOSPC, "/somewhere")
    with pytest.raises(BadSubtitles) as ours:
        list(run(pools(), "raise: ours"))
    assert (ours.value.message, ours.value.hint) == ("no cue", "write one")


def test_a_result_that_cannot_travel_is_a_bug_of_its_stage(pools: Pools) -> None:
    pool = pools()
    with pytest.raises(AttributeError, match="pickle"):
        list(run(pool, "unpicklable: function"))
    assert list(run(pool, "say: others go on")) == ["OTHERS GO ON"]


@pytest.mark.parametrize(("extra", "said"), [(1, "longer"), (-1, "shorter")])
def test_as_many_results_as_parts(pools: Pools, tmp_path: Path, extra: int, said: str) -> None:
    """Inline or not, it is the same bug, and what was made before it is kept."""
    for number, executor in enumerate([execute, pools().execute]):
        store = Store(tmp_path / str(number))
        runner = Runner(store, ignore, execute=executor)
        with pytest.raises(ValueError, match=said):
            runner(Acts(extra=extra), ["say: a", "say: b"])
        assert sum(part.whole for part in runner.stages[0].parts) == 2 + min(0, extra)


def test_who_stops_listening_has_the_rest_left_undone(pools: Pools, tmp_path: Path) -> None:
    """Of a disk that is full, say: nobody wants what else would have been made."""
    pool, notes = pools(), tmp_path / "notes"
    results = run(pool, "say: a", *[f"note: {notes}"] * 200_000)
    next(results)
    results.close()  # type: ignore[attr-defined]  # a generator
    assert list(run(pool, "say: next")) == ["NEXT"]
    assert len(notes.read_text().splitlines()) < 200_000


def test_a_store_that_fails_ends_its_stage_alone(pools: Pools, tmp_path: Path) -> None:
    class Full(Store):
        def put(self, *_: object) -> None:
            raise StoreError("the disk is full")

    pool = pools()
    with pytest.raises(StoreError):
        Runner(Full(tmp_path), ignore, execute=pool.execute)(Acts(), ["say: a", "say: b"])
    assert Runner(Store(tmp_path), ignore, execute=pool.execute)(Acts(), ["say: a"]) == ["A"]


def test_a_pool_that_is_closed_takes_nothing_more() -> None:
    pool = Pool(1, threads=1)
    pool.close()
    pool.close()
    with pytest.raises(Interrupted):
        run(pool, "say: a")


def unstartable(monkeypatch: pytest.MonkeyPatch, starts: Sequence[bool]) -> None:
    """Of the processes that are started, those that are False end at once; after the last all do."""
    from localize.executors import process

    launched, numbers = process.Popen, count()

    def popen(words: list[str], **how: object) -> object:
        works = dict(enumerate(starts)).get(next(numbers), False)
        return launched(words if works else [words[0], "-c", "raise SystemExit(9)"], **how)  # type: ignore[call-overload]

    monkeypatch.setattr(process, "Popen", popen)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_worker_that_cannot_start_is_an_error_of_each_task(
    pools: Pools, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    unstartable(monkeypatch, [])
    pool = pools(workers)
    tasks = [run(pool, "say: a") for _ in range(4)]
    for task in tasks:
        with pytest.raises(EngineError, match=r"could not be started \(exit status 9\)"):
            list(task)


def test_a_worker_that_cannot_start_leaves_the_work_to_others(
    pools: Pools, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Short of memory, a machine may have room for one worker and not for two."""
    unstartable(monkeypatch, [True])
    pool = pools(3)
    assert list(run(pool, "say: the first is there")) == ["THE FIRST IS THERE"]
    tasks = [run(pool, f"say: {at}") for at in range(20)]
    assert [list(task) for task in tasks] == [[str(at)] for at in range(20)]


def test_a_program_that_is_not_there_is_told(pools: Pools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(EngineError, match=r"could not be started \(No such file or directory\)"):
        list(run(pools(), "say: a"))
