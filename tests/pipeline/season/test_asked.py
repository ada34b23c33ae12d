"""What a season is asked for, and what the machine makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.config import RunTable
from localize.cores import core_count
from localize.errors import ConfigurationError
from localize.pipeline.job import Job
from localize.pipeline.season.asked import Means, SeasonJob, memory_of, prepared


@pytest.mark.parametrize(
    ("text", "size"),
    [("12 GiB", 12 * 1024**3), ("512m", 512 * 1024**2), (" 1.5 T ", 1536 * 1024**3), ("800", 800)],
)
def test_sizes(text: str, size: int) -> None:
    assert memory_of(text) == size


@pytest.mark.parametrize("text", ["much", "-1 G", "12 apples", "GiB", "1,5 G"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ConfigurationError, match="memory is"):
        memory_of(text)


def test_the_job_is_before_the_series_and_that_before_the_machine() -> None:
    folder = Path("series")
    asked = SeasonJob(folder, Job(folder), workers=64, memory="64 G", order="stage")
    assert Means.of(asked, RunTable(workers=3)) == Means(64, max(1, core_count() // 64), 1024**3, "stage")
    plain = SeasonJob(folder, Job(folder))
    assert Means.of(plain, RunTable(workers=3, memory="3 G")).memory == 1024**3
    assert Means.of(plain, RunTable()).workers == max(2, core_count() // 2)


def test_the_account_lies_with_the_subtitles(tmp_path: Path) -> None:
    assert SeasonJob(tmp_path, Job(tmp_path)).place == tmp_path
    assert SeasonJob(tmp_path, Job(tmp_path, out=tmp_path / "out")).place == tmp_path / "out"


def test_the_settings_beside_the_episodes_are_theirs(tmp_path: Path) -> None:
    job = SeasonJob(tmp_path, Job(tmp_path))
    assert job.of(tmp_path / "E01.mp4") == Job(tmp_path / "E01.mp4", whole=True)
    (tmp_path / "series.toml").write_text("")
    assert job.of(tmp_path / "E01.mp4") == Job(tmp_path / "E01.mp4", series=tmp_path, whole=True)


def test_a_series_without_a_language_to_translate_into_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "my series"
    with pytest.raises(ConfigurationError, match="no language to translate into but zh") as told:
        prepared(SeasonJob(folder, Job(folder)), folder / "E01.mp4")
    assert told.value.hint == (
        f"name one: `localize season '{folder}' --to en`, "
        'or targets = ["en"] under [series] in its series.toml'
    )
    assert prepared(SeasonJob(folder, Job(folder, to=("th",))), folder / "E01.mp4").targets == ("th",)
