"""Terminals that cannot show Chinese, readers that went away, disks that are full."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from localize.cli.failures import READER_GONE
from tests.cli.conftest import finish, spawn
from tests.cli.records import write_record


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_chinese_on_any_terminal(tmp_path: Path, encoding: str) -> None:
    outcome = finish(spawn("show", write_record(tmp_path), env={"PYTHONIOENCODING": encoding}))
    assert (outcome.code, outcome.err) == (0, "")
    assert ("要得" if encoding == "utf-8" else r"\u8981\u5f97") in outcome.out


def test_an_error_about_chinese_on_an_ascii_terminal() -> None:
    outcome = finish(spawn("show", "第一集.json", env={"PYTHONIOENCODING": "ascii"}))
    assert outcome.code == 3
    assert outcome.err.startswith(r"error: no file \u7b2c\u4e00\u96c6.json")


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(bytes(tmp_path) + b"/\xff\xfe.json")
    process = spawn("show", name, "--json")
    assert json.loads(finish(process).out)["message"] == "no such option '--json'"
    assert finish(spawn("show", os.fsdecode(b"\xff.json"))).code == 3


def test_a_name_cannot_write_on_the_terminal() -> None:
    outcome = finish(spawn("show", "\x1b[2Jx\x07.json"))
    assert outcome.err.startswith(r"error: no file \x1b[2Jx\x07.json")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = spawn("show", write_record(tmp_path), stdout=writing)
    os.close(writing)
    assert finish(process) == (READER_GONE, "", "")


def test_stdout_on_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        outcome = finish(spawn("--help", stdout=full.fileno()))
    assert outcome.code == 5
    assert "No space left on device" in outcome.err
    assert "Traceback" not in outcome.err


def test_an_error_as_json_on_a_full_disk_is_told_on_stderr() -> None:
    with Path("/dev/full").open("wb") as full:
        outcome = finish(spawn("episode", "--json", stdout=full.fileno()))
    assert (outcome.code, outcome.err.splitlines()[0]) == (2, "error: missing argument 'EPISODE'")
