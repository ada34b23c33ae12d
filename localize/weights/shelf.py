"""The folder of weights, `<root>/<model>/<file>`, shared by all series of a user."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from filelock import FileLock, Timeout

from localize.errors import ConfigurationError, StoreError, UnknownName, WeightsCorrupt, WeightsMissing
from localize.events import Listener, Warned, ignore
from localize.weights import stamps
from localize.weights.catalogue import File, Model, digest_of, load_catalogue, models_for
from localize.weights.own import Own, find_own, what_is
from localize.weights.partial import PARTIAL, STAMP_FILE, has_begun
from localize.weights.pull import pull

State: TypeAlias = Literal["here", "partial", "missing", "changed"]


class Weights(NamedTuple):
    """What a name or a path in the settings means. `model` is None for the user's own, where `path` may be
    the one file that the model is."""

    path: Path
    digest: str
    model: Model | None


class Shelf:
    """Keeps each model complete and as the catalogue says; one process pulls, the others wait for it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, model: Model) -> Path:
        return self.root / model.name

    def state(self, model: Model) -> State:
        """By sizes and stamps alone. `changed`: another size than the catalogue's, or touched since it was
        hashed. A file of the right size that was never hashed counts as here; `ensure` hashes it."""
        present = self._present(model)
        if not present:
            return "partial" if has_begun(self.path(model)) else "missing"
        marks = stamps.read(self.path(model) / STAMP_FILE)
        if any(self._is_changed(model, file, marks.get(file.path)) for file in present):
            return "changed"
        return "here" if len(present) == len(model.files) else "partial"

    def ensure(self, model: Model, listener: Listener = ignore) -> Path:
        """The model's folder, complete: pulls what is missing, hashes what was not hashed yet.

        Raises WeightsMissing, WeightsCorrupt, StoreError.
        """
        if not self._unproven(model):
            return self.path(model)
        with self._locked(model, listener):
            self._check(model)
            missing = self._unproven(model)
            if missing:
                pull(model, self.path(model), missing, listener)
            else:  # copied here by hand, perhaps after a pull that was given up
                shutil.rmtree(self.path(model) / PARTIAL, ignore_errors=True)
        return self.path(model)

    def pull_again(self, model: Model, listener: Listener = ignore) -> Path:
        """All files anew, whatever lies there; each is replaced when its successor is proven."""
        with self._locked(model, listener):
            pull(model, self.path(model), model.files, listener)
        return self.path(model)

    def verify(self, model: Model) -> None:
        """Hashes every file, whatever its stamp. Raises WeightsMissing, WeightsCorrupt."""
        with self._locked(model, ignore):
            present = self._present(model)
            with _disk(self.path(model)):
                (self.path(model) / STAMP_FILE).unlink(missing_ok=True)
            self._check(model)
        if len(present) < len(model.files):
            absent = [file.path for file in model.files if file not in present]
            raise WeightsMissing(
                f"{model.name} lacks {', '.join(absent)}", f"`localize models pull {model.name}` brings them"
            )

    def resolve(self, name: str, patterns: Sequence[str] = (), engine: str = "") -> Weights:
        """What `name` is: a model of the catalogue, whose files may not be here yet (see `ensure`), or the
        path of the user's own weights, which are hashed once (`./NAME` when a model has that name too).

        `patterns` are those of the files of the `engine` (`Engine.weight_files`), by which own weights are
        known before anything is read. Raises UnknownName, ConfigurationError.
        """
        catalogue = load_catalogue()
        if name in catalogue:
            model = catalogue[name]
            return Weights(self.path(model), model.digest, model)
        own = find_own(name, patterns)
        if own is not None:
            return Weights(own.path, self._own_digest(own), None)
        if Path(name).name != name:
            where = "" if Path(name).expanduser().is_absolute() else f" in {Path.cwd()}"
            hint = f"{what_is(patterns)}, or a model of `localize models list`"
            raise ConfigurationError(f"there is no {name}{where}", hint)
        raise UnknownName.of("model", name, models_for(engine))

    def _present(self, model: Model) -> list[File]:
        return [file for file in model.files if (self.path(model) / file.path).is_file()]

    def _is_changed(self, model: Model, file: File, stamp: stamps.Stamp | None) -> bool:
        path = self.path(model) / file.path
        if stamp is None:
            return path.stat().st_size != file.bytes
        return stamp.sha256 != file.sha256 or not stamps.holds(stamp, path)

    def _unproven(self, model: Model) -> list[File]:
        """The files that no stamp vouches for."""
        marks = stamps.read(self.path(model) / STAMP_FILE)
        present = self._present(model)
        return [
            file
            for file in model.files
            if file not in present
            or file.path not in marks
            or self._is_changed(model, file, marks[file.path])
        ]

    def _check(self, model: Model) -> None:
        """Stamps what is here. Raises WeightsCorrupt, StoreError."""
        folder = self.path(model)
        present = self._present(model)
        if not present:
            return
        with _disk(folder):
            marks = stamps.refresh(folder / STAMP_FILE, folder, [file.path for file in present])
        wrong = [file.path for file in present if marks[file.path].sha256 != file.sha256]
        if wrong:
            raise WeightsCorrupt(
                f"{model.name}: {', '.join(wrong)} in {folder} is not the catalogue's file (other SHA-256)",
                f"`localize models pull {model.name} --force` replaces it",
            )

    def _own_digest(self, own: Own) -> str:
        # Not in the user's folder: it may be read-only, and it is not ours.
        stamp_file = self.root / ".own" / f"{hashlib.sha256(str(own.path).encode()).hexdigest()[:32]}.json"
        with _disk(own.folder):
            marks = stamps.refresh(stamp_file, own.folder, own.files)
        return digest_of((path, marks[path].sha256) for path in own.files)

    @contextmanager
    def _locked(self, model: Model, listener: Listener) -> Iterator[None]:
        lock = FileLock(self.root / f".{model.name}.lock")
        with _disk(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                listener(Warned(f"{model.name}: waiting for another process that works on it"))
                lock.acquire()
        try:
            yield
        finally:
            lock.release()


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError.of(error, path) from error
