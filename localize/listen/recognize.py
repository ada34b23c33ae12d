"""The stage that writes down what is said: Soundtrack → Heard, a part for each window."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import islice
from pathlib import Path

import msgspec

from localize.domain.episode import Media
from localize.domain.heard import Heard, HeardWindow, Soundtrack, Window
from localize.domain.times import clock
from localize.listen import lines, suspicion
from localize.listen.cutting import window_sounds
from localize.listen.doubting import TEMPERATURES, heard_window
from localize.stage import EngineId, Lazy, Part, Recognizer, RecognizerRequest


class Recognize:
    """Decodes the file again for the windows that are asked for, and holds one batch of them at a time."""

    name = "recognize"
    version = 1
    result_type = HeardWindow

    def __init__(
        self, media: Media, engine: EngineId, recognizer: Lazy[Recognizer], request: RecognizerRequest
    ) -> None:
        self.engine: EngineId | None = engine
        self._media = media
        self._recognizer = recognizer
        self._request = request

    @property
    def parameters(self) -> Mapping[str, object]:
        return {
            "request": msgspec.to_builtins(self._request),
            "lines": lines.PARAMETERS,
            "suspicion": suspicion.PARAMETERS,
            "temperatures": TEMPERATURES,
            "invented": _invented_digest(),
        }

    def split(self, source: Soundtrack) -> Sequence[Part[Window]]:
        return [_part(window) for window in source.windows]

    def run(self, parts: Sequence[Part[Window]]) -> Iterator[HeardWindow]:
        """`parts` are in order of time. Raises EngineError, NotMedia, InputError."""
        if not parts:
            return
        recognizer = self._recognizer.get()
        windows = [part.content for part in parts]
        pairs = zip(windows, window_sounds(Path(self._media.path), windows), strict=True)
        while batch := list(islice(pairs, recognizer.batch)):
            answers = recognizer.recognize([sound for _, sound in batch], self._request)
            for (window, sound), segments in zip(batch, answers, strict=True):
                yield heard_window(window, sound, segments, self._request, recognizer)

    def join(self, source: Soundtrack, results: Sequence[HeardWindow]) -> Heard:
        return Heard(
            language=self._request.language,
            duration_ms=source.duration_ms,
            lines=tuple(line for result in results for line in result.lines),
            dropped=tuple(dropped for result in results for dropped in result.dropped),
        )

    def counts(self, results: Sequence[HeardWindow]) -> Mapping[str, int]:
        return {
            "lines": sum(len(result.lines) for result in results),
            "dropped": sum(len(result.dropped) for result in results),
        }


def _part(window: Window) -> Part[Window]:
    """The result holds times, so a window that moved is another part even when it sounds the same."""
    key = {"sound": window.digest, "start_ms": window.start_ms, "speech": msgspec.to_builtins(window.speech)}
    return Part(f"{clock(window.start_ms)}–{clock(window.end_ms)}", key, window)


def _invented_digest() -> str:
    data = files("localize.listen").joinpath("invented.toml").read_bytes()
    return hashlib.sha256(data).hexdigest()
