"""Which profile an episode is fitted to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from localize import Job
from localize.errors import ConfigurationError, UnknownName
from localize.pipeline.briefing import brief
from localize.pipeline.choosing import is_vertical
from localize.pipeline.job import prepare


def film(path: Path, width: int, height: int) -> Path:
    """Five frames of grey."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame(width, height, "yuv420p")))
        container.mux(stream.encode())
    return path


@pytest.mark.parametrize(
    ("width", "height", "name"), [(64, 112, "vertical"), (64, 64, "vertical"), (112, 64, "netflix")]
)
def test_the_picture_decides_where_nobody_does(tmp_path: Path, width: int, height: int, name: str) -> None:
    media = film(tmp_path / "E01.mp4", width, height)
    assert prepare(Job(media)).profile.name == name
    assert prepare(Job(media, profile="prime")).profile.name == "prime"
    (tmp_path / "series.toml").write_text('[subtitle]\nprofile = "tiktok"\n', "utf-8")
    assert prepare(Job(media)).profile.name == "tiktok"
    assert prepare(Job(media, profile="auto")).profile.name == name


def test_what_has_no_picture_is_for_a_phone(tmp_path: Path, sichuan_clip: Path) -> None:
    assert is_vertical(sichuan_clip)
    text = tmp_path / "E01.zh.srt"
    text.write_text("1\n00:00:01,000 --> 00:00:02,000\n你好\n", "utf-8")
    os.mkfifo(tmp_path / "pipe")
    for path in (text, tmp_path, tmp_path / "pipe", tmp_path / "nothing.mp4"):
        assert prepare(Job(path)).profile.name == "vertical"


def test_a_misspelt_profile_is_answered(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean 'tiktok'"):
        prepare(Job(tmp_path / "E01.mp4", profile="tictok"))


def test_the_rules_of_a_series_reach_translators_and_files(tmp_path: Path) -> None:
    settings = "[subtitle.limits]\nmargin_bottom = 500\n[subtitle.limits.en]\ncharacters_per_second = 11\n"
    (tmp_path / "series.toml").write_text(settings, "utf-8")
    setup = prepare(Job(tmp_path / "E01.mp4", to=("en",)))
    limits = brief(setup, None, "en").limits
    assert limits is not None
    assert limits.characters_per_second == 11
    assert setup.profile.layout_of("zh").margin_bottom == 500


def test_a_wrong_rule_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text("[subtitle.limits.th]\nrows = 0\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"series\.toml: \[subtitle\.limits\.th\]: rows is 0"):
        prepare(Job(tmp_path / "E01.mp4"))
