"""Translations written beforehand: for tests and rehearsals. It ships, so that other packages can use it."""

from __future__ import annotations

import difflib
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from localize.domain.script import HAN
from localize.domain.value import Value
from localize.scripted import ScriptedEngine
from localize.stage import ChatReply, ChatRequest, EngineSetup

_NUMBERED = re.compile(r"^(\d+)\. (.*)$", re.M)
# Below this likeness (difflib's ratio) a line is not the one that the script means.
LIKENESS = 0.4


class Script(Value, frozen=True):
    """`lines` maps a source line to its translation. `replies` are given first, one a request, as they
    stand: a model that misbehaves."""

    lines: Mapping[str, str] = {}
    replies: tuple[ChatReply, ...] = ()


class ScriptedTranslator(ScriptedEngine):
    """Answers with what the script has for the source line nearest to each that is asked for: the prompt
    may have put terms into it, and a recogniser may have misheard it. A line with none near is left out.
    Raises ConfigurationError for a script that cannot be read."""

    role = "translator"
    kind: ClassVar[str] = "chat"
    slots = 1

    def __init__(self, setup: EngineSetup) -> None:
        script = self.script(setup, Script)
        self._lines, self._replies = script.lines, deque(script.replies)

    def chat(self, requests: Sequence[ChatRequest]) -> Iterator[ChatReply]:
        return map(self._answer, requests)

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
