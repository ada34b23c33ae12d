"""The same season on processes of this machine and on actors of a Ray cluster: seconds, and the same files.

    python bench/season_ray.py FOLDER [--only E01-E04] [--dialect sichuan] [--workers 1,2,4]

Each run begins with an empty store. A season on processes comes first, and what it writes is what every other
must write, to the byte.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from localize.config import home
from localize.pipeline.job import Job
from localize.pipeline.season.asked import SeasonJob
from localize.pipeline.season.running import season


def main() -> None:
    asked = _asked()
    shelf = home() / "weights"
    runs = [("processes", asked.workers[-1]), *(("Ray", workers) for workers in asked.workers)]
    first: dict[str, bytes] = {}
    print(f"{'':<12}{'workers':>8}{'seconds':>9}{'of it to start':>16}  files")
    for kind, workers in runs:
        with tempfile.TemporaryDirectory() as fresh:
            (Path(fresh) / "weights").symlink_to(shelf)
            os.environ["LOCALIZE_HOME"] = fresh
            seconds, start_s, files = timed(asked, kind, workers, Path(fresh) / "out")
        first = first or files
        same = "the same" if files == first else "others"
        print(f"{kind:<12}{workers:8}{seconds:9.1f}{start_s:16.1f}  {len(files)}, {same}", flush=True)


def timed(
    asked: argparse.Namespace, kind: str, workers: int, out: Path
) -> tuple[float, float, dict[str, bytes]]:
    """Seconds of the whole, of what came before the first episode, and the subtitles."""
    like = Job(asked.folder, (asked.to,), dialect=asked.dialect, out=out)
    only = tuple(asked.only.split(",")) if asked.only else ()
    cluster = "auto" if kind == "Ray" else ""
    began = time.monotonic()
    state = season(SeasonJob(asked.folder, like, only, workers=workers, cluster=cluster))
    seconds = time.monotonic() - began
    files = {file.name: file.read_bytes() for file in out.glob("*.srt")}
    return seconds, seconds - state.seconds, files


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--to", default="en")
    parser.add_argument("--dialect")
    parser.add_argument(
        "--workers", type=lambda text: [int(one) for one in text.split(",")], default=[1, 2, 4]
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
