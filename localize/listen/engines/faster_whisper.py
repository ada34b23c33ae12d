"""Whisper through CTranslate2, driven directly: each sound is encoded once, for its text and its times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, TypeAlias

import msgspec

from localize.cores import core_count
from localize.domain.heard import Segment
from localize.domain.value import Value
from localize.listen.engines.failures import opening, weight_file, working
from localize.listen.engines.whisper_languages import whisper_language
from localize.listen.engines.whisper_words import one_segment, timed_words
from localize.listen.prompt import WHISPER_PROMPT_TOKENS, fit_prompt
from localize.listen.tape import PER_MS
from localize.stage import EngineSetup, RecognizerRequest

if TYPE_CHECKING:
    from localize.stage import Samples

_NAME = "faster-whisper"
_CONTEXT_TOKENS = 448
_FRAMES = 3000  # of 10 ms: what the encoder takes
# About four Chinese characters: longer phrases may not come twice when a loop is suspected.
_LONGEST_REPEATED_TOKENS = 6


ComputeType: TypeAlias = Literal[
    "auto", "default", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16",
    "bfloat16", "float32",
]  # fmt: skip


class FasterWhisperOptions(Value, frozen=True):
    """`device` is auto, cpu or cuda; `compute_type` auto (int8 on CPU, float16 on GPU) or one of
    CTranslate2's; `batch_size` how many sounds are decoded at once, 0 for as many as suit the device."""

    device: Literal["auto", "cpu", "cuda"] = "auto"
    compute_type: ComputeType = "auto"
    batch_size: Annotated[int, msgspec.Meta(ge=0)] = 0


class FasterWhisper:
    """A Whisper model in CTranslate2's format: a folder with model.bin, tokenizer.json and vocabulary."""

    version: ClassVar[int] = 2
    default_model: ClassVar[str] = "whisper-base"
    Options: ClassVar[type[Value]] = FasterWhisperOptions
    operational: ClassVar[frozenset[str]] = frozenset({"device", "batch_size"})
    weight_files: ClassVar[tuple[str, ...]] = ("model.bin", "tokenizer.json", "vocabulary.*")
    packages: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def fingerprint(cls, options: FasterWhisperOptions) -> str:  # noqa: ARG003
        return ""

    def __init__(self, setup: EngineSetup) -> None:
        options: FasterWhisperOptions = setup.options
        folder = weight_file(_NAME, setup.weights, "model.bin").parent
        tokenizer = weight_file(_NAME, folder, "tokenizer.json")
        device = _device(options.device)
        # Small models do not fill two cores with one batch: a worker for each core is faster than
        # all cores on one batch, and on a GPU the batch is the way to fill it.
        self._workers = 1 if device == "cuda" else setup.threads or core_count()
        with opening(_NAME, folder):
            self._model: Any = _load(folder, device, options.compute_type, self._workers)
            self._tokenizer = _read_tokenizer(tokenizer)
            self._mel = _feature_extractor(self._model.n_mels)
        self.batch = options.batch_size or (16 if device == "cuda" else 4 * self._workers)

    def close(self) -> None:
        self._model = None

    def recognize(self, sounds: Sequence[Samples], request: RecognizerRequest) -> list[tuple[Segment, ...]]:
        with working(_NAME):
            decoding = _Decoding(self._model, self._tokenizer, self._mel, request)
            shares = [sounds[at :: self._workers] for at in range(min(self._workers, len(sounds)))]
            with ThreadPoolExecutor(max(1, len(shares))) as pool:
                answers = list(pool.map(decoding.run, shares))
        return [answers[at % self._workers][at // self._workers] for at in range(len(sounds))]


class _Decoding:
    """One request's tokens and settings, used on many sounds."""

    def __init__(self, model: Any, tokenizer: Any, mel: Any, request: RecognizerRequest) -> None:
        from faster_whisper.tokenizer import Tokenizer
        from faster_whisper.transcribe import get_suppressed_tokens

        language = whisper_language(request.language)
        self._model, self._mel, self._request = model, mel, request
        self._tokens = Tokenizer(tokenizer, model.is_multilingual, "transcribe", language)
        self._suppressed = get_suppressed_tokens(self._tokens, [-1])
        self._prompt = self._prompt_tokens()

    def run(self, sounds: Sequence[Samples]) -> list[tuple[Segment, ...]]:
        encoded = self._model.encode(_storage([self._features(sound) for sound in sounds]))
        results = self._generate(encoded, len(sounds))
        texts = [
            [token for token in result.sequences_ids[0] if token < self._tokens.eot] for result in results
        ]
        frames = [min(_FRAMES, len(sound) // (10 * PER_MS)) for sound in sounds]
        aligned = self._model.align(encoded, self._tokens.sot_sequence, texts, frames, median_filter_width=7)
        return [
            self._segments(tokens, result, alignment, len(sound) // PER_MS)
            for tokens, result, alignment, sound in zip(texts, results, aligned, sounds, strict=True)
        ]

    def _prompt_tokens(self) -> list[int]:
        def tokens(text: str) -> list[int]:
            return list(self._tokens.encode(" " + text)) if text else []

        text = fit_prompt(self._request, lambda text: len(tokens(text)), WHISPER_PROMPT_TOKENS)
        before = [self._tokens.sot_prev, *tokens(text)] if text else []
        return [*before, *self._tokens.sot_sequence, self._tokens.no_timestamps]

    def _features(self, sound: Samples) -> Any:
        """Silence fills the 30 s as in training; CTranslate2's own callers fill with zeros after the
        logarithm, which is a steady noise to the model."""
        import numpy as np

        filled = np.pad(sound, (0, max(0, _FRAMES * 10 * PER_MS - len(sound))))
        return self._mel(filled, padding=0)[:, :_FRAMES]

    def _generate(self, encoded: Any, count: int) -> list[Any]:
        return list(
            self._model.generate(
                encoded,
                [self._prompt] * count,
                beam_size=self._request.beam_size,
                max_length=_CONTEXT_TOKENS,
                return_scores=True,
                return_no_speech_prob=True,
                suppress_tokens=self._suppressed,
                **_freedom(self._request.temperature),
            )
        )

    def _segments(
        self, tokens: list[int], result: Any, alignment: Any, length_ms: int
    ) -> tuple[Segment, ...]:
        if not tokens:
            return ()
        texts, parts = self._tokens.split_to_word_tokens(tokens)
        counts = [len(part) for part in parts]
        words = timed_words(texts, counts, alignment.alignments, alignment.text_token_probs, length_ms)
        # The score is the mean over the text; Whisper's own measure counts the end mark too.
        logprob = result.scores[0] * len(tokens) / (len(tokens) + 1)
        return one_segment(words, logprob, result.no_speech_prob)


def _device(asked: str) -> str:
    import ctranslate2

    if asked != "auto":
        return asked
    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"


def _load(folder: Path, device: str, compute_type: str, workers: int) -> Any:
    import ctranslate2

    chosen = compute_type if compute_type != "auto" else "float16" if device == "cuda" else "int8"
    return ctranslate2.models.Whisper(
        str(folder), device=device, compute_type=chosen, inter_threads=workers, intra_threads=1
    )


def _read_tokenizer(path: Path) -> Any:
    import tokenizers

    return tokenizers.Tokenizer.from_buffer(path.read_bytes())


def _feature_extractor(mels: int) -> Any:
    from faster_whisper.feature_extractor import FeatureExtractor

    extractor = FeatureExtractor(feature_size=mels)
    extractor.mel_filters = _Filters(extractor.mel_filters)
    return extractor


class _Filters:
    """BLAS shares a product out among the cores, and rounds it by how many there are: its last bits changed a
    line's score between one thread and two (NumPy 2.4). This one is the same on every machine."""

    def __init__(self, bank: Any) -> None:
        self._bank = bank

    def __matmul__(self, magnitudes: Any) -> Any:
        import numpy as np

        return np.einsum("mf,ft->mt", self._bank, magnitudes)


def _storage(features: Sequence[Any]) -> Any:
    import ctranslate2
    import numpy as np

    return ctranslate2.StorageView.from_array(np.stack(features).astype(np.float32))


def _freedom(temperature: float) -> dict[str, Any]:
    """CTranslate2 seeds its sampling once a thread, so that a sample cannot be had again. What a
    temperature is asked for here, to get out of a loop, a price on repetition does as well, and the
    same each time."""
    if not temperature:
        return {}
    return {"repetition_penalty": 1 + temperature / 2, "no_repeat_ngram_size": _LONGEST_REPEATED_TOKENS}
