"""Nothing of the machine's own settings reaches these tests, and nothing waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from localize.weights import web
from localize.weights.shelf import Shelf
from tests.weights.packages import WHEELS, offer
from tests.weights.served import Served, serving


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LOCALIZE_MIRROR", "HF_ENDPOINT", "HF_HUB_OFFLINE", "HF_TOKEN"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(web, "PAUSE_SECONDS", 0.0)


@pytest.fixture
def empty_shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "weights")


@pytest.fixture
def server() -> Iterator[Served]:
    with serving({}) as served:
        yield served


@pytest.fixture
def index(server: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Served:
    """A registry with the two packages, which is the only one that pip is told of."""
    for variable in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", f"{server.address}/simple")
    for package, members in WHEELS.items():
        offer(server, tmp_path, package, members)
    return server
