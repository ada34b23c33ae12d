"""What every recogniser promises, on real weights."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from localize import plugins
from localize.domain.heard import Segment, Window, told
from localize.domain.times import Span
from localize.errors import (
    ConfigurationError,
    LocalizeError,
    OutOfMemory,
    UnknownName,
    WeightsCorrupt,
    WeightsMissing,
)
from localize.listen.doubting import heard_window
from localize.listen.engines.failures import opening
from localize.stage import EngineSetup, Recognizer, RecognizerRequest
from tests.listen.media import Signal

NAMES = ["faster-whisper", "openai-whisper", "sherpa-onnx", "scripted"]
CHINESE = RecognizerRequest("zh", beam_size=2)  # PyTorch takes its time for five
PROMPTED = RecognizerRequest("zh", "四川话短剧。", ("巴适", "回锅肉", "莫得"))


@pytest.fixture(scope="module")
def weights(whisper_base: Path, openai_base: Path, sherpa_base: Path) -> dict[str, Path | None]:
    return {
        "faster-whisper": whisper_base,
        "openai-whisper": openai_base,
        "sherpa-onnx": sherpa_base,
        "scripted": None,
    }


@pytest.fixture(scope="module")
def sounds(episode_sound: Signal) -> list[Signal]:
    """Two lines of the example episode, 1.7 s and 1.4 s long."""
    return [episode_sound[at * 16 : end * 16] for at, end in [(4_900, 6_600), (6_600, 8_000)]]


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def engines(
    weights: dict[str, Path | None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Recognizer]]:
    """Each engine is opened once."""
    script = tmp_path_factory.mktemp("script") / "script.json"
    script.write_text(json.dumps({"lines": [{"text": "妹儿，回来了嗦", "start_ms": 200, "end_ms": 2000}]}))

    @cache
    def opened(name: str) -> Recognizer:
        kind = plugins.load("recognizer", name)
        options = kind.Options(script=str(script)) if name == "scripted" else kind.Options()
        engine: Recognizer = kind(EngineSetup("", weights[name], options, threads=1))
        return engine

    yield opened
    for name in NAMES:
        opened(name).close()


@pytest.fixture(scope="module")
def answered(
    engines: Callable[[str], Recognizer], sounds: list[Signal]
) -> Callable[[str], list[tuple[Segment, ...]]]:
    return cache(lambda name: engines(name).recognize(sounds, CHINESE))


@pytest.fixture
def engine(name: str, engines: Callable[[str], Recognizer]) -> Recognizer:
    return engines(name)


@pytest.fixture
def answers(name: str, answered: Callable[[str], list[tuple[Segment, ...]]]) -> list[tuple[Segment, ...]]:
    return answered(name)


def test_it_states_what_it_is(name: str) -> None:
    kind = plugins.load("recognizer", name)
    options = kind.Options()
    assert kind.version >= 1
    assert kind.operational <= set(msgspec.to_builtins(options)) | set(type(options).__struct_fields__)
    assert bool(kind.default_model) == (name != "scripted")


def test_one_answer_a_sound_with_times_inside_it(
    answers: list[tuple[Segment, ...]], sounds: list[Signal]
) -> None:
    assert len(answers) == len(sounds)
    for segments, sound in zip(answers, sounds, strict=True):
        words = [word for segment in segments for word in segment.words]
        assert len(words) >= 3
        times = [ms for word in words for ms in (word.start_ms, word.end_ms)]
        assert times == sorted(times)
        assert times[0] >= 0
        assert times[-1] <= len(sound) // 16
        assert all(0 <= one <= 1 for one in told(word.probability for word in words))


def test_words_join_to_the_text(answers: list[tuple[Segment, ...]]) -> None:
    for segment in (segment for segments in answers for segment in segments):
        assert "".join(word.text for word in segment.words) == segment.text
        assert segment.start_ms == segment.words[0].start_ms
        assert segment.end_ms == segment.words[-1].end_ms
        assert all(one <= 0 for one in told([segment.average_logprob]))
        assert (segment.average_logprob is None) is not any(told(word.probability for word in segment.words))
        assert 0 <= segment.no_speech_probability <= 1
        assert segment.compression_ratio > 0


def test_the_same_sound_alone_or_in_company(
    engine: Recognizer, sounds: list[Signal], answers: list[tuple[Segment, ...]]
) -> None:
    [alone] = engine.recognize(sounds[1:], CHINESE)
    assert [segment.text for segment in alone] == [segment.text for segment in answers[1]]
    assert [word.start_ms for word in alone[0].words] == [word.start_ms for word in answers[1][0].words]


def test_a_prompt_and_a_temperature_are_taken_and_repeat_exactly(
    engine: Recognizer, sounds: list[Signal]
) -> None:
    request = msgspec.structs.replace(PROMPTED, temperature=0.4)
    once, again = (engine.recognize(sounds[:1], request) for _ in range(2))
    assert once == again
    assert once[0][0].text


def test_no_sounds_no_answers(engine: Recognizer) -> None:
    assert engine.recognize([], CHINESE) == []


def test_closing_twice_is_closing(name: str, weights: dict[str, Path | None], tmp_path: Path) -> None:
    kind = plugins.load("recognizer", name)
    script = tmp_path / "script.json"
    script.write_text('{"lines": []}')
    options = kind.Options(script=str(script)) if name == "scripted" else kind.Options()
    opened = kind(EngineSetup("", weights[name], options, threads=1))
    opened.close()
    opened.close()


WHISPERS = ["faster-whisper", "openai-whisper", "sherpa-onnx"]


@pytest.fixture(scope="module")
def exact(whisper_base: Path) -> Iterator[Recognizer]:
    """Whisper without rounding its weights to 8 bits."""
    kind = plugins.load("recognizer", "faster-whisper")
    engine = kind(EngineSetup("", whisper_base, kind.Options(compute_type="float32"), threads=1))
    yield engine
    engine.close()


def test_both_whispers_hear_the_same(
    exact: Recognizer, sounds: list[Signal], answered: Callable[[str], list[tuple[Segment, ...]]]
) -> None:
    for [one], [other] in zip(exact.recognize(sounds, CHINESE), answered("openai-whisper"), strict=True):
        assert SequenceMatcher(None, one.text, other.text).ratio() > 0.9
        assert one.average_logprob == pytest.approx(other.average_logprob, abs=0.1)
        assert one.start_ms == pytest.approx(other.start_ms, abs=100)


def test_so_does_the_one_of_sherpa_onnx(
    exact: Recognizer, sounds: list[Signal], answered: Callable[[str], list[tuple[Segment, ...]]]
) -> None:
    """It decodes greedily."""
    greedy = msgspec.structs.replace(CHINESE, beam_size=1)
    [[one], _] = exact.recognize(sounds, greedy)
    [[other], _] = answered("sherpa-onnx")
    assert len(other.text) == 10
    assert SequenceMatcher(None, one.text, other.text).ratio() >= 0.9


@pytest.mark.parametrize("whisper", WHISPERS)
def test_weights_that_are_missing_or_broken(
    whisper: str, weights: dict[str, Path | None], tmp_path: Path
) -> None:
    kind = plugins.load("recognizer", whisper)
    with pytest.raises(WeightsMissing, match="localize models pull"):
        kind(EngineSetup("", tmp_path, kind.Options()))
    good = weights[whisper]
    assert good is not None
    for file in good.iterdir():
        (tmp_path / file.name).write_bytes(
            file.read_bytes()[: 100_000 if file.suffix in {".bin", ".pt", ".onnx"} else None]
        )
    with pytest.raises(WeightsCorrupt, match="localize models verify") as caught:
        kind(EngineSetup("", tmp_path, kind.Options()))
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), str(again)) == (WeightsCorrupt, str(caught.value))


def test_a_device_that_is_not_there(whisper_base: Path) -> None:
    kind = plugins.load("recognizer", "faster-whisper")
    with pytest.raises(ConfigurationError, match="faster-whisper: unsupported device tpu") as caught:
        kind(EngineSetup("", whisper_base, kind.Options(device="tpu")))
    assert "`device`" in caught.value.hint


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("CUDA failed with error CUDA driver version is insufficient", ConfigurationError),
        ("Requested float16 compute type, but the target device does not support it", ConfigurationError),
        ("mkl_malloc: failed to allocate memory", OutOfMemory),
        ("CUDA failed with error out of memory", OutOfMemory),
        ("std::bad_alloc", OutOfMemory),
        ("File model.bin is incomplete", WeightsCorrupt),
    ],
)
def test_only_bad_weights_are_told_as_bad_weights(said: str, kind: type[LocalizeError]) -> None:
    with pytest.raises(kind, match=said), opening("faster-whisper", None):
        raise RuntimeError(said)


def test_a_language_that_whisper_does_not_know(
    engines: Callable[[str], Recognizer], sounds: list[Signal]
) -> None:
    with pytest.raises(UnknownName, match="unknown language 'tlh'"):
        engines("faster-whisper").recognize(sounds, RecognizerRequest("tlh"))


def test_a_tokenizer_that_is_no_tokenizer(whisper_base: Path, tmp_path: Path) -> None:
    for file in whisper_base.iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "tokenizer.json").unlink()
    (tmp_path / "tokenizer.json").write_text("{}")
    kind: Any = plugins.load("recognizer", "faster-whisper")
    with pytest.raises(WeightsCorrupt, match="cannot be loaded"):
        kind(EngineSetup("", tmp_path, kind.Options()))


def test_noise_gives_nothing_that_is_believed(engines: Callable[[str], Recognizer]) -> None:
    """What the speech detector let through all the same: no line is left of it."""
    recognizer = engines("faster-whisper")
    noise = np.random.default_rng(0).normal(0, 0.02, 16_000 * 4).astype(np.float32)
    [segments] = recognizer.recognize([noise], CHINESE)
    assert segments, "the model writes something where nothing is said"
    window = Window(0, 4_000, (Span(0, 100),), "digest")
    heard = heard_window(window, noise, segments, CHINESE, recognizer)
    assert heard.lines == ()
    assert heard.dropped
