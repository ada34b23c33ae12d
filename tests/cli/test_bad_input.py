"""Each kind of bad input: one clear line, the right exit code, nothing written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.series import write_series, write_subtitles

pytestmark = pytest.mark.usefixtures("home")
Spoil = Callable[[Path], list[object]]


@pytest.fixture
def episode(tmp_path: Path, sichuan_clip: Path) -> Path:
    return write_series(tmp_path / "series", sichuan_clip)


def named(*words: object) -> Spoil:
    """The episode with more words after it."""
    return lambda episode: [episode, *words]


def no_file(episode: Path) -> list[object]:
    return [episode.with_name("E99.mp4")]


def a_folder(episode: Path) -> list[object]:
    return [episode.parent, "--to", "en"]


def _without_series(episode: Path) -> Path:
    episode.with_name("series.toml").unlink()
    return episode


def a_text(episode: Path) -> list[object]:
    episode.write_text("not a video", "utf-8")
    return [episode]


def an_empty_file(episode: Path) -> list[object]:
    episode.write_bytes(b"")
    return [episode]


def an_unknown_key(episode: Path) -> list[object]:
    settings = episode.with_name("series.toml")
    settings.write_text(settings.read_text("utf-8").replace("dialect", "dialct"), "utf-8")
    return [episode]


def no_toml(episode: Path) -> list[object]:
    episode.with_name("series.toml").write_text("[series\n", "utf-8")
    return [episode]


def an_unknown_model(episode: Path) -> list[object]:
    return [_without_series(episode), "--to", "en", "--recognizer", "faster-whisper:whisper-bse"]


def no_series(episode: Path) -> list[object]:
    return [episode, "--series", episode.parent / "nowhere"]


def a_glossary(content: bytes) -> Spoil:
    def spoil(episode: Path) -> list[object]:
        path = episode.with_name("terms.csv")
        path.write_bytes(content)
        return [episode, "--glossary", path]

    return spoil


@pytest.mark.parametrize(
    ("spoil", "code", "said"),
    [
        (no_file, 3, "E99.mp4"),
        (a_folder, 3, "is a folder"),
        (a_text, 3, "E01.mp4"),
        (an_empty_file, 3, "E01.mp4"),
        (named("--to", "spanish"), 2, "unknown language 'spanish'"),
        (named("--to", "zh"), 2, "--to zh is the language of the source"),
        (named("--from", "xx-nothing"), 2, "unknown language 'xx-nothing'"),
        (named("--dialect", "sichaun"), 2, "unknown dialect 'sichaun'"),
        (named("--format", "str"), 2, "unknown format 'str'"),
        (named("--recognizer", "wisper"), 2, "unknown recognizer 'wisper'"),
        (named("--recognizer", "scripted+wisper"), 2, "unknown recognizer 'wisper'"),
        (named("--recognizer", "scripted+scripted"), 2, "scripted is named twice"),
        (named("--translator", "lama"), 2, "unknown translator 'lama'"),
        (an_unknown_model, 2, "unknown model 'whisper-bse'"),
        (named("--glossary", "nowhere.csv"), 2, "nowhere.csv"),
        (a_glossary(b""), 2, "terms.csv: the glossary is empty"),
        (a_glossary(b"zh,en\n\xe5\xa6\x88,Mom\n"), 2, "no column `source`"),
        (a_glossary(b"source,en\nx,Dad\nx,Father\n"), 2, "terms.csv:3"),
        (an_unknown_key, 2, "unknown key 'dialct'"),
        (no_toml, 2, "series.toml"),
        (no_series, 2, "no series.toml in"),
    ],
)
def test_one_line_says_it(run: Run, episode: Path, spoil: Spoil, code: int, said: str) -> None:
    words = spoil(episode)
    before = sorted(episode.parent.rglob("*"))
    outcome = run("episode", *words, "--quiet")
    assert (outcome.code, outcome.out) == (code, "")
    message, *rest = outcome.err.splitlines()
    assert message.startswith("error: ")
    assert said in message
    assert len(rest) <= 1
    assert all(line.startswith("hint: ") for line in rest)
    assert sorted(episode.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--to", "spanish"], "'es'"),
        (["--dialect", "sichaun"], "'sichuan'"),
        (["--format", "str"], "'srt'"),
        (["--recognizer", "wisper"], "whisper"),
        (["--translator", "lama"], "'llama'"),
    ],
)
def test_misspelt_names_are_guessed(run: Run, episode: Path, words: list[str], hint: str) -> None:
    last = run("episode", episode, *words).err.splitlines()[-1]
    assert last.startswith("hint: did you mean ")
    assert hint in last


def test_no_language_to_translate_into(run: Run, tmp_path: Path) -> None:
    (tmp_path / "E01.mp4").touch()
    code, _, err = run("episode", tmp_path / "E01.mp4")
    assert code == 2
    assert err.startswith("error: no language to translate into but zh, that of the source\nhint: name one")


def test_subtitles_that_are_already_in_the_only_target(run: Run, episode: Path) -> None:
    subtitles = write_subtitles(episode.parent).rename(episode.with_name("E01.en.srt"))
    code, _, err = run("translate", subtitles)
    assert (code, err.splitlines()[0]) == (
        2, "error: no language to translate into but en, that of the source",
    )  # fmt: skip


def test_a_store_that_cannot_be_written_to(run: Run, episode: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALIZE_HOME", "/proc/localize")
    code, out, err = run("episode", episode, "--quiet")
    assert (code, out) == (5, "")
    assert err.startswith("error: cannot write /proc/localize/")


def test_an_output_folder_that_cannot_be_written_to(run: Run, episode: Path) -> None:
    code, _, err = run("episode", episode, "--out", "/proc/out")
    assert code == 5
    assert err.startswith("error: cannot write /proc/out/")  # before anything is told of a stage


def test_programs_are_told_the_same(run: Run, episode: Path) -> None:
    code, out, err = run("episode", episode, "--dialect", "sichaun", "--json")
    assert (code, err) == (2, "")
    assert json.loads(out) == {
        "event": "error",
        "kind": "UnknownName",
        "message": "unknown dialect 'sichaun'",
        "hint": "did you mean 'sichuan'?; one of your own: --dialect-pack DIR",
        "exit_code": 2,
    }
