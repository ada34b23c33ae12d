"""A person corrects the Chinese: it is what is said from now on, and what that touches is redone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localize import Job, RunRecord, episode, transcribe, translate_subtitles
from localize.events import Event, Warned
from localize.pipeline.jobs import plan
from tests.cli.series import LINES, write_series

pytestmark = pytest.mark.usefixtures("home")
WRONG, RIGHT = "妈，我哪点儿对不起你嘛", "爸爸今天不回来吃饭"


@pytest.fixture
def media(tmp_path: Path, sichuan_clip: Path) -> Path:
    return corrected_media(tmp_path, sichuan_clip)


def corrected_media(tmp_path: Path, sichuan_clip: Path) -> Path:
    """An episode that was localized, and then corrected in one line."""
    media = write_series(tmp_path / "series", sichuan_clip)
    script = tmp_path / "series" / "translated.json"
    script.write_text(
        json.dumps({"lines": {**LINES, f"{RIGHT}？": "Corrected.", RIGHT: "Corrected."}}), "utf-8"
    )
    settings = media.with_name("series.toml")
    text = settings.read_text("utf-8")  # with its neighbours in its context a scene would change with them
    settings.write_text(text.replace("scene_lines = 1", "scene_lines = 1\ncontext_lines = 0"), "utf-8")
    episode(Job(media))
    subtitles = media.with_name("E01.zh.srt")
    subtitles.write_text(subtitles.read_text("utf-8").replace(WRONG, RIGHT), "utf-8")
    return media


def parts(record: RunRecord) -> list[bool]:
    return [part.hit for run in record.stages if run.name == "translate en" for part in run.parts]


def test_only_the_corrected_line_is_translated_anew(media: Path) -> None:
    record = translate_subtitles(Job(media.with_name("E01.zh.srt"), to=("en",)))
    assert parts(record) == [True, False, True]
    texts = list(LINES)
    assert [line.text for line in record.lines] == [texts[0], f"{RIGHT}？", texts[2]]
    assert [line.translations["en"].text for line in record.lines] == [
        LINES[texts[0]], "Corrected.", LINES[texts[2]],
    ]  # fmt: skip


def test_an_episode_takes_what_was_corrected_too(media: Path) -> None:
    translated = translate_subtitles(Job(media.with_name("E01.zh.srt"), to=("en",)))
    corrected = media.with_name("E01.en.srt").read_bytes()
    record = episode(Job(media))
    assert media.with_name("E01.en.srt").read_bytes() == corrected
    assert [line.text for line in record.lines] == [line.text for line in translated.lines]
    assert [path.name for path in media.parent.glob("*.new*")] == []


def test_it_is_what_is_said_for_a_transcript_alone(media: Path) -> None:
    left = media.with_name("E01.zh.srt").read_bytes()
    record = transcribe(Job(media))
    assert record.lines[1].text == f"{RIGHT}？"
    assert media.with_name("E01.zh.srt").read_bytes() == left


def test_subtitles_that_were_given_stay_on_record(media: Path, tmp_path: Path) -> None:
    given = tmp_path / "given.srt"
    given.write_text(f"1\n00:00:04,875 --> 00:00:06,380\n{WRONG}？\n", "utf-8")
    media.with_name("E01.zh.srt").unlink()
    first = episode(Job(media, source_subtitles=given))
    subtitles = media.with_name("E01.zh.srt")
    subtitles.write_text(subtitles.read_text("utf-8").replace(WRONG, RIGHT), "utf-8")
    second = episode(Job(media, source_subtitles=given))
    assert second.lines[1].text == f"{RIGHT}？"
    assert second.source_subtitles == first.source_subtitles is not None
    assert second.lines[0] == first.lines[0]


def test_what_is_said_in_another_language_is_heard(media: Path) -> None:
    record = episode(Job(media, source="yue", dialect="none"))
    assert record.lines[1].text == "媽，我哪點兒對不起你嘛？"
    assert media.with_name("E01.yue.srt").exists()


def test_what_it_is_fitted_to_decides_of_the_other_languages_alone(media: Path) -> None:
    left = media.with_name("E01.zh.srt").read_bytes()
    record = episode(Job(media, profile="vertical", formats=("srt", "ass")))
    assert media.with_name("E01.zh.srt").read_bytes() == left
    track = record.tracks["zh"]
    assert [cue.line_ids for cue in track.cues] == [("L0001",), ("L0002",), ("L0003",)]
    assert RIGHT in media.with_name("E01.zh.ass").read_text("utf-8")


def test_the_plan_names_the_file(media: Path) -> None:
    told: list[Event] = []
    plans = plan(Job(media), told.append)
    assert told == [
        Warned(f"{media.with_name('E01.zh.srt')} was corrected by hand: it is taken for what is said")
    ]
    assert [one.stage for one in plans] == ["translate en"]
    assert [part.partition(",")[0] for part, _ in plans[0].misses] == ["scene 2"]
    episode(Job(media))
    assert plan(Job(media), told.append)[0].misses == ()
    assert len(told) == 1


def test_a_moved_cue_is_a_correction_too(media: Path) -> None:
    subtitles = media.with_name("E01.zh.srt")
    text = subtitles.read_text("utf-8")
    times = text.splitlines()[1]
    subtitles.write_text(text.replace(times, times.replace("00:00:01", "00:00:00", 1)), "utf-8")
    record = translate_subtitles(Job(subtitles, to=("en",)))
    assert record.lines[0].start_ms < 1000


def test_a_file_of_somebody_else_is_read_as_it_stands(media: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "E01.zh.srt"
    other.parent.mkdir()
    other.write_bytes(media.with_name("E01.zh.srt").read_bytes())
    record = translate_subtitles(Job(other, to=("en",), series=media.parent))
    assert record.lines[0].text != next(iter(LINES))  # rows have no commas at their ends
