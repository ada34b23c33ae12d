"""One at a time, and nobody is kept out by the dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from localize.errors import InputError, StoreError
from localize.store.claim import claimed

HOLD = """
import pathlib, sys, time
from localize.store.claim import claimed
with claimed(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_claim_of_another_process_ends_with_it(tmp_path: Path) -> None:
    what, root = tmp_path / "E01", tmp_path / "claims"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, what, root], stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with (
            pytest.raises(InputError, match=rf"E01 is being worked on by process {holder.pid}"),
            claimed(what, root),
        ):
            pass
        with claimed(tmp_path / "E02", root):
            pass
        holder.send_signal(signal.SIGKILL)
    with claimed(what, root):
        pass


def test_a_claim_ends_with_an_error(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), claimed(tmp_path / "E01", tmp_path):
            raise ZeroDivisionError


def test_who_holds_it_may_be_unknown(tmp_path: Path) -> None:
    with claimed(tmp_path / "E01", tmp_path):
        for note in tmp_path.glob("*.pid"):
            note.write_bytes(b"\xff")
        with pytest.raises(InputError, match="by another process"), claimed(tmp_path / "E01", tmp_path):
            pass


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(str(os.getpid()))
    with pytest.raises(StoreError), claimed(tmp_path / "E01", tmp_path / "file"):
        pass
