"""What the test doubles of the rooms share: they do what a JSON file says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, TypeVar

import msgspec

from localize.domain.value import Value
from localize.errors import ConfigurationError
from localize.stage import EngineSetup

ScriptT = TypeVar("ScriptT", bound=Value)


class ScriptedOptions(Value, frozen=True):
    """`script` is the path of the JSON file."""

    script: str = ""


class ScriptedEngine:
    """Opens without weights and holds nothing. `role` is what it stands in for, for people."""

    role: ClassVar[str]
    version: ClassVar[int] = 1
    default_model: ClassVar[str] = ""
    Options: ClassVar[type[Value]] = ScriptedOptions
    operational: ClassVar[frozenset[str]] = frozenset({"script"})  # its content counts, not its place
    weight_files: ClassVar[tuple[str, ...]] = ()
    packages: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def fingerprint(cls, options: ScriptedOptions) -> str:
        """Raises ConfigurationError for a script that cannot be read."""
        return hashlib.sha256(cls._bytes(options.script)).hexdigest()

    @classmethod
    def script(cls, setup: EngineSetup, form: type[ScriptT]) -> ScriptT:
        """What the file says. Raises ConfigurationError also for one that is no `form`."""
        path = setup.options.script
        try:
            return msgspec.json.decode(cls._bytes(path), type=form)
        except msgspec.DecodeError as error:
            raise ConfigurationError(f"{path} is not a {cls.role}'s script: {error}") from error

    @classmethod
    def _bytes(cls, path: str) -> bytes:
        hint = f"set the option script of the scripted {cls.role} to a file"
        if not path:
            raise ConfigurationError(f"the scripted {cls.role} has no script", hint)
        try:
            return Path(path).read_bytes()
        except OSError as error:
            raise ConfigurationError(f"cannot read the script {path!r}: {error.strerror}", hint) from error

    def close(self) -> None:
        """Nothing is held."""
