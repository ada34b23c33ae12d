"""Translations written beforehand: for tests and rehearsals. It ships, so that other packages can use it."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from localize.domain.script import HAN
from localize.domain.value import Value
from localize.errors import ConfigurationError
from localize.stage import ChatReply, ChatRequest, EngineSetup

_NUMBERED = re.compile(r"^(\d+)\. (.*)$", re.M)
# Below this likeness (difflib's ratio) a line is not the one that the script means.
LIKENESS = 0.4


class Script(Value, frozen=True):
    """`lines` maps a source line to its translation. `replies` are given first, one a request, as they
    stand: a model that misbehaves."""

    lines: Mapping[str, str] = {}
    replies: tuple[ChatReply, ...] = ()


class Options(Value, frozen=True):
    """`script` is the path of a JSON file that is a `Script`."""

    script: str = ""


class ScriptedTranslator:
    """Answers with what the script has for the source line nearest to each that is asked for: the prompt
    may have put terms into it, and a recogniser may have misheard it. A line with none near is left out."""

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = ""
    kind: ClassVar[str] = "chat"
    Options: ClassVar[type[Value]] = Options
    operational: ClassVar[frozenset[str]] = frozenset({"script"})  # its bytes count, in the fingerprint
    weight_files: ClassVar[tuple[str, ...]] = ()
    packages: ClassVar[Mapping[str, str]] = {}

    def __init__(self, setup: EngineSetup) -> None:
        script = _script(setup.options.script)
        self.slots = 1
        self._lines, self._replies = script.lines, deque(script.replies)

    @classmethod
    def fingerprint(cls, options: Any) -> str:
        """Raises ConfigurationError when there is no such script."""
        return hashlib.sha256(_bytes(options.script)).hexdigest()

    def chat(self, requests: Sequence[ChatRequest]) -> Iterator[ChatReply]:
        return map(self._answer, requests)

    def close(self) -> None:
        """Nothing is open."""

    def _answer(self, request: ChatRequest) -> ChatReply:
        if self._replies:
            return self._replies.popleft()
        asked = dict(_NUMBERED.findall(request.user))
        found = {number: self._nearest(asked.get(number, "")) for number in request.schema["properties"]}
        told = {number: text for number, text in found.items() if text is not None}
        return ChatReply(json.dumps(told, ensure_ascii=False))

    def _nearest(self, line: str) -> str | None:
        cores = {_core(source): text for source, text in self._lines.items()}
        near = difflib.get_close_matches(_core(line), cores, n=1, cutoff=LIKENESS)
        return cores[near[0]] if near else None


def _core(line: str) -> str:
    """A line without the renderings that were put into it: of a Chinese line, what is Chinese."""
    return "".join(HAN.findall(line)) or line


def _script(path: str) -> Script:
    try:
        return msgspec.json.decode(_bytes(path), type=Script)
    except msgspec.DecodeError as error:
        raise ConfigurationError(f"{path} is not a translator's script: {error}") from error


def _bytes(path: str) -> bytes:
    if not path:
        raise ConfigurationError("the scripted translator has no script", "set its option `script` to a file")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"cannot read the script {path}: {error.strerror}") from error
