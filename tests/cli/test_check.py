"""`localize check` on files as people have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.subtitle.checks.exams import srt

RIGHT = srt((0, 2000, "Hi."), (3000, 5000, "There."))
WRONG = srt((0, 2000, "Well..."), (2000, 4000, "<b>\x1b[31mHi."))


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "E01.en.srt").write_text(RIGHT, "utf-8")
    (tmp_path / "E02.en.srt").write_text(WRONG, "utf-8")
    return tmp_path


def test_a_right_file(run: Run, files: Path) -> None:
    code, out, err = run("check", files / "E01.en.srt")
    assert (code, err) == (0, "")
    assert out == f"{files / 'E01.en.srt'}: 2 cues in en against vertical: 0 blocking, 0 warnings, 0 notes\n"


def test_a_blocking_finding_ends_with_7(run: Run, files: Path) -> None:
    code, out, err = run("check", files)
    assert code == 7
    assert err.startswith(f"error: 3 blocking findings in {files / 'E02.en.srt'}\nhint: ")
    for told in ("markup", "gap", "ellipsis", "severity", "blocking ", "warning ", "0:02.000", "Well..."):
        assert told in out
    assert "\x1b[31m" not in out


def test_programs_get_everything(run: Run, files: Path) -> None:
    code, out, err = run("check", files, "--json", "--report", files / "r.html")
    first, second, page, error = [json.loads(line) for line in out.splitlines()]
    assert (code, err, error["kind"], error["exit_code"]) == (7, "", "ChecksFailed", 7)
    assert (first["event"], first["findings"], len(first["cues"])) == ("checked", [], 2)
    assert {one["check"] for one in second["findings"]} >= {"gap", "markup", "ellipsis"}
    assert page == {"event": "report", "path": str(files / "r.html")}
    assert "&lt;b&gt;" in (files / "r.html").read_text("utf-8")


def test_what_is_mended_is_said(run: Run, files: Path) -> None:
    code, out, _ = run("check", files / "E02.en.srt", "--fix")
    assert code == 7
    assert "E02.en.srt: cue 1: dots became … (ellipsis)\n" in out
    assert (files / "E02.en.srt.bak").read_text("utf-8") == WRONG
    assert "Well…" in (files / "E02.en.srt").read_text("utf-8")


def test_a_track_in_two_languages_is_left_alone(run: Run, files: Path) -> None:
    both = files / "E01.en+zh.srt"
    text = srt((0, 2000, "Well... 走嘛"), (2000, 4000, "Hi."))
    both.write_text(text, "utf-8")
    (files / "E02.en.srt").unlink()
    code, out, err = run("check", files, "--fix")
    assert (code, out.count("against")) == (0, 1)
    assert err == f"skipped {both}: it is in two languages: such tracks are not held to a profile\n"
    first = json.loads(run("check", files, "--json").out.splitlines()[0])
    assert (first["event"], first["file"]) == ("skipped", str(both))
    code, _, err = run("check", both, "--fix", "--lang", "en")
    assert code == 3
    assert f"error: {both} is in two languages" in err
    assert both.read_text("utf-8") == text
    assert sorted(path.name for path in files.iterdir()) == ["E01.en+zh.srt", "E01.en.srt"]


def test_a_bad_file_does_not_stop_the_others(run: Run, files: Path) -> None:
    (files / "E03.en.srt").write_bytes(bytes(range(256)))
    code, out, err = run("check", files, "--report", files / "r.html")
    assert code == 6
    assert f"error: {files / 'E03.en.srt'} is not a text" in err
    assert "error: 1 of 3 files could not be checked; 3 blocking findings in " in err
    assert "E02.en.srt: 2 cues" in out
    page = (files / "r.html").read_text("utf-8")
    assert "E03.en.srt" in page
    assert "not-checked" in page


def test_programs_are_told_of_a_bad_file_among_others(run: Run, files: Path) -> None:
    (files / "E01.en.srt").write_bytes(b"")
    lines = [json.loads(line) for line in run("check", files, "--json").out.splitlines()]
    assert [line["event"] for line in lines] == ["error", "unchecked", "checked", "error"]
    (finding,) = lines[1]["findings"]
    assert lines[0]["file"] == lines[1]["file"] == str(files / "E01.en.srt")
    assert (finding["check"], finding["severity"]) == ("not-checked", "blocking")
    assert finding["message"] == lines[0]["message"]
    assert (lines[-1]["exit_code"], "3 blocking findings" in lines[-1]["message"]) == (6, True)


def test_what_cannot_be_mended_is_checked_all_the_same(run: Run, files: Path) -> None:
    (files / "E01.es.srt").write_bytes(srt((0, 2000, "Mañana, señor.")).encode("latin-1"))
    code, out, err = run("check", files, "--fix")
    assert code == 6
    assert "guessed-encoding" in out
    assert "E01.es.srt is not UTF-8" in err
    assert "error: 1 of 3 files could not be mended; 3 blocking findings in 2 of 3 files" in err


def test_a_guessed_encoding_is_told(run: Run, files: Path) -> None:
    path = files / "E01.es.srt"
    path.write_bytes(srt((0, 2000, "Mañana, señor.")).encode("latin-1"))
    code, out, _ = run("check", path, "--json")
    findings = {one["check"]: one for one in json.loads(out.splitlines()[0])["findings"]}
    assert code == 7
    assert findings["guessed-encoding"]["found"] == "gb18030"
    assert "read as gb18030" in findings["encoding"]["message"]


def test_two_files_of_one_name_are_not_written_over_each_other(run: Run, files: Path) -> None:
    other = files / "other"
    other.mkdir()
    (other / "E01.en.srt").write_text(WRONG, "utf-8")
    code, _, err = run("check", files, other, "--fix", "--out", files / "out")
    assert code == 2
    assert f"cannot hold both {files / 'E01.en.srt'} and {other / 'E01.en.srt'}" in err
    assert not (files / "out").exists()
    assert run("check", files / "E01.en.srt", files, "--fix", "--out", files / "out").code == 7
    assert sorted(file.name for file in (files / "out").iterdir()) == ["E01.en.srt", "E02.en.srt"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["none.en.srt"], 3, "No such file"),
        (["E01.en.srt", "--profile", "netflx"], 2, "did you mean 'netflix'?"),
        (["E01.en.srt", "--lang", "englsh"], 2, "unknown language"),
        (["E01.en.srt", "--cuts"], 2, "--video"),
        (["E01.en.srt", "--out", "x"], 2, "--fix"),
        (["E01.en.srt", "--report", "r.txt"], 2, ".html"),
        (["E01.en.srt", "--video", "E02.en.srt"], 3, "has no picture"),
        (["E01.en.srt", "--report", "E01.en.srt/r.html"], 5, "cannot write"),
        (["nolang.srt"], 2, "--lang"),
        (["none.srt"], 3, "No such file or folder: none.srt"),
        (["E01.mp4"], 3, "E01.mp4 is not a subtitle file"),
        (["hollow"], 3, "hollow has no subtitle files"),
        (["notes.txt"], 3, "notes.txt is not a subtitle file"),
        (["empty.en.srt"], 3, "is empty"),
    ],
)
def test_bad_input_is_one_clear_line(
    run: Run, files: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, said: str
) -> None:
    (files / "nolang.srt").write_text(RIGHT, "utf-8")
    (files / "empty.en.srt").write_bytes(b"")
    (files / "E01.mp4").write_bytes(b"\0\0\0\x20ftypisom")
    (files / "notes.txt").write_text("bring milk", "utf-8")
    (files / "hollow").mkdir()
    monkeypatch.chdir(files)
    outcome = run("check", *words)
    assert outcome.code == code
    assert said in outcome.err
    assert "Traceback" not in outcome.err
