"""Hugging Face, as a server that answers under its addresses."""

from __future__ import annotations

from pathlib import Path

import huggingface_hub.constants
import msgspec
import pytest

from localize.errors import WeightsMissing
from localize.weights.catalogue import HuggingFace
from localize.weights.hub import Hub
from localize.weights.partial import SourceFailed
from localize.weights.shelf import Shelf
from tests.weights.served import Served, model_of

REVISION = "a" * 40
DATA = b"weights" * 1000
MODEL = model_of({"model.gguf": DATA}, HuggingFace("us/model", REVISION))
PATH = f"us/model/resolve/{REVISION}/model.gguf"


@pytest.fixture
def hub(server: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Served:
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    monkeypatch.setattr(huggingface_hub.constants, "HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    server.files[PATH] = DATA
    return server


def test_the_pinned_commit_is_asked_for(hub: Served, empty_shelf: Shelf) -> None:
    assert (empty_shelf.ensure(MODEL) / "model.gguf").read_bytes() == DATA
    assert hub.asked == [(PATH, "")]
    assert "Authorization" not in hub.headers[0]


def test_a_file_may_have_another_name_there(hub: Served, empty_shelf: Shelf) -> None:
    hub.files = {PATH.replace("model.gguf", "big-q4.gguf"): DATA}
    file = msgspec.structs.replace(MODEL.files[0], remote="big-q4.gguf")
    model = msgspec.structs.replace(MODEL, files=(file,))
    assert (empty_shelf.ensure(model) / "model.gguf").read_bytes() == DATA


def test_the_token_goes_to_the_hub_and_not_to_where_it_sends_us(
    hub: Served, empty_shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    elsewhere = hub.address.replace("127.0.0.1", "localhost")
    hub.files["cdn/blob"] = DATA
    hub.redirects[PATH] = f"{elsewhere}/cdn/blob"
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    empty_shelf.ensure(MODEL)
    assert hub.headers[0]["Authorization"] == "Bearer hf_secret"
    assert "Authorization" not in hub.headers[1]


def test_a_download_that_broke_off_is_carried_on_with(hub: Served, empty_shelf: Shelf) -> None:
    hub.drops = [3000]
    empty_shelf.ensure(MODEL)
    assert hub.asked == [(PATH, ""), (PATH, "bytes=3000-")]


def test_offline_means_offline(hub: Served, empty_shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(WeightsMissing, match="HF_HUB_OFFLINE is set"):
        empty_shelf.ensure(MODEL)
    assert hub.asked == []


def test_what_other_programs_have_in_the_hubs_cache_is_taken(
    hub: Served, empty_shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    cached = tmp_path / "hub" / "models--us--model" / "snapshots" / REVISION / "model.gguf"
    cached.parent.mkdir(parents=True)
    cached.write_bytes(DATA)
    assert (empty_shelf.ensure(MODEL) / "model.gguf").read_bytes() == DATA
    assert cached.read_bytes() == DATA


@pytest.mark.parametrize("status", [401, 404, 429, 503])
def test_its_refusals_are_reasons(hub: Served, empty_shelf: Shelf, status: int) -> None:
    hub.statuses[PATH] = status
    with pytest.raises(
        WeightsMissing, match=f"Hugging Face us/model: .* answers HTTP {status} for model.gguf"
    ):
        empty_shelf.ensure(MODEL)
    assert len(hub.asked) == 1


def test_probe_asks_without_fetching(hub: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Hub(HuggingFace("us/model", REVISION), MODEL)
    source.probe()
    assert hub.asked == [(PATH, "")]
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(SourceFailed, match="cannot be reached"):
        source.probe()
