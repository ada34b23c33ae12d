"""A person corrects the Chinese of an episode: it is what is said from now on, and nothing else is redone."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from localize.events import ignore
from localize.pipeline.casting import learn_cast
from localize.pipeline.consistency import voices
from localize.pipeline.job import Job
from localize.pipeline.jobs import translate_subtitles
from localize.pipeline.record import RunRecord, read_record
from localize.pipeline.replace.replacing import Replacing
from localize.pipeline.season.planning import plan
from tests.pipeline.season.lab import Lab
from tests.pipeline.season.small import RENDERED

FILE, TRANSLATION = "E01.zh.srt", "E01.en.srt"
HEARD = ["臣刚来了没有？", "苏小满，你坐倒起。", "走嘛，回去了。"]
UP, QUICK = "苏小满，你站起来。", "走嘛，快点儿。"
CORRECTED = {UP: "Su Xiaoman, stand up.", QUICK: "Come on, hurry up."}


@pytest.fixture
def lab(lab: Lab) -> Lab:
    """Whose translator knows what is corrected too."""
    lab.write("translated.json", json.dumps({"lines": RENDERED | CORRECTED}, ensure_ascii=False))
    lab.run()
    return lab


@pytest.fixture
def corrected(lab: Lab) -> Lab:
    lab.replace(FILE, "苏小满，你坐倒起", "苏小满，你站起来")
    return lab


def record(lab: Lab, name: str = "E01") -> RunRecord:
    found = read_record(lab.folder / f"{name}.record.json")
    assert found is not None
    return found


def said(lab: Lab) -> list[str]:
    return [line.text for line in record(lab).lines]


def text(lab: Lab, name: str) -> str:
    return (lab.folder / name).read_text("utf-8")


def files(lab: Lab) -> dict[str, bytes]:
    """All that a run wrote but the accounts of it."""
    found = (path for path in lab.folder.iterdir() if path.suffix in (".srt", ".vtt", ".ass"))
    return {path.name: path.read_bytes() for path in found}


SECOND = {"E01": ["translate en: scene 2"]}


def test_the_scene_of_a_corrected_line_is_all_that_is_redone(corrected: Lab) -> None:
    left = text(corrected, FILE)
    assert corrected.run() == SECOND
    assert text(corrected, FILE) == left
    assert "Su Xiaoman, stand up." in text(corrected, TRANSLATION)
    assert said(corrected) == [HEARD[0], UP, HEARD[2]]
    assert not list(corrected.folder.glob("*.new*"))


def test_then_there_is_nothing_to_do(corrected: Lab) -> None:
    corrected.run()
    done = files(corrected), record(corrected).lines, record(corrected).tracks
    assert [one.standing for one in plan(corrected.job()).episodes] == ["current"] * 3
    assert corrected.run() == {}
    corrected.write("glossary.csv", text(corrected, "glossary.csv") + "周浩,Zhou Hao,Zhou Hao,person\n")
    assert corrected.run() == {"E01": [], "E02": [], "E03": []}
    assert done == (files(corrected), record(corrected).lines, record(corrected).tracks)


def test_a_second_correction_is_taken_like_the_first(corrected: Lab) -> None:
    corrected.run()
    corrected.replace(FILE, "走嘛，回去了", "走嘛，快点儿")
    assert corrected.run() == {"E01": ["translate en: scene 3"]}
    assert said(corrected) == [HEARD[0], UP, QUICK]
    assert "hurry up" in text(corrected, TRANSLATION)


def test_what_was_corrected_is_told(corrected: Lab) -> None:
    corrected.run()
    assert record(corrected).warnings == (
        f"{corrected.folder / FILE} was corrected by hand: 1 line is taken from it",
    )
    assert record(corrected).corrected_source == FILE


def test_the_plan_names_the_file_and_the_scenes(corrected: Lab) -> None:
    first, *others = plan(corrected.job()).episodes
    assert (first.standing, first.changed, first.corrected_source) == ("changed", ("transcript",), FILE)
    misses = [part.partition(",")[0] for stage in first.stages for part, _ in stage.misses]
    assert misses == ["scene 2"]
    assert [one.standing for one in others] == ["current"] * 2
    corrected.run()
    corrected.replace("glossary.csv", "Chen Gang", "Chen Kang")
    assert plan(corrected.job()).episodes[0].corrected_source == ""


def test_nothing_is_heard(corrected: Lab) -> None:
    """Also where no store holds what was heard, and by force."""
    shutil.rmtree(corrected.folder.parent / "home" / "store")
    ran = {one.partition(":")[0] for one in corrected.run(force=True)["E01"]}
    assert ran == {"translate en"}
    assert said(corrected)[1] == UP
    assert [run.name for run in record(corrected).stages] == ["windows", "recognize", "translate en"]


def test_without_the_file_it_is_heard_again(corrected: Lab) -> None:
    before = (corrected.folder / "E02.zh.srt").read_bytes()
    corrected.run()
    (corrected.folder / FILE).unlink()
    assert plan(corrected.job()).episodes[0].changed == ("transcript",)
    assert corrected.run() == {"E01": []}
    assert said(corrected) == HEARD
    assert record(corrected).corrected_source == ""
    assert "sit down" in text(corrected, TRANSLATION)
    assert (corrected.folder / "E02.zh.srt").read_bytes() == before


@pytest.mark.parametrize("left", ["", "no subtitles at all\n", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_a_file_that_cannot_be_read_is_left_alone(lab: Lab, left: str) -> None:
    lab.write(FILE, left)
    assert lab.run() == {"E01": []}
    assert text(lab, FILE) == left
    assert said(lab) == HEARD
    assert (lab.folder / "E01.zh.new.srt").exists()
    assert any("it is heard what is said" in warning for warning in record(lab).warnings)
    assert lab.run() == {}


def test_a_corrected_file_that_cannot_be_read_for_a_while_is_nobody_elses(corrected: Lab) -> None:
    corrected.run()
    left = text(corrected, FILE)
    corrected.write(FILE, "")
    corrected.run()
    corrected.write(FILE, left)
    corrected.run()
    assert (text(corrected, FILE), said(corrected)[1]) == (left, UP)
    assert not list(corrected.folder.glob("*.new*"))
    assert corrected.run() == {}


def test_what_is_heard_in_another_language_meanwhile_takes_nothing_from_it(corrected: Lab) -> None:
    corrected.run()
    left = text(corrected, FILE)
    corrected.run(source="yue", dialect="none")
    for _ in range(2):
        corrected.run()
        assert text(corrected, FILE) == left
    assert said(corrected)[1] == UP


def test_a_line_put_in_and_one_taken_out(lab: Lab) -> None:
    cues = text(lab, FILE).split("\n\n")
    lab.write(FILE, "\n\n".join([cues[0], cues[2].replace("走嘛，回去了", "走嘛，快点儿"), ""]))
    lab.run()
    assert said(lab) == [HEARD[0], QUICK]
    assert [line.id for line in record(lab).lines] == ["L0001", "L0002"]
    assert "sit down" not in text(lab, TRANSLATION)
    assert "1 line is taken from it, 1 line is gone" in record(lab).warnings[0]
    assert lab.run() == {}


def test_a_format_beside_it_is_written_from_it(corrected: Lab) -> None:
    """And counts as corrected once a person works on that one."""
    corrected.run(formats=("srt", "vtt"))
    assert "苏小满，你站起来" in text(corrected, "E01.zh.vtt")
    corrected.replace("E01.zh.vtt", "走嘛，回去了", "走嘛，快点儿")
    assert corrected.run(formats=("srt", "vtt")) == {"E01": ["translate en: scene 3"]}
    assert record(corrected).corrected_source == "E01.zh.vtt"
    assert "走嘛，快点儿" in text(corrected, FILE)
    assert said(corrected) == [HEARD[0], UP, QUICK]


def test_of_two_corrected_formats_the_one_that_was_saved_last(lab: Lab) -> None:
    lab.run(formats=("srt", "vtt"))
    lab.replace(FILE, "苏小满，你坐倒起", "苏小满，你站起来")
    lab.replace("E01.zh.vtt", "走嘛，回去了", "走嘛，快点儿")
    os.utime(lab.folder / "E01.zh.vtt", ns=(0, 0))
    left = files(lab)
    for _ in range(2):
        lab.run(formats=("srt", "vtt"))
        assert said(lab) == [HEARD[0], UP, HEARD[2]]
        assert {name: files(lab)[name] for name in (FILE, "E01.zh.vtt")} == {
            name: left[name] for name in (FILE, "E01.zh.vtt")
        }


def test_a_correction_of_the_translation_stays(corrected: Lab) -> None:
    corrected.replace(TRANSLATION, "Is Chen Gang here yet?", "Has Chen Gang come?")
    corrected.run()
    assert "Has Chen Gang come?" in text(corrected, TRANSLATION)
    corrected.replace(FILE, "走嘛，回去了", "走嘛，快点儿")
    corrected.run()
    assert "Has Chen Gang come?" in "".join(
        path.read_text("utf-8") for path in corrected.folder.glob("E01.en*.srt")
    )
    assert record(corrected).lines[0].translations["en"].text == "Has Chen Gang come?"


def test_translating_the_file_comes_to_the_same(corrected: Lab) -> None:
    translate_subtitles(Job(corrected.folder / FILE, to=("en",)))
    written = text(corrected, TRANSLATION)
    assert corrected.run() == {"E01": []}
    assert text(corrected, TRANSLATION) == written
    assert not list(corrected.folder.glob("*.new*"))
    translate_subtitles(Job(corrected.folder / FILE, to=("en",)))
    assert text(corrected, TRANSLATION) == written
    assert corrected.run() == {}


def test_another_video_under_it_is_told(corrected: Lab) -> None:
    corrected.run()
    (corrected.folder / "E01.mkv").write_bytes((corrected.folder / "E02.mkv").read_bytes())
    corrected.run()
    assert said(corrected)[1] == UP
    assert "is not the video that E01.zh.srt was made for" in "".join(record(corrected).warnings)


def test_a_voice_that_gets_a_name_later_tells_who_says_a_corrected_line(corrected: Lab) -> None:
    corrected.run()
    learn_cast(corrected.folder)
    corrected.write("cast.toml", text(corrected, "cast.toml").replace('name = ""', 'name = "臣刚"'))
    corrected.run()
    assert [line.speaker for line in record(corrected).lines] == ["苏小满", "臣刚", "臣刚"]
    corrected.write("cast.toml", text(corrected, "cast.toml").replace("臣刚", "苏小满"))
    corrected.run()
    assert [line.speaker for line in record(corrected).lines] == ["苏小满"] * 3
    assert [one.standing for one in plan(corrected.job()).episodes] == ["current"] * 3


def test_consistency_goes_by_the_corrected_text(lab: Lab) -> None:
    lab.replace(FILE, "苏小满，你坐倒起", "我在火锅店等你。")
    lab.run()
    assert not voices(lab.folder).found
    lab.replace(TRANSLATION, "I'm waiting at the hotpot place.", "I'll be at the hotpot place.")
    assert [(one.about, one.episodes) for one in voices(lab.folder).found] == [("我在火锅店等你。", ("E03",))]


def test_a_name_is_replaced_in_the_corrected_text(lab: Lab) -> None:
    was, now = "Stand up, Chen Gang.", "Stand up, Chen Kang."
    lab.write("translated.json", json.dumps({"lines": RENDERED | {"臣刚，你站起来": was}}))
    lab.replace(FILE, "苏小满，你坐倒起", "臣刚，你站起来")
    lab.run()
    left = text(lab, FILE)
    replacing = Replacing(lab.folder, ("臣刚",), ("Chen Kang",))
    for again in replacing.begin():
        again(ignore)
    assert (was, now) in [(cue.before, cue.after) for cue in replacing.list_changes()]
    replacing.end()
    assert text(lab, FILE) == left
    assert now in text(lab, TRANSLATION)
    assert said(lab) == [HEARD[0], "臣刚，你站起来。", HEARD[2]]
