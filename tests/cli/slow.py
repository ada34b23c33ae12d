"""The scripted engines, slow enough to be caught at work: a package of its own, as others may bring one."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.cli.series import LINES, TIMES_MS, write_series
from tests.pipeline.films import beginning

_ENGINES = """
import time

from localize.listen.engines.scripted import ScriptedRecognizer
from localize.translate.engines.scripted import ScriptedTranslator


class SlowRecognizer(ScriptedRecognizer):
    def recognize(self, sounds, request):
        time.sleep(0.4)
        return super().recognize(sounds, request)


class SlowTranslator(ScriptedTranslator):
    def chat(self, requests):
        for reply in super().chat(requests):
            time.sleep(0.4)
            yield reply
"""
_ENTRY_POINTS = """
[localize.recognizers]
slow = slow_engines:SlowRecognizer

[localize.translators]
slow = slow_engines:SlowTranslator
"""
# What of an account and a record says when and how it was made, not what.
_OF_THE_RUN = frozenset(
    {
        "seconds",
        "stamp",
        "started",
        "updated",
        "finished",
        "worked",
        "process",
        "hits",
        "hit",
        "kept",
        "counts",
        "status",
        "stages",
    }
)


def install(folder: Path) -> dict[str, str]:
    """The environment in which the engines are there."""
    described = folder / "slow_engines-1.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: slow-engines\nVersion: 1\n")
    (described / "entry_points.txt").write_text(_ENTRY_POINTS)
    (folder / "slow_engines.py").write_text(_ENGINES)
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))}


def write_season(folder: Path, clip: Path) -> Path:
    """Two episodes, of which no two have a part in common until they are translated."""
    write_series(folder, clip)
    lines = [
        {"text": text, "start_ms": start, "end_ms": end}
        for text, (start, end) in zip(LINES, TIMES_MS, strict=True)
    ]
    (folder / "heard.json").write_text(json.dumps({"lines": lines}), "utf-8")
    settings = (folder / "series.toml").read_text("utf-8")
    settings = settings.replace('"scripted"', '"slow"').replace('"sichuan"', '"none"')
    (folder / "series.toml").write_text(settings, "utf-8")
    for name, seconds in (("E01", 5.0), ("E02", 6.6)):
        (folder / f"{name}.mp4").unlink(missing_ok=True)
        beginning(clip, folder / f"{name}.mp4", seconds)
    return folder


def made(folder: Path, home: Path) -> dict[str, object]:
    """All that a run leaves behind it, without the times."""
    files = [*folder.rglob("*.srt"), *folder.rglob("*.json"), *(home / "store").rglob("*")]
    return {_under(path): _content(path) for path in files if path.is_file()}


def _under(path: Path) -> str:
    return "/".join(path.parts[-2:])


def _content(path: Path) -> object:
    data = path.read_bytes()
    return _timeless(json.loads(data)) if path.suffix == ".json" else data


def _timeless(value: object) -> object:
    if isinstance(value, dict):
        return {key: _timeless(one) for key, one in value.items() if key not in _OF_THE_RUN}
    return [_timeless(one) for one in value] if isinstance(value, list) else value
