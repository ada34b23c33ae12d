from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from localize.deliver import encoders
from localize.deliver.encoders import encoder_options
from localize.errors import EngineUnavailable, UnknownName

# Stands in for an ffmpeg on another machine: knows the encoders of `works`, and fails with the others.
FAKE = """#!{python}
import sys
name = sys.argv[sys.argv.index("-c:v") + 1]
if name not in {works!r}:
    print("first line", "Cannot load libcuda.so.1", "Conversion failed!", sep="\\n", file=sys.stderr)
    sys.exit(1)
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def with_encoders(*works: str) -> None:
        program = tmp_path / "ffmpeg"
        program.write_text(FAKE.format(python=sys.executable, works=works), "utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))

    encoders._failure.cache_clear()
    yield with_encoders
    encoders._failure.cache_clear()


def test_the_machines_own_encoder_is_taken_where_it_works(machine) -> None:  # type: ignore[no-untyped-def]
    machine("h264_qsv", "libx264")
    assert encoder_options("auto")[:2] == ["-c:v", "h264_qsv"]


def test_without_any_libx264_encodes(machine) -> None:  # type: ignore[no-untyped-def]
    machine("libx264")
    assert encoder_options("auto", "fast") == ["-c:v", "libx264", "-crf", "18", "-preset", "fast"]


def test_one_that_was_asked_for_and_does_not_work_is_told(machine) -> None:  # type: ignore[no-untyped-def]
    machine("libx264")
    with pytest.raises(EngineUnavailable, match=r"h264_nvenc does not work here: Cannot load libcuda\.so\.1"):
        encoder_options("h264_nvenc")


def test_an_unknown_one_suggests_the_nearest() -> None:
    with pytest.raises(UnknownName, match="did you mean 'h264_nvenc'"):
        encoder_options("h264_nvec")


def test_without_ffmpeg_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    encoders._failure.cache_clear()
    with pytest.raises(EngineUnavailable, match=r"localize\[deliver\]"):
        encoder_options("h264_nvenc")
