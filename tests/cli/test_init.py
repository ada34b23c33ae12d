"""A new series: three files that load, say everything there is to set, and never replace others."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize import glossaries
from localize.cli.init import TEMPLATE, _toml
from localize.config import Character, Settings, decode, load_settings
from localize.domain.bible import Bible
from localize.domain.glossary import Glossary
from localize.glossaries import bible
from tests.cli.conftest import Run

KEY = re.compile(r"^# (\w+ = |\[\[?\w+\]?\]$)")


def test_the_series_of_the_manual(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "huiguo"
    words = ["--title", "回锅", "--from", "zh", "--dialect", "sichuan", "--to", "en,es-419"]
    code, out, err = run("init", folder, *words)
    assert code == 0
    assert out.splitlines() == [str(folder / name) for name in ("series.toml", "glossary.csv", "bible.toml")]
    alone = f"localize episode EPISODE.mp4 --series {folder}"
    assert err == f"fill them in, then: localize season {folder}, or {alone}\n"
    series = load_settings(folder).series
    assert (series.title, series.language, series.dialect) == ("回锅", "zh", "sichuan")
    assert series.targets == ("en", "es-419")
    header = "source,en,es-419,kind,aliases,note,forbidden,variants,exact,unless,when\n"
    assert (folder / series.glossary).read_text("utf-8") == header
    assert bible.load(folder / "bible.toml") == Bible()
    assert glossaries.load(folder) == Glossary()


def test_nothing_needs_to_be_said(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path / "lao han er").code == 0
    series = load_settings(tmp_path / "lao han er").series
    assert (series.title, series.language, series.dialect) == ("lao han er", "zh", "none")
    assert series.targets == ("en",)


def test_the_dialect_may_be_left_to_each_episode(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path, "--dialect", "auto").code == 0
    assert load_settings(tmp_path).series.dialect == "auto"


def test_tags_become_canonical(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path, "--to", "ES-419", "--to", "pt_br").code == 0
    assert load_settings(tmp_path).series.targets == ("es-419", "pt-BR")


def uncommented() -> str:
    """The file as it is with every default spelt out."""
    lines = TEMPLATE.read_text("utf-8").splitlines()
    in_force = [line[2:] if KEY.match(line) else line for line in lines]
    return re.sub(r"\$\w+", '"x"', "\n".join(in_force).replace("$targets", "[]"))


def test_every_key_that_there_is_is_explained() -> None:
    table = tomllib.loads(uncommented())
    assert set(table) == set(Settings.__struct_fields__)
    for field in msgspec.structs.fields(Settings):
        if field.name != "characters":
            assert set(table[field.name]) == set(type(field.default).__struct_fields__)
    assert set(table["characters"][0]) == set(Character.__struct_fields__)


def test_the_defaults_that_it_shows_are_the_defaults() -> None:
    shown = decode(Settings, tomllib.loads(uncommented()), "template")
    assert (shown.recognize, shown.watch, shown.translate, shown.subtitle) == (
        Settings().recognize,
        Settings().watch,
        Settings().translate,
        Settings().subtitle,
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_title_survives(title: str) -> None:
    assert tomllib.loads(f"title = {_toml(title)}") == {"title": title}


def test_a_title_with_everything_in_it(run: Run, tmp_path: Path) -> None:
    title = 'He said "回锅" \\ $title ${x}\n\x7f'
    assert run("init", tmp_path, "--title", title).code == 0
    assert load_settings(tmp_path).series.title == title


def test_a_title_that_is_not_utf8(run: Run, tmp_path: Path) -> None:
    assert run("init", tmp_path, "--title", "a\udcffb").code == 0
    assert load_settings(tmp_path).series.title == "a?b"


@pytest.mark.parametrize("there", ["glossary.csv", "bible.toml"])
def test_what_a_client_has_sent_stays(run: Run, tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine", "utf-8")
    code, _, err = run("init", tmp_path)
    assert code == 0
    assert f"{tmp_path / there} is there already, and stays" in err
    assert (tmp_path / there).read_text("utf-8") == "mine"
    assert (tmp_path / "series.toml").exists()


def test_a_series_that_is_there_stays(run: Run, tmp_path: Path) -> None:
    there = "series.toml"
    (tmp_path / there).write_text("mine", "utf-8")
    code, out, err = run("init", tmp_path)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {tmp_path / there} is there already, and nothing was written\nhint: ")
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--to", "xx-nothing-xx"], "error: unknown language 'xx-nothing-xx'"),
        (["--from", "chinees"], "error: unknown language 'chinees'"),
        (["--to", "zh"], "error: --to zh is the language of the source"),
        (["--dialect", "sichaun"], "error: unknown dialect 'sichaun'"),
    ],
)
def test_wrong_names_are_told_before_anything_is_written(
    run: Run, tmp_path: Path, words: list[str], message: str
) -> None:
    code, out, err = run("init", tmp_path / "series", *words)
    assert (code, out) == (2, "")
    assert err.startswith(message)
    assert not (tmp_path / "series").exists()


def test_a_file_where_the_folder_should_be(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "series"
    path.touch()
    assert run("init", path) == (2, "", f"error: {path} is a file\nhint: name the folder of the series\n")


def test_a_place_that_cannot_be_written_to(run: Run) -> None:
    code, out, err = run("init", "/proc/series")
    assert (code, out) == (5, "")
    assert err.startswith("error: cannot write /proc/series/series.toml: ")
