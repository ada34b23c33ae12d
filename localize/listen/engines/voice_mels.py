"""What the voice encoder listens to: the power in 40 mel bands, a frame every 10 ms.

The scale and the bands are those of Slaney's Auditory Toolbox, which librosa has by default and the encoder
was trained with: linear up to 1 kHz, then 27 steps for each 6.4-fold, every band with an area of 1.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from localize.stage import SAMPLE_RATE

if TYPE_CHECKING:
    from localize.stage import Samples

BANDS = 40
HOP = 160
_WINDOW = 400
_LINEAR_HZ, _LINEAR_STEP_HZ = 1000.0, 200.0 / 3
_FOLD, _STEPS = 6.4, 27
# Ten seconds, of which the spectra take 10 MB.
_AT_ONCE = 1000


def mels(sound: Samples) -> Samples:
    """frames × bands; the middle of frame 0 is sample 0, and outside of the sound is silence."""
    import numpy as np

    padded = np.pad(sound, _WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP]
    blocks = (frames[at : at + _AT_ONCE] for at in range(0, len(frames), _AT_ONCE))
    return np.concatenate([_mels(block) for block in blocks])


def _mels(frames: Samples) -> Samples:
    """frames × samples → frames × bands

    In the same order of additions on every machine: BLAS has another for each number of threads.
    """
    import numpy as np

    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)
    power = np.abs(np.fft.rfft(frames.astype(np.float64) * hann)) ** 2
    found: Samples = np.einsum("bf,tf->tb", _bank(), power).astype(np.float32)
    return found


@cache
def _bank() -> Any:
    """bands × frequencies: triangles between each band's neighbours."""
    import numpy as np

    edges = _hertz(np.linspace(0.0, _steps(SAMPLE_RATE / 2), BANDS + 2))
    bins = np.fft.rfftfreq(_WINDOW, 1 / SAMPLE_RATE)
    low, middle, high = (edges[at : at + BANDS, None] for at in range(3))
    rising, falling = (bins - low) / (middle - low), (high - bins) / (high - middle)
    return np.maximum(0.0, np.minimum(rising, falling)) * 2 / (high - low)


def _steps(hertz: float) -> float:
    """Of a frequency of 1 kHz and above."""
    import numpy as np

    return float(_LINEAR_HZ / _LINEAR_STEP_HZ + np.log(hertz / _LINEAR_HZ) / np.log(_FOLD) * _STEPS)


def _hertz(steps: Any) -> Any:
    import numpy as np

    above = steps - _LINEAR_HZ / _LINEAR_STEP_HZ
    return np.where(above < 0, steps * _LINEAR_STEP_HZ, _LINEAR_HZ * _FOLD ** (above / _STEPS))
