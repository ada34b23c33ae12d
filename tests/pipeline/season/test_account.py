"""The account of a run: what becomes of events, and what stands on disk however it ends."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from localize import events
from localize.errors import ConfigurationError, LocalizeError, NotMedia, StoreError
from localize.events import SeasonListener, ignore_season
from localize.pipeline.season import account as account_module
from localize.pipeline.season.account import Account, failed
from localize.pipeline.season.report import PAGE_FILE
from localize.pipeline.season.state import EpisodeState, SeasonState, Shift, read_state
from tests.pipeline.season.states import stage, state_of

EARLIER = EpisodeState(
    "E01", "E01.mp4", stages={"windows": stage()}, seconds=9.0, lines=3, flagged=1, warnings=("dark",)
)
STARTED = events.SeasonStarted("/series", ("E01", "E02"), 2)
FAILED = EpisodeState("E02", "E02.mp4", error="NotMedia", reason="broken", hint="mend it")


NIGHT = Shift("2025-01-01T20:00:00+00:00", "2025-01-02T03:00:00+00:00", 25_200.0, 2, 80)


@contextmanager
def opened(
    folder: Path, listener: SeasonListener = ignore_season, worked: Shift | None = None
) -> Iterator[Account]:
    """As a run does it."""
    account = Account(folder, state_of(EARLIER, FAILED, worked=worked), listener)
    try:
        account("", STARTED)
        yield account
    finally:
        account.close(sys.exception())


def read(folder: Path) -> SeasonState:
    state = read_state(folder)
    assert state is not None
    return state


def test_it_is_there_from_the_beginning(tmp_path: Path) -> None:
    with opened(tmp_path):
        assert [one.status for one in read(tmp_path).episodes] == ["waiting", "waiting"]
        assert not read(tmp_path).finished
    assert read(tmp_path).finished


def test_an_episode_from_beginning_to_end(tmp_path: Path) -> None:
    with opened(tmp_path) as account:
        account("E02", events.EpisodeStarted())
        account("E02", events.StageStarted("windows", 4, 1))
        account("E02", events.PartDone("windows", "0:00"))
        at_work = account.state.episodes[1]
        account("E02", events.StageDone("windows", 2.5))
        account("E02", events.Warned("dark"))
        account("E02", events.EpisodeDone("E02.mp4", 16, 2, 23.4, "E02.record.json"))
    assert (at_work.status, at_work.stages["windows"]) == ("running", stage(0.0, 2, 4, 1))
    one = read(tmp_path).episodes[1]
    assert (one.status, one.lines, one.flagged, one.warnings) == ("done", 16, 2, ("dark",))
    assert one.stages["windows"] == stage(2.5, 4, 4, 1)
    assert (one.error, one.reason, one.hint) == ("", "", "")


def test_what_is_current_keeps_the_figures_of_the_run_that_made_it(tmp_path: Path) -> None:
    with opened(tmp_path) as account:
        account("E01", events.EpisodeCurrent(3, 1))
    one = read(tmp_path).episodes[0]
    assert (one.status, one.seconds, one.stages, one.warnings) == (
        "current",
        EARLIER.seconds,
        EARLIER.stages,
        ("dark",),
    )


def done(account: Account, *made: str) -> None:
    """E01, of whose two stages each has two parts; those of the stages `made` are not there before."""
    account("E01", events.EpisodeStarted())
    for name in ("windows", "translate en"):
        account("E01", events.StageStarted(name, 2, 0 if name in made else 2))
        for part in "12" if name in made else "":
            account("E01", events.PartDone(name, part))
        account("E01", events.StageDone(name, 0.5))
    account("E01", events.EpisodeDone("E01.mp4", 4, 2, 0.1, "E01.record.json"))


def test_what_is_only_looked_at_keeps_the_figures_of_the_run_that_made_it(tmp_path: Path) -> None:
    with opened(tmp_path, worked=NIGHT) as account:
        done(account)
    one = read(tmp_path).episodes[0]
    assert (one.status, one.lines, one.seconds) == ("done", 4, EARLIER.seconds)
    assert one.stages == {**EARLIER.stages, "translate en": stage(0.5, kept=2)}
    assert read(tmp_path).worked == NIGHT


def test_of_a_stage_that_is_made_again_the_figures_are_new(tmp_path: Path) -> None:
    with opened(tmp_path, worked=NIGHT) as account:
        done(account, "translate en")
    state = read(tmp_path)
    one = state.episodes[0]
    assert one.stages == {**EARLIER.stages, "translate en": stage(0.5)}
    assert one.seconds < EARLIER.seconds
    assert state.worked == Shift(state.started, state.updated, state.seconds, state.workers, 1)


def test_what_a_killed_run_has_not_finished_is_not_kept(tmp_path: Path) -> None:
    cut_off = EpisodeState("E01", "E01.mp4", stages={"windows": stage(0.0, done=1)})
    account = Account(tmp_path, state_of(cut_off), ignore_season)
    done(account)
    assert account.state.episodes[0].stages["windows"] == stage(0.5, kept=2)


def test_what_a_killed_run_has_made_is_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_module, "WRITE_S", 0.0)
    with opened(tmp_path) as account:
        assert read(tmp_path).worked is None
        account("E01", events.EpisodeStarted())
        account("E01", events.StageStarted("windows", 2, 0))
        account("E01", events.PartDone("windows", "1"))
        worked = read(tmp_path).worked
        assert worked is not None
        assert worked.episodes == 0


def test_what_is_begun_anew_forgets_them(tmp_path: Path) -> None:
    with opened(tmp_path) as account:
        account("E01", events.EpisodeStarted())
        account("E01", failed(NotMedia("half a file", "copy it again")))
    one = read(tmp_path).episodes[0]
    assert (one.status, one.stages, one.lines, one.warnings) == ("failed", {}, 0, ())
    assert (one.error, one.reason, one.hint) == ("NotMedia", "half a file", "copy it again")


@pytest.mark.parametrize(
    "end", [events.EpisodeDone("E02.mp4", 16, 2, 23.4, "E02.record.json"), events.EpisodeCurrent(16, 2)]
)
def test_a_failure_stands_until_its_episode_is_done(tmp_path: Path, end: events.Event) -> None:
    """Else a run that is killed in between would lose what --retry-failed is for."""
    with opened(tmp_path) as account:
        account("E02", events.EpisodeStarted())
        assert [one.has_failed for one in read(tmp_path).episodes] == [False, True]
        account("E02", end)
        assert not read(tmp_path).episodes[1].has_failed


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyboardInterrupt(), "interrupted"),
        (ConfigurationError("unknown model", "name another"), "unknown model (name another)"),
    ],
)
def test_a_run_that_ends_early_says_why_and_leaves_nothing_running(
    tmp_path: Path, error: BaseException, told: str
) -> None:
    with pytest.raises(type(error)), opened(tmp_path) as account:
        account("E01", events.EpisodeStarted())
        raise error
    state = read(tmp_path)
    assert [one.status for one in state.episodes] == ["stopped", "waiting"]
    assert (state.error, bool(state.finished)) == (told, True)
    assert told in (tmp_path / PAGE_FILE).read_text("utf-8")


def test_a_disk_that_is_full_does_not_hide_what_ended_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    with pytest.raises(LocalizeError, match="a bug"), opened(tmp_path):
        monkeypatch.setattr(account_module, "write_state", full)
        raise LocalizeError("a bug")
    monkeypatch.undo()
    with pytest.raises(StoreError), opened(tmp_path):
        monkeypatch.setattr(account_module, "write_state", full)


def test_who_follows_the_run_hears_all_of_it(tmp_path: Path) -> None:
    heard: list[tuple[str, events.Event]] = []
    of_all, of_one = events.Warned("no episode 5"), events.EpisodeStarted()
    with opened(tmp_path, lambda *told: heard.append(told)) as account:
        account("", of_all)
        account("E01", of_one)
    assert heard == [("", STARTED), ("", of_all), ("E01", of_one)]


def test_parts_do_not_each_write_the_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as account:
        account("E01", events.EpisodeStarted())
        account("E01", events.StageStarted("read", 500, 0))
        written: list[SeasonState] = []
        monkeypatch.setattr(account_module, "write_state", lambda _, state: written.append(state))
        monkeypatch.setattr(account_module, "WRITE_S", 3600.0)
        for part in range(500):
            account("E01", events.PartDone("read", str(part)))
        assert (written, account.state.episodes[0].stages["read"].done) == ([], 500)
