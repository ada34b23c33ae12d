"""`localize models`, with one small model in a catalogue of the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from localize.weights.catalogue import load_catalogue
from localize.weights.shelf import Shelf
from tests.cli.conftest import Run, finish, spawn
from tests.weights.served import catalogue_of, model_of

DATA = b"weights" * 1000
MODEL = model_of({"model.bin": DATA}, licence="CC-BY-NC-4.0", commercial=False)


@pytest.fixture
def mirror(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in a mirror that holds it; `home` has its pins."""
    home.mkdir()
    (home / "catalogue.toml").write_text(catalogue_of(MODEL), "utf-8")
    file = tmp_path / "mirror" / "tiny" / "model.bin"
    file.parent.mkdir(parents=True)
    file.write_bytes(DATA)
    monkeypatch.setenv("LOCALIZE_MIRROR", str(tmp_path / "mirror"))
    return file


def test_list_shows_every_model_with_size_state_and_licence(mirror: Path, run: Run) -> None:
    outcome = run("models", "list")
    assert outcome.code == 0
    for name in load_catalogue():
        assert f"\n{name} " in f"\n{outcome.out}"
    line = next(line for line in outcome.out.splitlines() if line.startswith("tiny "))
    assert " ".join(line.split()) == "tiny 7.0 kB missing CC-BY-NC-4.0, no commercial use"
    assert max(len(line) for line in outcome.out.splitlines()) <= 80


def test_list_says_which_models_were_not_run_here(run: Run, home: Path) -> None:
    by_name = {
        name: text
        for name, _, text in (
            entry.partition(" ") for entry in run("models", "list").out.replace("\n    ", " ").splitlines()
        )
    }
    assert "Not run in this project's tests." in by_name["qwen3-8b"]
    assert "Not run in this project's tests." not in by_name["whisper-base"]


def test_list_as_json_lines(mirror: Path, run: Run) -> None:
    rows = {row["name"]: row for row in map(json.loads, run("models", "list", "--json").out.splitlines())}
    assert set(rows) == set(load_catalogue())
    tiny = rows["tiny"]
    assert (tiny["state"], tiny["commercial"], tiny["bytes"]) == ("missing", False, len(DATA))
    assert tiny["digest"] == MODEL.digest
    assert rows["whisper-base"]["embedded"]


def test_pull_writes_the_path_and_warns_of_the_licence(mirror: Path, run: Run, home: Path) -> None:
    outcome = run("models", "pull", "tiny")
    folder = home / "weights" / "tiny"
    assert (outcome.code, outcome.out) == (0, f"{folder}\n")
    assert "warning: tiny: its licence, CC-BY-NC-4.0, forbids commercial use" in outcome.err
    assert f"from mirror {mirror.parents[1]}" in outcome.err
    assert (folder / "model.bin").read_bytes() == DATA
    assert run("models", "pull", "tiny") == (0, f"{folder}\n", "")


def test_pull_as_json_lines(mirror: Path, run: Run) -> None:
    outcome = run("models", "pull", "tiny", "--json")
    events = [json.loads(line) for line in outcome.out.splitlines()]
    assert [event["event"] for event in events] == [
        "warning",
        "pull_started",
        "pull_progress",
        "pull_done",
    ]


def test_pull_goes_on_after_a_failure_and_exits_with_its_code(mirror: Path, run: Run, home: Path) -> None:
    other = catalogue_of(model_of({"x": b"x"}, name="absent")).replace("version = 1\n", "")
    with (home / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(other)
    outcome = run("models", "pull", "absent", "tiny")
    assert outcome.code == 4
    assert "error: absent is not here and no source could give it: mirror" in outcome.err
    assert "hint: set LOCALIZE_MIRROR" in outcome.err
    assert Shelf(home / "weights").state(MODEL) == "here"


def test_unknown_names_are_refused_before_anything_is_pulled(mirror: Path, run: Run, home: Path) -> None:
    outcome = run("models", "pull", "tiny", "tinny")
    assert outcome.code == 2
    assert "did you mean 'tiny'?" in outcome.err
    assert not (home / "weights" / "tiny").exists()


def test_verify_exits_4_for_a_corrupt_model_and_force_mends_it(mirror: Path, run: Run, home: Path) -> None:
    run("models", "pull", "tiny")
    assert run("models", "verify") == (0, "tiny: as in the catalogue\n", "")
    (home / "weights" / "tiny" / "model.bin").write_bytes(DATA[:-1] + b"!")
    for words in ((), ("tiny",)):
        outcome = run("models", "verify", *words)
        assert outcome.code == 4
        assert "error: tiny: model.bin" in outcome.err
        assert "hint: `localize models pull tiny --force` replaces it" in outcome.err
    assert run("models", "pull", "tiny").code == 4
    assert run("models", "pull", "tiny", "--force").code == 0
    assert run("models", "verify", "tiny").code == 0


def test_verify_of_a_model_that_is_not_here(mirror: Path, run: Run) -> None:
    assert run("models", "verify", "tiny").code == 4
    assert run("models", "verify") == (0, "", "no models are here\n")


def test_where(mirror: Path, run: Run, home: Path) -> None:
    assert run("models", "where").out == f"{home / 'weights'}\n"
    assert run("models", "where", "tiny").out == f"{home / 'weights' / 'tiny'}\n"
    assert run("models", "where", "tinny").code == 2


def test_names_are_completed(mirror: Path) -> None:
    asked = {
        "_LOCALIZE_COMPLETE": "bash_complete",
        "COMP_WORDS": "localize models pull ti",
        "COMP_CWORD": "3",
    }
    assert finish(spawn(env=asked)).out == "plain,tiny\n"
