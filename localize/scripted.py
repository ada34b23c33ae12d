"""What the test doubles of the rooms share: they do what a JSON file says."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TypeVar

import msgspec

from localize.domain.value import Value
from localize.errors import ConfigurationError

ScriptT = TypeVar("ScriptT", bound=Value)


class ScriptedOptions(Value, frozen=True):
    """`script` is the path of the JSON file."""

    script: str = ""


def script_digest(script: str, kind: str) -> str:
    """`kind` is that of the engine, for people. Raises ConfigurationError when there is no such file."""
    return hashlib.sha256(_read(script, kind)).hexdigest()


def read_script(script: str, kind: str, form: type[ScriptT]) -> ScriptT:
    """Raises ConfigurationError also for a file that is no `form`."""
    data = _read(script, kind)
    try:
        return msgspec.json.decode(data, type=form)
    except msgspec.DecodeError as error:
        raise ConfigurationError(f"{script}: {error}") from error


def _read(script: str, kind: str) -> bytes:
    try:
        return Path(script).read_bytes()
    except OSError as error:
        raise ConfigurationError(
            f"cannot read the script {script!r}: {error.strerror}",
            f"set the option script of the scripted {kind}",
        ) from error
