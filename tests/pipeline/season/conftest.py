"""A season that was run once, as it lay there afterwards, for every test that changes something in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from localize.pipeline.season import running
from tests.pipeline.season.lab import InlinePool, Lab
from tests.pipeline.season.small import small_series


@pytest.fixture(scope="session")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which it was run, and that folder again beside it, as it was then."""
    place = tmp_path_factory.mktemp("season")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALIZE_HOME", str(place / "now/home"))
        patch.setattr(running, "Pool", InlinePool)
        Lab(small_series(place / "now/series")).run()
    shutil.copytree(place / "now", place / "then")
    return place


@pytest.fixture
def lab(run_once: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    """At the same place for every test: records and settings hold whole paths."""
    monkeypatch.setenv("LOCALIZE_HOME", str(run_once / "now/home"))
    monkeypatch.setattr(running, "Pool", InlinePool)
    shutil.rmtree(run_once / "now")
    shutil.copytree(run_once / "then", run_once / "now")
    return Lab(run_once / "now/series")
