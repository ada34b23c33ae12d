from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from localize.stage import ChatReply, ChatRequest
from localize.translate.engines.scripted import ScriptedTranslator
from tests.pipeline.replace import series


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Translated once for all tests, with the store that came of it."""
    folder = tmp_path_factory.mktemp("replace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALIZE_HOME", str(folder / "home"))
        series.write_series(folder / "series", script=folder / "translated.json")
    return folder


@pytest.fixture
def folder(_made: Path, home: Path, tmp_path: Path) -> Path:
    """The folder of the series, as nothing has touched it since."""
    shutil.copytree(_made / "home", home)
    folder = shutil.copytree(_made / "series", tmp_path / "series")
    for record in folder.glob("*.record.json"):
        record.write_text(record.read_text("utf-8").replace(str(_made / "series"), str(folder)), "utf-8")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a model is asked from now on. It knows the new name."""
    heard: list[str] = []
    answer = ScriptedTranslator._answer

    def listen(self: ScriptedTranslator, request: ChatRequest) -> ChatReply:
        heard.append(request.user)
        reply = answer(self, request)
        texts: Mapping[str, str] = {"The Chen Justs.": series.AGAIN, series.OLD: series.NEW}
        for was, now in texts.items():
            reply = ChatReply(reply.text.replace(was, now))
        return reply

    monkeypatch.setattr(ScriptedTranslator, "_answer", listen)
    return heard
