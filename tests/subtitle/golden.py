"""Writes the golden files anew: `python -m tests.subtitle.golden`, then read the difference."""

from __future__ import annotations

from pathlib import Path

from localize.subtitle.formats import FORMATS
from tests.subtitle.lines import dumped, nasty_track

if __name__ == "__main__":
    for name in FORMATS:
        path = Path(__file__).parent.parent / "golden" / f"nasty.{name}"
        path.write_bytes(dumped(nasty_track(), name).encode("utf-8"))
