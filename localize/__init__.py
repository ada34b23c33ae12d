"""`localize` turns an episode of a Chinese micro-drama into subtitles that a distributor can ship.

from localize import Job, episode

record = episode(Job(Path("E01.mp4"), to=("en", "es-419"), dialect="sichuan"))
for line in record.lines:
    print(line.text, "→", line.translations["en"].text)
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Job", "LocalizeError", "RunRecord", "episode", "plan", "transcribe", "translate_subtitles"]

# Nothing leaves the machine unasked: ONNX Runtime 1.31 queues events about it as soon as it is imported, and
# the hub's client counts its users.
for _switch in ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY"):
    os.environ.setdefault(_switch, "1")

if TYPE_CHECKING:
    from localize.errors import LocalizeError
    from localize.pipeline.job import Job
    from localize.pipeline.jobs import episode, plan, transcribe, translate_subtitles
    from localize.pipeline.record import RunRecord

_HOMES = {
    "Job": "localize.pipeline.job",
    "LocalizeError": "localize.errors",
    "RunRecord": "localize.pipeline.record",
}


def __getattr__(name: str) -> Any:
    """Names are imported when they are first used: `import localize` and `localize --help` stay quick."""
    if name not in __all__:
        raise AttributeError(f"module 'localize' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "localize.pipeline.jobs")), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
