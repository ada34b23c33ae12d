"""The test double that ships: it hears what a JSON file says is said.

    {
      "media": "E01.mp4",
      "lines": [
        {"text": "幺妹，你回来了嗦！", "start_ms": 1350, "end_ms": 3700},
        {"text": "要得。", "start_ms": 4040, "end_ms": 4700, "average_logprob": -0.9}
      ]
    }

With `media`, a path beside the script, times count from the start of that file's picture: each sound is
looked up in it. Without, they count from the start of each sound, and every sound gets all lines that
begin within it. A line's words are its characters, or what stands between spaces, evenly spread; they can
be given as `words`, like those of domain.heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from localize.domain.heard import Segment, Word
from localize.domain.value import Value
from localize.errors import EngineError
from localize.listen.compression import compression_ratio
from localize.listen.decode import sound_blocks
from localize.listen.tape import PER_MS
from localize.scripted import ScriptedEngine
from localize.stage import EngineSetup, RecognizerRequest

if TYPE_CHECKING:
    from localize.stage import Samples

# Enough sound to stand only once in a recording: a quarter of a second.
_MARK_SAMPLES = 250 * PER_MS


class ScriptedLine(Value, frozen=True):
    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...] = ()
    probability: float = 0.9
    average_logprob: float = -0.2
    no_speech_probability: float = 0.0


class Script(Value, frozen=True):
    lines: tuple[ScriptedLine, ...]
    media: str = ""


class ScriptedRecognizer(ScriptedEngine):
    """Raises ConfigurationError for a script that cannot be read."""

    role = "recognizer"
    batch = 4

    def __init__(self, setup: EngineSetup) -> None:
        path = Path(setup.options.script)
        self._script = self.script(setup, Script)
        self._recording = _recording(path.parent / self._script.media) if self._script.media else None

    def close(self) -> None:
        self._recording = None

    def recognize(
        self,
        sounds: Sequence[Samples],
        request: RecognizerRequest,  # noqa: ARG002
    ) -> list[tuple[Segment, ...]]:
        return [self._answer(sound) for sound in sounds]

    def _answer(self, sound: Samples) -> tuple[Segment, ...]:
        start_ms = self._place(sound) if self._recording is not None else 0
        length_ms = len(sound) // PER_MS
        lines = [line for line in self._script.lines if 0 <= line.start_ms - start_ms < length_ms]
        return tuple(_segment(line, start_ms, length_ms) for line in lines)

    def _place(self, sound: Samples) -> int:
        """Where the sound starts in the recording, found by its loudest stretch."""
        at = max(0, min(int(abs(sound).argmax()), len(sound) - _MARK_SAMPLES))
        found = _find(self._recording or b"", sound[at : at + _MARK_SAMPLES].tobytes(), sound.itemsize)
        if found < 0:
            raise EngineError(
                f"the sound to recognise is not in {self._script.media}", "check the script's media"
            )
        return (found // sound.itemsize - at) // PER_MS


def _recording(path: Path) -> bytes:
    return b"".join(block.tobytes() for block in sound_blocks(path))


def _find(recording: bytes, mark: bytes, size: int) -> int:
    at = recording.find(mark)
    while at % size and at >= 0:
        at = recording.find(mark, at + 1)
    return at


def _segment(line: ScriptedLine, start_ms: int, length_ms: int) -> Segment:
    words = line.words or _even_words(line)
    inside = tuple(_shifted(word, start_ms, length_ms) for word in words)
    return Segment(
        text=line.text,
        start_ms=inside[0].start_ms if inside else line.start_ms - start_ms,
        end_ms=inside[-1].end_ms if inside else min(line.end_ms - start_ms, length_ms),
        words=inside,
        average_logprob=line.average_logprob,
        no_speech_probability=line.no_speech_probability,
        compression_ratio=compression_ratio(line.text),
    )


def _shifted(word: Word, start_ms: int, length_ms: int) -> Word:
    start, end = (max(0, min(ms - start_ms, length_ms)) for ms in (word.start_ms, word.end_ms))
    return Word(word.text, start, end, word.probability)


def _even_words(line: ScriptedLine) -> tuple[Word, ...]:
    """Words with their leading space, or single characters where the text has no spaces."""
    first, *rest = line.text.split(" ")
    texts = [first, *(f" {text}" for text in rest)] if rest else list(line.text)
    length = line.end_ms - line.start_ms
    edges = [line.start_ms + length * at // max(1, len(texts)) for at in range(len(texts) + 1)]
    return tuple(
        Word(text, start, end, line.probability)
        for text, start, end in zip(texts, edges, edges[1:], strict=False)
    )
