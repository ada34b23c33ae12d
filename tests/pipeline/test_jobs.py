"""The jobs, end to end, with scripted engines: what is redone, what is kept, what is told."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from localize import Job, LocalizeError, RunRecord, episode, plan, transcribe, translate_subtitles
from localize.errors import ConfigurationError, InputError
from localize.events import Event, Warned
from localize.pipeline.naming import split_name
from localize.pipeline.record import read_record
from localize.pipeline.session import Names
from localize.pipeline.timelines import timeline_of
from localize.stage import ChatReply, ChatRequest
from localize.subtitle.formats import FORMATS
from localize.translate.engines.scripted import ScriptedTranslator
from tests.cli.series import LINES, write_series, write_subtitles

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def clip(tmp_path: Path, sichuan_clip: Path) -> Path:
    return write_series(tmp_path / "series", sichuan_clip)


def glossary(folder: Path, *rows: str) -> Path:
    path = folder / "terms.csv"
    path.write_text("\n".join(["source,en,forbidden", *rows]), "utf-8")
    return path


def missed(record: RunRecord) -> dict[str, list[str]]:
    """The parts of each stage that were run."""
    return {run.name: [part.name for part in run.parts if not part.hit] for run in record.stages}


def test_the_record_holds_every_line_with_its_translation_and_evidence(clip: Path) -> None:
    record = episode(Job(clip))
    assert [line.text for line in record.lines] == list(LINES)
    assert [line.translations["en"].text for line in record.lines] == list(LINES.values())
    assert all(line.evidence.heard and line.evidence.confidence == 0.9 for line in record.lines)
    assert all(line.words for line in record.lines)
    assert record == read_record(clip.with_suffix(".record.json"))
    assert (record.error, record.media.size) == ("", clip.stat().st_size)


def test_one_changed_term_redoes_the_scene_that_holds_it(clip: Path, tmp_path: Path) -> None:
    def run(*rows: str) -> RunRecord:
        return episode(Job(clip, glossary=glossary(tmp_path, *rows)))

    run("周浩,Zhou Hao,", "苏小满,Su Xiaoman,")
    changed = run("周浩,Haozi,", "苏小满,Su Xiaoman,")
    assert missed(changed) == {"windows": [], "recognize": [], "translate en": ["scene 3, lines 3–3"]}
    assert changed.totals.terms_required == 2
    assert changed.totals.terms_met == 2
    # The script knows the old name; it is put right without asking.
    last = changed.lines[2].translations["en"].steps[-1]
    assert (last.rung, last.kept, "Haozi" in last.after) == ("edited", True, True)


def test_a_plan_names_the_part_and_the_reason(clip: Path, tmp_path: Path) -> None:
    episode(Job(clip, glossary=glossary(tmp_path, "周浩,Zhou Hao,")))
    plans = {one.stage: one for one in plan(Job(clip, glossary=glossary(tmp_path, "周浩,Haozi,")))}
    assert [(one.hits, one.parts) for one in plans.values()] == [(1, 1), (2, 2), (2, 3)]
    ((part, why),) = plans["translate en"].misses
    assert part == "scene 3, lines 3–3"
    assert "Zhou Hao → Haozi" in why


def test_a_plan_says_what_waits_for_what(clip: Path) -> None:
    plans = {one.stage: one for one in plan(Job(clip, to=("en", "id")))}
    assert plans["windows"].misses[0][1] == "not run before"
    assert plans["translate en"].waits_for == plans["translate id"].waits_for == "windows"


def test_another_file_of_the_same_content_is_not_run_again(clip: Path, tmp_path: Path) -> None:
    episode(Job(clip))
    other = shutil.copyfile(clip, tmp_path / "E02.mp4")
    record = episode(Job(other, series=clip.parent))
    assert set(map(tuple, missed(record).values())) == {()}


def test_a_file_edited_by_hand_is_never_overwritten(clip: Path) -> None:
    episode(Job(clip))
    subtitles = clip.with_suffix(".en.srt")
    edited = subtitles.read_text("utf-8").replace("Mom", "<b>Mother</b>")
    subtitles.write_text(edited, "utf-8")
    warned: list[Event] = []
    for _ in range(2):
        episode(Job(clip), warned.append)
        assert subtitles.read_text("utf-8") == edited
        assert "Mother" in clip.with_suffix(".en.new.srt").read_text("utf-8")
    assert any(isinstance(event, Warned) and "edited by hand" in event.message for event in warned)


def test_force_overwrites_and_keeps_what_was_edited(clip: Path) -> None:
    episode(Job(clip))
    subtitles = clip.with_suffix(".en.srt")
    for number, text in enumerate(["first", "second"], 1):
        subtitles.write_text(text, "utf-8")
        episode(Job(clip, force=True))
        assert "Mom" in subtitles.read_text("utf-8")
        suffix = "" if number == 1 else str(number)
        assert subtitles.with_name(f"{subtitles.name}.bak{suffix}").read_text("utf-8") == text


def test_what_a_person_put_into_the_new_file_is_not_overwritten_either(clip: Path) -> None:
    episode(Job(clip))
    subtitles, beside = clip.with_suffix(".en.srt"), clip.with_suffix(".en.new.srt")
    subtitles.write_text("mine", "utf-8")
    episode(Job(clip))
    beside.write_text("mine too", "utf-8")
    episode(Job(clip))
    assert [path.read_text("utf-8") for path in (subtitles, beside)] == ["mine", "mine too"]
    assert "Mom" in clip.with_suffix(".en.new2.srt").read_text("utf-8")


def test_corrected_source_subtitles_are_translated_over_our_own_translation(clip: Path) -> None:
    episode(Job(clip))
    source = clip.with_suffix(".zh.srt")
    source.write_text(source.read_text("utf-8").replace("周浩", "小满"), "utf-8")
    translate_subtitles(Job(source))
    assert not clip.with_suffix(".en.new.srt").exists()


def test_the_record_keeps_what_an_earlier_run_translated(clip: Path) -> None:
    episode(Job(clip, to=("en",)))
    record = episode(Job(clip, to=("id",)))
    assert set(record.lines[0].translations) == {"en", "id"}
    assert {run.name for run in record.stages} == {"windows", "recognize", "translate en", "translate id"}
    assert set(transcribe(Job(clip)).lines[0].translations) == {"en", "id"}


def test_a_cue_that_is_too_fast_is_flagged_on_its_line(clip: Path) -> None:
    script = {"lines": dict.fromkeys(LINES, "Such a long line that nobody could ever read it in time, " * 4)}
    clip.with_name("translated.json").write_text(json.dumps(script), "utf-8")
    record = episode(Job(clip))
    assert "too-fast" in {flag.kind for flag in record.lines[0].translations["en"].flags}
    assert record.totals.flagged == 3


def test_a_target_of_the_series_that_is_the_source_is_left_out(clip: Path) -> None:
    assert transcribe(Job(clip, source="en")).settings.series.targets == ()


def test_a_forced_plan_redoes_everything(clip: Path) -> None:
    episode(Job(clip))
    plans = plan(Job(clip, force=True))
    assert plans[0].misses[0][1] == "forced"
    assert plans[-1].waits_for == "windows"


def test_two_episodes_of_one_name_do_not_overwrite_each_other(
    clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.chdir(clip.parent)
    episode(Job(Path(clip.name), out=out))
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "E01.mp4"
    other.write_bytes(clip.read_bytes() + b"\0")
    monkeypatch.chdir(other.parent)
    other = Path("E01.mp4")
    with pytest.raises(InputError, match="same name") as caught:
        episode(Job(other, series=clip.parent, out=out))
    assert "--out" in caught.value.hint


def test_a_copy_of_a_series_is_worked_on_where_it_lies(clip: Path, tmp_path: Path) -> None:
    before = episode(Job(clip))
    shutil.copytree(clip.parent, tmp_path / "copy")
    record = episode(Job(tmp_path / "copy" / clip.name))
    assert set(map(tuple, missed(record).values())) == {()}
    assert record.outputs == before.outputs


def test_what_was_finished_before_an_error_is_written(clip: Path) -> None:
    clip.with_name("translated.json").write_text('{"lines": "nonsense"}', "utf-8")
    with pytest.raises(LocalizeError):
        episode(Job(clip))
    assert list(LINES)[1][:5] in clip.with_suffix(".zh.srt").read_text("utf-8")
    record = read_record(clip.with_suffix(".record.json"))
    assert record is not None
    assert record.error
    assert [output.file for output in record.outputs] == ["E01.zh.srt"]


def test_transcribe_writes_the_source_only(clip: Path) -> None:
    record = transcribe(Job(clip, formats=("srt", "vtt")))
    assert [output.file for output in record.outputs] == ["E01.zh.srt", "E01.zh.vtt"]
    assert not clip.with_suffix(".en.srt").exists()


def test_formats_may_be_named_in_capitals(clip: Path) -> None:
    outputs = transcribe(Job(clip, formats=("SRT", "srt", "Vtt"))).outputs
    assert [(output.file, output.format) for output in outputs] == [
        ("E01.zh.srt", "srt"), ("E01.zh.vtt", "vtt"),
    ]  # fmt: skip


def test_no_format_writes_over_the_file_of_another(clip: Path) -> None:
    record = transcribe(Job(clip, formats=(*FORMATS, "hls")))
    files = [output.file for output in record.outputs]
    assert len(set(files)) == len(files) > len(FORMATS) + 1
    assert {"E01.zh.ttml", "E01.zh.imsc.ttml", "E01.zh.ebuttd.xml", "E01.zh.m3u8"} < set(files)
    assert all(clip.with_name(name).is_file() for name in files)
    playlist = clip.with_name("E01.zh.m3u8").read_text("utf-8")
    lengths = [float(length) for length in re.findall(r"EXTINF:([\d.]+)", playlist)]
    assert round(sum(lengths) * 1000) == timeline_of(clip).duration_ms
    assert transcribe(Job(clip, formats=("hls",))).warnings == ()  # what is ours may be written anew


@pytest.mark.parametrize(
    ("hour", "form", "fits"), [("09", "ass", True), ("10", "ass", False), ("10", "srt", True)]
)
def test_times_that_a_format_does_not_have_are_refused(clip: Path, hour: str, form: str, fits: bool) -> None:
    subtitles = write_subtitles(clip.parent)
    subtitles.write_text(subtitles.read_text("utf-8").replace("00:00:", f"{hour}:00:"), "utf-8")
    job = Job(subtitles, formats=(form,))
    if fits:
        assert translate_subtitles(job).lines[0].start_ms > int(hour) * 3_600_000
    else:
        with pytest.raises(InputError, match="ass has no times past 10 hours"):
            translate_subtitles(job)


def test_two_runs_on_one_episode_are_refused(clip: Path) -> None:
    names = Names(clip.parent, "E01")
    with names.claimed(), pytest.raises(InputError, match=f"worked on by process {os.getpid()}") as caught:
        episode(Job(clip))
    assert "wait" in caught.value.hint
    episode(Job(clip))


def test_translate_takes_the_language_from_the_name(clip: Path) -> None:
    subtitles = write_subtitles(clip.parent)
    record = translate_subtitles(Job(subtitles))
    assert record.settings.series.language == "zh"
    assert [line.translations["en"].text for line in record.lines] == list(LINES.values())
    assert {path.name for path in clip.parent.glob("E01.*")} == {
        "E01.mp4", "E01.zh.srt", "E01.en.srt", "E01.translated.record.json",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("E01.zh.srt", ("E01", "zh", False)),
        ("E01.srt", ("E01", None, False)),
        ("S01.E01.srt", ("S01.E01", None, False)),
        ("E01.zh-standard.srt", ("E01", "zh", True)),
        ("E01.zh.new.srt", ("E01", "zh", False)),
        ("E01.zh-standard.new2.srt", ("E01", "zh", True)),
        ("E01.yue-standard.ass", ("E01", "yue", True)),
        ("E01.es-419.imsc.ttml", ("E01", "es-419", False)),
        ("E01.de.ebuttd.new2.xml", ("E01", "de", False)),
        ("E01.en-standards.srt", ("E01.en-standards", None, False)),
        ("E01.-standard.srt", ("E01.-standard", None, False)),
    ],
)
def test_a_name_is_split_only_at_a_language(name: str, parts: tuple[str, str | None, bool]) -> None:
    assert split_name(Path(name))[:3] == parts


def test_no_target_is_a_clear_error(tmp_path: Path, sichuan_clip: Path) -> None:
    bare = shutil.copyfile(sichuan_clip, tmp_path / "E01.mp4")
    with pytest.raises(ConfigurationError, match="--to"):
        episode(Job(bare))
    with pytest.raises(ConfigurationError, match="language of the source"):
        episode(Job(bare, to=("zh",)))


def test_a_name_that_is_no_text_is_refused(tmp_path: Path, sichuan_clip: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.mp4"))
    shutil.copyfile(sichuan_clip, path)
    with pytest.raises(InputError, match="rename"):
        transcribe(Job(path))


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "E01.mp4")
    with pytest.raises(InputError, match="regular file"):
        transcribe(Job(tmp_path / "E01.mp4"))


def test_an_out_that_is_a_file_is_refused_before_any_work(clip: Path) -> None:
    with pytest.raises(ConfigurationError, match="is a file"):
        episode(Job(clip, out=clip))


def test_a_translation_never_overwrites_what_it_was_made_from(clip: Path) -> None:
    episode(Job(clip))
    source = clip.with_suffix(".zh.srt")
    before = source.read_bytes()
    translate_subtitles(Job(source, source="yue", to=("zh",)))
    assert source.read_bytes() == before


def test_a_file_that_was_cut_short_is_used_and_told(clip: Path) -> None:
    data = clip.read_bytes()
    clip.write_bytes(data[: len(data) // 2])
    record = transcribe(Job(clip))
    assert record.lines
    assert any("cut short" in warning for warning in record.warnings)


def test_lines_without_a_translation_are_told(clip: Path) -> None:
    clip.with_name("translated.json").write_text('{"lines": {}}', "utf-8")
    record = episode(Job(clip))
    (warning,) = record.warnings
    assert warning.startswith("3 of 3 lines have no translation into en: run again")
    assert [line.translations["en"].flags[0].kind for line in record.lines] == ["missing"] * 3


def test_a_scene_that_was_refused_is_asked_for_again(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ScriptedTranslator._answer

    def refuse_the_second(self: ScriptedTranslator, request: ChatRequest) -> ChatReply:
        asked = request.user.splitlines()[-1]
        return ChatReply("", "refused") if "对不起" in asked else answer(self, request)

    with monkeypatch.context() as patch:
        patch.setattr(ScriptedTranslator, "_answer", refuse_the_second)
        first = episode(Job(clip))
    assert first.lines[1].translations["en"].text == ""
    assert [flag.kind for flag in first.lines[1].translations["en"].flags] == ["refused"]
    assert [part.whole for part in first.stages[-1].parts] == [True, False, True]

    assert plan(Job(clip))[-1].misses == (("scene 2, lines 2–2", "the last run had no result for all of it"),)
    again = episode(Job(clip))
    assert missed(again)["translate en"] == ["scene 2, lines 2–2"]
    assert [line.translations["en"].text for line in again.lines] == list(LINES.values())
    assert set(map(tuple, missed(episode(Job(clip))).values())) == {()}


KILLED = """
import os, signal, sys
from pathlib import Path
from localize import Job, episode
from localize.store.parts import Store

left, put = int(sys.argv[2]), Store.put

def put_and_die(*arguments):
    global left
    put(*arguments)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

Store.put = put_and_die
episode(Job(Path(sys.argv[1])))
"""


@pytest.mark.parametrize("after", [1, 2, 3, 4, 5])
def test_killed_after_any_part_the_next_run_continues(clip: Path, home: Path, after: int) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(clip), str(after)], env=dict(os.environ))
    assert done.returncode == -signal.SIGKILL
    record = episode(Job(clip))
    assert sum(run.hits for run in record.stages) == after
    assert sum(len(run.parts) for run in record.stages) == 6
    assert [line.translations["en"].text for line in record.lines] == list(LINES.values())


def test_a_record_with_fields_of_a_later_version_is_read(clip: Path) -> None:
    record = episode(Job(clip))
    path = clip.with_suffix(".record.json")
    table = json.loads(path.read_bytes()) | {"later": 1}
    table["lines"][0]["later"] = 2
    path.write_text(json.dumps(table), "utf-8")
    assert read_record(path) == record


def test_a_damaged_store_is_mended(clip: Path, home: Path) -> None:
    first = episode(Job(clip))
    for path in (home / "store").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\xff\x00" + path.read_bytes()[2:])
    assert episode(Job(clip)).lines == first.lines


def test_the_record_is_plain_json_that_others_can_read(clip: Path) -> None:
    episode(Job(clip))
    record = json.loads(clip.with_suffix(".record.json").read_bytes())
    assert record["version"] == 1
    assert isinstance(record["lines"][0]["start_ms"], int)
    assert record["lines"][0]["translations"]["en"]["text"] == next(iter(LINES.values()))
