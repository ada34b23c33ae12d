"""Whisper through PyTorch and OpenAI's own code: the reference, at a fraction of the speed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from localize.domain.heard import Segment, Word
from localize.domain.value import Value
from localize.errors import EngineUnavailable
from localize.listen.compression import compression_ratio
from localize.listen.engines.cores import core_count
from localize.listen.engines.failures import opening, weight_file, working
from localize.listen.engines.whisper_languages import whisper_language
from localize.listen.prompt import WHISPER_PROMPT_TOKENS, fit_prompt
from localize.listen.tape import PER_MS
from localize.stage import EngineSetup, RecognizerRequest

if TYPE_CHECKING:
    from localize.stage import Samples

_NAME = "openai-whisper"
_SAMPLING_SEED = 0
_SAMPLINGS = 5


class OpenAIWhisperOptions(Value, frozen=True):
    """`device` is auto, cpu or cuda."""

    device: str = "auto"


class OpenAIWhisper:
    """A checkpoint as OpenAI publishes them: a folder with one *.pt file."""

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = "openai-whisper-base"
    Options: ClassVar[type[Value]] = OpenAIWhisperOptions
    operational: ClassVar[frozenset[str]] = frozenset({"device"})
    batch = 1

    @classmethod
    def fingerprint(cls, options: OpenAIWhisperOptions) -> str:  # noqa: ARG003
        return ""

    def __init__(self, setup: EngineSetup) -> None:
        checkpoint = weight_file(_NAME, setup.weights, "*.pt")
        whisper, torch = _libraries()
        torch.set_num_threads(setup.threads or core_count())
        device = None if setup.options.device == "auto" else setup.options.device
        with opening(_NAME, checkpoint.parent):
            self._model: Any = whisper.load_model(str(checkpoint), device=device)
        self._fp16 = self._model.device.type == "cuda"
        _align_by_known_heads(self._model, checkpoint)

    def close(self) -> None:
        self._model = None

    def recognize(self, sounds: Sequence[Samples], request: RecognizerRequest) -> list[tuple[Segment, ...]]:
        with working(_NAME):
            return [self._recognize(sound, request) for sound in sounds]

    def _recognize(self, sound: Samples, request: RecognizerRequest) -> tuple[Segment, ...]:
        _, torch = _libraries()
        sampling = {"best_of": _SAMPLINGS} if request.temperature else {"beam_size": request.beam_size}
        with torch.random.fork_rng():
            torch.manual_seed(_SAMPLING_SEED)
            answer = self._model.transcribe(
                sound,
                language=whisper_language(request.language),
                temperature=request.temperature,
                initial_prompt=self._prompt(request) or None,
                # What is doubtful is decided by the stage, for every engine alike.
                compression_ratio_threshold=None,
                logprob_threshold=None,
                no_speech_threshold=None,
                condition_on_previous_text=False,
                word_timestamps=True,
                fp16=self._fp16,
                **sampling,
            )
        segments = (_segment(segment, len(sound) // PER_MS) for segment in answer["segments"])
        return tuple(segment for segment in segments if segment.words)

    def _prompt(self, request: RecognizerRequest) -> str:
        from whisper.tokenizer import get_tokenizer

        tokenizer = get_tokenizer(self._model.is_multilingual)
        return fit_prompt(request, lambda text: len(tokenizer.encode(" " + text)), WHISPER_PROMPT_TOKENS)


def _libraries() -> tuple[Any, Any]:
    try:
        import torch
        import whisper
    except ImportError as error:
        raise EngineUnavailable(
            f"{_NAME} is not installed ({error})", "pip install 'localize[openai-whisper]'"
        ) from error
    return whisper, torch


def _align_by_known_heads(model: Any, checkpoint: Path) -> None:
    """The attention heads that follow the sound are known for the published models, by their names."""
    whisper, _ = _libraries()
    heads = whisper._ALIGNMENT_HEADS.get(checkpoint.stem)
    if heads is not None:
        model.set_alignment_heads(heads)


def _segment(segment: Mapping[str, Any], length_ms: int) -> Segment:
    words = tuple(_word(word, length_ms) for word in segment["words"])
    text = "".join(word.text for word in words)
    return Segment(
        text=text,
        start_ms=words[0].start_ms if words else 0,
        end_ms=words[-1].end_ms if words else 0,
        words=words,
        average_logprob=round(segment["avg_logprob"], 4),
        no_speech_probability=round(segment["no_speech_prob"], 4),
        compression_ratio=compression_ratio(text),
    )


def _word(word: Mapping[str, Any], length_ms: int) -> Word:
    start_ms, end_ms = (min(length_ms, max(0, round(word[key] * 1000))) for key in ("start", "end"))
    probability = float(word["probability"])
    return Word(word["word"], start_ms, end_ms, 0.0 if math.isnan(probability) else round(probability, 4))
