"""A second reading of translations, and what a series says of its voice, from end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localize import Job, RunRecord, plan, translate_subtitles
from localize.errors import ConfigurationError, UnknownName
from localize.pipeline.briefing import brief
from localize.pipeline.job import prepare
from localize.pipeline.made_from import is_finished
from tests.cli.series import LINES, write_series, write_subtitles

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def clip(tmp_path: Path, sichuan_clip: Path) -> Path:
    return write_series(tmp_path / "series", sichuan_clip)


@pytest.fixture
def subtitles(clip: Path) -> Path:
    return write_subtitles(clip.parent)


def correct(folder: Path, line: int, text: str, reason: str) -> None:
    """Three scenes of a line each, and then the reading of all."""
    said = [json.dumps({"1": text}) for text in LINES.values()]
    read = json.dumps({"corrections": [{"line": line, "text": text, "reason": reason}]})
    replies = [{"text": reply} for reply in (*said, read)]
    (folder / "translated.json").write_text(json.dumps({"lines": LINES, "replies": replies}), "utf-8")


def with_setting(folder: Path, table: str, setting: str) -> None:
    settings = folder / "series.toml"
    settings.write_text(settings.read_text("utf-8").replace(f"[{table}]", f"[{table}]\n{setting}"), "utf-8")


def stages(record: RunRecord) -> list[str]:
    return [run.name for run in record.stages]


def test_a_second_reading_corrects_with_a_reason(subtitles: Path) -> None:
    correct(subtitles.parent, 2, "Mom, what did I ever do to you?", "simpler")
    record = translate_subtitles(Job(subtitles, polish=True, profile="netflix"))
    done = record.lines[1].translations["en"]
    assert stages(record) == ["translate en", "polish en"]
    assert (done.text, done.steps[-1].reason) == ("Mom, what did I ever do to you?", "simpler")
    assert "what did I ever do" in subtitles.with_name("E01.en.srt").read_text("utf-8")
    assert record.settings.translate.polish


def test_it_is_done_once_and_only_if_asked_for(subtitles: Path) -> None:
    assert stages(translate_subtitles(Job(subtitles))) == ["translate en"]
    with_setting(subtitles.parent, "translate", "polish = true")
    translate_subtitles(Job(subtitles))
    again = translate_subtitles(Job(subtitles))
    assert [(run.name, run.hits) for run in again.stages] == [("translate en", 3), ("polish en", 1)]
    assert stages(translate_subtitles(Job(subtitles, polish=False))) == ["translate en"]


def test_what_it_lacked_is_of_no_account_once_nobody_asks_for_it(subtitles: Path) -> None:
    replies = [*({"text": json.dumps({"1": text})} for text in LINES.values()), *[{"text": "no"}] * 9]
    (subtitles.parent / "translated.json").write_text(
        json.dumps({"lines": LINES, "replies": replies}), "utf-8"
    )
    assert not is_finished(translate_subtitles(Job(subtitles, polish=True)))
    assert is_finished(translate_subtitles(Job(subtitles)))


def test_a_plan_names_it(clip: Path) -> None:
    plans = {one.stage: one.waits_for for one in plan(Job(clip, polish=True))}
    assert plans["polish en"] == plans["translate en"] != ""
    assert "polish en" not in {one.stage for one in plan(Job(clip))}


def test_a_model_of_sentences_is_refused(subtitles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localize.translate.engines.scripted.ScriptedTranslator.kind", "sequence")
    with pytest.raises(ConfigurationError, match="cannot read a whole episode") as refused:
        translate_subtitles(Job(subtitles, polish=True))
    assert "--polish" in refused.value.hint


def test_a_misspelt_genre_is_told_before_any_work(subtitles: Path) -> None:
    with_setting(subtitles.parent, "translate", 'genres = ["romanse"]')
    with pytest.raises(UnknownName, match="did you mean 'romance'"):
        translate_subtitles(Job(subtitles))


def test_the_brief_holds_genres_and_limits(subtitles: Path) -> None:
    with_setting(subtitles.parent, "translate", 'genres = ["romance"]')
    about = brief(prepare(Job(subtitles, profile="netflix")), None, "th")
    assert [genre.title for genre in about.genres] == ["romance"]
    assert about.limits is not None
    assert (about.limits.language, about.limits.row_width) == ("th", 35)
