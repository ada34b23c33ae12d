"""Whether what stands where a package is to go is one of ours, as we wrote it."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeAlias

from localize.deliver.package.manifest import MANIFEST, Manifest, load_manifest

# A season has some hundreds of files; a larger text is no manifest.
_MOST_BYTES = 64 * 1024 * 1024

Open: TypeAlias = Callable[[str], IO[bytes]]


def is_untouched(path: Path) -> bool:
    """A folder or a zip that holds what its manifest says, byte for byte, and nothing more."""
    if path.is_symlink():
        return False
    try:
        return _is_ours_as_folder(path) if path.is_dir() else _is_ours_as_zip(path)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):  # also encrypted zips
        return False


def _is_ours_as_folder(path: Path) -> bool:
    names = {str(one.relative_to(path)) for one in path.rglob("*")}
    return _holds(names, lambda name: (path / name).open("rb"))


def _is_ours_as_zip(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return _holds(set(archive.namelist()), archive.open)


def _holds(names: set[str], opened: Open) -> bool:
    if MANIFEST not in names:
        return False
    with opened(MANIFEST) as file:
        manifest = load_manifest(file.read(_MOST_BYTES))
    if manifest is None:
        return False
    told = _told(manifest)
    return names == {MANIFEST, *told} and all(
        _digest(opened, name) == sha256 for name, sha256 in told.items()
    )


def _told(manifest: Manifest) -> dict[str, str]:
    files = {one.file: one.sha256 for one in manifest.files}
    return files | {manifest.report.file: manifest.report.sha256}


def _digest(opened: Open, name: str) -> str:
    with opened(name) as file:
        return hashlib.sha256(file.read()).hexdigest()
