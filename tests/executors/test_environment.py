"""What a worker finds around it, whoever drives."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.executors.conftest import Pools, run
from tests.executors.drivers import spawn

PROGRAM = """
from localize.executors.processes import Pool
from tests.executors.results import values
from tests.executors.stages import Acts

print("begun", flush=True)
pool, stage = Pool(2, threads=1), Acts()
print(*values(pool.execute(stage, stage.split(["say: done", "main: file"]))))
pool.close()
"""


def test_a_script_without_a_guard_is_not_run_again(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(PROGRAM)
    with spawn([sys.executable, str(script)]) as process:
        assert process.communicate() == ("begun\nDONE None\n", "")


@pytest.mark.parametrize("words", [["-c", PROGRAM], ["-"]], ids=["-c", "stdin"])
def test_programs_without_a_file(words: list[str]) -> None:
    with spawn([sys.executable, *words]) as process:
        said = process.communicate(PROGRAM if words == ["-"] else None)
    assert said == ("begun\nDONE None\n", "")


def test_it_imports_what_its_driver_does(
    pools: Pools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package of the user's own, found by a path that only this process knows."""
    (tmp_path / "elsewhere.py").write_text("from tests.executors.stages import Acts\nclass Own(Acts): ...\n")
    monkeypatch.syspath_prepend(tmp_path)
    from elsewhere import Own  # type: ignore[import-not-found]

    assert list(run(pools(), "say: a", stage=Own())) == ["A"]


def test_it_has_the_environment_of_its_driver(pools: Pools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOCALIZE_HOME", "/some/home")
    assert list(run(pools(), "environment: LOCALIZE_HOME")) == ["/some/home"]


def test_what_libraries_print_is_no_message(pools: Pools, capfd: pytest.CaptureFixture[str]) -> None:
    acts = ["print: in Python", "print natively: in native code", "read: nothing", "say: a"]
    pool = pools()
    assert list(run(pool, *acts))[2:] == ["", "A"]
    list(run(pool, "flush: all"))
    told = capfd.readouterr()
    assert told.out == ""
    assert sorted(told.err.splitlines()) == ["in Python", "in native code"]


@pytest.mark.parametrize("library", ["cv2", "numpy", "torch"])
def test_libraries_take_no_more_than_the_share(
    pools: Pools, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    """Two workers of one core each, on two cores, would else run four threads."""
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert list(run(pools(), f"threads: {library}")) == [1]


def test_what_the_user_set_counts_more(pools: Pools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    assert list(run(pools(), "environment: OMP_NUM_THREADS")) == ["2"]
