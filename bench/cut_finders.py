"""Other finders of cuts, on their default settings, those of them that are installed.

`pip install --no-deps scenedetect` leaves the OpenCV that is there alone.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

Finder = Callable[[Path], list[int]]


def cut_finders() -> Mapping[str, Finder]:
    found: dict[str, Finder] = {}
    if find_spec("scenedetect"):
        found |= {"ContentDetector": _content, "AdaptiveDetector": _adaptive}
    if shutil.which("ffmpeg"):
        found["ffmpeg scdet"] = _scdet
    return found


def _content(path: Path) -> list[int]:
    from scenedetect import ContentDetector

    return _scenes(path, ContentDetector())


def _adaptive(path: Path) -> list[int]:
    from scenedetect import AdaptiveDetector

    return _scenes(path, AdaptiveDetector())


def _scenes(path: Path, detector: object) -> list[int]:
    from scenedetect import detect

    scenes = detect(str(path), detector)
    return [round(1000 * start.seconds) for start, _ in scenes[1:]]


def _scdet(path: Path) -> list[int]:
    command = [
        "ffmpeg",
        "-hide_banner",
        "-nostdin",
        "-i",
        str(path),
        "-an",
        "-vf",
        "scdet",
        "-f",
        "null",
        "-",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [round(1000 * float(at)) for at in re.findall(r"lavfi\.scd\.time: ?([\d.]+)", told)]
