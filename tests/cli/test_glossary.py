"""`localize glossary` on files as people have them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from localize.glossaries.files import read
from tests.cli.conftest import Run

GLOSSARY = "source,en,es-419,forbidden\n陈默,Chen Mo,Chen Mo,en:Silence\n小满,Xiaoman,,\n"
BIBLE = '[[characters]]\nname = "陈默"\ngender = "male"\n'


@pytest.fixture
def series(tmp_path: Path) -> Path:
    folder = tmp_path / "series"
    folder.mkdir()
    text = '[series]\ntargets = ["en", "es-419"]\nglossary = "glossary.csv"\n'
    (folder / "series.toml").write_text(text, "utf-8")
    (folder / "glossary.csv").write_text(GLOSSARY, "utf-8")
    (folder / "bible.toml").write_text(BIBLE, "utf-8")
    return folder


def test_check_warns_and_is_content(run: Run, series: Path) -> None:
    code, out, err = run("glossary", "check", series)
    assert (code, err) == (0, "")
    assert "es-419: no rendering for 1 of 2: 小满" in out
    files = (series / "glossary.csv", series / "bible.toml")
    assert out.endswith(f"{files[0]}: 2 terms; {files[1]}: 1 character, 0 forms of address, 1 warning\n")


def test_check_tells_every_fault_of_both_files(run: Run, series: Path) -> None:
    (series / "glossary.csv").write_text("source,en,exact\n,Li,\n陈默,Chen,englsh\n", "utf-8")
    (series / "bible.toml").write_text(BIBLE.replace("male", "mael"), "utf-8")
    code, out, err = run("glossary", "check", series, "--json")
    *told, error = [json.loads(line) for line in out.splitlines()]
    assert [(Path(one["file"]).name, one["line"], one["kind"], one["what"]) for one in told] == [
        ("bible.toml", 3, "fault", "unknown gender 'mael'"),
        ("glossary.csv", 2, "fault", "the source is empty"),
        ("glossary.csv", 3, "fault", "`exact`: unknown language 'englsh'"),
    ]
    assert (code, err, error["message"]) == (2, "", f"3 faults in {series}")
    assert run("glossary", "check", series).err.startswith(f"error: 3 faults in {series}\n")


def test_check_ends_with_7_where_no_translation_could_do(run: Run, series: Path) -> None:
    (series / "glossary.csv").write_text("source,en,es-419,forbidden\n陈默,Chen,Chen,chen\n", "utf-8")
    code, out, err = run("glossary", "check", series / "glossary.csv")
    assert code == 7
    assert "contradiction" in out
    assert err.startswith(f"error: 2 contradictions in {series / 'glossary.csv'}\nhint: ")


def test_check_of_what_is_not_there(run: Run, tmp_path: Path) -> None:
    assert run("glossary", "check", tmp_path / "none.csv").code == 2
    assert run("glossary", "check", tmp_path).code == 2
    (tmp_path / "series.toml").write_text("", "utf-8")
    code, _, err = run("glossary", "check", tmp_path)
    assert (code, err.splitlines()[0]) == (2, f"error: {tmp_path} has no glossary")


def test_a_bible_may_be_checked_alone(run: Run, series: Path) -> None:
    assert run("glossary", "check", series / "bible.toml").code == 0


def test_settings_and_bible_may_not_agree(run: Run, series: Path) -> None:
    with (series / "series.toml").open("a", encoding="utf-8") as file:
        file.write('[[characters]]\nname = "陈默"\ngender = "female"\n')
    told = [json.loads(line) for line in run("glossary", "check", series, "--json").out.splitlines()]
    assert "'陈默' is male here and female in series.toml: this counts" in [one["what"] for one in told]


def test_show_has_everything(run: Run, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, out, _ = run("glossary", "show", example)
    assert code == 0
    for told in ("never Empress Wang", "王桂芬", "苏小满 → 王桂芬", "es-419 with usted", "回锅", "ustedes"):
        assert told in out
    terms = [json.loads(line) for line in run("glossary", "show", example, "--json").out.splitlines()]
    assert len(terms) == 10


def test_show_of_a_faulty_file(run: Run, series: Path) -> None:
    (series / "glossary.csv").write_text("source,en\n,Li\n", "utf-8")
    code, _, err = run("glossary", "show", series)
    assert (code, err.splitlines()[0]) == (2, f"error: {series / 'glossary.csv'}:2: the source is empty")


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "tbx"])
def test_what_is_exported_comes_back_unchanged(run: Run, series: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"terms.{kind}"
    code, said, err = run("glossary", "export", series, out)
    assert (code, said) == (0, f"{out}\n")
    assert "bible.toml stays where it is" in err
    assert read(out).glossary == read(series / "glossary.csv").glossary
    code, said, _ = run("glossary", "import", out, "--into", series)
    counts = "0 added, 0 replaced, 2 unchanged, 0 kept, 0 refused"
    assert (code, said) == (0, f"{series / 'glossary.csv'}: {counts}\n")
    assert (series / "glossary.csv").read_text("utf-8") == GLOSSARY


def test_export_writes_over_nothing_unasked(run: Run, series: Path, tmp_path: Path) -> None:
    out = tmp_path / "terms.csv"
    out.write_text("mine", "utf-8")
    assert run("glossary", "export", series, out).code == 2
    assert out.read_text("utf-8") == "mine"
    assert run("glossary", "export", series, out, "--force").code == 0
    assert out.read_text("utf-8").startswith("source,en,es-419,kind,")


def test_export_to_an_unknown_format(run: Run, series: Path, tmp_path: Path) -> None:
    code, _, err = run("glossary", "export", series, tmp_path / "terms.xls")
    assert (code, err) == (
        2,
        "error: unknown format of a glossary '.xls'\nhint: did you mean '.xlsx'?\n",
    )


def test_a_translators_workbook_is_taken_in(run: Run, series: Path, tmp_path: Path) -> None:
    book = Workbook()
    for row in (["source", "es-ES", "en-US"], ["小满", None, "Little Full"], ["李", "Li", "Li"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "in.xlsx")
    code, out, _ = run("glossary", "import", tmp_path / "in.xlsx", "--into", series)
    file, here = tmp_path / "in.xlsx", series / "glossary.csv"
    assert (code, out.splitlines()) == (
        0,
        [
            f"{file}:3: added 李",
            f"{file}:2: 小满 ({here}:3) stays as it is; the file has another en",
            f"{here}: 1 added, 0 replaced, 0 unchanged, 1 kept, 0 refused",
        ],
    )
    assert here.read_text("utf-8").splitlines()[-1] == "李,Li,,,Li"
    assert run("glossary", "import", tmp_path / "in.xlsx", "--into", here, "--replace").code == 0
    assert "小满,Little Full,,," in here.read_text("utf-8")


def test_import_into_a_series_without_a_glossary(run: Run, tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text('[series]\ntargets = ["en"]\n', "utf-8")
    incoming = tmp_path / "in.csv"
    incoming.write_text("source,en\n李,Li\n", "utf-8")
    code, _, err = run("glossary", "import", incoming, "--into", tmp_path)
    assert code == 0
    assert 'add glossary = "glossary.csv" under [series]' in err
    assert read(tmp_path / "glossary.csv").glossary == read(incoming).glossary


@pytest.mark.parametrize(
    ("encoding", "after"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "utf-8-sig")]
)
def test_import_leaves_a_file_that_spreadsheets_read(
    run: Run, series: Path, tmp_path: Path, encoding: str, after: str
) -> None:
    here, incoming = series / "glossary.csv", tmp_path / "in.csv"
    here.write_bytes(GLOSSARY.encode(encoding))
    incoming.write_text("source,en\n李,Li\n", "utf-8")
    assert run("glossary", "import", incoming, "--into", here).code == 0
    assert here.read_bytes() == (GLOSSARY + "李,Li,,\n").encode(after)


def test_import_into_an_empty_file(run: Run, tmp_path: Path) -> None:
    here, incoming = tmp_path / "glossary.csv", tmp_path / "in.csv"
    here.touch()
    incoming.write_text("source,en\n李,Li\n", "utf-8")
    assert run("glossary", "import", incoming, "--into", here).code == 0
    assert read(here).glossary == read(incoming).glossary


def test_import_into_other_formats_is_refused(run: Run, series: Path, tmp_path: Path) -> None:
    code, _, err = run("glossary", "import", series / "glossary.csv", "--into", tmp_path / "x.xlsx")
    assert (code, "terms are taken into CSV alone" in err) == (2, True)


def test_entries_without_the_source_language_are_told(run: Run, series: Path, tmp_path: Path) -> None:
    entry = '<termEntry><langSet xml:lang="{}"><tig><term>{}</term></tig></langSet></termEntry>'
    text = f"<martif><text><body>{entry}{entry.format('de', 'x')}</body></text></martif>"
    incoming = tmp_path / "in.tbx"
    incoming.write_text(text.format("zh-CN", "李"), "utf-8")
    code, out, err = run("glossary", "import", incoming, "--into", series)
    assert (code, err) == (0, f"{incoming}:1: left out: no term in zh: it has de\n")
    assert f"{incoming}:1: added 李" in out
    incoming.write_text(text.format("ja", "李"), "utf-8")
    assert run("glossary", "import", incoming, "--into", series).code == 2
    assert run("glossary", "import", incoming, "--into", series, "--from", "ja").code == 0
