from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from localize.stage import ChatRequest
from localize.translate.engines import llama
from tests.translate.engines.marian import convert
from tests.translate.lines import setup

KEY = "the key of the test"


@dataclass
class OpenLlama:
    """One model for all tests. `url` is where llama.cpp's own server listens for `KEY`; `printed` is what it
    wrote to stdout and stderr while it loaded and answered once."""

    engine: llama.Llama
    url: str
    printed: bytes


def question(text: str = "你好", tokens: int = 24, numbers: int = 1) -> ChatRequest:
    names = [str(number) for number in range(1, numbers + 1)]
    line = {"type": "string", "minLength": 1, "maxLength": 80}
    schema = {
        "type": "object",
        "properties": dict.fromkeys(names, line),
        "required": names,
        "additionalProperties": False,
    }
    system = "Write English subtitles. Reply with a JSON object: the line's number and its subtitle."
    return ChatRequest(system, f"1. {text}", schema, tokens)


@pytest.fixture(scope="session")
def open_llama(qwen: Path) -> Iterator[OpenLlama]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(llama.secrets, "token_hex", lambda: KEY)
        engine, printed = _listening(lambda: _warm(qwen))
    yield OpenLlama(engine, engine._server.listening_address, printed)
    engine.close()


@pytest.fixture(scope="session")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return convert(tmp_path_factory.mktemp("marian"))


def _warm(qwen: Path) -> llama.Llama:
    engine = llama.Llama(setup(llama.Options(context=1024), weights=qwen))
    list(engine.chat([question(tokens=4)]))
    return engine


def _listening(act: Callable[[], llama.Llama]) -> tuple[llama.Llama, bytes]:
    """What `act` returns, and what was written to file descriptors 1 and 2 meanwhile."""
    kept = [os.dup(1), os.dup(2)]
    with tempfile.TemporaryFile() as heard:
        os.dup2(heard.fileno(), 1)
        os.dup2(heard.fileno(), 2)
        try:
            result = act()
        finally:
            for saved, standard in zip(kept, (1, 2), strict=True):
                os.dup2(saved, standard)
                os.close(saved)
        heard.seek(0)
        return result, heard.read()
