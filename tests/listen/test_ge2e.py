"""The voice encoder on its real weights: the numbers of the package that they come from."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from localize.errors import WeightsCorrupt, WeightsMissing
from localize.listen.engines import ge2e, voice_mels
from localize.listen.engines.ge2e import Ge2e, Ge2eOptions, stretches
from localize.listen.engines.voice_mels import BANDS, mels
from localize.stage import SAMPLE_RATE, EngineSetup
from localize.weights.catalogue import find_model
from localize.weights.shelf import Shelf
from tests.listen.media import Signal


@pytest.fixture(scope="module")
def weights(shelf: Shelf) -> Path:
    return shelf.ensure(find_model("resemblyzer"))


@pytest.fixture(scope="module")
def encoder(weights: Path) -> Iterator[Ge2e]:
    engine = Ge2e(EngineSetup("resemblyzer", weights, Ge2eOptions()))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def lines(episode_sound: Signal) -> list[Signal]:
    """The first three of the example episode."""
    times = ((1150, 4525), (4875, 6380), (6730, 9477))
    return [episode_sound[start * 16 : end * 16] for start, end in times]


def encoded(encoder: Ge2e, sound: Signal) -> Signal:
    [vector] = encoder.encode([sound])
    assert vector is not None
    return vector


# Of the package itself (Resemblyzer 0.1.4) for the same sounds: some coordinates, and how alike they are.
NUMBERS = (
    {146: 0.246722, 167: 0.230661, 66: 0.220533, 21: 0.203862},
    {238: 0.224206, 109: 0.214401, 78: 0.204614, 240: 0.202774},
    {167: 0.223006, 243: 0.193147, 168: 0.191955, 48: 0.191550},
)
ALIKE = {(0, 1): 0.5947, (0, 2): 0.8575, (1, 2): 0.6220}


def test_the_numbers_of_the_package(encoder: Ge2e, lines: list[Signal]) -> None:
    vectors = [encoded(encoder, line) for line in lines]
    for vector, numbers in zip(vectors, NUMBERS, strict=True):
        assert {at: float(vector[at]) for at in numbers} == pytest.approx(numbers, abs=1e-5)
    found = {(one, other): float(vectors[one] @ vectors[other]) for one, other in ALIKE}
    assert found == pytest.approx(ALIKE, abs=1e-4)


def test_a_direction_for_each_sound(encoder: Ge2e, lines: list[Signal]) -> None:
    for line in lines:
        vector = encoded(encoder, line)
        assert vector.shape == (256,) and vector.dtype == np.float32
        assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5)


def test_silence_is_nobodys_voice(encoder: Ge2e) -> None:
    assert encoder.encode([np.zeros(16_000, np.float32), np.zeros(0, np.float32)]) == [None, None]


def test_the_same_bits_alone_and_among_others(encoder: Ge2e, lines: list[Signal]) -> None:
    alone = [encoded(encoder, line).tobytes() for line in lines]
    together = [vector.tobytes() for vector in encoder.encode(lines) if vector is not None]
    assert together == alone


def test_the_same_bits_with_any_number_of_threads(encoder: Ge2e, lines: list[Signal]) -> None:
    import torch

    before = torch.get_num_threads()
    try:
        found = set()
        for threads in (1, 2, 3):
            torch.set_num_threads(threads)
            found.add(encoded(encoder, lines[0]).tobytes())
            assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)
    assert len(found) == 1


def test_the_same_bits_in_parts(encoder: Ge2e, lines: list[Signal], monkeypatch: pytest.MonkeyPatch) -> None:
    """25 stretches at once, and in four parts."""
    sound = np.concatenate(lines * 3)[: 20 * SAMPLE_RATE]
    at_once, bands = encoded(encoder, sound), mels(sound)
    monkeypatch.setattr(ge2e, "_AT_ONCE", 8)
    monkeypatch.setattr(voice_mels, "_AT_ONCE", 7)
    assert mels(sound).tobytes() == bands.tobytes()
    assert encoded(encoder, sound).tobytes() == at_once.tobytes()


def test_a_long_sound_takes_little_more_than_a_short_one() -> None:
    taken = []
    for seconds in (10, 60):
        sound = np.ones(seconds * SAMPLE_RATE, np.float32)
        tracemalloc.start()
        mels(sound)
        taken.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    # What was made of it, and itself with silence around it.
    more = 50 * SAMPLE_RATE * 4 + 2 * 5000 * BANDS * 4
    assert taken[1] < taken[0] + 1.2 * more


def test_how_loud_it_is_matters_little(encoder: Ge2e, lines: list[Signal]) -> None:
    """What is quiet is turned up, as far as to -30 dB."""
    quiet = lines[0] * np.float32(0.001)
    quieter = lines[0] * np.float32(0.0001)
    assert float(encoded(encoder, quiet) @ encoded(encoder, quieter)) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("samples", "starts"),
    [
        (0, [0]),
        (9600, [0]),
        (25_599, [0]),
        (25_600, [0]),
        (31_519, [0]),
        (31_520, [0, 77]),
        (48_000, [0, 77, 154]),
    ],
)
def test_the_stretches_that_are_heard(samples: int, starts: list[int]) -> None:
    """1.6 s each, 0.77 s apart, the last with 1.2 s of sound at least."""
    assert stretches(samples) == starts


def test_a_tone_is_in_the_bands_of_its_pitch() -> None:
    second = np.arange(16_000) / 16_000
    for hz, band in ((200, 2), (1000, 13), (4000, 31)):
        power = mels(np.sin(2 * np.pi * hz * second).astype(np.float32))
        assert power.shape == (101, BANDS)
        assert int(power[50].argmax()) == band


def test_weights_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(WeightsMissing):
        Ge2e(EngineSetup("", tmp_path, Ge2eOptions()))
    (tmp_path / "pretrained.pt").write_bytes(b"no weights")
    with pytest.raises(WeightsCorrupt):
        Ge2e(EngineSetup("", tmp_path, Ge2eOptions()))


def test_weights_of_something_else(tmp_path: Path) -> None:
    import torch

    torch.save({"model_state": {"linear.weight": torch.zeros(3)}}, tmp_path / "other.pt")
    with pytest.raises(WeightsCorrupt):
        Ge2e(EngineSetup("", tmp_path, Ge2eOptions()))
    torch.save([1, 2], tmp_path / "other.pt")
    with pytest.raises(WeightsCorrupt, match="no checkpoint of a voice encoder"):
        Ge2e(EngineSetup("", tmp_path, Ge2eOptions()))
