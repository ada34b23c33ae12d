"""A person corrects the Chinese: `translate` redoes what that touches, and `episode` leaves it alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localize import Job, RunRecord, episode, translate_subtitles
from tests.cli.series import LINES, write_series

pytestmark = pytest.mark.usefixtures("home")
WRONG, RIGHT = "妈，我哪点儿对不起你嘛", "爸爸今天不回来吃饭"


@pytest.fixture
def media(tmp_path: Path, sichuan_clip: Path) -> Path:
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


def test_what_was_translated_of_the_corrected_text_is_not_written_over(media: Path) -> None:
    translate_subtitles(Job(media.with_name("E01.zh.srt"), to=("en",)))
    corrected = media.with_name("E01.en.srt").read_bytes()
    record = episode(Job(media))
    assert media.with_name("E01.en.srt").read_bytes() == corrected
    assert media.with_name("E01.en.new.srt").exists()
    assert any("E01.en.srt was edited" in warning for warning in record.warnings)


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
