"""Whisper through PyTorch and OpenAI's own code: the reference, at a fraction of the speed."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from localize.cores import core_count
from localize.domain.heard import Segment, Word
from localize.domain.value import Value
from localize.errors import EngineUnavailable, OutOfMemory
from localize.listen.engines.failures import opening, weight_file, working
from localize.listen.engines.whisper_languages import whisper_language
from localize.listen.engines.whisper_words import one_segment, punctuation_joined
from localize.listen.prompt import WHISPER_PROMPT_TOKENS, fit_prompt
from localize.listen.tape import PER_MS
from localize.stage import EngineSetup, RecognizerRequest

if TYPE_CHECKING:
    from localize.stage import Samples

_NAME = "openai-whisper"
_SAMPLING_SEED = 0
_SAMPLINGS = 5
_MARKS = 5  # before the text: what came before, start, language, task, no times
_FRAME = 10 * PER_MS


class OpenAIWhisperOptions(Value, frozen=True):
    """`device` is auto, cpu or cuda."""

    device: Literal["auto", "cpu", "cuda"] = "auto"


class OpenAIWhisper:
    """A checkpoint as OpenAI publishes them: a *.pt file, or a folder with one."""

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = "openai-whisper-base"
    Options: ClassVar[type[Value]] = OpenAIWhisperOptions
    operational: ClassVar[frozenset[str]] = frozenset({"device"})
    weight_files: ClassVar[tuple[str, ...]] = ("*.pt",)
    packages: ClassVar[Mapping[str, str]] = {"whisper": "openai-whisper", "torch": "torch"}
    batch = 1

    @classmethod
    def fingerprint(cls, options: OpenAIWhisperOptions) -> str:  # noqa: ARG003
        return ""

    def __init__(self, setup: EngineSetup) -> None:
        checkpoint = weight_file(_NAME, setup.weights, *self.weight_files)
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
        from whisper.timing import find_alignment

        tokenizer = self._tokenizer(request.language)
        mel = self._features(sound)
        result = self._decoded(mel, request, tokenizer)
        tokens = [token for token in result.tokens if token < tokenizer.eot]
        frames = min(mel.shape[-1], len(sound) // _FRAME)
        aligned = find_alignment(self._model, tokenizer, tokens, mel, frames)
        length_ms = len(sound) // PER_MS
        words = punctuation_joined([_word(timing, length_ms) for timing in aligned if timing.word])
        return one_segment(words, result.avg_logprob, result.no_speech_prob)

    def _decoded(self, mel: Any, request: RecognizerRequest, tokenizer: Any) -> Any:
        """`whisper.decode`, not `transcribe`: one pass over one window, as the other engine makes; transcribe
        starts again wherever a time mark ends, which is how many times it likes."""
        whisper, torch = _libraries()
        prompt = tokenizer.encode(" " + text) if (text := _prompt(request, tokenizer)) else []
        sampling = {"best_of": _SAMPLINGS} if request.temperature else {"beam_size": request.beam_size}
        options = whisper.DecodingOptions(
            language=whisper_language(request.language),
            temperature=request.temperature,
            prompt=prompt,
            sample_len=self._model.dims.n_text_ctx - len(prompt) - _MARKS,
            without_timestamps=True,
            fp16=self._fp16,
            **sampling,
        )
        with torch.random.fork_rng():
            torch.manual_seed(_SAMPLING_SEED)
            return whisper.decode(self._model, mel, options)

    def _features(self, sound: Samples) -> Any:
        whisper, torch = _libraries()
        length = whisper.audio.N_SAMPLES
        mel = whisper.log_mel_spectrogram(whisper.pad_or_trim(sound, length), self._model.dims.n_mels)
        return mel.to(self._model.device, torch.float16 if self._fp16 else torch.float32)

    def _tokenizer(self, language: str) -> Any:
        from whisper.tokenizer import get_tokenizer

        with warnings.catch_warnings():
            # openai-whisper 20250625 leaves its vocabulary file open when it first reads it.
            warnings.simplefilter("ignore", ResourceWarning)
            return get_tokenizer(
                self._model.is_multilingual,
                num_languages=self._model.num_languages,
                language=whisper_language(language),
                task="transcribe",
            )


def _prompt(request: RecognizerRequest, tokenizer: Any) -> str:
    return fit_prompt(request, lambda text: len(tokenizer.encode(" " + text)), WHISPER_PROMPT_TOKENS)


def _libraries() -> tuple[Any, Any]:
    try:
        import torch
        import whisper
    except ImportError as error:
        if OutOfMemory.is_behind(error):
            raise
        raise EngineUnavailable(
            f"{_NAME} is not installed ({error})", "pip install openai-whisper"
        ) from error
    return whisper, torch


def _align_by_known_heads(model: Any, checkpoint: Path) -> None:
    """The attention heads that follow the sound are known for the published models, by their names."""
    whisper, _ = _libraries()
    heads = whisper._ALIGNMENT_HEADS.get(checkpoint.stem)
    if heads is not None:
        model.set_alignment_heads(heads)


def _word(timing: Any, length_ms: int) -> Word:
    start_ms, end_ms = (min(length_ms, max(0, round(at * 1000))) for at in (timing.start, timing.end))
    return Word(timing.word, start_ms, end_ms, round(float(timing.probability), 4))
