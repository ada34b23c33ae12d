"""The test double that ships: whose voice it is, a JSON file says by the pitch.

    {"voices": [{"hz": 220, "print": [1, 0, 0]}, {"hz": 440, "print": [0, 1, 0]}]}

A sound gets the print of the voice that is nearest to how often it swings, silence none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from localize.domain.value import Value
from localize.scripted import ScriptedOptions, read_script, script_digest
from localize.stage import SAMPLE_RATE, EngineSetup

if TYPE_CHECKING:
    from localize.stage import Samples

KIND = "voice"


class ScriptedVoice(Value, frozen=True):
    """`print` is of length 1."""

    hz: float
    print: tuple[float, ...]


class Script(Value, frozen=True):
    voices: tuple[ScriptedVoice, ...]


class ScriptedVoices:
    """Opens without weights; raises ConfigurationError for a script that cannot be read."""

    version: ClassVar[int] = 1
    default_model: ClassVar[str] = ""
    Options: ClassVar[type[Value]] = ScriptedOptions
    operational: ClassVar[frozenset[str]] = frozenset({"script"})  # its content counts, not its place
    weight_files: ClassVar[tuple[str, ...]] = ()
    packages: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def fingerprint(cls, options: ScriptedOptions) -> str:
        return script_digest(options.script, KIND)

    def __init__(self, setup: EngineSetup) -> None:
        self._voices = read_script(setup.options.script, KIND, Script).voices

    def close(self) -> None:
        """Nothing is held."""

    def encode(self, sounds: Sequence[Samples]) -> list[Samples | None]:
        return [self._encode(sound) for sound in sounds]

    def _encode(self, sound: Samples) -> Samples | None:
        import numpy as np

        hz = _pitch(sound)
        if not hz:
            return None
        nearest = min(self._voices, key=lambda voice: abs(voice.hz - hz))
        return np.array(nearest.print, dtype=np.float32)


def _pitch(sound: Samples) -> float:
    """How often a second it rises through zero."""
    rising = int(((sound[:-1] < 0) & (sound[1:] >= 0)).sum())
    return rising * SAMPLE_RATE / max(1, len(sound))
