"""What a person corrected in an episode's subtitles stays, whatever is done again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from localize import Job, RunRecord, episode, plan, translate_subtitles
from localize.domain.memory import CORRECTED
from localize.memory.file import MemoryFile
from localize.pipeline.jobs import learn_corrections
from localize.pipeline.record import LineRecord
from localize.pipeline.teaching import learn
from tests.cli.series import write_series
from tests.pipeline.translated import LINES, MACHINES, PERSONS, glossary, replace, translated, write_srt

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def subtitles(tmp_path: Path) -> Path:
    return translated(tmp_path)


def corrected(source: Path) -> Path:
    """The English subtitles, with one line as a person wants it."""
    return replace(source.with_name("E01.en.srt"), MACHINES, PERSONS)


def retimed(source: Path) -> Path:
    """Likewise, and the first cue begins earlier, which the translation cannot do."""
    return replace(corrected(source), "00:00:01,000 -->", "00:00:00,500 -->")


def parts(record: RunRecord) -> list[bool]:
    """Hit or not, for each part of the translation."""
    return [part.hit for run in record.stages if run.name == "translate en" for part in run.parts]


def line(record: RunRecord, text: str) -> LineRecord:
    return next(line for line in record.lines if line.text == text)


def english(record: RunRecord) -> list[str]:
    return [line.translations["en"].text for line in record.lines]


EXPECTED = [PERSONS if text == MACHINES else text for text in LINES.values()]


def test_a_correction_stays_and_nothing_is_asked_again_for_it(subtitles: Path) -> None:
    edited = corrected(subtitles).read_bytes()
    record = translate_subtitles(Job(subtitles))
    assert parts(record) == [True, True, True, True]
    assert english(record) == EXPECTED
    done = line(record, "我哪里对不起你？").translations["en"]
    assert [(step.rung, step.before, step.after) for step in done.steps] == [
        ("remembered", MACHINES, PERSONS)
    ]
    assert subtitles.with_name("E01.en.srt").read_bytes() == edited
    assert any("1 corrected line kept" in warning for warning in record.warnings)


def test_a_file_whose_times_a_person_changed_stays_as_it_is_with_its_corrections(subtitles: Path) -> None:
    edited = retimed(subtitles).read_bytes()
    for _ in range(2):
        assert english(translate_subtitles(Job(subtitles))) == EXPECTED
        assert subtitles.with_name("E01.en.srt").read_bytes() == edited


def test_a_changed_term_redoes_the_scenes_that_hold_it_and_corrections_stay(subtitles: Path) -> None:
    corrected(subtitles)
    glossary(subtitles.parent, "twice-cooked pork")
    record = translate_subtitles(Job(subtitles))
    assert parts(record) == [True, False, True, True]
    assert english(record) == EXPECTED


def test_corrections_outlive_the_store_and_the_file_that_they_were_made_in(
    subtitles: Path, home: Path
) -> None:
    corrected(subtitles)
    translate_subtitles(Job(subtitles))
    shutil.rmtree(home / "store")
    for path in subtitles.parent.glob("E01.*en*"):
        path.unlink()
    record = translate_subtitles(Job(subtitles))
    assert parts(record) == [False, False, False, False]
    assert english(record) == EXPECTED
    assert PERSONS in subtitles.with_name("E01.en.srt").read_text("utf-8")


def test_later_runs_do_not_take_old_machine_lines_for_corrections(subtitles: Path) -> None:
    retimed(subtitles)
    translate_subtitles(Job(subtitles))
    script = subtitles.with_name("translated.json")
    script.write_text(json.dumps({"lines": {**LINES, "随便你怎么想。": "Whatever you say."}}), "utf-8")
    expected = ["Whatever you say." if text == "Think what you like." else text for text in EXPECTED]
    assert english(translate_subtitles(Job(subtitles))) == expected
    assert english(translate_subtitles(Job(subtitles))) == expected
    replace(subtitles.with_name("E01.en.srt"), "Your favourite.", "The one you love.")
    expected[3] = "The one you love."
    assert english(translate_subtitles(Job(subtitles))) == expected
    assert len(memory(subtitles).memory().entries) == 2


def memory(subtitles: Path) -> MemoryFile:
    return MemoryFile(subtitles.with_name("memory.sqlite"))


def test_the_last_word_of_a_person_counts(subtitles: Path) -> None:
    corrected(subtitles)
    translate_subtitles(Job(subtitles))
    replace(subtitles.with_name("E01.en.srt"), PERSONS, "What did I do to you?")
    record = translate_subtitles(Job(subtitles))
    assert line(record, "我哪里对不起你？").translations["en"].text == "What did I do to you?"
    assert len(memory(subtitles).memory().entries) == 1


def test_force_does_not_lose_corrections(subtitles: Path) -> None:
    corrected(subtitles)
    record = translate_subtitles(Job(subtitles, force=True))
    assert english(record) == EXPECTED
    assert PERSONS in subtitles.with_name("E01.en.srt").read_text("utf-8")


def test_a_correction_that_breaks_a_term_is_flagged_and_not_changed(subtitles: Path) -> None:
    replace(subtitles.with_name("E01.en.srt"), "Come eat the pork.", "Come and eat!")
    done = line(translate_subtitles(Job(subtitles)), "快来吃回锅肉。").translations["en"]
    assert (done.text, [flag.kind for flag in done.flags]) == ("Come and eat!", ["term-missed"])


def test_a_line_that_says_something_else_now_loses_its_correction(subtitles: Path) -> None:
    corrected(subtitles)
    translate_subtitles(Job(subtitles))
    replace(subtitles, "我哪里对不起你", "今天好冷，早点回家")
    record = translate_subtitles(Job(subtitles))
    assert PERSONS not in english(record)
    assert any("1 correction of what reads otherwise in E01 now" in warning for warning in record.warnings)


def test_a_file_that_is_no_longer_subtitles_is_told_and_does_not_end_the_run(subtitles: Path) -> None:
    subtitles.with_name("E01.en.srt").write_text("gone", "utf-8")
    record = translate_subtitles(Job(subtitles))
    assert english(record) == list(LINES.values())
    assert any("not taken over" in warning for warning in record.warnings)


def test_what_is_approved_comes_out_the_same_in_other_episodes(subtitles: Path) -> None:
    learned = learn(corrected(subtitles), approve=True)
    assert (len(learned.corrected), learned.approved) == (1, len(LINES) - 1)
    recap = ["我哪里对不起你？", "你自己心里清楚。", "我走了，不用送。"]
    second = write_srt(subtitles.with_name("E02.zh.srt"), recap)
    record = translate_subtitles(Job(second))
    shown = [line.translations["en"] for line in record.lines]
    assert [(one.text, one.asked) for one in shown[:2]] == [(PERSONS, 0), ("You know very well.", 0)]
    assert shown[2].asked > 0


@pytest.mark.parametrize("order", [("E01", "E02"), ("E02", "E01")], ids="-".join)
def test_the_order_of_the_episodes_of_a_command_changes_nothing(
    subtitles: Path, order: tuple[str, ...]
) -> None:
    translate_subtitles(Job(write_srt(subtitles.with_name("E02.zh.srt"), list(LINES))))
    replace(subtitles.with_name("E02.en.srt"), MACHINES, PERSONS)
    jobs = [Job(subtitles.with_name(f"{name}.zh.srt")) for name in order]
    for job in jobs:
        learn_corrections(job)
    done = dict(zip(order, map(translate_subtitles, jobs), strict=True))
    assert (english(done["E01"]), english(done["E02"])) == (EXPECTED, EXPECTED)
    assert any("1 corrected line kept" in warning for warning in done["E02"].warnings)
    assert len(memory(subtitles).memory().entries) == 1


def test_an_approved_episode_needs_no_model_even_without_a_store(subtitles: Path, home: Path) -> None:
    learn(corrected(subtitles), approve=True)
    shutil.rmtree(home / "store")
    record = translate_subtitles(Job(subtitles))
    assert parts(record) == []
    assert english(record) == EXPECTED


def test_the_memory_that_a_run_found_is_on_record(subtitles: Path) -> None:
    assert translate_subtitles(Job(subtitles)).memory is None
    corrected(subtitles)
    first, second = (translate_subtitles(Job(subtitles)).memory for _ in range(2))
    assert first is not None
    assert (first.entries, first) == (1, second)


def test_the_machine_teaches_the_memory_nothing(subtitles: Path) -> None:
    translate_subtitles(Job(subtitles))
    assert not memory(subtitles).path.exists()


def test_an_episode_keeps_what_was_corrected_in_it_and_a_plan_only_looks(
    tmp_path: Path, sichuan_clip: Path
) -> None:
    media = write_series(tmp_path / "series", sichuan_clip)
    job = Job(media, profile="netflix")
    episode(job)
    replace(media.with_name("E01.en.srt"), "Mom, what have I ever done to you?", "Mom, what did I do?")
    (stage,) = [stage for stage in plan(job) if stage.stage == "translate en"]
    assert (stage.parts, stage.hits) == (2, 2)
    held = MemoryFile(media.with_name("memory.sqlite"))
    assert not held.path.exists()
    assert english(episode(job))[1] == "Mom, what did I do?"
    assert [(one.place.episode, one.status) for one in held.memory().entries] == [("E01", CORRECTED)]
