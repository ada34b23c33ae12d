"""Many families of models through sherpa-onnx (k2-fsa), among them those that were trained on dialects.

Each sound is decoded by itself: in a batch it would be padded to the longest one, and the 8-bit models take
their scale from the whole batch, so that a text would depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import msgspec

from localize.cores import core_count
from localize.domain.heard import Segment, Word
from localize.domain.times import Span
from localize.domain.value import Value
from localize.errors import (
    ConfigurationError,
    EngineUnavailable,
    OutOfMemory,
    WeightsCorrupt,
    WeightsMissing,
)
from localize.listen.engines.failures import GET_AGAIN, opening, working
from localize.listen.engines.sherpa_families import family_of
from localize.listen.engines.sherpa_trial import require_openable
from localize.listen.engines.sherpa_words import Result, spread_words, words_of
from localize.listen.engines.whisper_words import one_segment
from localize.listen.prompt import first_that_fit
from localize.listen.tape import PER_MS
from localize.listen.windows import cut_windows
from localize.stage import SAMPLE_RATE, EngineSetup, RecognizerRequest

if TYPE_CHECKING:
    from localize.stage import Samples

_NAME = "sherpa-onnx"
# Models that stack frames read beyond the end of what is shorter than a few of them.
_SHORTEST = 500 * PER_MS
# About as many tokens; beyond 48 the library warns that they leave too little room for the sound.
_HOTWORD_CHARACTERS = 48
_NEAR = 50 * PER_MS
SPREAD = "the recogniser tells no times: its words are spread evenly over the speech"


class SherpaOnnxOptions(Value, frozen=True):
    """`device` is auto, cpu or cuda, which needs a build of sherpa-onnx for GPUs; `family` one of those in
    sherpa_families, empty to find it out from the model's files; `threads` 0 for as many as there are
    cores."""

    device: Literal["auto", "cpu", "cuda"] = "auto"
    family: str = ""
    threads: Annotated[int, msgspec.Meta(ge=0)] = 0


class SherpaOnnx:
    """A folder with a model in the layout of sherpa-onnx: *.onnx and tokens.txt or a tokenizer.

    The decoders are greedy: a request's beam and temperature change nothing. The model is opened for the
    first language that is asked for; that there is one whose family is known is seen before.
    """

    version: ClassVar[int] = 2
    default_model: ClassVar[str] = "paraformer-sichuan"
    Options: ClassVar[type[Value]] = SherpaOnnxOptions
    operational: ClassVar[frozenset[str]] = frozenset({"device", "threads"})
    weight_files: ClassVar[tuple[str, ...]] = ("*.onnx", "**/*token*")
    packages: ClassVar[Mapping[str, str]] = {"sherpa_onnx": "sherpa-onnx"}
    batch = 1

    @classmethod
    def fingerprint(cls, options: SherpaOnnxOptions) -> str:  # noqa: ARG003
        return ""

    def __init__(self, setup: EngineSetup) -> None:
        options: SherpaOnnxOptions = setup.options
        self._folder = _folder(setup.weights)
        _library()
        self._family = family_of(self._folder, options.family)
        self._arguments = self._family.arguments(self._folder)
        self._threads = options.threads or setup.threads or core_count()
        self._provider = _provider(options.device)
        # The files of the catalogue's models are known by their hashes; anything may be in a user's own.
        self._is_own = setup.model == str(setup.weights)
        self._model: Any = None
        self._language = ""

    def close(self) -> None:
        self._model = None

    def recognize(self, sounds: Sequence[Samples], request: RecognizerRequest) -> list[tuple[Segment, ...]]:
        self._open(self._family.code(self._folder, request.language))
        with working(_NAME):
            return [self._recognize(sound, request) for sound in sounds]

    def _open(self, language: str) -> None:
        """For what the family calls the language, where the model is opened for one. That for another is
        given up first: no two are in memory at once."""
        if self._model is not None and language == self._language:
            return
        self._model = None
        arguments = self._arguments | {"num_threads": self._threads, "provider": self._provider}
        arguments |= {"language": language} if language else {}
        if self._is_own:
            require_openable(self._folder, self._family.constructor, arguments)
        with opening(_NAME, self._folder):
            build = getattr(_library().OfflineRecognizer, self._family.constructor)
            self._model = build(**arguments)
        self._language = language

    def _recognize(self, sound: Samples, request: RecognizerRequest) -> tuple[Segment, ...]:
        words, logprobs, notes = [], [], []
        for start_ms, piece in _pieces(sound, self._family.longest_ms):
            result = self._decoded(piece, request)
            timed = words_of(result, len(piece) // PER_MS)
            if timed is None:
                timed, notes = spread_words(result.text, _speech(piece)), [SPREAD]
            words += [_shifted(word, start_ms) for word in timed]
            logprobs += list(result.ys_log_probs)
        average = sum(logprobs) / len(logprobs) if logprobs else None
        segments = one_segment(words, average, 0.0)
        return tuple(msgspec.structs.replace(segment, notes=tuple(notes)) for segment in segments)

    def _decoded(self, sound: Samples, request: RecognizerRequest) -> Any:
        import numpy as np

        stream = self._model.create_stream()
        for name, value in self._told(request):
            stream.set_option(name, value)
        stream.accept_waveform(SAMPLE_RATE, np.pad(sound, (0, max(0, _SHORTEST - len(sound)))))
        try:
            self._model.decode_streams([stream])
            return Result.of(stream.result)
        except IndexError as error:  # a token that the list has not
            raise WeightsCorrupt(
                f"{_NAME}: the tokens in {self._folder} are not those of its model", GET_AGAIN
            ) from error

    def _told(self, request: RecognizerRequest) -> Iterator[tuple[str, str]]:
        """Options of a stream. Its words are parted by commas, so that none may hold one."""
        if self._family.spoken is not None and (spoken := self._family.spoken(request.language)):
            yield "language", spoken
        words = [word for word in request.words if not set(word) & set(",，;；")]
        if self._family.hotwords and words:
            yield "hotwords", ",".join(first_that_fit(words, _HOTWORD_CHARACTERS, between=1))


def _pieces(sound: Samples, longest_ms: int) -> Iterator[tuple[int, Samples]]:
    """The sound in pieces that are not too long, cut where it is quietest, each with its start in ms."""
    start, longest = 0, longest_ms * PER_MS
    while len(sound) - start > longest:
        cut = _quietest(sound[start : start + longest])
        yield start // PER_MS, sound[start : start + cut]
        start += cut
    if len(sound) > start:
        yield start // PER_MS, sound[start:]


def _quietest(sound: Samples) -> int:
    """The middle of the quietest stretch in the last third, a whole number of ms."""
    first = len(sound) * 2 // 3 // _NEAR * _NEAR
    stretches = sound[first : first + (len(sound) - first) // _NEAR * _NEAR].reshape(-1, _NEAR)
    return first + int((stretches**2).mean(axis=1).argmin()) * _NEAR + _NEAR // 2 // PER_MS * PER_MS


def _speech(sound: Samples) -> tuple[Span, ...]:
    return cut_windows([sound]).speech or (Span(0, len(sound) // PER_MS),)


def _shifted(word: Word, by_ms: int) -> Word:
    return msgspec.structs.replace(word, start_ms=word.start_ms + by_ms, end_ms=word.end_ms + by_ms)


def _folder(weights: Path | None) -> Path:
    if weights is None or not weights.is_dir():
        raise WeightsMissing(f"{_NAME}: no folder {weights}", "localize models pull, then run again")
    return weights


def _provider(device: str) -> str:
    """The library falls back to the CPU in silence when it was not built for a GPU."""
    built = any(Path(_library().__file__).parent.glob("lib/*providers_cuda*"))
    if device == "cuda" and not built:
        raise ConfigurationError(
            f"{_NAME}: this build of the library knows no GPU",
            'set its option `device` to "cpu", or install a build for CUDA (k2-fsa.github.io/sherpa/onnx)',
        )
    return "cuda" if built and device != "cpu" else "cpu"


def _library() -> Any:
    try:
        import sherpa_onnx
    except ImportError as error:
        if OutOfMemory.is_behind(error):
            raise
        raise EngineUnavailable(f"{_NAME} is not installed ({error})", "pip install sherpa-onnx") from error
    return sherpa_onnx
