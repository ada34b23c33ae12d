"""Nothing leaves the machine unasked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sherpa_onnx


@pytest.mark.parametrize("module", ["onnxruntime", "localize.listen.engines.silero", "sherpa_onnx"])
def test_onnx_runtime_keeps_no_diary(tmp_path: Path, module: str) -> None:
    """It writes events to be sent into the user's cache as soon as it is imported, unless told not to."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    code = f"import localize, importlib, onnxruntime; importlib.import_module({module!r})"
    subprocess.run([sys.executable, "-c", code], env=environment | {"HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.rglob("*onnxruntime*")) == []


def test_sherpa_onnx_brings_a_runtime_that_knows_nobody_to_tell() -> None:
    """Its own build of ONNX Runtime, which heeds no switch, has no address to send events to."""
    [library] = Path(sherpa_onnx.__file__).parent.glob("lib/libonnxruntime*")
    assert b"events.data.microsoft.com" not in library.read_bytes()
