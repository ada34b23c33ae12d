"""Programs that drive a pool, as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent.parent
# Two workers, each in the middle of a part: HERE is a file of its own in the folder that is named.
DRIVER = """
import sys
from pathlib import Path
from localize.executors.processes import Pool
from tests.executors.results import values
from tests.executors.stages import Acts

folder = Path(sys.argv[1])
pool, stage = Pool(2, threads=1), Acts()
acts = [[f"note: {{folder / at}}", "{act}".replace("HERE", str(folder / at))] for at in ("one", "two")]
tasks = [values(pool.execute(stage, stage.split(one))) for one in acts]
for task in tasks:
    print(next(task), flush=True)
try:
    for task in tasks:
        next(task)
finally:
    pool.close()
"""


def driver(folder: Path, act: str) -> tuple[subprocess.Popen[str], list[psutil.Process]]:
    """The program and its workers, both at work."""
    process = spawn([sys.executable, "-c", DRIVER.format(act=act), str(folder)])
    assert process.stdout is not None
    for _ in range(2):
        process.stdout.readline()
    return process, workers(process.pid)


def workers(driver: int) -> list[psutil.Process]:
    return psutil.Process(driver).children(recursive=True)


def spawn(words: Sequence[str], cwd: Path = ROOT) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,
    )
