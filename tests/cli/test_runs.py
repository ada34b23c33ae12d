"""The three jobs from the command line, with scripted engines and a real episode."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from localize.listen.engines.scripted import ScriptedRecognizer
from localize.pipeline import jobs
from localize.pipeline.job import Setup, prepare
from localize.translate.engines.scripted import ScriptedTranslator
from tests.cli.conftest import Run
from tests.cli.series import LINES, write_series, write_subtitles

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def episode(tmp_path: Path, sichuan_clip: Path) -> Path:
    return write_series(tmp_path / "series", sichuan_clip)


def events(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def started(out: str) -> dict[str, tuple[int, int]]:
    """Parts and hits of each stage."""
    return {
        event["stage"]: (event["parts"], event["hits"])
        for event in events(out)
        if event["event"] == "stage_started"
    }


def test_an_episode_becomes_subtitles(run: Run, episode: Path) -> None:
    code, out, err = run("episode", episode)
    assert code == 0
    names = ["E01.zh.srt", "E01.en.srt", "E01.record.json"]
    assert out.splitlines() == [str(episode.parent / name) for name in names]
    assert "translate en: 3 of 3 parts to do" in err.splitlines()
    for name, lines in zip(names, [LINES, LINES.values()], strict=False):
        written = (episode.parent / name).read_text("utf-8")
        assert all(line[:4] in written for line in lines)  # the rest may be broken into rows


def test_a_second_run_does_nothing(run: Run, episode: Path) -> None:
    run("episode", episode)
    code, out, err = run("episode", episode, "--json")
    assert (code, err) == (0, "")
    assert {stage for stage, (parts, hits) in started(out).items() if parts != hits} == set()
    assert events(out)[-1]["event"] == "episode_done"
    assert events(out)[-1]["record"] == str(episode.with_suffix(".record.json"))


def test_a_second_run_opens_no_engine(run: Run, episode: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("episode", episode)
    monkeypatch.delattr(ScriptedTranslator, "__init__")
    monkeypatch.delattr(ScriptedRecognizer, "__init__")
    assert run("episode", episode).code == 0


def test_another_engine_does_not_inherit_the_options_of_the_series(run: Run, episode: Path) -> None:
    code, _, err = run("episode", episode, "--translator", "llama:no-such-model", "-q")
    assert (code, err.splitlines()[0]) == (2, "error: unknown model 'no-such-model'")


def test_force_does_everything_again(run: Run, episode: Path) -> None:
    run("episode", episode)
    assert {hits for _, hits in started(run("episode", episode, "--force", "--json").out).values()} == {0}


def test_what_a_run_would_do(run: Run, episode: Path) -> None:
    code, out, err = run("episode", episode, "--plan")
    assert (code, err) == (0, "")
    assert "not run before" in out
    assert "known once" in out
    assert sorted(path.name for path in episode.parent.iterdir()) == [
        "E01.mp4", "heard.json", "series.toml", "translated.json",
    ]  # fmt: skip
    run("episode", episode)
    episode.with_name("translated.json").write_text('{"lines": {}}', "utf-8")
    plans = {plan["stage"]: plan for plan in events(run("episode", episode, "--plan", "--json").out)}
    assert plans["recognize"]["misses"] == []
    assert [miss["why"].partition(":")[0] for miss in plans["translate en"]["misses"]] == [
        "engine.digest"
    ] * 3


def test_a_plan_and_a_run_name_what_was_corrected(run: Run, episode: Path) -> None:
    run("episode", episode)
    subtitles = episode.with_name("E01.zh.srt")
    subtitles.write_text(subtitles.read_text("utf-8").replace("签字", "签名"), "utf-8")
    told = f"{subtitles} was corrected by hand"
    code, out, err = run("episode", episode, "--plan")
    assert (code, err) == (0, f"warning: {told}: it is taken for what is said\n")
    assert "recognize" not in out
    first, *stages = events(run("episode", episode, "--plan", "--json").out)
    assert first == {"event": "warning", "message": f"{told}: it is taken for what is said"}
    assert {stage["event"] for stage in stages} == {"stage_planned"}
    code, out, err = run("episode", episode, "--quiet")
    assert (code, err) == (0, f"warning: {told}: 1 line is taken from it\n")
    assert str(subtitles) in out.splitlines()


def test_options_go_before_the_series(run: Run, episode: Path, tmp_path: Path) -> None:
    words = ["--to", "es-419,id", "--to", "th", "--format", "vtt,ass", "--out", tmp_path / "out"]
    code, out, _ = run("episode", episode, *words)
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == [
        f"E01.{language}.{extension}"
        for language in ("zh", "es-419", "id", "th")
        for extension in ("vtt", "ass")
    ] + ["E01.record.json"]


def test_transcribe_writes_what_is_spoken(run: Run, episode: Path) -> None:
    code, out, _ = run("transcribe", episode, "-q")
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == ["E01.zh.srt", "E01.record.json"]


@pytest.mark.parametrize(
    ("of_series", "words", "mode"),
    [("off", [], "off"), ("off", ["--watch"], "on"), ("on", ["--no-watch"], "off"), ("auto", [], "auto")],
)
def test_watching_is_asked_for_or_refused(
    monkeypatch: pytest.MonkeyPatch, run: Run, episode: Path, of_series: str, words: list[str], mode: str
) -> None:
    settings = episode.with_name("series.toml")
    settings.write_text(settings.read_text("utf-8").replace('mode = "off"', f'mode = "{of_series}"'), "utf-8")
    asked: list[Setup] = []
    monkeypatch.setattr(jobs, "transcribe", lambda job, listener: asked.append(prepare(job)))
    assert run("transcribe", episode, *words).code == 0
    assert [setup.settings.watch.mode for setup in asked] == [mode]


def test_subtitles_of_one_file_are_not_taken_for_several(run: Run, episode: Path) -> None:
    subtitles = write_subtitles(episode.parent)
    code, out, err = run("transcribe", episode, episode, "--source-subtitles", subtitles)
    assert (code, out) == (2, "")
    assert err.startswith(
        f"error: --source-subtitles {subtitles} are those of one file, and 2 are named\nhint: "
    )


def test_source_subtitles_that_are_not_there(run: Run, episode: Path) -> None:
    code, out, err = run("episode", episode, "--source-subtitles", episode.with_name("none.srt"))
    assert (code, out) == (3, "")
    assert err.startswith("error: no file ")


def test_one_bad_file_of_a_season(run: Run, episode: Path) -> None:
    bad = episode.with_name("E02.mp4")
    bad.write_text("not a video", "utf-8")
    code, out, err = run("transcribe", bad, episode, "-q")
    assert code == 6
    assert [Path(line).name for line in out.splitlines()] == ["E01.zh.srt", "E01.record.json"]
    errors = [line for line in err.splitlines() if line.startswith("error: ")]
    assert str(bad) in errors[0]
    assert errors[1:] == ["error: 1 of 2 files failed; the others are done"]
    assert run("transcribe", bad, "-q").code == 3


def test_translate_reads_the_language_off_the_name(run: Run, episode: Path) -> None:
    code, out, _ = run("translate", write_subtitles(episode.parent), "-q")
    assert code == 0
    assert [Path(line).name for line in out.splitlines()] == ["E01.en.srt", "E01.translated.record.json"]
    assert run("show", episode.parent / "E01.translated.record.json").code == 0


def test_several_subtitle_files(run: Run, episode: Path) -> None:
    good, bad = write_subtitles(episode.parent), episode.with_name("E02.zh.srt")
    bad.write_bytes(b"")
    code, out, err = run("translate", bad, good, "-q")
    assert code == 6
    assert "E01.en.srt" in out
    assert str(bad) in err.splitlines()[0]


def test_what_was_made_can_be_shown(run: Run, episode: Path) -> None:
    run("episode", episode)
    out = run("show", episode.with_suffix(".record.json")).out
    assert "妈，我哪点儿对不起你嘛？" in out
    assert "Mom, what have I ever" in out


@pytest.mark.parametrize(
    ("words", "of_series", "code"),
    [(["--strict"], "", 7), ([], "strict = true", 7), (["--no-strict"], "strict = true", 0), ([], "", 0)],
)
def test_a_strict_run_writes_everything_and_then_refuses(
    run: Run, episode: Path, words: list[str], of_series: str, code: int
) -> None:
    settings = episode.with_name("series.toml")
    settings.write_text(
        settings.read_text("utf-8").replace("[translate]", f"[translate]\n{of_series}"), "utf-8"
    )
    glossary = episode.with_name("strict.csv")
    glossary.write_text("source,en\n妈,Mother\n", "utf-8")
    subtitles = write_subtitles(episode.parent)
    done = run("translate", subtitles, "--glossary", glossary, "-q", *words)
    assert done.code == code
    assert [Path(line).name for line in done.out.splitlines()] == ["E01.en.srt", "E01.translated.record.json"]
    record = episode.parent / "E01.translated.record.json"
    told = [
        f"error: {record}: 2 open violations: 2 term-missed",
        f"hint: see them with `localize show --flagged {record}`",
    ]
    assert done.err.splitlines() == (told if code else [])
    assert "constrained" in run("show", "--steps", record).out
