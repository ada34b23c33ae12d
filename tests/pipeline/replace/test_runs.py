"""A run is done again as it was done, whatever the series asks for by itself."""

from __future__ import annotations

from pathlib import Path

import msgspec

from localize import Job, translate_subtitles
from localize.events import ignore
from localize.pipeline.job import NO_SUBTITLES, prepare
from localize.pipeline.record import SubtitleSource, dump_record, read_record
from localize.pipeline.replace.replacing import Replacing
from localize.pipeline.replace.runs import Run, job_of, runs_in
from tests.pipeline.replace.series import NEW, TERM


def only(folder: Path) -> Run:
    return next(run for run in runs_in(folder) if run.episode == "E01")


def test_a_run_as_the_series_asks_for_needs_no_options(folder: Path) -> None:
    assert job_of(only(folder), folder, ("en",)) == Job(folder / "E01.zh.srt", to=("en",), series=folder)


def test_the_options_of_the_command_line_are_given_again(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = Job(
        folder / "E01.zh.srt", to=("en",), series=folder, out=out, formats=("vtt",), profile="vertical",
        dialect="sichuan", dialect_flavour="neutral", over="none", bilingual="zh", forced="both",
        hearing_impaired=True, strict=True,
    )  # fmt: skip
    translate_subtitles(Job(**{**vars(asked), "strict": False}))
    path = out / "E01.translated.record.json"
    record = read_record(path)
    assert record is not None
    strict = msgspec.structs.replace(record.settings.translate, strict=True)
    settings = msgspec.structs.replace(record.settings, translate=strict)
    path.write_bytes(dump_record(msgspec.structs.replace(record, settings=settings)))
    job = job_of(only(out), folder, ("en",))
    assert prepare(job).settings == prepare(asked).settings
    assert (job.media, job.out) == (asked.media, out)


def test_subtitles_that_a_run_had_or_had_not(folder: Path) -> None:
    run = only(folder)
    spoken = run._replace(names=run.names.__class__(folder, "E01"))
    assert job_of(spoken, folder, ("en",)).source_subtitles == NO_SUBTITLES
    for track, expected in ((None, Path("given.srt")), (2, None)):
        source = SubtitleSource("given.srt", "", 1, track)
        had = msgspec.structs.replace(run.record, source_subtitles=source)
        job = job_of(spoken._replace(record=had), folder, ("en",))
        assert job.source_subtitles == expected


def test_bilingual_tracks_of_other_targets_are_done_again_too(folder: Path, asked: list[str]) -> None:
    settings = folder / "series.toml"
    text = settings.read_text("utf-8").replace('["en"]', '["en", "es-419"]')
    settings.write_text(text.replace("[subtitle]", '[subtitle]\nbilingual = "en"'), "utf-8")
    translate_subtitles(Job(folder / "E01.zh.srt"))
    one = Replacing(folder, (TERM,), (NEW,), to=("en",))
    for again in one.begin():
        again(ignore)
    assert "Chen Gang, come here!" in (folder / "E01.es-419+en.srt").read_text("utf-8")
    assert {cue.track for cue in one.list_changes()} == {"en", "es-419+en"}


def test_a_translation_that_is_read_a_second_time_is_not_foreseen(folder: Path) -> None:
    translate_subtitles(Job(folder / "E01.zh.srt", polish=True))
    (outlook,) = (one for one in Replacing(folder, (TERM,), (NEW,)).foresee() if one.run.episode == "E01")
    assert [line.fate for line in outlook.lines] == ["anew", "anew"]
    assert len(outlook.seeds) == 2  # the first reading is certain
