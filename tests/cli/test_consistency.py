from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.pipeline.test_consistency import LONG, write


@pytest.fixture
def series(tmp_path: Path) -> Path:
    write(
        tmp_path,
        "E01",
        ("臣刚！", "Chen Gang!"),
        ("我是臣刚。", "I'm Chen Gang."),
        (LONG, "You'll regret it."),
    )
    write(tmp_path, "E02", ("臣刚，快跑！", "Chengang, run!"), (LONG, "You'll be sorry."))
    return tmp_path


def test_findings_are_told_with_what_to_do(run: Run, series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    code, out, _ = run("consistency", series)
    assert code == 0
    assert "name en 臣刚: spelled in 2 ways; kept: Chen Gang (most lines, 2 lines)" in out
    assert "E02 0:00.000 臣刚，快跑！" in out and "Chengang, run!" in out
    assert "$ localize replace " in out
    assert "2 findings in 5 lines of 2 episodes (en): 1 name, 1 repeat" in out
    assert all(len(line) <= 80 or line.startswith("2 findings") for line in out.splitlines())


def test_strict_exits_with_7_where_anything_is_found(run: Run, series: Path) -> None:
    code, _, err = run("consistency", series, "--strict")
    assert code == 7 and "2 findings" in err
    (series / "E02.record.json").unlink()
    assert run("consistency", series, "--strict").code == 0


def test_programs_get_a_line_for_each(run: Run, series: Path) -> None:
    _, out, _ = run("consistency", series, "--to", "en", "--json")
    name, repeat = map(json.loads, out.splitlines())
    assert (name["kind"], name["wanted"], name["episodes"]) == ("name", "Chen Gang", ["E02"])
    assert name["ways"][0]["places"][0]["text"] == "Chengang, run!"
    assert repeat["fix"] == "put “You'll regret it.” into E02.en.srt at 0:03.000"


def test_a_page_is_written(run: Run, series: Path) -> None:
    _, _, err = run("consistency", series, "--report", series / "r.html")
    assert "wrote" in err and "Chengang" in (series / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--report", "r.pdf"), 2, "no name for a page"),
        (("--to", "th"), 3, "nothing in"),
        (("--to", "Spansh"), 2, "did you mean 'es'"),
    ],
)
def test_what_is_wrong_is_told(run: Run, series: Path, words: tuple[str, ...], code: int, told: str) -> None:
    outcome = run("consistency", series, *words)
    assert outcome.code == code and told in outcome.err
    assert run("consistency", series / "nothing").code == 3
