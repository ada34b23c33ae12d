"""What a job settles over its series."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize import Job
from localize.errors import UnknownName
from localize.pipeline.job import prepare


@pytest.mark.parametrize(
    ("of_series", "of_job", "mode"),
    [("", None, "auto"), ("off", None, "off"), ("off", "on", "on"), ("on", "auto", "auto")],
)
def test_a_job_says_whether_to_watch_over_its_series(
    tmp_path: Path, of_series: str, of_job: str | None, mode: str
) -> None:
    settings = f'[watch]\nmode = "{of_series}"\n' if of_series else ""
    (tmp_path / "series.toml").write_text(settings, "utf-8")
    assert prepare(Job(tmp_path / "E01.mp4", watch=of_job)).settings.watch.mode == mode


def test_a_misspelt_mode_is_answered(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean 'auto'"):
        prepare(Job(tmp_path / "E01.mp4", watch="atuo"))


def test_an_unknown_voice_encoder_is_told_before_any_voice_is_known(tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text('[voices]\nengine = "ge2"\n', "utf-8")
    told = r"series\.toml: \[voices\]: unknown voice encoder 'ge2' \(did you mean 'ge2e'"
    with pytest.raises(UnknownName, match=told):
        prepare(Job(tmp_path / "E01.mp4"))
