"""Whether another machine would do the same work as this one: with the same code, on the same files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from localize.installed import version_of

_CODE = "the code of localize"
# Beside the package in a checkout, in it once it is installed; what it says of weights is in their digests.
_ELSEWHERE = "catalogue.toml"
_ABSENT = "not installed"
# Of what is missing, as much is named as fits a line.
_NAMED = 3


@dataclass(frozen=True)
class Needs:
    """`versions` are those of what may change a result, by name; `sizes` those of the files that are worked
    on, in bytes by path, of folders None."""

    versions: Mapping[str, str]
    sizes: Mapping[str, int | None]

    @classmethod
    def of(cls, libraries: Iterable[str], paths: Iterable[Path]) -> Needs:
        """As they are here. A path that is not, as a link that leads nowhere, is asked of nobody."""
        sizes = {str(path.resolve()): _size(path) for path in paths if _exists(path)}
        return cls({_CODE: _code(), **{name: (version_of(name) or _ABSENT) for name in libraries}}, sizes)

    def settled(self) -> Needs:
        """Without files that are not what they were here either: who works on one judges that for itself."""
        return replace(self, sizes={path: size for path, size in self.sizes.items() if _is_there(path, size)})

    def misfit(self) -> str:
        """What is otherwise on this machine, or empty. Results of other code would not be the same, and would
        be kept as if they were."""
        for name, wanted in self.versions.items():
            found = _code() if name == _CODE else (version_of(name) or _ABSENT)
            if found != wanted:
                return f"{name} is another ({found}, not {wanted})"
        unseen = [path for path, size in self.sizes.items() if not _is_there(path, size)]
        if unseen:
            more = f" and {len(unseen) - _NAMED} more" if len(unseen) > _NAMED else ""
            return f"it does not see {', '.join(unseen[:_NAMED])}{more} as they are here"
        return ""


def _exists(path: Path) -> bool:
    with suppress(OSError):
        return path.exists()
    return False


def _size(path: Path) -> int | None:
    return path.stat().st_size if path.is_file() else None


def _is_there(path: str, size: int | None) -> bool:
    with suppress(OSError):
        return _exists(Path(path)) and _size(Path(path)) == size
    return False


@lru_cache(maxsize=1)
def _code() -> str:
    """A digest of all files of the package, whatever its version calls itself."""
    whole = hashlib.sha256()
    for name, content in sorted(_contents(files("localize"), "")):
        whole.update(f"{name}\0{len(content)}\0".encode() + content)
    return whole.hexdigest()[:12]


def _contents(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        name = f"{above}{one.name}"
        if one.is_dir() and one.name != "__pycache__":
            yield from _contents(one, f"{name}/")
        elif one.is_file() and one.name != _ELSEWHERE:
            yield name, one.read_bytes()
