"""The stage that finds where something is said: Media → Soundtrack. It keeps no samples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from localize.domain.episode import Media
from localize.domain.heard import Soundtrack, Window
from localize.domain.times import Span
from localize.listen import packing, speech
from localize.listen.decode import announced_ms, sound_blocks
from localize.listen.engines.silero import FRAME, Voice, silero_digest
from localize.listen.packing import MARGIN_MS, Group, Packer
from localize.listen.speech import SpeechFinder
from localize.listen.tape import Tape, sound_digest
from localize.stage import EngineId, Part

if TYPE_CHECKING:
    from localize.stage import Samples

# About 4 s of sound: enough to make the detector's calls cheap.
_FRAMES_AT_ONCE = 128


class CutWindows:
    """One part: a file's speech, as windows of at most 30 s that begin and end in silence."""

    name = "windows"
    version = 2
    result_type = Soundtrack
    engine: EngineId | None = None

    @property
    def parameters(self) -> Mapping[str, object]:
        return {"silero": silero_digest(), **speech.PARAMETERS, **packing.PARAMETERS}

    def split(self, source: Media) -> Sequence[Part[Media]]:
        return [Part(Path(source.path).name, {"media": source.digest}, source)]

    def run(self, parts: Sequence[Part[Media]]) -> Iterator[Soundtrack]:
        """Raises NotMedia."""
        for part in parts:
            path = Path(part.content.path)
            soundtrack = cut_windows(sound_blocks(path))
            yield msgspec.structs.replace(soundtrack, announced_ms=announced_ms(path))

    def join(self, source: Media, results: Sequence[Soundtrack]) -> Soundtrack:  # noqa: ARG002
        return results[0]

    def counts(self, results: Sequence[Soundtrack]) -> Mapping[str, int]:
        return {
            "windows": sum(len(result.windows) for result in results),
            "speech_ms": sum(span.duration_ms for result in results for span in result.speech),
        }


def cut_windows(blocks: Iterable[Samples]) -> Soundtrack:
    """The windows of a stream of samples; holds about one window of them at a time."""
    search = _Search()
    windows: list[Window] = []
    for frames in _whole_frames(blocks, search.tape):
        windows += search.feed(frames)
    windows += search.finish()
    return Soundtrack(duration_ms=search.tape.end_ms, windows=tuple(windows))


class _Search:
    """Sound goes in, windows come out once enough is known of what follows them."""

    def __init__(self) -> None:
        self.tape = Tape()
        self._voice = Voice()
        self._finder = SpeechFinder()
        self._packer = Packer()
        self._last_end = 0

    def feed(self, frames: Samples) -> list[Window]:
        loudness = (frames.reshape(-1, FRAME) ** 2).mean(axis=1)
        spans = list(self._finder.feed(self._voice.probabilities(frames), loudness.tolist()))
        windows = [self._window(group) for span in spans for group in self._packer.add(span)]
        start = self._packer.start_ms
        self.tape.forget_before((self._finder.open_ms if start is None else start) - MARGIN_MS)
        return windows

    def finish(self) -> list[Window]:
        groups = [group for span in self._finder.finish() for group in self._packer.add(span)]
        return [self._window(group) for group in (*groups, *self._packer.finish())]

    def _window(self, group: Group) -> Window:
        first, last, end_of_sound = group.spans[0], group.spans[-1], self.tape.end_ms
        start_ms = max(self._last_end, first.start_ms - MARGIN_MS)
        end_ms = min(end_of_sound, last.end_ms + MARGIN_MS)
        if group.next_ms is not None:
            end_ms = min(end_ms, group.next_ms)
        self._last_end = last.end_ms
        spans = tuple(Span(span.start_ms, min(span.end_ms, end_of_sound)) for span in group.spans)
        return Window(start_ms, end_ms, spans, sound_digest(self.tape.read(start_ms, end_ms)))


def _whole_frames(blocks: Iterable[Samples], tape: Tape) -> Iterator[Samples]:
    """The blocks, put on the tape and joined to whole frames; silence fills the last one."""
    import numpy as np

    rest = np.zeros(0, dtype=np.float32)
    for block in blocks:
        tape.add(block)
        rest = np.concatenate([rest, block])
        if len(rest) >= _FRAMES_AT_ONCE * FRAME:
            whole = len(rest) // FRAME * FRAME
            yield rest[:whole]
            rest = rest[whole:]
    if len(rest):
        yield np.pad(rest, (0, -len(rest) % FRAME))
