"""sherpa-onnx: each family's call against the installed library, two run for real, the rest on a double."""

from __future__ import annotations

import inspect
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sherpa_onnx
from hypothesis import given
from hypothesis import strategies as st
from onnx import helper

from localize.domain.times import Span
from localize.errors import (
    ConfigurationError,
    EngineError,
    EngineUnavailable,
    OutOfMemory,
    UnknownName,
    WeightsCorrupt,
    WeightsMissing,
)
from localize.listen.engines.onnx_metadata import metadata
from localize.listen.engines.sherpa_families import BY_NAME, FAMILIES, Family, family_of
from localize.listen.engines.sherpa_onnx import SPREAD, SherpaOnnx, SherpaOnnxOptions, _pieces
from localize.listen.engines.sherpa_words import Result, spread_words, words_of
from localize.listen.engines.whisper_words import one_segment
from localize.listen.lines import lines_of
from localize.stage import EngineSetup, RecognizerRequest
from localize.weights.catalogue import Model, load_catalogue
from tests.listen.media import RATE, Signal
from tests.listen.tone_model import sung, write_tone_model

CHINESE = RecognizerRequest("zh")
WENET = {"model_type": "wenet_ctc"}
MODELS = [model for model in load_catalogue().values() if model.engine == "sherpa-onnx"]


def opened(folder: Path, **options: Any) -> SherpaOnnx:
    return SherpaOnnx(EngineSetup("", folder, SherpaOnnxOptions(**options), threads=1))


def laid_out(folder: Path, model: Model) -> Path:
    """The model's files, empty."""
    for file in model.files:
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).touch()
    return folder


# ── each family's call ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("family", FAMILIES, ids=BY_NAME)
def test_the_library_takes_what_a_family_is_built_with(family: Family) -> None:
    parameters = inspect.signature(getattr(sherpa_onnx.OfflineRecognizer, family.constructor)).parameters
    given = {*family.files, *family.settings, "num_threads", "provider"}
    given |= {"language"} if family.language else set()
    assert given <= set(parameters)
    required = {name for name, one in parameters.items() if one.default is inspect.Parameter.empty}
    assert required <= given


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_every_model_of_the_catalogue_has_the_files_of_its_family(model: Model, tmp_path: Path) -> None:
    family = BY_NAME[model.family]
    arguments = family.arguments(laid_out(tmp_path, model))
    assert all(Path(arguments[name]).exists() for name in family.files)
    for pattern in SherpaOnnx.weight_files:
        assert any(tmp_path.glob(pattern))


def test_a_stream_takes_options() -> None:
    assert callable(sherpa_onnx.OfflineStream.set_option)


# ── which family ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("family", [family for family in FAMILIES if family.marks], ids=lambda one: one.name)
def test_a_family_is_known_by_its_marks(family: Family, tmp_path: Path) -> None:
    write_tone_model(tmp_path, {key: value or "1" for key, value in family.marks.items()})
    for pattern in family.files.values():
        name = pattern.replace("*.onnx", ".onnx").replace("*", "base-")
        if name not in {"model.onnx", "base-tokens.txt"}:
            (tmp_path / name).symlink_to("model.onnx")
    assert family_of(tmp_path) == family
    assert family_of(tmp_path, family.name) == family


@pytest.mark.parametrize("name", ["qwen3-asr-0.6b", "fun-asr-nano"])
def test_a_family_is_known_by_its_files(name: str, tmp_path: Path) -> None:
    [model] = [model for model in MODELS if model.name == name]
    assert family_of(laid_out(tmp_path, model)).name == model.family


def test_a_model_of_no_family_is_refused_before_it_ends_the_process(tmp_path: Path) -> None:
    folder = write_tone_model(tmp_path, {"model_type": "EncDecCTCModel"})
    with pytest.raises(ConfigurationError, match=r"of no known family.*option `family`"):
        opened(folder)
    with pytest.raises(ConfigurationError, match="is no paraformer: its metadata has no lfr_window_size"):
        opened(folder, family="paraformer")
    with pytest.raises(UnknownName, match="did you mean 'paraformer'"):
        opened(folder, family="parafomer")


@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=5))
def test_metadata_is_read_as_it_was_written(told: dict[str, str]) -> None:
    model = helper.make_model(helper.make_graph([], "empty", [], []), producer_name="tests")
    helper.set_model_props(model, told)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        path.write_bytes(model.SerializeToString())
        assert metadata(path) == told


@pytest.mark.parametrize("content", [b"", b"\xff" * 100, b"<html>not found</html>"])
def test_what_is_no_onnx_file(tmp_path: Path, content: bytes) -> None:
    folder = write_tone_model(tmp_path, WENET)
    (folder / "model.onnx").write_bytes(content)
    with pytest.raises((WeightsCorrupt, ConfigurationError)):
        opened(folder)


def test_of_two_precisions_the_one_in_8_bits(tmp_path: Path) -> None:
    for name in ("model.onnx", "model.int8.onnx", "tokens.txt"):
        (tmp_path / name).touch()
    assert BY_NAME["paraformer"].arguments(tmp_path)["paraformer"].endswith("model.int8.onnx")


# ── run for real ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("metadata", [WENET, {"model_type": "zipformer2_ctc"}], ids=["wenet", "zipformer"])
def test_a_ctc_model_hears_its_tones_when_they_sound(tmp_path: Path, metadata: Mapping[str, str]) -> None:
    engine = opened(write_tone_model(tmp_path, metadata))
    [[segment], nothing] = engine.recognize([sung("巴适莫适"), sung("")], CHINESE)
    assert segment.text == "巴适莫适"
    for word, start_ms in zip(segment.words, (200, 600, 1000, 1400), strict=True):
        assert word.start_ms == pytest.approx(start_ms, abs=45)
        assert 0 < word.end_ms - word.start_ms <= 400
    assert segment.notes == ()
    assert nothing == ()


def test_too_short_a_sound_is_no_crash(tmp_path: Path) -> None:
    engine = opened(write_tone_model(tmp_path, WENET))
    assert engine.recognize([np.zeros(0, np.float32), sung("")[:16], sung("巴")[:1]], CHINESE) == [(), (), ()]


def test_whisper_is_told_the_language(sherpa_base: Path) -> None:
    engine = opened(sherpa_base)
    assert engine.recognize([], RecognizerRequest("en")) == []
    with pytest.raises(UnknownName, match="unknown language 'tlh'"):
        engine.recognize([], RecognizerRequest("tlh"))


def test_a_gpu_that_the_library_was_not_built_for(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="knows no GPU") as caught:
        opened(write_tone_model(tmp_path, WENET), device="cuda")
    assert "`device`" in caught.value.hint


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sherpa_onnx", None)
    with pytest.raises(EngineUnavailable, match="pip install sherpa-onnx"):
        opened(write_tone_model(tmp_path, WENET))


# ── on a double: what is told and what is made of the answer ────────────────────────────────────────


class Stream:
    def __init__(self) -> None:
        self.options: dict[str, str] = {}
        self.samples = 0
        self.result: Any = Result("")

    def set_option(self, name: str, value: str) -> None:
        self.options[name] = value

    def accept_waveform(self, rate: int, sound: Signal) -> None:
        assert rate == RATE
        self.samples = len(sound)


class Double:
    """In place of the library: remembers how it was built and what its streams were told."""

    __file__ = sherpa_onnx.__file__

    def __init__(self, *answers: Any) -> None:
        self.built: list[dict[str, Any]] = []
        self.streams: list[Stream] = []
        self.OfflineRecognizer = self
        self._answers = list(answers)

    def __getattr__(self, name: str) -> Any:
        return lambda **arguments: self.built.append({"constructor": name, **arguments}) or self

    def create_stream(self) -> Stream:
        self.streams.append(Stream())
        return self.streams[-1]

    def decode_streams(self, streams: list[Stream]) -> None:
        for stream in streams:
            stream.result = self._answers.pop(0) if self._answers else Result("")


@pytest.fixture
def double(monkeypatch: pytest.MonkeyPatch) -> Iterator[Double]:
    made = Double()
    monkeypatch.setitem(sys.modules, "sherpa_onnx", made)  # type: ignore[arg-type]
    yield made


def on_double(folder: Path, name: str) -> SherpaOnnx:
    [model] = [model for model in MODELS if model.name == name]
    return opened(laid_out(folder, model))


LENGTHS = st.integers(1, 5_000)
NAMES = RecognizerRequest("zh-x-sichuan", "四川话短剧。", ("陈幺妹", "满堂红", "a,b"))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("qwen3-asr-0.6b", {"language": "Chinese", "hotwords": "陈幺妹,满堂红"}),
        ("fun-asr-nano", {"language": "中文", "hotwords": "陈幺妹,满堂红"}),
    ],
)
def test_hotwords_and_language_go_with_each_sound(
    name: str, told: dict[str, str], double: Double, tmp_path: Path
) -> None:
    engine = on_double(tmp_path, name)
    engine.recognize([sung("巴")], NAMES)
    engine.recognize([sung("巴")], RecognizerRequest("fr"))
    assert [stream.options for stream in double.streams] == [told, {}]
    assert len(double.built) == 1


@pytest.fixture
def whisper(double: Double, tmp_path: Path) -> SherpaOnnx:
    """A folder that looks like a Whisper, on the double."""
    family = BY_NAME["whisper"]
    marks = dict.fromkeys(family.marks, "1") | {family.languages: "zh,en,fr"}
    write_tone_model(tmp_path, marks)
    for name in ("base-encoder.onnx", "base-decoder.onnx", "base-tokens.txt"):
        (tmp_path / name).symlink_to("model.onnx")
    return opened(tmp_path)


def asked_in(engine: SherpaOnnx, *languages: str) -> None:
    for language in languages:
        engine.recognize([sung("巴")], RecognizerRequest(language))


def test_a_model_is_opened_once_for_each_language_and_not_before(whisper: SherpaOnnx, double: Double) -> None:
    assert double.built == []
    asked_in(whisper, "en", "en", "zh", "yue", "fr")
    assert [one["language"] for one in double.built] == ["en", "zh", "fr"]


def test_the_model_for_another_language_is_given_up_first(
    whisper: SherpaOnnx, double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the next one cannot be opened: none is asked in a language that it was not opened for."""
    asked_in(whisper, "zh")
    models: list[Any] = []

    def fails(**_arguments: Any) -> None:
        models.append(whisper._model)
        raise RuntimeError("bad_alloc")

    with monkeypatch.context() as patch:
        patch.setattr(double, "from_whisper", fails, raising=False)
        for _ in range(2):
            with pytest.raises(OutOfMemory):
                asked_in(whisper, "en")
    assert models == [None, None]
    asked_in(whisper, "zh")
    assert [one["language"] for one in double.built] == ["zh", "zh"]


def test_that_a_file_is_missing_is_told_when_it_is_opened(tmp_path: Path) -> None:
    folder = write_tone_model(tmp_path, WENET)
    (folder / "tokens.txt").unlink()
    for family in ("", "wenet-ctc"):
        with pytest.raises(WeightsMissing):
            opened(folder, family=family)


def test_hotwords_leave_room_for_the_sound(double: Double, tmp_path: Path) -> None:
    words = tuple(f"人物{number:03d}" for number in range(100))
    on_double(tmp_path, "qwen3-asr-0.6b").recognize([sung("巴")], RecognizerRequest("zh", words=words))
    assert double.streams[0].options["hotwords"] == ",".join(words[:8])


def test_a_long_sound_is_given_in_pieces_and_their_words_are_joined(double: Double, tmp_path: Path) -> None:
    engine = on_double(tmp_path, "qwen3-asr-0.6b")
    double._answers = [Result("你好，"), Result("走吧。")]
    sound = np.random.default_rng(0).normal(0, 0.1, 30 * RATE).astype(np.float32)
    sound[15 * RATE : 16 * RATE] = 0
    [[segment]] = engine.recognize([sound], CHINESE)
    assert segment.text == "你好，走吧。"
    first, second = (stream.samples for stream in double.streams)
    assert first + second == len(sound)
    assert 15 * RATE <= first <= 16 * RATE
    assert segment.words[1].end_ms <= first // 16 <= segment.words[2].start_ms
    assert segment.words[-1].end_ms <= 30_000


def test_without_times_characters_are_spread_over_the_speech(
    double: Double, tmp_path: Path, episode_sound: Signal
) -> None:
    engine = on_double(tmp_path, "qwen3-asr-0.6b")
    double._answers = [Result("妈，我来点儿ok给不起你吗？")]
    sound = np.concatenate([np.zeros(2 * RATE, np.float32), episode_sound[4_900 * 16 : 6_600 * 16]])
    [[segment]] = engine.recognize([sound], CHINESE)
    assert segment.notes == (SPREAD,)
    assert [word.text for word in segment.words][:7] == ["妈，", "我", "来", "点", "儿", "ok", "给"]
    assert segment.start_ms >= 1_900, "two seconds of silence are no speech"
    assert {word.probability for word in segment.words} == {None}
    assert segment.average_logprob is None


def test_what_has_neither_marks_nor_times_still_parts_at_pauses() -> None:
    speech = (Span(200, 1_200), Span(2_200, 3_200))
    said = spread_words("你回来了嗦要得我晓得", speech)
    [segment] = one_segment(said, None, 0.0)
    lines = lines_of(segment, speech, "zh")
    assert [(line.text, line.start_ms, line.end_ms) for line in lines] == [
        ("你回来了嗦。", 200, 1_200),
        ("要得我晓得。", 2_200, 3_200),
    ]


@given(st.text("你好，。 ok3", max_size=30), st.lists(st.tuples(LENGTHS, LENGTHS), min_size=1, max_size=5))
def test_spread_words_keep_the_text_and_the_order(text: str, parts: list[tuple[int, int]]) -> None:
    speech, at = [], 0
    for pause_ms, length_ms in parts:
        speech.append(Span(at + pause_ms, at + pause_ms + length_ms))
        at = speech[-1].end_ms
    made = spread_words(text, speech)
    assert "".join(word.text for word in made).split() == text.split() or not made
    times = [ms for word in made for ms in (word.start_ms, word.end_ms)]
    assert times == sorted(times)
    assert all(speech[0].start_ms <= ms <= speech[-1].end_ms for ms in times)


def test_what_is_told_of_tokens_is_taken(double: Double, tmp_path: Path) -> None:
    engine = on_double(tmp_path, "qwen3-asr-0.6b")
    told = Result("你好 hello", ("你", "好", "hel@@", "lo"), (0.5, 0.7, 0.9, 1.0), (-0.1, -0.2, -0.3, -2.0))
    double._answers = [told]
    [[segment]] = engine.recognize([np.zeros(2 * RATE, np.float32)], CHINESE)
    times = [(word.text, word.start_ms, word.end_ms) for word in segment.words]
    assert times == [("你", 500, 700), ("好", 700, 900), (" hello", 900, 1400)]
    assert segment.words[0].probability == pytest.approx(0.9048)
    assert segment.average_logprob == pytest.approx(-0.65)


@pytest.mark.parametrize(
    ("text", "tokens", "words"),
    [
        ("▁你", ["▁", "你"], ["你"]),
        ("你▁", ["你", "▁"], ["你"]),
        ("▁hello▁world", ["▁hello", "▁world"], ["hello", "world"]),
        ("a@@b", ["a@@", "b"], ["ab"]),
        ("hel@@ lo 你", ["hel@@", "lo", "你"], ["hello", "你"]),
        ("▁", ["▁"], []),
    ],
)
def test_marks_of_tokens_are_no_words(text: str, tokens: list[str], words: list[str]) -> None:
    told = words_of(Result(text, tokens, [0.1 * at for at in range(len(tokens))]), 1000)
    assert told is not None
    for made in (told, spread_words(text, [Span(0, 1000)])):
        assert [word.text.strip() for word in made] == words


@given(st.lists(st.text("▁@ 你a。", max_size=4), max_size=8), st.sampled_from(["", " "]))
def test_whatever_tokens_are_made_of(tokens: list[str], between: str) -> None:
    result = Result(between.join(tokens), tokens, [0.1 * at for at in range(len(tokens))])
    for word in words_of(result, 1000) or spread_words(result.text, [Span(0, 1000)]):
        assert word.text.strip()
        assert 0 <= word.start_ms <= word.end_ms <= 1000


class Cut:
    """What pybind does where a token or a text ends within a character."""

    timestamps: tuple[float, ...] = ()
    ys_log_probs: tuple[float, ...] = ()

    def __init__(self, text: str | None) -> None:
        self._text = text

    @property
    def text(self) -> str:
        return self._text if self._text is not None else b"\xe5".decode()

    @property
    def tokens(self) -> list[str]:
        return [b"\xe5".decode()]


def test_characters_that_are_parted_among_tokens(double: Double, tmp_path: Path) -> None:
    engine = on_double(tmp_path, "qwen3-asr-0.6b")
    double._answers = [Cut("你好"), Cut(None)]
    [[segment]] = engine.recognize([sung("巴")], CHINESE)
    assert segment.text == "你好"
    with pytest.raises(EngineError, match="bytes that are no text"):
        engine.recognize([sung("巴")], CHINESE)


def test_pieces_are_cut_where_it_is_quiet() -> None:
    sound = np.ones(10 * RATE, np.float32)
    sound[int(3.4 * RATE) : int(3.6 * RATE)] = 0
    starts = [start for start, _ in _pieces(sound, 4_000)]
    assert 3_400 <= starts[1] <= 3_600
    assert sum(len(piece) for _, piece in _pieces(sound, 4_000)) == len(sound)
    assert max(len(piece) for _, piece in _pieces(sound, 4_000)) <= 4 * RATE
    assert [start for start, _ in _pieces(sound, 10_000)] == [0]


def own(folder: Path) -> SherpaOnnx:
    """As a model of the user's own is opened: known by its path."""
    return SherpaOnnx(EngineSetup(str(folder), folder, SherpaOnnxOptions()))


def test_a_model_of_ones_own_is_opened(tmp_path: Path) -> None:
    engine = own(write_tone_model(tmp_path, WENET))
    [[segment]] = engine.recognize([sung("巴适")], CHINESE)
    assert segment.text == "巴适"


@pytest.mark.parametrize("tokens", ["", "no number\n"])
def test_what_would_end_the_process_is_told(tmp_path: Path, tokens: str) -> None:
    """The library itself exits."""
    engine = own(write_tone_model(tmp_path, WENET))
    (tmp_path / "tokens.txt").write_text(tokens, "utf-8")
    with pytest.raises(WeightsCorrupt, match="cannot be opened"):
        engine.recognize([sung("巴适")], CHINESE)


def test_tokens_of_another_model_are_told(tmp_path: Path) -> None:
    engine = own(write_tone_model(tmp_path, WENET))
    (tmp_path / "tokens.txt").write_text("<blk> 0\n", "utf-8")
    with pytest.raises(WeightsCorrupt, match="not those of its model"):
        engine.recognize([sung("巴适")], CHINESE)
