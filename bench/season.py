"""A season at once against a shell loop over its episodes, on the same machine in the same run.

    python bench/season.py FOLDER [--episodes 10] [--alone 10] [--to en] [--workers 2]
                           [--term 罗经理=Director\\ Luo] [-- OPTION …]

Both begin with an empty store and the same weights, and must write the same subtitles. The loop may go
through fewer episodes, evenly taken from those of the season. The season is then run again with nothing
changed, and with another English rendering of a word that is in its glossary. Options after `--` go to both
commands.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psutil

from localize.config import home
from localize.pipeline.season.finding import find

LOOK_S = 0.2
# The system walks through all pages to tell memory, which takes a tenth of a second for each model there.
LOOKS_A_WEIGHING = 25
PROGRAM = (sys.executable, "-c", "import sys; from localize.cli import main; main(sys.argv[1:])")


@dataclass(frozen=True)
class Cost:
    """Seconds of wall time; the most memory that all processes took together (what they share once), in
    bytes; processor time of the first process alone and of all, in seconds."""

    seconds: float
    memory: int
    driver: float
    processor: float


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--episodes", type=int, default=10)
    arguments.add_argument("--alone", type=int, default=0, help="episodes of the shell loop; default: all")
    arguments.add_argument("--to", default="en")
    arguments.add_argument("--term", default="", help="WORD=RENDERING of the glossary to end with")
    arguments.add_argument("--workers", type=int, default=2)
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    asked = arguments.parse_args(words[:end])
    episodes = find(asked.folder).episodes[: asked.episodes]
    single = _spread(episodes, asked.alone or len(episodes))
    options = ["--to", asked.to, "--quiet", *words[end + 1 :]]
    with tempfile.TemporaryDirectory() as scratch:
        loop, season = (
            _place(Path(scratch) / name, some) for name, some in (("loop", single), ("season", episodes))
        )
        command = ["season", "series", "--workers", str(asked.workers), *options]
        alone = [_cost(loop, ["episode", f"series/{one.name}", *options]) for one in single]
        together = _cost(season, command)
        _tell(alone, together, len(episodes), season / "series")
        _compare(loop / "series", season / "series")
        print(f"again, nothing changed: {_cost(season, command).seconds:.2f} s")
        if asked.term:
            _change(season / "series", *asked.term.split("=", 1))
            print(f"{asked.term}: {_planned(season, command)}")
            print(f"{_cost(season, command).seconds:.1f} s, {_said(season / 'series', asked.term)}")


def _spread(episodes: Sequence[Path], count: int) -> Sequence[Path]:
    return [episodes[number * len(episodes) // count] for number in range(min(count, len(episodes)))]


def _change(series: Path, word: str, rendering: str) -> None:
    path = series / "glossary.csv"
    with path.open(encoding="utf-8", newline="") as file:
        first, *rows = csv.reader(file)
    for row in rows:
        if row[0] == word:
            row[first.index("en")] = rendering
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([first, *rows])


def _planned(root: Path, command: Sequence[str]) -> str:
    """How many parts are to be made of how many, by stage, as the plan has it."""
    environment = os.environ | {"LOCALIZE_HOME": str(root / "home")}
    told = subprocess.run(
        [*PROGRAM, *command, "--plan", "--json"], cwd=root, env=environment, capture_output=True, check=True
    )
    return told.stdout.decode().splitlines()[-1]


def _said(series: Path, term: str) -> str:
    word, rendering = term.split("=", 1)
    holding = sum(word in path.read_text("utf-8") for path in series.glob("*.zh.srt"))
    rendered = sum(rendering in path.read_text("utf-8") for path in series.glob("*.en.srt"))
    return f"{rendering} in {rendered} files, {word} in {holding}"


def _place(root: Path, episodes: Sequence[Path]) -> Path:
    """A series of its own, and a home with the weights that are there."""
    (root / "series").mkdir(parents=True)
    (root / "home").mkdir()
    (root / "home" / "weights").symlink_to(home() / "weights")
    for one in episodes:
        shutil.copy(one, root / "series")
    settings = episodes[0].parent / "series.toml"
    if settings.is_file():
        shutil.copytree(settings.parent, root / "series", ignore=_videos, dirs_exist_ok=True)
    return root


def _videos(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if Path(folder, name).suffix in {".mp4", ".json", ".srt"}]


def _cost(root: Path, words: Sequence[str]) -> Cost:
    environment = os.environ | {"LOCALIZE_HOME": str(root / "home")}
    began = time.monotonic()
    process = subprocess.Popen([*PROGRAM, *words], cwd=root, env=environment, stdout=subprocess.DEVNULL)
    watched = _Watch(process.pid)
    code = process.wait()
    seconds = time.monotonic() - began
    watched.stop()
    if code:
        raise SystemExit(f"localize {' '.join(words)} ended with {code}")
    return Cost(seconds, watched.memory, watched.driver, sum(watched.processor.values()))


class _Watch:
    """Looks at a process and its children as long as they are there."""

    def __init__(self, process: int) -> None:
        self._process, self._over = psutil.Process(process), threading.Event()
        self.memory, self.driver = 0, 0.0
        self.processor: dict[int, float] = {}
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        for look in count():
            if self._over.wait(LOOK_S):
                return
            with suppress(psutil.Error):
                processes = [self._process, *self._process.children(recursive=True)]
                self._time(processes)
                if look % LOOKS_A_WEIGHING == LOOKS_A_WEIGHING // 2:
                    self.memory = max(self.memory, sum(map(_memory_of, processes)))

    def _time(self, processes: Sequence[psutil.Process]) -> None:
        for one in processes:
            with suppress(psutil.Error):
                times = one.cpu_times()
                self.processor[one.pid] = times.user + times.system
        self.driver = self.processor.get(self._process.pid, 0.0)


def _memory_of(process: psutil.Process) -> int:
    with suppress(psutil.Error):
        return int(process.memory_full_info().pss)
    return 0


def _tell(alone: Sequence[Cost], together: Cost, episodes: int, series: Path) -> None:
    loop, season = sum(one.seconds for one in alone) / len(alone), together.seconds / episodes
    print(
        f"shell loop {len(alone)} episodes, {loop:.1f} s each, {3600 / loop:.0f} an hour, "
        f"{_gib(max(one.memory for one in alone))}"
    )
    print(
        f"season     {episodes} episodes, {season:.1f} s each, {3600 / season:.0f} an hour, "
        f"{_gib(together.memory)}: {loop / season:.2f} times as fast"
    )
    print(f"processor time outside of workers: {together.driver / together.processor:.1%}")
    for stage, seconds in _by_stage(series).items():
        print(f"  {stage:20} {seconds / episodes:6.2f} s an episode", flush=True)


def _by_stage(series: Path) -> Mapping[str, float]:
    """Of the parts that were run, by stage, in seconds of wall time."""
    sums: Counter[str] = Counter()
    for path in sorted(series.glob("*.record.json")):
        for stage in json.loads(path.read_text("utf-8"))["stages"]:
            sums[stage["name"]] += sum(part["seconds"] for part in stage["parts"])
    return sums


def _compare(loop: Path, season: Path) -> None:
    files = sorted(path.name for path in loop.glob("*.srt"))
    other = [name for name in files if (loop / name).read_bytes() != (season / name).read_bytes()]
    print(f"{len(files) - len(other)} of {len(files)} files are the same, byte for byte {' '.join(other)}")


def _gib(size: int) -> str:
    return f"{size / 2**30:.1f} GiB at most"


if __name__ == "__main__":
    main()
