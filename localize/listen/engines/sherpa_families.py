"""The families of models that sherpa-onnx runs: what each is built with, and how it is known.

A family is a constructor of `sherpa_onnx.OfflineRecognizer` and the files of the model's folder that its
arguments name. The library ends the process when a model lacks the metadata that it needs, so `marks` are
looked at first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from localize.domain.language import is_chinese, primary
from localize.errors import ConfigurationError, UnknownName, WeightsCorrupt, WeightsMissing
from localize.listen.engines.failures import GET_AGAIN
from localize.listen.engines.onnx_metadata import metadata
from localize.listen.engines.whisper_languages import whisper_language

_TOKENS = "*tokens.txt"
_ONE_FILE = {"model": "model*.onnx", "tokens": _TOKENS}
LONGEST_MS = 30_000  # what a recogniser is given at most
_SAY_WHICH = "say which family it is with the engine's option `family`, or get the model again"

Language = Callable[[str], str]


@dataclass(frozen=True)
class Family:
    """`files` gives for each argument of the `constructor` the pattern of its file; the first of them holds
    the metadata `marks`, each with what its value begins with. `settings` are further arguments.

    `language` turns a BCP-47 tag into what the family calls the language, for the constructor, and
    `spoken` likewise for each sound; `languages` is the metadata that lists those a model knows, where it
    does. `hotwords` says whether it can be told words. A sound longer than `longest_ms` is given in pieces.
    """

    name: str
    constructor: str
    files: Mapping[str, str]
    marks: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    language: Language | None = None
    languages: str = ""
    spoken: Language | None = None
    hotwords: bool = False
    longest_ms: int = LONGEST_MS

    def arguments(self, folder: Path) -> dict[str, Any]:
        """Raises WeightsMissing."""
        return {**self.settings, **{name: str(_file(folder, glob)) for name, glob in self.files.items()}}

    def code(self, folder: Path, tag: str) -> str:
        """What the constructor is told of the language, or empty. Raises UnknownName, WeightsCorrupt."""
        code = self.language(tag) if self.language else ""
        told = self._metadata(folder).get(self.languages, "") if self.languages else ""
        if told and code not in told.split(","):
            raise UnknownName.of("language", tag, told.split(","), "the model")
        return code

    def missing(self, folder: Path) -> list[str]:
        return [glob for glob in self.files.values() if not any(folder.glob(glob))]

    def lacks(self, folder: Path) -> list[str]:
        """The marks that its model does not bear. Raises WeightsCorrupt."""
        told = self._metadata(folder)
        return [
            key for key, start in self.marks.items() if key not in told or not told[key].startswith(start)
        ]

    def _metadata(self, folder: Path) -> dict[str, str]:
        return _metadata(_file(folder, next(iter(self.files.values()))))


def _sense_voice_language(tag: str) -> str:
    """Others than its five it finds out for itself."""
    code = "zh" if is_chinese(tag) and primary(tag) != "yue" else primary(tag)
    return code if code in {"zh", "yue", "en", "ja", "ko"} else "auto"


def _qwen3_language(tag: str) -> str:
    """Its names of languages are English words; other languages it finds out for itself."""
    return {"yue": "Cantonese", "en": "English"}.get(primary(tag), "Chinese" if is_chinese(tag) else "")


def _funasr_language(tag: str) -> str:
    """Every dialect is 中文 to it (Fun-ASR, README); other languages it finds out for itself."""
    return "中文" if is_chinese(tag) else {"en": "英文", "ja": "日文"}.get(primary(tag), "")


# What the folder must hold tells the families apart, from top to bottom; where the files have the same names,
# the marks do: the keys that the library asks for, or the type that its exporters write.
FAMILIES = (
    Family(
        "qwen3-asr",
        "from_qwen3_asr",
        {
            "conv_frontend": "conv_frontend*.onnx",
            "encoder": "encoder*.onnx",
            "decoder": "decoder*.onnx",
            "tokenizer": "tokenizer",
        },
        # It holds 512 tokens: 13 for each second of sound, the hotwords and the text (sherpa-onnx 2.0.1).
        settings={"max_new_tokens": 200},
        longest_ms=18_000,
        spoken=_qwen3_language,
        hotwords=True,
    ),
    Family(
        "funasr-nano",
        "from_funasr_nano",
        {
            "encoder_adaptor": "encoder_adaptor*.onnx",
            "llm": "llm*.onnx",
            "embedding": "embedding*.onnx",
            "tokenizer": "Qwen3*",
        },
        spoken=_funasr_language,
        hotwords=True,
    ),
    Family(
        "whisper",
        "from_whisper",
        {"encoder": "*encoder*.onnx", "decoder": "*decoder*.onnx", "tokens": _TOKENS},
        {"n_mels": "", "n_text_layer": ""},
        # As in training silence fills its 30 s, and the library looks at no more than the first 29.5.
        settings={"tail_paddings": 3000},
        longest_ms=29_000,
        language=whisper_language,
        languages="all_language_codes",
    ),
    Family(
        "fire-red-asr",
        "from_fire_red_asr",
        {"encoder": "*encoder*.onnx", "decoder": "*decoder*.onnx", "tokens": _TOKENS},
        {"cmvn_mean": "", "num_decoder_layers": ""},
    ),
    Family(
        "sense-voice",
        "from_sense_voice",
        _ONE_FILE,
        {"model_type": "sense_voice", "lfr_window_size": ""},
        settings={"use_itn": True},  # with it the text is punctuated
        language=_sense_voice_language,
    ),
    Family(
        "paraformer",
        "from_paraformer",
        {"paraformer": "model*.onnx", "tokens": _TOKENS},
        {"lfr_window_size": "", "neg_mean": ""},
    ),
    Family(
        "fire-red-asr-ctc",
        "from_fire_red_asr_ctc",
        _ONE_FILE,
        {"model_type": "fire-red-asr-2-ctc"},
    ),
    Family("dolphin-ctc", "from_dolphin_ctc", _ONE_FILE, {"vocab_size": "", "mean": "", "invstd": ""}),
    Family("telespeech-ctc", "from_telespeech_ctc", _ONE_FILE, {"model_type": "telespeech_ctc"}),
    Family("zipformer-ctc", "from_zipformer_ctc", _ONE_FILE, {"model_type": "zipformer2_ctc"}),
    Family("wenet-ctc", "from_wenet_ctc", _ONE_FILE, {"model_type": "wenet_ctc", "vocab_size": ""}),
)
BY_NAME: Mapping[str, Family] = {family.name: family for family in FAMILIES}


def family_of(folder: Path, name: str = "") -> Family:
    """The family of the model in `folder`: the one that is named, else the first that it fits.

    Raises WeightsMissing, WeightsCorrupt, UnknownName, ConfigurationError.
    """
    if name:
        return _named(folder, name)
    whole = [family for family in FAMILIES if not family.missing(folder)]
    if not whole:
        raise WeightsMissing(f"sherpa-onnx: no model in {folder}", "localize models pull, then run again")
    found = next((family for family in whole if not family.lacks(folder)), None)
    if found is None:
        raise ConfigurationError(f"sherpa-onnx: the model in {folder} is of no known family", _SAY_WHICH)
    return found


def _named(folder: Path, name: str) -> Family:
    if name not in BY_NAME:
        raise UnknownName.of("family", name, BY_NAME, "options of sherpa-onnx")
    family = BY_NAME[name]
    family.arguments(folder)
    if lacks := family.lacks(folder):
        raise ConfigurationError(
            f"sherpa-onnx: the model in {folder} is no {name}: its metadata has no {', '.join(lacks)}",
            "leave the option `family` out, and it is found out",
        )
    return family


def _file(folder: Path, pattern: str) -> Path:
    """The one rounded to 8 bits where there are several: as it is published, it is as good and faster."""
    found = sorted(folder.glob(pattern))
    if not found:
        raise WeightsMissing(f"sherpa-onnx: no {pattern} in {folder}", "localize models pull, then run again")
    return next((path for path in found if ".int8." in path.name), found[0])


def _metadata(path: Path) -> dict[str, str]:
    try:
        return metadata(path)
    except (OSError, ValueError) as error:
        raise WeightsCorrupt(f"sherpa-onnx: {path}: {error}", GET_AGAIN) from error
