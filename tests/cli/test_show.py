"""A record as a table."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from localize.config import SeriesTable, Settings
from localize.domain.review import DISAGREE, Flag
from localize.domain.seen import CARD
from localize.domain.transcript import Evidence
from localize.domain.translation import Step
from localize.domain.variety import Told
from localize.pipeline.record import LineRecord, TranslationRecord
from tests.cli.conftest import Run
from tests.cli.records import LINES, LONG, write_record


def rows(out: str) -> list[list[str]]:
    """The cells of the table's body, continuation lines joined to the row they belong to."""
    table: list[list[str]] = []
    for line in out.splitlines():
        if line.startswith("│"):
            cells = [cell.strip() for cell in line.strip("│").split("│")]
            if cells[0]:
                table.append(cells)
            else:
                table[-1] = [was + now for was, now in zip(table[-1], cells, strict=True)]
    return table


def test_source_stands_beside_translations(run: Run, tmp_path: Path) -> None:
    code, out, err = run("show", write_record(tmp_path))
    assert (code, err) == (0, "")
    assert [head.strip() for head in out.splitlines()[1].strip("┃").split("┃")] == [
        "time", "zh", "en", "es-419", "look at",
    ]  # fmt: skip
    assert rows(out) == [
        ["0:01.350", "要得。", "All right.", "De acuerdo.", ""],
        [
            "1:23.250",
            "老汉儿[bold]莫得[/bold]钱。",
            "The old man is broke.",
            "Papá no tiene.",
            "low_confidenceen: term_missing",
        ],
        ["1:30.000", LONG, "After all these years!", "not done", ""],
    ]


def line(text: str, **more: object) -> LineRecord:
    return msgspec.structs.replace(LINES[0], text=text, translations={}, **more)


def source_cells(run: Run, folder: Path, *lines: LineRecord) -> list[str]:
    return [row[1] for row in rows(run("show", write_record(folder, lines=lines)).out)]


def test_what_was_seen_and_heard_stands_below_a_line_where_they_disagree(run: Run, tmp_path: Path) -> None:
    differ = Evidence(heard="我小的不，", seen="我晓得不\n哈", agreement=0.756)
    flags = (Flag(DISAGREE, "seen 晓, heard 小"),)
    assert source_cells(run, tmp_path, line("我晓得不", evidence=differ, flags=flags)) == [
        "我晓得不seen: 我晓得不 哈heard: 我小的不， (76% alike)"
    ]


@pytest.mark.parametrize(
    "evidence",
    [
        Evidence(heard="我小的不！", seen="我晓得 不", agreement=0.95),
        Evidence(heard="我小的不"),
        Evidence(seen="我晓得不"),
    ],
)
def test_one_witness_or_two_that_agree_need_no_word(run: Run, tmp_path: Path, evidence: Evidence) -> None:
    assert source_cells(run, tmp_path, line("我晓得不", evidence=evidence)) == ["我晓得不"]


def test_what_is_in_standard_mandarin_has_a_mark_that_stays_in_plain_text(run: Run, tmp_path: Path) -> None:
    assert source_cells(run, tmp_path, line("我晓得不", standard="我知道吗")) == ["我晓得不＝我知道吗"]
    assert source_cells(run, tmp_path, line("我知道吗", standard="我知道吗")) == ["我知道吗"]


def test_cards_are_marked(run: Run, tmp_path: Path) -> None:
    assert source_cells(run, tmp_path, line("三年后", kind=CARD)) == ["card 三年后"]


def test_the_last_line_sums_up(run: Run, tmp_path: Path) -> None:
    out = run("show", write_record(tmp_path)).out
    assert out.splitlines()[-1] == "3 lines, 1 to look at · terms 1/2 · whisper-base, qwen · 23.4 s"


def test_what_was_told_is_summed_up(run: Run, tmp_path: Path) -> None:
    out = run("show", write_record(tmp_path, dialect=Told("sichuan", 0.934))).out
    assert "1 to look at · spoken in sichuan (93%) · terms" in out.splitlines()[-1]


def test_a_run_that_ended_early_says_so(run: Run, tmp_path: Path) -> None:
    out = run("show", write_record(tmp_path, error="the disk is full")).out
    assert out.splitlines()[-1].endswith("ended early: the disk is full")


def test_flagged_shows_only_what_to_look_at_and_why(run: Run, tmp_path: Path) -> None:
    (row,) = rows(run("show", "--flagged", write_record(tmp_path)).out)
    assert row[0] == "1:23.250"
    assert "low_confidence (mean" in row[-1]
    assert "en: term_missing ('Dad'" in row[-1]


def test_where_no_line_is_flagged_there_is_nothing_to_look_at(run: Run, tmp_path: Path) -> None:
    first, *rest = run("show", "--flagged", write_record(tmp_path, lines=(LINES[0],))).out.splitlines()
    assert first == "nothing to look at: no line has a flag"
    assert len(rest) == 1


def test_steps_tell_what_was_tried(run: Run, tmp_path: Path) -> None:
    steps = (
        Step("again", ("term-missed",), "Xiao Man!", "Man!", kept=False),
        Step("edited", ("term-missed",), "Xiao Man!", "Xiaoman!", kept=True),
    )
    mended = TranslationRecord("Xiaoman!", 2, (), (Flag("too-fast", ""),), steps)
    lines = (LINES[0], msgspec.structs.replace(LINES[1], translations={"en": mended}))
    out = run("show", "--steps", write_record(tmp_path, lines=lines)).out
    body = (line.strip("│").split("│") for line in out.splitlines() if line.startswith("│"))
    assert [[cell.strip() for cell in cells] for cells in body] == [
        ["1:23.250", "en", "first", "", "Xiao Man!", ""],
        ["", "", "again", "term-missed", "Man!", "no"],
        ["", "", "edited", "term-missed", "Xiaoman!", "yes"],
        ["", "", "now", "too-fast", "Xiaoman!", ""],
    ]


def test_where_nothing_was_tried_there_are_no_steps(run: Run, tmp_path: Path) -> None:
    first, *_ = run("show", "--steps", write_record(tmp_path)).out.splitlines()
    assert first == "nothing was tried: no line had need of it"


@pytest.mark.parametrize("content", ["", "{}", '{"version": 1}', "[1, 2]", "\x00\xff"])
def test_what_is_no_record_is_refused(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "E01.record.json"
    path.write_text(content, "utf-8")
    code, out, err = run("show", path)
    assert (code, out) == (3, "")
    assert err == f"error: {path} is not the record of a run\nhint: name the <episode>.record.json\n"


def test_no_record_at_all(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "E01.record.json"):
        outcome = run("show", path)
        assert outcome.code == 3
        assert outcome.err.startswith(f"error: no file {path}\n")


def test_chosen_languages_alone(run: Run, tmp_path: Path) -> None:
    record = write_record(tmp_path)
    code, out, err = run("show", record, "--lang", "es-419")
    assert (code, err) == (0, "")
    assert rows(out)[0] == ["0:01.350", "要得。", "De acuerdo.", ""]
    assert rows(out)[1][3] == "low_confidence"
    assert "terms 1/1" in out
    assert "term_missing" not in run("show", record, "--lang", "es-419", "--flagged").out


def test_a_language_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, _, err = run("show", write_record(tmp_path), "--lang", "es")
    assert code == 2
    assert err.splitlines() == ["error: unknown translation 'es'", "hint: known: en, es-419"]


def test_many_columns_have_a_hint(run: Run, tmp_path: Path) -> None:
    many = Settings(series=SeriesTable(targets=("en", "es-419", "th", "id")))
    record = write_record(tmp_path, settings=many)
    assert run("show", record).err == "hint: 4 languages leave little room: --lang en,th shows some\n"
    assert run("show", record, "--lang", "en,th").err == ""
