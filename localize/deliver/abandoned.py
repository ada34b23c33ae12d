"""Names for what is not whole yet, and the end of what a killed process has left under them."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["new", "old"]

# Characters of a name that are kept: with those before them they fit into any name, in any script.
_KEPT, _KEPT_SUFFIX = 40, 10


def beside(path: Path, kind: Kind) -> Path:
    """`.4711.new.E01.en.burned.mp4`: in the same folder, so that it can be renamed; with the extension, which
    tells ffmpeg what to write; hidden, and of this process."""
    return path.with_name(f".{os.getpid()}.{kind}.{_cut(path)}")


def sweep(path: Path, kind: Kind) -> None:
    """Removes what processes that are gone have left beside `path`. Raises nothing."""
    pattern = re.compile(rf"\.([0-9]+)\.{kind}\.{re.escape(_cut(path))}")
    with suppress(OSError):
        for one in path.parent.iterdir():
            found = pattern.fullmatch(one.name)
            if found and not _is_alive(int(found[1])):
                remove(one)


def remove(path: Path) -> None:
    """Whatever it is. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _cut(path: Path) -> str:
    return path.stem[:_KEPT] + path.suffix[:_KEPT_SUFFIX]


def _is_alive(pid: int) -> bool:
    if os.name != "posix":
        return True  # elsewhere asking would end it
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
