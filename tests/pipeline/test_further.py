"""Tracks beside the usual ones, from one end to the other; and what people correct in them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from localize import Job, RunRecord, episode, translate_subtitles
from localize.errors import ConfigurationError, UnknownName
from localize.pipeline.job import prepare
from localize.pipeline.teaching import learn
from tests.cli.series import LINES as EPISODE
from tests.cli.series import TIMES_MS, write_series

pytestmark = pytest.mark.usefixtures("home")

LINES = {
    "走嘛，妈。": "Let's go, Mom.",
    "三年后": "Three years later",
    "我哪里对不起你？": "What have I ever done to you?",
    "你自己心里清楚。": "You know very well.",
    "满堂红总店": "Mantanghong, main branch",
}
# In the order of time; a voice is who speaks, a line at the top is a card.
SUBTITLES = """WEBVTT

00:01.000 --> 00:03.000
<v 苏小满>走嘛，妈。

00:02.000 --> 00:04.000 line:10%
三年后

00:05.000 --> 00:07.000
<v 周浩>我哪里对不起你？

00:09.000 --> 00:11.000
<v 周浩>你自己心里清楚。

00:12.000 --> 00:14.000 line:10%
满堂红总店
"""
SETTINGS = """
[series]
targets = ["en", "ar"]
glossary = "glossary.csv"
[translate]
engine = "scripted"
options = {{ script = "{folder}/translated.json" }}
"""


@pytest.fixture
def job(tmp_path: Path) -> Job:
    (tmp_path / "translated.json").write_text(json.dumps({"lines": LINES}), "utf-8")
    (tmp_path / "series.toml").write_text(SETTINGS.format(folder=tmp_path), "utf-8")
    (tmp_path / "glossary.csv").write_text("source,en\n苏小满,Su Xiaoman\n", "utf-8")
    subtitles = tmp_path / "E01.zh.vtt"
    subtitles.write_text(SUBTITLES, "utf-8")
    return Job(subtitles, to=("en",), profile="netflix")


def written(job: Job, label: str, extension: str = "srt") -> Path:
    return job.media.with_name(f"E01.{label}.{extension}")


def rows(path: Path) -> list[list[str]]:
    """Of each cue, without number and times."""
    return [block.splitlines()[2:] for block in path.read_text("utf-8").strip().split("\n\n")]


def change(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return path


def english(record: RunRecord) -> list[str]:
    return [line.translations["en"].text for line in record.lines]


# ── two languages ────────────────────────────────────────────────────────────────────────────────────


def test_a_track_in_two_languages_is_written_beside_the_usual_one(job: Job) -> None:
    record = translate_subtitles(replace(job, bilingual="zh"))
    assert rows(written(job, "en"))[0] == ["Let's go, Mom."]
    assert rows(written(job, "en+zh")) == [
        ["Let's go, Mom.", "走嘛，妈"],
        ["{\\an8}Three years later", "三年后"],
        ["What have I ever done to you?", "我哪里对不起你？"],
        ["You know very well.", "你自己心里清楚"],
        ["{\\an8}Mantanghong, main branch", "满堂红总店"],
    ]
    assert record.tracks.keys() == {"en", "en+zh"}
    assert [output.file for output in record.outputs] == ["E01.en.srt", "E01.en+zh.srt"]


def test_the_second_language_may_be_another_target(job: Job) -> None:
    record = translate_subtitles(replace(job, to=("en", "id"), bilingual="id"))
    assert record.tracks.keys() == {"en", "en+id", "id"}
    assert rows(written(job, "en+id"))[0] == ["Let's go, Mom.", "Let's go, Mom."]


def test_scripts_of_both_directions_stand_on_rows_of_their_own(job: Job) -> None:
    script = written(job, "x").with_name("translated.json")
    script.write_text(json.dumps({"lines": dict.fromkeys(LINES, "هيا بنا يا أمي")}), "utf-8")
    translate_subtitles(replace(job, to=("ar",), bilingual="zh"))
    assert rows(written(job, "ar+zh"))[0] == ["هيا بنا يا أمي", "走嘛，妈"]


@pytest.mark.parametrize("marks", [True, False])
def test_rows_from_right_to_left_are_marked_where_the_series_wants_it(job: Job, marks: bool) -> None:
    settings = job.media.with_name("series.toml")
    switched = f"[subtitle]\nrtl_marks = {str(marks).lower()}\n"
    settings.write_text(settings.read_text("utf-8") + switched, "utf-8")
    script = settings.with_name("translated.json")
    script.write_text(json.dumps({"lines": dict.fromkeys(LINES, "هيا بنا يا أمي.")}), "utf-8")
    job = replace(job, to=("ar",), formats=("srt", "vtt"))
    record = translate_subtitles(job)
    assert ("\u202bهيا بنا يا أمي.\u202c" in written(job, "ar").read_text("utf-8")) == marks
    assert "\u202b" not in written(job, "ar", "vtt").read_text("utf-8")
    assert record.tracks["ar"].cues[0].rows == ("هيا بنا يا أمي.",)
    change(written(job, "ar"), "هيا بنا", "هيا معنا")
    assert {line.translations["ar"].text for line in translate_subtitles(job).lines} == {"هيا معنا يا أمي."}


def test_nothing_can_be_put_below_that_is_not_there(job: Job) -> None:
    with pytest.raises(ConfigurationError, match="nothing is in fr"):
        prepare(replace(job, bilingual="fr"))


def test_a_correction_in_a_track_of_two_languages_is_one_of_the_translation(job: Job) -> None:
    job = replace(job, bilingual="zh")
    translate_subtitles(job)
    edited = change(written(job, "en+zh"), "You know very well.", "You know why.")
    change(edited, "我哪里对不起你？", "我哪儿对不起你？")  # the other language is not what is learned
    record = translate_subtitles(job)
    assert english(record) == [*list(LINES.values())[:3], "You know why.", "Mantanghong, main branch"]
    assert any("1 corrected line kept" in warning for warning in record.warnings)
    assert ["You know why."] in rows(written(job, "en"))


# ── forced narratives ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("forced", "usual", "apart"), [("merged", 5, None), ("separate", 3, 2), ("both", 5, 2)]
)
def test_text_on_the_screen_goes_where_it_is_wanted(
    job: Job, forced: str, usual: int, apart: int | None
) -> None:
    record = translate_subtitles(replace(job, forced=forced))
    assert len(rows(written(job, "en"))) == usual
    assert written(job, "en.forced").exists() == (apart is not None)
    if apart is not None:
        assert len(rows(written(job, "en.forced"))) == apart
        assert [output.file for output in record.outputs] == ["E01.en.srt", "E01.en.forced.srt"]
        assert [cue.kind for cue in record.tracks["en.forced"].cues] == ["card", "card"]


def test_without_text_on_the_screen_there_is_no_track_of_it(job: Job) -> None:
    job.media.write_text(SUBTITLES.replace(" line:10%", ""), "utf-8")
    record = translate_subtitles(replace(job, forced="separate"))
    assert record.tracks.keys() == {"en"}


def test_a_misspelt_choice_is_answered(job: Job) -> None:
    with pytest.raises(UnknownName, match="did you mean 'separate'"):
        prepare(replace(job, forced="seperate"))
    with pytest.raises(UnknownName, match="did you mean 'above'"):
        prepare(replace(job, over="abvoe"))


def test_corrections_come_back_from_both_files(job: Job) -> None:
    job = replace(job, forced="separate")
    translate_subtitles(job)
    change(written(job, "en.forced"), "main branch", "headquarters")
    change(written(job, "en"), "Let's go, Mom.", "Come on, Mom.")
    record = translate_subtitles(job)
    assert english(record)[0] == "Come on, Mom."
    assert english(record)[4] == "Mantanghong, headquarters"
    told = [warning for warning in record.warnings if "corrected line kept" in warning]
    assert len(told) == 2
    assert all("not taken over" not in warning for warning in told)


def test_a_file_of_forced_narratives_teaches_its_own_lines_alone(job: Job) -> None:
    translate_subtitles(replace(job, forced="both"))
    learned = learn(written(job, "en.forced"), approve=True)
    assert (learned.corrected, learned.approved, learned.unclear) == ((), 2, 0)


# ── who speaks ───────────────────────────────────────────────────────────────────────────────────────


def test_names_are_told_as_the_glossary_writes_them(job: Job) -> None:
    change(job.media.with_name("glossary.csv"), "苏小满,Su Xiaoman", "苏小满,Su Xiaoman\n周浩,Zhou Hao")
    translate_subtitles(replace(job, hearing_impaired=True))
    assert rows(written(job, "en.sdh")) == [
        ["[Su Xiaoman] Let's go, Mom."],
        ["{\\an8}Three years later"],
        ["[Zhou Hao] What have I ever done to you?"],
        ["You know very well."],
        ["{\\an8}Mantanghong, main branch"],
    ]


def test_who_has_no_name_in_the_language_is_not_told_and_the_user_is(job: Job) -> None:
    record = translate_subtitles(replace(job, hearing_impaired=True))
    assert rows(written(job, "en.sdh"))[2] == ["What have I ever done to you?"]
    assert any("no name in en for 周浩" in warning for warning in record.warnings)


def test_where_nobody_told_who_speaks_nothing_is_made_up(job: Job) -> None:
    job.media.write_text(SUBTITLES.replace("<v 苏小满>", "").replace("<v 周浩>", ""), "utf-8")
    record = translate_subtitles(replace(job, hearing_impaired=True))
    assert record.tracks.keys() == {"en"}
    assert any("nobody told who speaks" in warning for warning in record.warnings)


def test_a_correction_beside_a_name_is_one_of_what_is_said(job: Job) -> None:
    job = replace(job, hearing_impaired=True)
    translate_subtitles(job)
    change(written(job, "en.sdh"), "[Su Xiaoman] Let's go, Mom.", "[Su Xiaoman] Come on, Mom.")
    assert english(translate_subtitles(job))[0] == "Come on, Mom."
    learned = learn(written(job, "en.sdh"), approve=True)
    assert (learned.corrected, learned.unclear) == ((), 0)
    assert all("[" not in text for text in english(translate_subtitles(job)))


# ── read as sources ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def spoken(tmp_path: Path, sichuan_clip: Path) -> Path:
    """An episode, with subtitles that tell who speaks."""
    media = write_series(tmp_path / "series", sichuan_clip)
    cues = zip(EPISODE, TIMES_MS, ("苏小满", "", "周浩"), strict=True)
    given = "\n".join(
        f"00:0{start / 1000:.3f} --> 00:0{end / 1000:.3f}\n<v {who}>{text}\n" if who else
        f"00:0{start / 1000:.3f} --> 00:0{end / 1000:.3f}\n{text}\n"
        for text, (start, end), who in cues
    )  # fmt: skip
    given_file = tmp_path / "given.vtt"
    given_file.write_text(f"WEBVTT\n\n{given}", "utf-8")
    episode(Job(media, source_subtitles=given_file, hearing_impaired=True, bilingual="zh"))
    return media


def test_the_transcript_with_names_is_translated_as_what_was_said(spoken: Path) -> None:
    named = spoken.with_name("E01.zh.sdh.srt")
    assert "[苏小满]" in named.read_text("utf-8")
    record = translate_subtitles(Job(named, to=("en",)))
    assert [line.text for line in record.lines] == list(EPISODE)
    assert [line.speaker for line in record.lines] == ["苏小满", "", "周浩"]
    change(named, "妈，我哪点儿对不起你嘛？", "妈，我哪里对不起你？")
    record = translate_subtitles(Job(named, to=("en",)))
    assert [line.text for line in record.lines][1] == "妈，我哪里对不起你？"
    assert [line.text for line in record.lines][::2] == list(EPISODE)[::2]


@pytest.mark.parametrize("label", ["en", "en+zh"])
def test_a_translation_of_ours_is_translated_from_its_own_language(spoken: Path, label: str) -> None:
    record = translate_subtitles(Job(spoken.with_name(f"E01.{label}.srt"), to=("id",)))
    assert record.settings.series.language == "en"
    assert all(line.text.isascii() for line in record.lines)
