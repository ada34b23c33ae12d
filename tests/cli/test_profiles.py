"""`localize profiles`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from localize.cli.profile_tables import unit_of
from localize.profiles import load_profile, names
from tests.cli.conftest import Run

OWN = "[subtitle.limits]\ncharacters_per_second = 15\n[subtitle.limits.th]\nrow_width = 22\n"


def test_list_tells_what_each_is_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [json.loads(line) for line in run("profiles", "list", "--json").out.splitlines()]
    assert [row["name"] for row in rows] == names()
    assert all(row["title"] and row["purpose"] for row in rows)
    monkeypatch.setenv("COLUMNS", "80")
    listed = run("profiles", "list").out
    assert all(name in listed for name in names())
    assert max(map(cell_len, listed.splitlines())) <= 80


@pytest.mark.parametrize("name", names())
def test_show_holds_every_rule_with_its_source(run: Run, name: str) -> None:
    rows = [
        json.loads(line) for line in run("profiles", "show", name, "--lang", "th", "--json").out.splitlines()
    ]
    rules = load_profile(name).rules("th")
    assert [row["rule"] for row in rows] == list(rules)
    assert [row["source"] for row in rows] == [rule.source for rule in rules.values()]
    assert {row["profile"] for row in rows} == {name}
    assert not any(row["over"] for row in rows)


@pytest.mark.parametrize("columns", ["80", "120"])
def test_show_is_read_at_any_width(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = run("profiles", "show", "vertical", "--lang", "th").out
    assert out.startswith("vertical, th (Thai): 9:16 video on a phone\n")
    assert max(map(cell_len, out.splitlines())) <= int(columns)
    assert [name for name in load_profile("vertical").rules("th") if f" {name} " not in out] == []
    assert "'- '" in out
    assert "M from memory" not in out.replace("\n", " ")


def test_show_without_a_language_names_those_that_differ(run: Run) -> None:
    out = run("profiles", "show", "netflix").out
    assert out.startswith("netflix, languages other than ar, de, en, fa, hi, ja, ko, th, ur, zh: ")
    assert json.loads(run("profiles", "show", "netflix", "--json").out.splitlines()[0])["language"] is None


def test_show_marks_what_a_series_has_set(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "series.toml").write_text(OWN, "utf-8")

    def own(*words: object) -> dict[str, tuple[float, float]]:
        rows = map(json.loads, run("profiles", "show", "vertical", "--json", *words).out.splitlines())
        return {row["rule"]: (row["value"], row["over"]) for row in rows if row["confidence"] == "O"}

    elsewhere = own("--lang", "th", "--series", tmp_path)
    assert elsewhere == {"row_width": (22, 26), "characters_per_second": (15, 17)}
    assert own("--lang", "en", "--series", tmp_path) == {"characters_per_second": (15, 20)}
    assert own("--lang", "th") == {}
    monkeypatch.chdir(tmp_path)
    assert own("--lang", "th") == elsewhere
    table = run("profiles", "show", "vertical", "--lang", "th").out
    assert "series.toml: [subtitle.limits.th], over 26" in " ".join(table.split())
    assert "O set by the series" in table


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "tictok"), "did you mean 'tiktok'"),
        (("show", "vertical", "--lang", "thai"), "did you mean 'th'"),
        (("show", "vertical", "--series", "/nowhere"), "no series.toml in /nowhere"),
    ],
)
def test_a_wrong_name_is_answered(run: Run, words: tuple[str, ...], message: str) -> None:
    code, out, err = run("profiles", *words)
    assert (code, out) == (2, "")
    assert message in err


def test_a_wrong_rule_of_the_series_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text("[subtitle.limits]\nrowz = 1\n", "utf-8")
    code, _, err = run("profiles", "show", "vertical", "--series", tmp_path)
    assert code == 2
    assert (
        f"{tmp_path}/series.toml: [subtitle.limits]: unknown rule 'rowz'\nhint: did you mean 'rows'?" in err
    )


def test_units() -> None:
    asked = ("row_width", "linger_ms", "margin_top", "rows")
    assert [unit_of(rule) for rule in asked] == ["char", "ms", "px", ""]
