"""Whether sherpa-onnx can open a model, tried in another process: what it cannot open ends the process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from localize.errors import WeightsCorrupt
from localize.listen.engines.failures import GET_AGAIN

_OPEN = """
import json, sys, sherpa_onnx
constructor, arguments = json.load(sys.stdin)
model = getattr(sherpa_onnx.OfflineRecognizer, constructor)(**arguments)
stream = model.create_stream()
stream.accept_waveform(16000, [0.0] * 16000)
model.decode_stream(stream)
"""


def require_openable(folder: Path, constructor: str, arguments: Mapping[str, Any]) -> None:
    """Raises WeightsCorrupt with what the library said last."""
    asked = json.dumps([constructor, dict(arguments)])
    trial = subprocess.run([sys.executable, "-c", _OPEN], input=asked, capture_output=True, text=True)
    if trial.returncode:
        said = [line.strip() for line in trial.stderr.splitlines() if line.strip()]
        reason = said[-1] if said else f"its process ended with {trial.returncode}"
        raise WeightsCorrupt(f"sherpa-onnx: the model in {folder} cannot be opened: {reason}", GET_AGAIN)
