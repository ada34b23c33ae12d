"""The voices of a series that was run: learned, named, and learned again."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from localize.cast.sheet import load
from localize.errors import ConfigurationError, InputError, UnknownName
from localize.events import Event, StageStarted, Warned
from localize.pipeline.casting import learn_cast
from localize.pipeline.job import Job, prepare
from localize.pipeline.season import staff
from tests.pipeline.season.lab import InlinePool, Lab
from tests.pipeline.season.small import small_series


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("season")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALIZE_HOME", str(place / "home"))
        patch.setattr(staff, "Pool", InlinePool)
        Lab(small_series(place / "series")).run()
    return place / "series"


@pytest.fixture
def series(run_once: Path, home: Path) -> Path:
    """Without what an earlier test has learned."""
    (run_once / "cast.toml").unlink(missing_ok=True)
    return run_once


def named(series: Path, name: str) -> None:
    text = (series / "cast.toml").read_text("utf-8")
    (series / "cast.toml").write_text(text.replace('name = ""', f'name = "{name}"', 1), "utf-8")


def test_the_voices_of_its_episodes(series: Path) -> None:
    learned = learn_cast(series)
    assert (learned.sheet, learned.said, learned.episodes) == (series / "cast.toml", 6, ("E01", "E02", "E03"))
    assert [voice.facts for voice in learned.voices] == [
        {
            "name": "",
            "lines": 3,
            "minutes": 0.1,
            "episodes": ["E01", "E02", "E03"],
            "hear": ["E01 0:05.000 苏小满，你坐倒起。", "E02 0:05.000 莫要哄我。", "E03 0:05.000 臣刚走了。"],
        },
        {
            "name": "",
            "lines": 3,
            "minutes": 0.1,
            "episodes": ["E01", "E02", "E03"],
            "hear": [
                "E01 0:09.000 走嘛，回去了。",
                "E02 0:09.000 走嘛，回去了！",
                "E03 0:01.000 我在火锅店等你。",
            ],
        },
    ]
    assert load(learned.sheet).voices == learned.voices


def test_names_are_kept(series: Path) -> None:
    learn_cast(series)
    named(series, "臣刚")
    before = (series / "cast.toml").read_bytes()
    assert [voice.name for voice in learn_cast(series).voices] == ["臣刚", ""]
    assert (series / "cast.toml").read_bytes() == before


def test_a_name_that_nobody_has(series: Path) -> None:
    learn_cast(series)
    named(series, "臣钢")
    with pytest.raises(UnknownName, match=r"cast\.toml: unknown character '臣钢'"):
        prepare(Job(series / "E01.mkv"))
    with pytest.raises(UnknownName):
        learn_cast(series)


def test_voices_of_another_engine(series: Path) -> None:
    learn_cast(series)
    text = (series / "cast.toml").read_text("utf-8")
    (series / "cast.toml").write_text(text.replace('learned_with = "', 'learned_with = "0'), "utf-8")
    before = (series / "cast.toml").read_bytes()
    with pytest.raises(ConfigurationError, match="learned with another engine"):
        learn_cast(series)
    assert (series / "cast.toml").read_bytes() == before


def test_a_print_that_was_cut_off(series: Path) -> None:
    learn_cast(series)
    path = series / "cast.toml"
    path.write_text(re.sub(r'print = "[^"]*"', 'print = "AAA="', path.read_text("utf-8")), "utf-8")
    with pytest.raises(ConfigurationError, match="not as many numbers"):
        learn_cast(series)


def test_a_name_filled_in_meanwhile_stays(series: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(series, tmp_path / "series")
    learn_cast(folder)

    def fill_in(event: Event) -> None:
        if isinstance(event, StageStarted):
            named(folder, "臣刚")

    for path in folder.glob("*.record.json"):
        path.write_text(path.read_text("utf-8").replace(str(series), str(folder)), "utf-8")
    assert "臣刚" in [voice.name for voice in learn_cast(folder, listener=fill_in).voices]


def test_videos_that_are_not_what_they_were(series: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(series, tmp_path / "series")
    told: list[Event] = []
    with (folder / "E02.mkv").open("ab") as video:
        video.write(b"\0")
    for number in (1, 2, 3):
        path = folder / f"E0{number}.record.json"
        path.write_text(path.read_text("utf-8").replace(str(series), str(tmp_path / "gone")), "utf-8")
    (folder / "E03.mkv").unlink()
    learned = learn_cast(folder, listener=told.append)
    assert learned.episodes == ("E01",)
    first, second = [event.message for event in told if isinstance(event, Warned)]
    assert first.endswith("E02.mkv is another than its record tells of: run E02 again")
    assert second.endswith("E03.mkv is not here: E03 is not listened to")


def test_a_record_that_is_damaged(series: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(series, tmp_path / "series")
    (folder / "E02.record.json").write_text('{"version": 1, "loc', "utf-8")
    told: list[Event] = []
    assert learn_cast(folder, listener=told.append).episodes == ("E01", "E03")
    [warned] = [event.message for event in told if isinstance(event, Warned)]
    assert warned.endswith(
        "E02.record.json is not a record that this version reads: run E02 again, it is not listened to"
    )


def test_a_cast_behind_a_link_stays_behind_it(series: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared.toml"
    (series / "cast.toml").symlink_to(shared)
    learned = learn_cast(series)
    assert (series / "cast.toml").is_symlink()
    assert load(shared).voices == learned.voices


def test_a_copy_is_listened_to_where_the_first_has_changed(series: Path, tmp_path: Path) -> None:
    first = shutil.copytree(series, tmp_path / "first")
    for path in first.glob("*.record.json"):
        path.write_text(path.read_text("utf-8").replace(str(series), str(first)), "utf-8")
    copy = shutil.copytree(first, tmp_path / "copy")
    with (first / "E02.mkv").open("ab") as video:
        video.write(b"\0")
    assert learn_cast(copy).said == 6


def test_records_in_another_folder(series: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for path in series.glob("*.record.json"):
        shutil.copy(path, out)
    assert learn_cast(series, out).said == 6


def test_nothing_to_listen_to(series: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(ConfigurationError, match=r"no series\.toml"):
        learn_cast(empty)
    unheard = shutil.copytree(series, tmp_path / "unheard", ignore=shutil.ignore_patterns("*.json"))
    shutil.copy(series / "voices.json", unheard)
    with pytest.raises(InputError, match="can be listened to"):
        learn_cast(unheard)
