"""What decides an episode's subtitles, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from localize import Job
from localize.cast.sheet import Known, Sheet, dumps
from localize.config import Settings
from localize.domain.episode import Media
from localize.domain.track import Track
from localize.fonts import Face, Typeface
from localize.pipeline import made_from as inputs
from localize.pipeline.corrected import Correction
from localize.pipeline.job import NO_SUBTITLES, prepare
from localize.pipeline.made_from import changes, edited, is_finished, made_from
from localize.pipeline.record import Output, PartRun, StageRun
from localize.store.keys import digest
from tests.pipeline.records import record_with

MEDIA = Media("E01.mkv", "0" * 64, 1)


def of(job: Job) -> dict[str, str]:
    return dict(made_from(prepare(job), MEDIA, (), None, None))


def test_a_corrected_transcript_is_what_it_is_made_from() -> None:
    left = Correction(Path("E01.zh.srt"), "srt", "d" * 64, Track("zh", ()), record_with(), is_new=True)
    setup = prepare(Job(Path("E01.mkv"), to=("en",)))
    before = record_with(made_from=made_from(setup, MEDIA, (), None, None))
    assert changes(before, made_from(setup, MEDIA, (), None, left)) == ["transcript"]
    assert changes(before, made_from(setup, MEDIA, (), None, None)) == []


def for_targets(*targets: str) -> Settings:
    settings = Settings()
    return replace(settings, series=replace(settings.series, targets=targets))


def changed(one: Job, other: Job) -> set[str]:
    before, after = of(one), of(other)
    return {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"to": ("en",)}, {"settings", "fonts"}),
        ({"dialect": "sichuan"}, {"settings", "dialect"}),
        ({"dialect": "auto"}, {"settings", "dialect"}),
        ({"profile": "bbc-vertical"}, {"settings", "profile"}),
        ({"audience": "child"}, {"settings", "profile"}),
        ({"formats": ("vtt",)}, {"settings"}),
        ({"over": "box"}, {"settings"}),
        ({"hearing_impaired": True}, {"settings"}),
        ({"watch": "off"}, {"settings"}),
        ({"polish": True}, {"settings"}),
        ({"source_subtitles": NO_SUBTITLES}, {"subtitles"}),
        ({"out": Path("elsewhere")}, set()),
        ({"force": True}, set()),
    ],
)
def test_what_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, asked: dict[str, object], names: set[str]
) -> None:
    monkeypatch.setattr(
        inputs, "typeface_at_hand", lambda language: Typeface(language, (Face(language, __file__),))
    )
    assert changed(Job(Path("E01.mkv")), Job(Path("E01.mkv"), **asked)) == names  # type: ignore[arg-type]


def test_voices_count_once_one_has_a_name(tmp_path: Path) -> None:
    sheets = [Sheet("d", (Known(b"12", name), Known(b"34"))) for name in ("", "苏小满", "臣刚")]
    for folder, sheet in zip("abc", sheets, strict=True):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "cast.toml").write_text(dumps(sheet), "utf-8")
        (tmp_path / folder / "series.toml").touch()
    none, *named = (Job(tmp_path / folder / "E01.mkv") for folder in "abc")
    assert of(none)["cast"] == ""
    assert changed(none, named[0]) == {"cast"}
    assert changed(*named) == {"cast"}


def test_what_an_older_run_did_not_know_of_is_nothing() -> None:
    before = {"video": "0", "cast": ""}
    older = record_with(made_from={"video": "0"})
    assert changes(older, before) == []
    assert changes(older, before | {"cast": "1"}) == ["cast"]


def test_subtitles_count_by_what_they_say(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.srt", "same.srt", "other.srt")]
    for path, text in zip(paths, ("走嘛", "走嘛", "来嘛"), strict=True):
        path.write_text(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n", "utf-8")
    one, same, other = (Job(Path("E01.mkv"), source_subtitles=path) for path in paths)
    assert changed(one, same) == set()
    assert changed(one, other) == {"subtitles"}


def test_a_font_counts_by_its_bytes_wherever_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.ttf"
    monkeypatch.setattr(
        inputs, "typeface_at_hand", lambda language: Typeface(language, (Face("A", str(file)),))
    )
    file.write_bytes(b"narrow")
    first = of(Job(Path("E01.mkv")))["fonts"]
    file = file.rename(tmp_path / "b.ttf")
    assert of(Job(Path("E01.mkv")))["fonts"] == first
    file.write_bytes(b"wide letters")
    assert of(Job(Path("E01.mkv")))["fonts"] != first


def test_files_that_a_person_edited(tmp_path: Path) -> None:
    outputs = [Output(name, "en", "srt", digest(b"ours")) for name in ("a.srt", "b.srt")]
    for output in outputs:
        (tmp_path / output.file).write_bytes(b"ours")
    assert edited(outputs, tmp_path) == ""
    (tmp_path / "a.srt").write_bytes(b"theirs")
    theirs = edited(outputs, tmp_path)
    (tmp_path / "a.srt").unlink()
    assert len({"", theirs, edited(outputs, tmp_path)}) == 3


def test_a_run_that_broke_off_or_lacks_something_is_not_finished() -> None:
    lacking = StageRun("translate en", 1, None, 0, 0, (PartRun("1", "1", hit=False, seconds=0, whole=False),))
    assert is_finished(record_with())
    assert not is_finished(record_with(error="killed"))
    assert not is_finished(record_with(stages=(lacking,), settings=for_targets("en")))
    assert is_finished(record_with(stages=(lacking,), settings=for_targets("de")))
