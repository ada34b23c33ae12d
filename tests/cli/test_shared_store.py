"""Two machines with one store: what the first finished the second need not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.series import write_series
from tests.s3 import S3

URL = "s3://dramas/finished"


@pytest.fixture
def series(tmp_path: Path, sichuan_clip: Path) -> Path:
    """Of two episodes; the second is as the first, with some bytes after its end."""
    first = write_series(tmp_path / "series", sichuan_clip)
    first.with_name("E02.mp4").write_bytes(first.read_bytes() + b"\0" * 8)
    return first.parent


@pytest.fixture(autouse=True)
def shared(s3: S3, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALIZE_STORE", URL)


def on_another_machine(series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, and nothing of what was written beside the episodes."""
    monkeypatch.setenv("LOCALIZE_HOME", str(series.parent / "other-home"))
    for path in series.glob("E0?.*"):
        if path.suffix != ".mp4":
            path.unlink()
    (series / "season.json").unlink(missing_ok=True)


def events(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def to_do(out: str) -> int:
    started = [event for event in events(out) if event["event"] == "stage_started"]
    assert started != []
    return sum(int(str(event["parts"])) - int(str(event["hits"])) for event in started)


def texts(series: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(series.glob("E0?.*.srt"))}


def test_the_second_machine_finds_a_season_done(
    series: Path, s3: S3, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("season", series, "--workers", 1, "--json")
    assert first.code == 0
    assert to_do(first.out) > 0
    told = [event for event in events(first.out) if event["event"] == "warning"]
    assert [(one["name"], str(one["message"]).split(" too")[0]) for one in told] == [
        ("", f"finished parts go to {URL}")
    ]
    written = texts(series)
    on_another_machine(series, monkeypatch)
    s3.asked.clear()
    second = run("season", series, "--workers", 1, "--json")
    assert (second.code, to_do(second.out), texts(series)) == (0, 0, written)
    assert {method for method, _ in s3.asked} == {"GET"}


def test_a_plan_reads_and_never_writes(
    series: Path, s3: S3, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("episode", series / "E01.mp4", "--quiet")
    on_another_machine(series, monkeypatch)
    held = s3.objects("dramas")
    s3.asked.clear()
    plan = run("episode", series / "E01.mp4", "--plan", "--json")
    assert plan.code == 0
    assert {method for method, _ in s3.asked} == {"GET"}
    assert s3.objects("dramas") == held


def test_a_place_that_goes_away_ends_the_season_and_costs_nothing_that_was_done(
    series: Path, s3: S3, run: Run
) -> None:
    s3.refusals, s3.refused = 10_000, ("PUT",)
    lost = run("season", series, "--workers", 1)
    assert lost.code == 5
    assert f"the store {URL} cannot be reached" in lost.err
    assert s3.objects("dramas") == {}
    s3.refusals = 0
    again = run("season", series, "--workers", 1, "--json")
    heard = next(event for event in events(again.out) if event["event"] == "stage_started")
    assert heard["hits"] == heard["parts"] != 0
    kept = (series.parent / "home" / "store" / "parts").rglob("*.json")
    shared = {name.split("/")[-1] for name in s3.objects("dramas") if name.startswith("finished/parts/")}
    assert shared == {path.name for path in kept}


def test_a_season_with_nothing_to_do_asks_for_nothing_also_when_its_store_moves(
    series: Path, s3: S3, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place is in no key, and not in what an episode is made from."""
    assert run("season", series, "--workers", 1).code == 0
    with (series / "series.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[run]\nstore = "s3://dramas/elsewhere"\n')
    monkeypatch.delenv("LOCALIZE_STORE")
    s3.asked.clear()
    again = run("season", series, "--workers", 1, "--json")
    assert [one["name"] for one in events(again.out) if one["event"] == "episode_current"] == ["E01", "E02"]
    assert s3.asked == []


def test_a_series_with_a_secret_in_its_place_is_refused(
    series: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALIZE_STORE", "s3://AKIATEST:this-is-secret@dramas")
    outcome = run("episode", series / "E01.mp4")
    assert outcome.code == 2
    assert "secret" not in outcome.err
    assert "credentials come from the environment" in outcome.err
