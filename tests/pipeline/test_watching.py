"""Two witnesses, from one end to the other, without weights."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import av
import msgspec
import pytest

from localize import Job, transcribe
from localize.domain.seen import CARD, DIALOGUE, Box
from localize.errors import BadSubtitles, ConfigurationError, NoSound
from localize.pipeline import jobs
from localize.pipeline.made_from import is_finished
from localize.pipeline.record import RunRecord
from localize.watch.engines.scripted import ScriptedReader
from tests.watch.films import LOW, film, moving, subtitled, texture
from tests.watch.test_watching import ScriptedText

pytestmark = pytest.mark.usefixtures("home")

SETTINGS = """
[series]
title = "幺妹回家"
dialect = "sichuan"

[recognize]
engine = "scripted"
options = {{ script = "{folder}/heard.json" }}

[watch]
engine = "scripted"
options = {{ script = "{folder}/seen.json" }}
{more}
"""
# The sound is the example's, in whose first seven seconds two lines are spoken; what is heard is scripted.
DURATION_MS = 7000
SEEN = (
    ScriptedText("老汉儿我莫得事", 1160, 4560, LOW),
    ScriptedText("就是加班有点凶", 4880, 6400, LOW),
)
SPOKEN = [("老汉儿沃莫德是", 1150, 4525), ("九是加班又点兄", 4875, 6380)]
HEARD = ["老汉儿沃莫德是。", "九是加班又点兄。"]
# What phonetic repair makes of it where the picture does not help.
REPAIRED = ["老汉儿我莫得事。", "就是加班又点兄。"]
Make = Callable[..., Job]


@pytest.fixture
def make(tmp_path: Path, sichuan_clip: Path) -> Make:
    def made(*, sound: bool = True, more: str = "", seen: tuple[ScriptedText, ...] = SEEN) -> Job:
        path = film(tmp_path / "E01.mp4", subtitled(seen, moving(texture())), duration_ms=DURATION_MS)
        if sound:
            path = with_sound(path, sichuan_clip, tmp_path / "E01.mkv")
            lines = [{"text": text, "start_ms": start, "end_ms": end} for text, start, end in SPOKEN]
            write(tmp_path / "heard.json", {"media": path.name, "lines": lines})
        else:
            write(tmp_path / "heard.json", {"lines": []})
        write(tmp_path / "seen.json", {"lines": msgspec.to_builtins(seen)})
        (tmp_path / "series.toml").write_text(SETTINGS.format(folder=tmp_path, more=more), "utf-8")
        return Job(path)

    return made


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def with_sound(picture: Path, voice: Path, target: Path) -> Path:
    """The picture of one file with the first seconds of sound of another."""
    with av.open(str(picture)) as film, av.open(str(voice)) as spoken, av.open(str(target), "w") as container:
        sources = [(film, film.streams.video[0]), (spoken, spoken.streams.audio[0])]
        copies = [container.add_stream_from_template(stream) for _, stream in sources]
        for (source, stream), copied in zip(sources, copies, strict=True):
            for packet in source.demux(stream):
                if packet.dts is not None and float(packet.dts * packet.time_base) < DURATION_MS / 1000:
                    packet.stream = copied
                    container.mux(packet)
    return target


def texts(record: RunRecord) -> list[str]:
    return [line.text for line in record.lines]


def stages(record: RunRecord) -> list[str]:
    return [run.name for run in record.stages]


def test_text_comes_from_the_picture_and_is_trusted_where_the_sound_agrees(make: Make) -> None:
    record = transcribe(make())
    assert texts(record) == ["老汉儿我莫得事", "就是加班有点凶"]
    assert [line.evidence.heard for line in record.lines] == HEARD
    assert all((line.evidence.agreement or 0) > 0.8 for line in record.lines)
    assert all(not line.flags for line in record.lines)
    assert stages(record) == ["windows", "recognize", "look", "follow", "read"]
    assert {"pypinyin", "rapidocr"} <= record.libraries.keys()
    assert any(name.startswith("opencv-python") for name in record.libraries)
    assert "msgspec" not in record.libraries


def test_what_an_engine_needs_for_itself_is_on_record(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    job = make()
    keys = [part.key for stage in transcribe(job).stages for part in stage.parts]
    monkeypatch.setattr(ScriptedReader, "packages", {"msgspec": "msgspec"})
    record = transcribe(job)
    assert record.libraries["msgspec"] == version("msgspec")
    assert [part.key for stage in record.stages for part in stage.parts] == keys


def test_a_second_run_watches_nothing_anew(make: Make) -> None:
    job = make()
    first = transcribe(job)
    again = transcribe(job)
    assert again.lines == first.lines
    assert all(part.hit for run in again.stages for part in run.parts)


def test_off_means_off(make: Make) -> None:
    record = transcribe(replace(make(), watch="off"))
    assert texts(record) == REPAIRED
    assert stages(record) == ["windows", "recognize"]


def test_where_nothing_is_burned_in_a_glimpse_is_all(make: Make) -> None:
    record = transcribe(make(seen=()))
    assert stages(record) == ["windows", "recognize", "look"]
    assert texts(record) == REPAIRED


def test_on_watches_also_where_a_glimpse_saw_nothing(make: Make) -> None:
    assert stages(transcribe(replace(make(seen=()), watch="on")))[-2:] == ["follow", "read"]


def test_a_silent_film_is_read(make: Make) -> None:
    record = transcribe(make(sound=False))
    assert texts(record) == ["老汉儿我莫得事", "就是加班有点凶"]
    assert any("has no sound" in warning for warning in record.warnings)
    assert is_finished(record)
    assert [(line.start_ms, line.end_ms) for line in record.lines] == [(1160, 4560), (4880, 6400)]


def test_a_silent_film_without_text_is_told(make: Make) -> None:
    with pytest.raises(NoSound, match="no audio stream"):
        transcribe(make(sound=False, seen=()))


def test_sound_alone_is_heard_alone(make: Make, tmp_path: Path) -> None:
    film_with_sound = make().media
    path = tmp_path / "E02.mka"
    with av.open(str(film_with_sound)) as source, av.open(str(path), "w", format="matroska") as container:
        copied = container.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = copied
                container.mux(packet)
    assert texts(transcribe(Job(path))) == REPAIRED
    told = transcribe(Job(path, watch="on")).warnings
    assert any("has no picture to watch" in warning for warning in told)


@pytest.mark.parametrize(
    "region", ["[0.9, 0.7]", "[0.7]", "[0.1, 0.2, 0.3]", "[-0.1, 0.5]", "[0.5, 1.5]", '"low"']
)
def test_a_region_that_is_none_is_told(make: Make, region: str) -> None:
    with pytest.raises(ConfigurationError, match="region"):
        transcribe(make(more=f"region = {region}"))


def test_a_region_in_the_wrong_place_is_told(make: Make) -> None:
    record = transcribe(make(more="region = [0.1, 0.3]"))
    assert any("check [watch] region" in warning for warning in record.warnings)
    assert {line.kind for line in record.lines if line.evidence.seen} <= {CARD}
    assert [line.text for line in record.lines if line.kind == DIALOGUE] == REPAIRED


def test_without_the_readers_package_it_goes_on_and_says_so(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = make()
    settings = tmp_path / "series.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(text[text.index("[watch]") :], ""), "utf-8")
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    record = transcribe(job)
    assert texts(record) == REPAIRED
    assert any("burned-in subtitles are not read" in warning for warning in record.warnings)
    assert not is_finished(record)


def test_subtitles_that_are_there_already_correct_the_reader(make: Make, tmp_path: Path) -> None:
    given = tmp_path / "given.srt"
    given.write_text("1\n00:00:01,160 --> 00:00:04,560\n老汉儿，我没得事！\n", "utf-8")
    record = transcribe(replace(make(), source_subtitles=given))
    assert texts(record)[0] == "老汉儿，我没得事！"
    assert record.source_subtitles is not None
    assert record.source_subtitles.lines == 1


def test_subtitles_in_another_language_are_refused(make: Make, tmp_path: Path) -> None:
    given = tmp_path / "given.srt"
    given.write_text("1\n00:00:01,160 --> 00:00:04,560\nDad, I'm fine!\n", "utf-8")
    with pytest.raises(BadSubtitles, match="holds no Chinese"):
        transcribe(replace(make(), source_subtitles=given))


def test_the_users_own_subtitles_are_never_overwritten(make: Make, tmp_path: Path) -> None:
    given = tmp_path / "E01.zh.srt"
    given.write_text("1\n00:00:01,160 --> 00:00:04,560\n老汉儿，我没得事！\n", "utf-8")
    before = given.read_bytes()
    transcribe(replace(make(), source_subtitles=given))
    assert given.read_bytes() == before
    assert (tmp_path / "E01.zh.new.srt").exists()


def test_a_plan_names_the_stages_of_the_picture(make: Make, tmp_path: Path) -> None:
    translated = tmp_path / "translated.json"
    write(translated, {"lines": {}})
    more = f'[translate]\nengine = "scripted"\noptions = {{ script = "{translated}" }}'
    job = replace(make(more=more), to=("en",))
    planned = {plan.stage: plan for plan in jobs.plan(job)}
    assert [stage for stage, one in planned.items() if one.misses] == ["windows", "look"]
    assert {stage: one.waits_for for stage, one in planned.items() if one.waits_for} == {
        "recognize": "windows", "follow": "look", "read": "look", "translate en": "windows"
    }  # fmt: skip
    assert list(planned) == ["windows", "recognize", "look", "follow", "read", "translate en"]
    transcribe(job)
    planned = {plan.stage: plan for plan in jobs.plan(job)}
    assert [planned[stage].misses for stage in ("look", "follow", "read")] == [(), (), ()]


def test_what_was_watched_is_kept_for_the_episode(make: Make) -> None:
    job = make()
    seen = jobs.watch(replace(job, watch="on"))
    assert [line.text for line in seen.dialogue] == ["老汉儿我莫得事", "就是加班有点凶"]
    record = transcribe(job)
    watched = [run for run in record.stages if run.name in {"look", "follow", "read"}]
    assert all(part.hit for run in watched for part in run.parts)


HIGHER = tuple(msgspec.structs.replace(line, box=Box(0.2, 0.6, 0.8, 0.65)) for line in SEEN)


def test_subtitles_stand_above_those_that_are_burned_in(make: Make) -> None:
    """Which are where ours would be; letters begin a little below the top of the box that they are in."""
    cues = transcribe(make(seen=HIGHER)).tracks["zh"].cues
    assert len({cue.edge for cue in cues}) == 1
    assert all(cue.edge is not None and 0.55 < cue.edge <= 0.61 and not cue.boxed for cue in cues)


def test_or_over_them_with_a_box_or_as_if_they_were_not_there(make: Make) -> None:
    job = make(seen=HIGHER)
    assert all(cue.boxed for cue in transcribe(replace(job, over="box")).tracks["zh"].cues)
    cues = transcribe(replace(job, over="none")).tracks["zh"].cues
    assert {(cue.edge, cue.boxed) for cue in cues} == {(None, False)}
