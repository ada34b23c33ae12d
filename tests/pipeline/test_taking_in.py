from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from localize import glossaries
from localize.errors import InputError
from localize.pipeline import rewriting
from localize.pipeline.mining import approve
from localize.pipeline.taking_in import take_in


@pytest.fixture
def series(tmp_path: Path) -> Path:
    (tmp_path / "series.toml").write_text('[series]\ntargets = ["en"]\nglossary = "glossary.csv"\n', "utf-8")
    (tmp_path / "glossary.csv").write_text("source,en\n周浩,Zhou Hao\n", "utf-8")
    (tmp_path / "proposals.csv").write_text("approve,source,en\ny,苏总,Ms. Su\n", "utf-8")
    return tmp_path


def table(folder: Path, word: str) -> Path:
    path = folder / f"{word}.csv"
    path.write_text("source,en\n" + "".join(f"{word}{at},{word}{at}\n" for at in range(30)), "utf-8")
    return path


def test_of_what_is_taken_in_at_once_nothing_is_lost(series: Path) -> None:
    files = [table(series, word) for word in "甲乙丙丁"]
    with ThreadPoolExecutor(5) as pool:
        taken = [pool.submit(take_in, file, series, replace=False) for file in files]
        approved = pool.submit(approve, series)
        assert [len(one.result().imported.added) for one in taken] == [30] * 4
        assert approved.result().added == ("苏总",)
    sources = {term.source for term in glossaries.load(series).terms}
    assert {"周浩", "苏总", *(f"{word}{at}" for word in "甲乙丙丁" for at in range(30))} <= sources


def test_a_glossary_that_is_not_let_go_of(series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (series / "glossary.csv").read_bytes()
    monkeypatch.setattr(rewriting, "WAIT_S", 0.01)
    with rewriting.rewriting(series / "glossary.csv"):
        with pytest.raises(InputError, match=r"glossary\.csv is being worked on by process"):
            take_in(table(series, "甲"), series, replace=False)
        with pytest.raises(InputError, match=r"glossary\.csv is being worked on by process"):
            approve(series)
    assert (series / "glossary.csv").read_bytes() == before
