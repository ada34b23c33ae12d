"""How likely each 32 ms of sound is speech: Silero's model, fed block by block."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localize.errors import EngineUnavailable
from localize.stage import SAMPLE_RATE

if TYPE_CHECKING:
    from localize.stage import Samples

# The frame and the context before it that Silero's 16 kHz model was made for.
FRAME = 512
FRAME_MS = FRAME * 1000 // SAMPLE_RATE
_CONTEXT = 64
_STATE = 128


def silero_path() -> Path:
    """The model carried in faster-whisper's wheel, found without importing that package.

    Raises EngineUnavailable.
    """
    spec = find_spec("faster_whisper")
    folders = spec.submodule_search_locations if spec else None
    found = sorted(Path(folders[0]).glob("assets/silero_vad*.onnx")) if folders else []
    if not found:
        raise EngineUnavailable("Silero's speech detector is missing", "pip install 'faster-whisper>=1.2.1'")
    return found[-1]


def silero_digest() -> str:
    return hashlib.sha256(silero_path().read_bytes()).hexdigest()


class Voice:
    """Keeps the model's state between blocks, so that block borders leave no trace."""

    def __init__(self) -> None:
        import numpy as np

        self._session = _session()
        self._memory = {name: np.zeros((1, 1, _STATE), dtype=np.float32) for name in "hc"}
        self._context = np.zeros(_CONTEXT, dtype=np.float32)

    def probabilities(self, frames: Samples) -> list[float]:
        """One value, 0 to 1, for each FRAME samples; `frames` is a whole number of them."""
        import numpy as np

        rows = frames.reshape(-1, FRAME)
        contexts = np.vstack([self._context, rows[:-1, -_CONTEXT:]])
        inputs = {"input": np.hstack([contexts, rows]), **self._memory}
        output, self._memory["h"], self._memory["c"] = self._session.run(None, inputs)
        self._context = rows[-1, -_CONTEXT:]
        return [float(value) for value in output.reshape(-1)]


def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # A recurrent model of 1 MB: more threads only wait for each other.
    options.inter_op_num_threads = options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(
        str(silero_path()), providers=["CPUExecutionProvider"], sess_options=options
    )
