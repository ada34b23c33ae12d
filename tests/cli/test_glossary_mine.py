from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from localize.cli.glossary_mine import approve, mine

SRT = (
    "1\n00:00:01,000 --> 00:00:02,000\n苏总来了。\n\n2\n00:00:03,000 --> 00:00:04,000\n我叫张仰仰，张嬢嬢。\n"
)


@pytest.fixture
def series(tmp_path: Path) -> Path:
    (tmp_path / "series.toml").write_text('[series]\ntargets = ["en"]\nglossary = "glossary.csv"\n', "utf-8")
    (tmp_path / "glossary.csv").write_text("source,en\n", "utf-8")
    (tmp_path / "E01.zh.srt").write_text(SRT, "utf-8")
    return tmp_path


def called(command: click.Command, *words: object) -> None:
    command.main([str(word) for word in words], standalone_mode=False)


def test_proposals_are_shown_and_written(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    called(mine, series, series / "E01.zh.srt")
    out, err = capsys.readouterr()
    assert "苏总" in out and "~ 张嬢嬢" in out and "E01 0:01.000 苏总来了。" in out
    assert err.startswith("3 proposals from 2 lines, 1 episodes: fill in ")
    assert "苏总" in (series / "proposals.csv").read_text("utf-8-sig")


def test_proposals_as_json(series: Path, capfd: pytest.CaptureFixture[str]) -> None:
    called(mine, series, series / "E01.zh.srt", "--json")
    told = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {one["source"]: one["alike"] for one in told} == {
        "苏总": [], "张嬢嬢": ["张仰仰"], "张仰仰": ["张嬢嬢"]
    }  # fmt: skip


def test_what_is_approved_is_told(series: Path, capsys: pytest.CaptureFixture[str]) -> None:
    called(mine, series, series / "E01.zh.srt")
    capsys.readouterr()
    called(approve, series)
    assert "nothing was added" in capsys.readouterr().err
    called(approve, series, "苏总")
    assert capsys.readouterr().out == "苏总\n"
    called(approve, series, "苏总")
    assert "is in" in capsys.readouterr().err
    assert (series / "glossary.csv").read_text("utf-8") == "source,en\n苏总,\n"
