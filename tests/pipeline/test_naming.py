"""What the name of a subtitle file tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.pipeline.naming import SubtitleName, label, split_name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("E01.en.srt", SubtitleName("E01", "en")),
        ("E01.en.new2.srt", SubtitleName("E01", "en")),
        ("E01.zh-standard.srt", SubtitleName("E01", "zh", is_standard=True)),
        ("E01.en+zh.srt", SubtitleName("E01", "en", second="zh")),
        ("S1.E01.es-419+zh-Hant.new.ass", SubtitleName("S1.E01", "es-419", second="zh-Hant")),
        ("E01.en.forced.srt", SubtitleName("E01", "en", special="forced")),
        ("E01.en.forced.new.vtt", SubtitleName("E01", "en", special="forced")),
        ("E01.en.sdh.srt", SubtitleName("E01", "en", special="sdh")),
        ("E01.sdh.srt", SubtitleName("E01", "sdh")),
        ("E01.forced.srt", SubtitleName("E01.forced", None)),
        ("E01.en+nothing.srt", SubtitleName("E01.en+nothing", None)),
        ("E01.srt", SubtitleName("E01", None)),
        ("en.srt", SubtitleName("en", None)),
    ],
)
def test_a_name_tells_the_episode_and_what_the_track_holds(name: str, told: SubtitleName) -> None:
    assert split_name(Path(name)) == told


@pytest.mark.parametrize("name", ["en", "zh-standard", "en+zh", "en.forced", "zh.sdh"])
def test_the_label_of_a_track_comes_back_from_its_name(name: str) -> None:
    assert split_name(Path(f"E01.{name}.srt")).label == name


def test_a_label_says_it_all() -> None:
    assert label("en", second="zh") == "en+zh"
    assert label("en", special="forced") == "en.forced"
