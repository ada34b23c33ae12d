"""Change one thing: what it touches is made again, and nothing else is. The plan foretells it, and writes
nothing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import localize
from localize.pipeline import made_from as inputs
from localize.pipeline.casting import learn_cast
from localize.pipeline.season.planning import plan
from localize.pipeline.teaching import learn
from localize.translate.engines.scripted import ScriptedTranslator
from tests.pipeline.season.lab import Lab
from tests.pipeline.season.small import BIBLE, RENDERED, SPEAKERS, film

Redone: TypeAlias = Mapping[str, Sequence[str]]

ALL = ("E01", "E02", "E03")
NOTHING: Redone = {}
# Gone through, since it might have mattered: agreed, fitted and written anew of parts that are all there.
WRITTEN: Redone = {name: [] for name in ALL}


def scenes(target: str, **numbers: Sequence[int]) -> Redone:
    """Of all episodes those scenes, of the others none."""
    return {name: [f"translate {target}: scene {one}" for one in numbers.get(name, ())] for name in ALL}


EVERY_SCENE = scenes("en", E01=(1, 2, 3), E02=(1, 2, 3), E03=(1, 2, 3))


def redone(lab: Lab, **asked: Any) -> Redone:
    """By the run; the plan before it told the same, as far as it could see."""
    before = contents(lab.folder.parent)
    planned = plan(lab.job(**asked))
    assert contents(lab.folder.parent) == before
    done = lab.run(**asked)
    assert [one.name for one in planned.to_do] == sorted(done)
    for one in planned.to_do:
        if not any(stage.waits_for for stage in one.stages):
            told = [
                f"{stage.stage}: {part.partition(',')[0]}" for stage in one.stages for part, _ in stage.misses
            ]
            assert told == done[one.name]
    assert [one.name for one in plan(lab.job(**asked)).to_do] == []
    return done


def contents(folder: Path) -> Mapping[str, bytes]:
    """But for the locks of those who only look."""
    files = (path for path in folder.rglob("*") if path.is_file() and "claims" not in path.parts)
    return {str(path): path.read_bytes() for path in files}


# ── files of the series ──────────────────────────────────────────────────────────────────────────────

Change: TypeAlias = Callable[[Lab], object]

TOUCHED: Mapping[str, tuple[Change, Redone]] = {
    "a term": (
        lambda lab: lab.replace("glossary.csv", "臣刚,Chen Gang", "臣刚,Chen Kang"),
        scenes("en", E01=(1,), E03=(2,)),
    ),
    "a term in a language of which nobody asks": (
        lambda lab: lab.replace("glossary.csv", "Chen Gang,Chen Gang", "Chen Gang,Chen Kang"),
        WRITTEN,
    ),
    "a term that nobody says": (
        lambda lab: lab.replace("glossary.csv", "臣刚,", "周浩,Zhou Hao,Zhou Hao,person\n臣刚,"),
        WRITTEN,
    ),
    "a term that is said": (
        lambda lab: lab.replace("glossary.csv", "臣刚,", "火锅店,hotpot house,,place\n臣刚,"),
        scenes("en", E03=(1,)),
    ),
    # Chinese leaves the subject out: a language model is told of everybody in every scene.
    "a gender": (lambda lab: lab.replace("bible.toml", '"male"', '"female"'), EVERY_SCENE),
    # Where she says it, and where nobody knows who does.
    "an address": (
        lambda lab: lab.write(
            "bible.toml",
            BIBLE
            + '[[address]]\nspeaker = "苏小满"\nto = "臣刚"\nsays = "臣刚"\ntargets = { en = "Gang" }\n',
        ),
        scenes("en", E01=(1,), E03=(2,)),
    ),
    "a word of the dialect": (
        lambda lab: lab.replace("sichuan/lexicon.tsv", "骗我", "糊弄我"),
        scenes("en", E02=(2,)),
    ),
    "the title": (lambda lab: lab.replace("series.toml", "回锅千金", "千金回锅"), EVERY_SCENE),
    "a genre": (
        lambda lab: lab.replace("series.toml", "scene_lines", 'genres = ["romance"]\nscene_lines'),
        EVERY_SCENE,
    ),
    "what the translator says": (
        lambda lab: lab.replace("translated.json", "It's getting dark.", "Night falls."),
        EVERY_SCENE,
    ),
    "a rule of fitting": (
        lambda lab: lab.replace("series.toml", "[subtitle]", "[subtitle.limits]\nrows = 1\n\n[subtitle]"),
        WRITTEN,
    ),
    "a format": (lambda lab: lab.replace("series.toml", '["srt"]', '["srt", "vtt"]'), WRITTEN),
    "strictness": (
        lambda lab: lab.replace("series.toml", "scene_lines", "strict = true\nscene_lines"),
        WRITTEN,
    ),
}


@pytest.mark.parametrize("what", TOUCHED)
def test_what_is_touched_is_made_again(lab: Lab, what: str) -> None:
    change, expected = TOUCHED[what]
    change(lab)
    assert redone(lab) == expected


def moved(lab: Lab, name: str, to: str) -> None:
    (lab.folder / to).parent.mkdir(exist_ok=True)
    (lab.folder / name).rename(lab.folder / to)
    lab.replace("series.toml", f'{name}"', f'{to}"')


IRRELEVANT: Mapping[str, Change] = {
    "nothing": lambda lab: None,
    "a comment": lambda lab: lab.replace("series.toml", "[series]", "# of 2026\n[series]"),
    "how it is run": lambda lab: lab.replace("series.toml", "[watch]", "[run]\nworkers = 3\n\n[watch]"),
    "when a file was touched": lambda lab: os.utime(lab.folder / "E02.mkv"),
    "where the glossary lies": lambda lab: moved(lab, "glossary.csv", "terms.csv"),
    "where the pack lies": lambda lab: moved(lab, "sichuan", "packs/sichuan"),
    "where the translator's script lies": lambda lab: moved(lab, "translated.json", "script.json"),
    "a store that is gone": lambda lab: shutil.rmtree(lab.folder.parent / "home/store"),
    "another home": lambda lab: shutil.rmtree(lab.folder.parent / "home"),
    "the account of the last run": lambda lab: (lab.folder / "season.json").unlink(),
}


@pytest.mark.parametrize("what", IRRELEVANT)
def test_what_changes_no_result_redoes_nothing(lab: Lab, what: str) -> None:
    IRRELEVANT[what](lab)
    assert redone(lab) == NOTHING


# ── what is asked for ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("asked", [{"workers": 3}, {"memory": "7 GiB"}, {"order": "stage"}])
def test_how_it_is_worked_on_changes_nothing(lab: Lab, asked: Mapping[str, Any]) -> None:
    assert redone(lab, **asked) == NOTHING


def test_another_target_is_made_beside_the_first(lab: Lab) -> None:
    expected = scenes("es", E01=(1, 2, 3), E02=(1, 2, 3), E03=(1, 2, 3))
    assert redone(lab, to=("en", "es")) == expected


def test_a_target_that_nobody_asks_for_any_more(lab: Lab) -> None:
    lab.run(to=("en", "es"))
    assert redone(lab) == WRITTEN


def test_readers_who_are_children(lab: Lab) -> None:
    assert set(redone(lab, audience="child")) == set(ALL)


def test_fitting_opens_no_engine(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(ScriptedTranslator, "__init__")
    lab.replace("series.toml", "[subtitle]", "[subtitle.limits]\nrows = 1\n\n[subtitle]")
    assert redone(lab) == WRITTEN


def test_by_which_path_the_folder_is_named(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lab.folder.parent)
    assert redone(Lab(Path("series"))) == NOTHING


# ── whose voices they are ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def heard(lab: Lab) -> Lab:
    """With voices that are learned, and none that has a name."""
    learn_cast(lab.folder)
    return lab


def test_voices_without_names(heard: Lab) -> None:
    assert redone(heard) == NOTHING


def test_a_voices_name(heard: Lab) -> None:
    """The scenes that hold a line of it, unless somebody has told whose the line is."""
    name(heard, "臣刚")
    assert redone(heard) == scenes("en", E01=(2,), E03=(2,))
    lines = [line for episode in ALL for line in record(heard, episode)["lines"]]
    assert {line["text"]: line["speaker"] for line in lines if line["speaker"]} == SPEAKERS | {
        "苏小满，你坐倒起。": "臣刚",
        "臣刚走了。": "臣刚",
    }


def test_a_voices_name_that_is_taken_away(heard: Lab) -> None:
    name(heard, "臣刚")
    heard.run()
    heard.replace("cast.toml", 'name = "臣刚"', 'name = ""')
    assert redone(heard) == WRITTEN


def test_voices_that_nobody_has_listened_to_yet(heard: Lab) -> None:
    name(heard, "臣刚")
    shutil.rmtree(heard.folder.parent / "home/store")
    made = ["windows: E01.mkv", "voices: 0:01.000–0:11.000", *EVERY_SCENE["E01"]]
    assert redone(heard, only=("E01",)) == {"E01": made}


def test_learning_them_again(heard: Lab) -> None:
    name(heard, "臣刚")
    heard.run()
    before = (heard.folder / "cast.toml").read_bytes()
    learn_cast(heard.folder)
    assert (heard.folder / "cast.toml").read_bytes() == before
    assert redone(heard) == NOTHING


def name(lab: Lab, person: str) -> None:
    """The voice that says most."""
    text = (lab.folder / "cast.toml").read_text("utf-8")
    lab.write("cast.toml", text.replace('name = ""', f'name = "{person}"', 1))


def record(lab: Lab, episode: str) -> Any:
    return json.loads((lab.folder / f"{episode}.record.json").read_bytes())


# ── episodes and their files ─────────────────────────────────────────────────────────────────────────


def test_a_video_that_was_replaced(lab: Lab) -> None:
    film(lab.folder / "E02.mkv", ["苏小满哭了一晚上。", "我在茶铺等你。", "走嘛，回去了！"])
    expected = ["windows: E02.mkv", "translate en: scene 2"]
    assert redone(lab) == {"E02": expected}


def test_one_of_the_same_size_and_time(lab: Lab) -> None:
    video = lab.folder / "E02.mkv"
    before, data = video.stat(), video.read_bytes()
    video.write_bytes(
        data.replace("天要".encode(), "哪个".encode()).replace("晚上".encode(), "天了".encode())
    )
    os.utime(video, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert video.stat().st_size == before.st_size
    assert redone(lab) == {"E02": ["windows: E02.mkv", "translate en: scene 1"]}


def test_subtitles_that_are_gone_are_written_again(lab: Lab) -> None:
    written = lab.folder / "E02.en.srt"
    text = written.read_bytes()
    written.unlink()
    assert redone(lab) == {"E02": []}
    assert written.read_bytes() == text


def test_a_record_that_is_gone(lab: Lab) -> None:
    (lab.folder / "E03.record.json").unlink()
    assert redone(lab) == {"E03": []}


def test_one_correction(lab: Lab) -> None:
    """Its line stays as it is, and the same line elsewhere is asked for again with it in view."""
    lab.replace("E01.en.srt", RENDERED["走嘛，回去了。"], "Up. We're leaving.")
    assert redone(lab) == scenes("en", E02=(3,))
    assert "Up. We're leaving." in (lab.folder / "E01.en.srt").read_text("utf-8")


def test_one_correction_of_what_is_said(lab: Lab) -> None:
    lab.replace("E01.zh.srt", "苏小满，你坐倒起", "我在火锅店等你。")
    assert redone(lab) == {"E01": ["translate en: scene 2"]}
    assert RENDERED["我在火锅店等你。"] in (lab.folder / "E01.en.srt").read_text("utf-8")


def test_an_edit_that_teaches_nothing_is_looked_at_once(lab: Lab) -> None:
    lab.replace("E01.en.srt", "00:00:01,000", "00:00:01,200")
    assert redone(lab) == {"E01": []}
    assert "00:00:01,200" in (lab.folder / "E01.en.srt").read_text("utf-8")
    assert redone(lab) == NOTHING


def test_what_was_approved(lab: Lab) -> None:
    learn(lab.folder / "E01.en.srt", approve=True)
    assert redone(lab) == scenes("en", E02=(3,))


# ── what the program brings ──────────────────────────────────────────────────────────────────────────


def test_another_version_goes_through_all(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(localize, "__version__", "9.9")
    assert redone(lab) == WRITTEN


def test_another_version_of_a_library_between_the_stages(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "_libraries", lambda: "others")
    assert redone(lab) == WRITTEN
