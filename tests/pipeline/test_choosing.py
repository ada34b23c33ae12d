"""Which profile an episode is fitted to."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from localize import Job, episode, translate_subtitles
from localize.domain.screen import Screen
from localize.errors import ConfigurationError, UnknownName
from localize.pipeline.briefing import brief
from localize.pipeline.choosing import is_vertical
from localize.pipeline.job import prepare
from localize.pipeline.record import dump_record
from localize.profiles import load_profile
from tests.cli.series import write_series
from tests.pipeline.films import film


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


@pytest.mark.usefixtures("home")
def test_the_record_says_which_it_was_and_subtitles_of_ours_keep_to_their_picture(
    tmp_path: Path, sichuan_clip: Path
) -> None:
    media = write_series(tmp_path / "series", sichuan_clip)
    record = episode(Job(media, formats=("ass",)))
    assert (record.profile, record.screen.is_vertical) == ("vertical", True)
    path = media.with_name("E01.record.json")
    wide = msgspec.structs.replace(record, screen=Screen(1920, 1080))
    path.write_bytes(dump_record(wide))
    translated = translate_subtitles(Job(media.with_name("E01.zh.ass"), formats=("ass",)))
    assert translated.profile == "netflix"
    assert "PlayResX: 1920" in media.with_name("E01.en.ass").read_text("utf-8")
    translated = translate_subtitles(Job(media.with_name("E01.zh.ass"), profile="tiktok"))
    assert translated.profile == "tiktok"


@pytest.mark.usefixtures("home")
def test_a_layout_is_put_into_the_shape_of_the_picture(tmp_path: Path, sichuan_clip: Path) -> None:
    media = write_series(tmp_path / "series", sichuan_clip)
    record = episode(Job(media, formats=("ass",), profile="netflix"))
    size = (record.screen.width, record.screen.height)
    expected = load_profile("netflix").layout_of("en").for_picture(*size)
    written = media.with_name("E01.en.ass").read_text("utf-8")
    assert f"PlayResX: {size[0]}\n" in written
    assert f"Noto Sans,{expected.size:g}," in written


@pytest.mark.usefixtures("home")
def test_rows_and_times_keep_to_the_rules_of_the_series(tmp_path: Path, sichuan_clip: Path) -> None:
    media = write_series(tmp_path / "series", sichuan_clip)
    settings = media.with_name("series.toml")
    settings.write_text(settings.read_text("utf-8") + "[subtitle.limits.en]\nrow_width = 12\n", "utf-8")
    record = episode(Job(media))
    assert max(len(row) for cue in record.tracks["en"].cues for row in cue.rows) <= 12
    assert record.settings.subtitle.limits == {"en": {"row_width": 12}}


def test_children_read_more_slowly(tmp_path: Path) -> None:
    media = film(tmp_path / "E01.mp4", 112, 64)
    settings = tmp_path / "series.toml"
    settings.write_text('[subtitle]\naudience = "child"\n', "utf-8")
    speeds = [prepare(Job(media)).profile.limits(tag).characters_per_second for tag in ("en", "fr", "yue")]
    assert speeds == [17, 13, 7]
    assert prepare(Job(media, audience="adult")).profile.limits("en").characters_per_second == 20
    own = "[subtitle.limits]\ncharacters_per_second = 15\nchild_speed = 11\n"
    settings.write_text(own, "utf-8")
    assert prepare(Job(media)).profile.limits("en").characters_per_second == 15
    assert prepare(Job(media, audience="child")).profile.limits("en").characters_per_second == 11


def test_where_nobody_knows_how_fast_children_read_adults_speed_holds(tmp_path: Path) -> None:
    own = "[subtitle.limits.en]\nchild_speed = 0\n"
    (tmp_path / "series.toml").write_text(own, "utf-8")
    profile = prepare(Job(tmp_path / "E01.mp4", audience="child")).profile
    assert [profile.limits(tag).characters_per_second for tag in ("en", "fr")] == [20, 13]


def test_a_misspelt_audience_is_answered(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="did you mean 'child'"):
        prepare(Job(tmp_path / "E01.mp4", audience="childs"))
