"""The plan of a season: what stands how, and what cannot be read."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from localize.cli.season_plan import summary
from localize.config import home
from localize.errors import ChecksFailed, InputError, SeasonIncomplete, StoreUnreachable
from localize.pipeline.plan import StagePlan
from localize.pipeline.season.planned import SeasonPlan
from localize.pipeline.season.planning import plan
from localize.store.parts import Store
from tests.pipeline.season.lab import Lab
from tests.pipeline.season.small import film


def standings(planned: SeasonPlan) -> dict[str, str]:
    return {one.name: one.standing for one in planned.episodes}


def test_a_current_episode_shows_the_parts_that_it_is_made_of(lab: Lab) -> None:
    first = plan(lab.job()).episodes[0]
    assert first.standing == "current"
    assert first.stages == (
        StagePlan("windows", 1, 1),
        StagePlan("recognize", 0, 0),
        StagePlan("translate en", 3, 3),
    )


def test_nothing_to_do_needs_no_estimate(lab: Lab) -> None:
    planned = plan(lab.job())
    assert (planned.estimate, planned.weights, planned.to_do) == (None, (), ())


def test_a_new_episode_is_estimated_by_the_others(lab: Lab) -> None:
    film(lab.folder / "E04.mkv", ["臣刚来了没有？", "走嘛，回去了。"])
    planned = plan(lab.job())
    new = planned.episodes[-1]
    assert (new.standing, [stage.waits_for for stage in new.stages]) == ("new", ["", "windows", "windows"])
    assert planned.estimate is not None
    assert (planned.estimate.parts, planned.estimate.episodes) == (9 + 3, 3)
    assert planned.estimate.seconds > 0
    assert planned.estimate.bytes > 0
    assert planned.estimate.unknown == ("recognize",)  # nothing was ever heard in these


def test_how_long_it_takes_on_a_cluster_only_that_knows(lab: Lab) -> None:
    lab.replace("glossary.csv", "Chen Gang", "Chen Just")
    planned = plan(lab.job(cluster="10.0.0.1:6379"))
    assert planned.estimate is not None
    assert (planned.workers, planned.estimate.seconds) == (None, None)
    assert any("depends on the cluster" in line for line in summary(planned))
    with_four = plan(lab.job(cluster="10.0.0.1:6379", workers=4))
    assert with_four.estimate is not None
    assert with_four.estimate.seconds is not None
    assert with_four.workers == 4


def test_a_store_that_lies_elsewhere(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    place = lab.folder.parent / "team"
    (home() / "store").rename(place)
    monkeypatch.setenv("LOCALIZE_STORE", str(place))
    asked: list[Path] = []
    measured = shutil.disk_usage

    def measure(path: Path) -> object:
        asked.append(path)
        return measured(path)

    monkeypatch.setattr(shutil, "disk_usage", measure)
    lab.replace("glossary.csv", "Chen Gang", "Chen Just")
    planned = plan(lab.job())
    assert planned.estimate is not None
    assert planned.estimate.parts == 9
    assert asked == [place, lab.folder]


def test_lines_that_people_corrected_are_counted(lab: Lab) -> None:
    lab.replace("E02.en.srt", "Su Xiaoman cried all night.", "Xiaoman wept all night.")
    planned = plan(lab.job())
    assert planned.corrected == {"E02": 1}
    assert (len(planned.to_do), planned.made_again) == (3, ())
    lab.run()
    assert plan(lab.job()).corrected == {}


def test_how_much_film_is_to_be_gone_through(lab: Lab) -> None:
    lab.replace("glossary.csv", "Chen Gang", "Chen Just")
    planned = plan(lab.job())
    assert [one.name for one in planned.made_again] == ["E01", "E03"]
    assert planned.media_ms == 24_000


def test_nothing_is_said_of_what_nobody_knows(lab: Lab) -> None:
    for record in lab.folder.glob("*.record.json"):
        record.unlink()
    planned = plan(lab.job())
    assert set(standings(planned).values()) == {"new"}
    assert planned.estimate is None


def test_what_cannot_be_read_does_not_stop_the_plan(lab: Lab) -> None:
    (lab.folder / "E02.mkv").write_bytes(b"no film")
    (lab.folder / "E04.mkv").write_bytes(b"")
    planned = plan(lab.job())
    assert standings(planned) == {
        "E01": "current", "E02": "unreadable", "E03": "current", "E04": "unreadable"
    }  # fmt: skip
    assert "E02.mkv" in planned.episodes[1].error
    assert planned.to_do == ()


def test_a_store_that_is_down_is_asked_once(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Sequence[str]] = []

    def refuse(store: Store, keys: Sequence[str], kind: type) -> Mapping[str, object]:
        asked.append(keys)
        raise StoreUnreachable("the store cannot be reached")

    monkeypatch.setattr(Store, "get_all", refuse)
    lab.replace("glossary.csv", "Chen Gang", "Chen Just")
    with pytest.raises(StoreUnreachable):
        plan(lab.job())
    assert len(asked) == 1


def test_a_subtitle_file_that_was_lost_and_a_run_that_broke_off(lab: Lab) -> None:
    (lab.folder / "E01.zh.srt").unlink()
    lab.replace("E02.record.json", '"error": ""', '"error": "killed"')
    assert standings(plan(lab.job())) == {"E01": "touched", "E02": "unfinished", "E03": "current"}


def test_all_is_done_again_by_force(lab: Lab) -> None:
    planned = plan(lab.job(force=True))
    assert set(standings(planned).values()) == {"forced"}
    assert planned.episodes[0].stages[0].misses == (("E01.mkv", "forced"),)


def test_episodes_that_are_chosen(lab: Lab) -> None:
    assert list(standings(plan(lab.job(only=("2-3",))))) == ["E02", "E03"]
    with pytest.raises(InputError):
        plan(lab.job(only=("7",)))


def test_a_line_without_a_translation_leaves_its_episode_unfinished(lab: Lab) -> None:
    film(lab.folder / "E02.mkv", ["这个没有人翻译过的"])
    lab.run()
    assert standings(plan(lab.job()))["E02"] == "unfinished"


def test_what_is_missing_in_a_language_that_nobody_asks_for_any_more(lab: Lab) -> None:
    film(lab.folder / "E02.mkv", ["这个没有人翻译过的"])
    lab.run(to=("en", "es"))
    lab.replace(
        "translated.json", '"lines": {', '"lines": {"这个没有人翻译过的": "Nobody ever translated it.", '
    )
    lab.run()
    assert set(standings(plan(lab.job())).values()) == {"current"}


def test_an_episode_whose_name_another_video_has_taken(lab: Lab) -> None:
    film(lab.folder / "E02.mkv", ["后头那家人又搬起走了。"]).rename(lab.folder / "E02.mp4")
    film(lab.folder.parent / "E02.mkv", ["走嘛，回去了。"])
    lab.replace("E02.record.json", str(lab.folder / "E02.mkv"), str(lab.folder.parent / "E02.mkv"))
    planned = plan(lab.job())
    assert standings(planned)["E02"] == "unreadable"
    assert "already holds the subtitles" in planned.episodes[1].error
    with pytest.raises(SeasonIncomplete):
        lab.run()


def test_a_strict_series_may_be_planned(lab: Lab) -> None:
    lab.replace("translated.json", "Is Chen Gang here yet?", "Is he here yet?")
    with pytest.raises(ChecksFailed):
        lab.run(strict=True)
    assert set(standings(plan(lab.job(strict=True))).values()) == {"current"}
