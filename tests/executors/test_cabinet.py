"""Engines that are open: each once, and no more than fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.executors import cabinet
from localize.executors.cabinet import AT_WORK, WITH_CONTEXT, Cabinet
from localize.stage import EngineId
from tests.executors.conftest import Pools, run
from tests.executors.stages import Acts, Opens, Writes


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes"
    path.touch()
    return path


def said(notes: Path) -> list[str]:
    return notes.read_text().splitlines()


class Memory:
    """Of a process whose engines have weights of a gigabyte each; `room` is for so many of them."""

    SIZE = 1_000_000_000
    TAKES = round(SIZE * WITH_CONTEXT) + AT_WORK

    def __init__(self, monkeypatch: pytest.MonkeyPatch, notes: Path, room: float) -> None:
        monkeypatch.setattr(cabinet, "_taken", self.taken)
        self._notes, self.cabinet = notes, Cabinet(round(room * self.TAKES))

    def taken(self) -> int:
        told = said(self._notes)
        opened, closed = (sum(line.endswith(what) for line in told) for what in ("opened", "closed"))
        return self.TAKES * (opened - closed)

    def use(self, *names: str) -> None:
        for name in names:
            self.cabinet.engine(Opens(name, self._notes, size=self.SIZE)).get()


def test_an_engine_is_opened_once(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Memory(monkeypatch, notes, room=0).use("a", "b", "a", "c", "b")
    assert said(notes) == ["a opened", "b opened", "c opened"]


def test_the_one_that_was_not_used_for_longest_makes_room(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two fit, and one that was closed is opened again."""
    Memory(monkeypatch, notes, room=2.5).use("a", "b", "a", "c", "a", "b")
    assert said(notes) == ["a opened", "b opened", "b closed", "c opened", "c closed", "b opened"]


def test_one_that_does_not_fit_alone_is_tried(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Memory(monkeypatch, notes, room=0.5).use("a", "b")
    assert said(notes) == ["a opened", "a closed", "b opened"]


def test_what_is_open_is_told(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(monkeypatch, notes, room=2.5)
    memory.use("a", "b", "c")
    memory.cabinet.engine(Opens("d", notes))
    assert memory.cabinet.opened == {repr(EngineId("b", 1)), repr(EngineId("c", 1))}


# ── in workers ──────────────────────────────────────────────────────────────────────────────────────


def test_stages_of_all_episodes_share_an_engine(pools: Pools, notes: Path) -> None:
    pool = pools()
    for episode in range(3):
        for name in ("reader", "translator"):
            stage = Writes.with_engine(name, notes)
            assert list(run(pool, f"say: {episode}", stage=stage)) == [str(episode)]
    assert said(notes) == ["reader opened", "translator opened"]


def test_a_worker_that_has_it_open_is_preferred(pools: Pools, notes: Path, tmp_path: Path) -> None:
    """Two engines are opened in two workers, each is used many times, and neither is opened again."""
    pool, names = pools(2), ("reader", "translator")
    gates = {name: tmp_path / name for name in names}
    # Each is at work while the other begins, so that they are not opened in one worker.
    begun = [
        run(pool, f"note: {gates[name]}", f"wait: {gates[other]}", stage=Writes.with_engine(name, notes))
        for name, other in zip(names, reversed(names), strict=True)
    ]
    for results in begun:
        list(results)
    at_home: dict[str, set[int]] = {name: set() for name in names}
    for _ in range(10):
        for name in names:
            stage = Writes.with_engine(name, notes, signed=True)
            at_home[name] |= {worker for worker, _ in run(pool, "say: a", stage=stage)}
    assert [len(workers) for workers in at_home.values()] == [1, 1]
    assert sorted(said(notes)) == ["reader opened", "translator opened"]


def test_a_fresh_process_opens_it_again(pools: Pools, notes: Path) -> None:
    pool = pools()
    list(run(pool, "say: a", "end: exit", "say: b", stage=Writes.with_engine("reader", notes)))
    list(run(pool, "say: c", stage=Writes.with_engine("reader", notes)))
    assert said(notes) == ["reader opened"] * 3


def test_an_engine_outlives_an_error(pools: Pools, notes: Path) -> None:
    pool = pools()
    with pytest.raises(ZeroDivisionError):
        list(run(pool, "raise: bug", stage=Writes.with_engine("reader", notes)))
    list(run(pool, "say: c", stage=Writes.with_engine("reader", notes)))
    assert said(notes) == ["reader opened"]


def test_a_worker_with_little_memory_has_one_at_a_time(pools: Pools, notes: Path) -> None:
    pool = pools(memory=1)
    for name in ("reader", "translator", "reader"):
        list(run(pool, "say: a", stage=Writes.with_engine(name, notes)))
    assert said(notes) == [
        "reader opened", "reader closed", "translator opened", "translator closed", "reader opened"
    ]  # fmt: skip


def test_a_stage_without_engine_opens_none(pools: Pools, notes: Path) -> None:
    assert list(run(pools(), "say: a", stage=Acts())) == ["A"]
    assert said(notes) == []
