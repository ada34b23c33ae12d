"""Sequence-to-sequence models in CTranslate2's format with their SentencePiece models: OPUS-MT (Marian),
M2M100, NLLB-200, MADLAD-400.

Mind the licences: NLLB-200's weights are CC BY-NC and not for commercial use (the catalogue says so).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from localize.cores import core_count
from localize.domain.value import Value
from localize.errors import (
    ConfigurationError,
    EngineError,
    EngineUnavailable,
    OutOfMemory,
    WeightsCorrupt,
    WeightsMissing,
)
from localize.stage import Candidate, EngineSetup
from localize.translate.engines.families import END, Family, family_of

SOURCE_PIECES = ("source.spm", "sentencepiece.bpe.model", "spiece.model", "sentencepiece.model")
TARGET_PIECES = ("target.spm", *SOURCE_PIECES[1:])
VOCABULARIES = ("shared_vocabulary.json", "shared_vocabulary.txt", "target_vocabulary.json")
# Longer than any subtitle; a model that runs on is stopped here.
LONGEST = 256
# So many tokens in a row that come twice are the beginning of a circle.
REPEATED_TOKENS = 3
# What it says of a GPU that is not there, and of arithmetic that the device does not know.
OTHER_DEVICE = ("cuda", "unsupported device", "compute type")
DEFAULTS = 'set the options `device` to "cpu" and `compute_type` to "auto"'
GET_AGAIN = "get it again; `localize models verify` checks those of the catalogue"


class Options(Value, frozen=True):
    """`family` is auto, marian, m2m100, nllb or madlad; `pair` (`zh-en`) is for Marian models whose name does
    not end in it. `separator` is for models that were trained on running text: the token between two lines.
    `length_penalty`, `repetition_penalty` and `no_repeat_ngram_size` are CTranslate2's own. `batch_tokens` is
    how many tokens are translated at once. `compute_type` auto is int8 on a CPU and int8_float16 on a GPU;
    `device` is auto, cpu or cuda."""

    family: str = "auto"
    pair: str = ""
    beam_size: Annotated[int, Meta(ge=1, le=100)] = 4
    separator: str = ""
    length_penalty: float = 1.0
    repetition_penalty: Annotated[float, Meta(gt=0)] = 1.0
    no_repeat_ngram_size: Annotated[int, Meta(ge=0)] = 0
    batch_tokens: Annotated[int, Meta(ge=1)] = 2048
    compute_type: str = "auto"
    device: str = "auto"


class SequenceModel:
    """`weights` is a folder with model.bin, its vocabulary, config.json and SentencePiece models.

    Raises WeightsMissing, WeightsCorrupt, OutOfMemory, ConfigurationError for a Marian model without a pair.
    """

    version: ClassVar[int] = 2
    default_model: ClassVar[str] = "opus-mt-zh-en"
    kind: ClassVar[str] = "sequence"
    Options: ClassVar[type[Value]] = Options
    operational: ClassVar[frozenset[str]] = frozenset({"batch_tokens", "device"})
    weight_files: ClassVar[tuple[str, ...]] = ("model.bin", "*vocabulary.*")
    packages: ClassVar[Mapping[str, str]] = {}

    def __init__(self, setup: EngineSetup) -> None:
        folder, options = _folder(setup.weights), setup.options
        vocabulary = frozenset(_vocabulary(_first(folder, VOCABULARIES)))
        self._family: Family = family_of(options.family, vocabulary, options.pair, setup.model)
        self.separator, self._options = options.separator, options
        self._ends_itself = _config(folder).get("add_source_eos", False)
        with _opening(folder):
            self._source = _pieces(_first(folder, SOURCE_PIECES))
            self._target = _pieces(_first(folder, TARGET_PIECES))
            self._model: Any = _load(folder, options, setup.threads)

    @classmethod
    def fingerprint(cls, options: Any) -> str:  # noqa: ARG003
        return ""

    def supports(self, source: str, target: str) -> bool:
        return self._family.supports(source, target)

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        best: int = 1,
        *,
        varied: bool = False,
        avoiding: Sequence[str] = (),
    ) -> list[tuple[Candidate, ...]]:
        prefix = self._family.prefix(target)
        results = self._decode(
            [self._tokens(text, source, target) for text in texts],
            [prefix] * len(texts),
            beam_size=max(self._options.beam_size, 1 if varied else best),
            num_hypotheses=best,
            return_alternatives=varied,
            no_repeat_ngram_size=REPEATED_TOKENS if varied else self._options.no_repeat_ngram_size,
            suppress_sequences=self._ways_to_write(avoiding) or None,
            return_scores=True,
        )
        return [self._candidates(result, len(prefix)) for result in results]

    def go_on(
        self, texts: Sequence[str], source: str, target: str, beginnings: Sequence[str]
    ) -> list[Candidate]:
        prefix = self._family.prefix(target)
        sources = [self._tokens(text, source, target) for text in texts]
        begun = [[*prefix, *self._target.encode(text, out_type=str)] for text in beginnings]
        results = self._decode(sources, begun, beam_size=self._options.beam_size)
        written = [result.hypotheses[0] for result in results]
        scores = self._scores(sources, written, len(prefix))
        pairs = zip(written, scores, strict=True)
        return [Candidate(self._text(tokens[len(prefix) :]), score) for tokens, score in pairs]

    def close(self) -> None:
        del self._model

    def _decode(self, sources: list[list[str]], begun: list[list[str]], **search: Any) -> list[Any]:
        if not sources:
            return []
        wanted = {"no_repeat_ngram_size": self._options.no_repeat_ngram_size, **search}
        with _working():
            found = self._model.translate_batch(
                sources,
                target_prefix=begun if any(begun) else None,
                length_penalty=self._options.length_penalty,
                repetition_penalty=self._options.repetition_penalty,
                max_batch_size=self._options.batch_tokens,
                batch_type="tokens",
                max_decoding_length=LONGEST,
                disable_unk=True,
                **wanted,
            )
        return list(found)

    def _scores(self, sources: list[list[str]], targets: list[list[str]], prefix: int) -> list[float]:
        """The mean log-probability of a token, of each whole text."""
        if not sources:
            return []
        with _working():
            found = self._model.score_batch(
                sources,
                targets,
                max_batch_size=self._options.batch_tokens,
                batch_type="tokens",
                offset=prefix,
            )
        return [sum(one.log_probs) / max(1, len(one.log_probs)) for one in found]

    def _ways_to_write(self, forms: Sequence[str]) -> list[list[str]]:
        """The pieces of each form as it may stand in a text: in its own case, and with a capital."""
        cases = (case for form in forms for case in (form, form[:1].upper() + form[1:]))
        return [self._target.encode(case, out_type=str) for case in dict.fromkeys(cases)]

    def _tokens(self, text: str, source: str, target: str) -> list[str]:
        pieces = self._source.encode(text, out_type=str)
        end = [] if self._ends_itself else [END]
        return [*self._family.lead(source, target), *pieces, *end]

    def _candidates(self, result: Any, prefix: int) -> tuple[Candidate, ...]:
        """Alternatives come in the order of their first words."""
        found = zip(result.hypotheses, result.scores, strict=True)
        pairs = sorted(found, key=lambda pair: -pair[1])
        return tuple(Candidate(self._text(tokens[prefix:]), score) for tokens, score in pairs)

    def _text(self, tokens: Sequence[str]) -> str:
        spoken = [token for token in tokens if token not in (END, "<unk>", "<pad>", "<s>")]
        return str(self._target.decode(spoken)).strip()


def _load(folder: Path, options: Options, threads: int) -> Any:
    import ctranslate2

    device = options.device
    if device == "auto":
        device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
    compute_type = options.compute_type
    if compute_type == "auto":
        compute_type = "int8_float16" if device == "cuda" else "int8"
    return ctranslate2.Translator(
        str(folder), device=device, compute_type=compute_type, intra_threads=threads or core_count()
    )


def _pieces(path: Path) -> Any:
    from sentencepiece import SentencePieceProcessor

    return SentencePieceProcessor(model_file=str(path))


def _folder(weights: Path | None) -> Path:
    if weights is None or not (weights / "model.bin").is_file():
        raise WeightsMissing(f"ctranslate2: no model.bin in {weights}", GET_AGAIN)
    return weights


def _first(folder: Path, names: Sequence[str]) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise WeightsMissing(f"ctranslate2: none of {', '.join(names)} in {folder}", GET_AGAIN)


def _vocabulary(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8")
        return list(json.loads(text)) if path.suffix == ".json" else text.split("\n")
    except (OSError, ValueError) as error:
        raise WeightsCorrupt(f"ctranslate2: cannot read {path}: {error}", GET_AGAIN) from error


def _config(folder: Path) -> dict[str, Any]:
    """CTranslate2's own; models without one add nothing to what they are given."""
    path = folder / "config.json"
    try:
        return dict(json.loads(path.read_text("utf-8"))) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise WeightsCorrupt(f"ctranslate2: cannot read {path}: {error}", GET_AGAIN) from error


@contextmanager
def _opening(folder: Path) -> Iterator[None]:
    """Whatever a library says of files that it cannot load is said in the project's own errors."""
    try:
        yield
    except (ImportError, MemoryError, RuntimeError, OSError, ValueError) as error:
        _raise_out_of_memory(error)
        if isinstance(error, ImportError):
            raise EngineUnavailable(f"ctranslate2 cannot be loaded: {error}") from error
        if any(sign in str(error).lower() for sign in OTHER_DEVICE):
            raise ConfigurationError(f"ctranslate2: {_line(error)}", DEFAULTS) from error
        raise WeightsCorrupt(f"ctranslate2: cannot load {folder}: {_line(error)}", GET_AGAIN) from error


@contextmanager
def _working() -> Iterator[None]:
    try:
        yield
    except (MemoryError, RuntimeError) as error:
        _raise_out_of_memory(error)
        raise EngineError(f"ctranslate2: {_line(error)}") from error


def _raise_out_of_memory(error: BaseException) -> None:
    if OutOfMemory.is_behind(error):
        hint = "lower `batch_tokens` or `beam_size`, or take a smaller model"
        raise OutOfMemory(f"ctranslate2: out of memory: {_line(error)}", hint) from error


def _line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
