"""Voices told apart by the d-vectors of GE2E (Wan et al., 2018), with the weights that Resemblyzer carries.

Its package is not needed: the network is three LSTMs and a layer on top. Unlike there, what is silent within
a sound is not cut out: lines come without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import ceil
from typing import TYPE_CHECKING, Any, ClassVar

from localize.domain.value import Value
from localize.errors import EngineUnavailable, OutOfMemory
from localize.listen.engines.failures import opening, weight_file, working
from localize.listen.engines.voice_mels import BANDS, HOP, mels
from localize.stage import SAMPLE_RATE, EngineSetup

if TYPE_CHECKING:
    from localize.stage import Samples

_NAME = "ge2e"
_SIZE, _LAYERS = 256, 3
# The network hears 1.6 s at once, as it was trained; a longer sound is heard 1.3 times a second, and its last
# stretch where three quarters of it are there (Resemblyzer's own defaults).
_FRAMES = 160
_STEP = round(SAMPLE_RATE / 1.3 / HOP)
_COVERED = 0.75
# 50 s, for which the network takes 32 MB. It rounds fewer than five otherwise than many.
_AT_ONCE = 64
# Full scale is 0 dB; what is louder is not turned down.
_LEAST_LOUDNESS_DB = -30.0


class Ge2eOptions(Value, frozen=True):
    """There are none."""


class Ge2e:
    """A checkpoint as Resemblyzer publishes it: a *.pt file, or a folder with one."""

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = "resemblyzer"
    Options: ClassVar[type[Value]] = Ge2eOptions
    operational: ClassVar[frozenset[str]] = frozenset()
    weight_files: ClassVar[tuple[str, ...]] = ("*.pt",)
    packages: ClassVar[Mapping[str, str]] = {"torch": "torch"}

    @classmethod
    def fingerprint(cls, options: Ge2eOptions) -> str:  # noqa: ARG003
        return ""

    def __init__(self, setup: EngineSetup) -> None:
        checkpoint = weight_file(_NAME, setup.weights, *self.weight_files)
        torch = _library()
        with opening(_NAME, checkpoint):
            loaded = torch.load(checkpoint, map_location="cpu", weights_only=True)
            state = loaded.get("model_state") if isinstance(loaded, dict) else None
            if not isinstance(state, dict):
                raise ValueError("it is no checkpoint of a voice encoder")
            self._lstm: Any = torch.nn.LSTM(BANDS, _SIZE, _LAYERS, batch_first=True)
            self._top: Any = torch.nn.Linear(_SIZE, _SIZE)
            self._lstm.load_state_dict(_of("lstm.", state))
            self._top.load_state_dict(_of("linear.", state))

    def close(self) -> None:
        self._lstm = self._top = None

    def encode(self, sounds: Sequence[Samples]) -> list[Samples | None]:
        """One after the other: together they would be rounded otherwise."""
        torch = _library()
        with working(_NAME), _one_thread(torch), torch.inference_mode():
            return [self._encode(sound) for sound in sounds]

    def _encode(self, sound: Samples) -> Samples | None:
        import numpy as np

        audible = _loud_enough(sound)
        if audible is None:
            return None
        starts = stretches(len(sound))
        missing = (starts[-1] + _FRAMES) * HOP - len(sound)
        frames = mels(np.pad(audible, (0, max(0, missing))))
        # In parts of the same length, so that none is short.
        parts = np.array_split(starts, ceil(len(starts) / _AT_ONCE))
        heard = np.concatenate([self._heard(frames, part) for part in parts])
        return _of_length_one(_of_length_one(heard).mean(axis=0))

    def _heard(self, frames: Samples, starts: Iterable[int]) -> Samples:
        """frames × bands → stretches × coordinates"""
        import numpy as np

        torch = _library()
        stretched = np.stack([frames[start : start + _FRAMES] for start in starts])
        _, (hidden, _) = self._lstm(torch.from_numpy(stretched))
        heard: Samples = torch.relu(self._top(hidden[-1])).numpy()
        return heard


def stretches(samples: int) -> list[int]:
    """The frames at which the stretches begin in which so long a sound is heard, at least one."""
    frames = ceil((samples + 1) / HOP)
    starts = list(range(0, max(1, frames - _FRAMES + _STEP + 1), _STEP))
    covered = (samples / HOP - starts[-1]) / _FRAMES
    return starts[:-1] if covered < _COVERED and len(starts) > 1 else starts


def _loud_enough(sound: Samples) -> Samples | None:
    """None for silence."""
    import numpy as np

    power = float(np.mean(np.square(sound, dtype=np.float64))) if len(sound) else 0.0
    if not power:
        return None
    missing_db = _LEAST_LOUDNESS_DB - 10 * np.log10(power)
    louder: Samples = sound * np.float32(10 ** (max(0.0, missing_db) / 20))
    return louder


def _of_length_one(vectors: Samples) -> Samples:
    import numpy as np

    length = np.sqrt((vectors.astype(np.float64) ** 2).sum(axis=-1, keepdims=True))
    # The network may answer with nothing but zeros, which are alike to nobody.
    unit: Samples = (vectors / np.maximum(length, np.finfo(np.float32).tiny)).astype(np.float32)
    return unit


def _of(prefix: str, state: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in state.items() if name.startswith(prefix)}


@contextmanager
def _one_thread(torch: Any) -> Iterator[None]:
    """Sums are rounded by how many threads share them; others set the number for themselves."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _library() -> Any:
    try:
        import torch
    except ImportError as error:
        if OutOfMemory.is_behind(error):
            raise
        raise EngineUnavailable(f"{_NAME}: torch is not installed ({error})", "pip install torch") from error
    return torch
