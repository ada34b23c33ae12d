"""`localize doctor`, on this machine and on worse ones."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections import namedtuple
from importlib import metadata
from pathlib import Path

import pytest

from localize import plugins
from localize.cli import doctor as checks
from localize.cli.doctor import Row
from localize.dialects import Dialect
from localize.errors import ConfigurationError, EngineUnavailable
from localize.weights.catalogue import load_catalogue
from tests.cli.conftest import Run
from tests.s3 import S3
from tests.weights.served import catalogue_of, model_of


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out what takes seconds: importing every library in a process of its own."""
    monkeypatch.setattr(checks, "_libraries", list)
    monkeypatch.setattr(checks, "_gpus", lambda: Row("GPU", "ok", "not looked for"))


def test_everything_is_in_order_here(home: Path, run: Run) -> None:
    outcome = run("doctor", "--json")
    rows = {row["what"]: row for row in map(json.loads, outcome.out.splitlines())}
    assert {what: row for what, row in rows.items() if row["status"] == "fail"} == {}
    assert outcome.code == 0
    assert rows["ctranslate2"]["found"] == metadata.version("ctranslate2")
    assert rows["home"]["found"] == str(home)
    assert rows["dialects"]["found"] == "cantonese, henan, northeastern, sichuan"
    for kind in ("recognizer", "translator"):
        assert {f"{kind} {name}" for name in plugins.names(kind)} <= set(rows)
    for model in load_catalogue().values():
        assert (f"model {model.name}" in rows) == model.embedded


def test_for_people_every_row_says_what_to_do(quick: None, home: Path, run: Run) -> None:
    lines = run("doctor").out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("warn  model whisper-base"))
    assert lines[at].split()[-1] == "missing"
    assert "→ localize models pull whisper-base (147.9 MB)" in lines[at + 1]


def test_a_broken_pack_fails(quick: None, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> tuple[Dialect, ...]:
        raise ConfigurationError("lexicon.tsv: line 3 has no term")

    monkeypatch.setattr(checks, "load_dialects", broken)
    outcome = run("doctor")
    assert outcome.code == 2
    assert "lexicon.tsv: line 3 has no term" in outcome.out


def test_a_home_that_cannot_be_written_fails(
    quick: None, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("LOCALIZE_HOME", str(tmp_path / "file" / "home"))
    outcome = run("doctor")
    assert outcome.code == 2
    assert "fail  home" in outcome.out
    assert "→ set LOCALIZE_HOME to a folder that you may write to" in outcome.out


def test_a_full_disk_fails(quick: None, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(0, 0, 1000))
    outcome = run("doctor")
    assert outcome.code == 2
    assert "the default models take 1.3 GB more" in outcome.out


def test_little_memory_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_memory_bytes", lambda: 512_000_000)
    assert (checks._memory().status, checks._memory().found) == ("warn", "512.0 MB")
    monkeypatch.setattr(checks, "_memory_bytes", lambda: None)
    assert checks._memory().status == "ok"


def test_memory_is_that_of_this_machine() -> None:
    whole = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    assert 0 < (checks._memory_bytes() or 0) <= whole


def test_a_terminal_without_chinese_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "ascii"))
    assert (checks._terminal().status, checks._terminal().found) == ("warn", "ascii")
    assert "PYTHONUTF8=1" in checks._terminal().advice


@pytest.mark.parametrize(
    ("module", "found"),
    [
        ("os", ""),
        ("no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("os; os.abort()", "crashes (signal 6)"),
        ("os; os._exit(3)", "fails without a word"),
    ],
)
def test_a_library_that_does_not_load_fails_with_its_reason(module: str, found: str) -> None:
    row = checks._library("click", module)
    if found:
        assert row.status == "fail"
        assert row.found == f"{metadata.version('click')}: {found}"
        assert row.advice == "pip install --force-reinstall click"
    else:
        assert (row.status, row.found) == ("ok", metadata.version("click"))


def test_a_library_that_hangs_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "IMPORT_SECONDS", 0.2)
    assert "no answer in" in checks._library("click", "time; time.sleep(60)").found


def test_libraries_that_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A needed one fails, an optional one is only said."""
    monkeypatch.setattr(checks, "LIBRARIES", {"no-such-thing": "no_such_thing"})
    monkeypatch.setattr(checks, "OPTIONAL", {"nor-this": "nor_this"})
    needed, optional = checks._libraries()
    assert needed == Row("no-such-thing", "fail", "not installed", "pip install no-such-thing")
    assert optional == Row("nor-this", "ok", "not installed; only what needs it cannot be used")


@pytest.mark.parametrize(
    ("code", "status", "found"),
    [
        ("print(0)", "ok", "none; the CPU is used"),
        ("print(2)", "ok", "2 for ctranslate2"),
        ("raise RuntimeError('CUDA driver version is insufficient')", "warn", "CUDA driver version"),
    ],
)
def test_gpus(monkeypatch: pytest.MonkeyPatch, code: str, status: str, found: str) -> None:
    monkeypatch.setattr(checks, "COUNT_GPUS", code)
    assert checks._gpus().status == status
    assert found in checks._gpus().found


def test_an_engine_that_does_not_load_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(kind: str, name: str) -> object:
        raise EngineUnavailable(f"{kind} {name!r} cannot be loaded: no module named 'x'")

    monkeypatch.setattr(plugins, "load", broken)
    row = checks._engine("recognizer", "scripted")
    assert row.status == "fail"
    assert "no module named 'x'" in row.found


def test_models_that_are_here_are_told_with_licence_and_state(quick: None, home: Path, run: Run) -> None:
    model = model_of({"x": b"abc"}, licence="CC-BY-NC-4.0", commercial=False)
    home.mkdir()
    (home / "catalogue.toml").write_text(catalogue_of(model), "utf-8")
    file = home / "weights" / "tiny" / "x"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"abc")
    assert f"{file.parent}; no commercial use" in run("doctor").out
    file.write_bytes(b"other")
    assert "localize models verify tiny" in run("doctor").out


def test_sources_are_asked_only_when_told_to(
    quick: None, home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closed on purpose: no source answers, which is a warning for each, and no failure."""
    monkeypatch.setenv("LOCALIZE_MIRROR", str(home))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    assert "source of" not in run("doctor").out
    outcome = run("doctor", "--network")
    sources = [line for line in outcome.out.splitlines() if "source of whisper-base" in line]
    assert len(sources) == 3
    assert all(line.startswith("warn") for line in sources)
    assert f"mirror {home}: no file" in sources[0]
    assert "HF_HUB_OFFLINE is set" in sources[1]
    assert "the package index cannot be reached" in sources[2]


def store_row(run: Run, *words: str) -> dict[str, str]:
    rows: list[dict[str, str]] = [
        json.loads(line) for line in run("doctor", "--json", *words).out.splitlines()
    ]
    [row] = [row for row in rows if row["what"] == "store"]
    return row


def test_a_store_elsewhere_is_asked_with_network_alone(
    quick: None, home: Path, s3: S3, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "_sources", list)
    monkeypatch.setenv("LOCALIZE_STORE", "s3://dramas/finished")
    assert store_row(run)["found"] == "s3://dramas/finished, not asked: localize doctor --network does"
    assert s3.asked == []
    row = store_row(run, "--network")
    assert (row["status"], row["found"]) == ("ok", "s3://dramas/finished answers, and can be written")
    monkeypatch.setenv("LOCALIZE_STORE", "s3://comedies")
    row = store_row(run, "--network")
    assert (row["status"], row["found"]) == ("fail", "there is no bucket for the store s3://comedies")
    assert row["advice"] == "make it, or name another"


def test_a_store_that_cannot_be_written_fails(
    quick: None, home: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store_row(run) == {"what": "store", "status": "ok", "found": "in the home", "advice": ""}
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("LOCALIZE_STORE", str(tmp_path / "file" / "store"))
    row = store_row(run)
    assert (row["status"], row["advice"]) == ("fail", "set LOCALIZE_STORE to a folder of yours")
