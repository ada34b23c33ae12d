"""The test double that ships: whose voice it is, a JSON file says by the pitch.

    {"voices": [{"hz": 220, "print": [1, 0, 0]}, {"hz": 440, "print": [0, 1, 0]}]}

A sound gets the print of the voice that is nearest to how often it swings, silence none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from localize.domain.value import Value
from localize.scripted import ScriptedEngine
from localize.stage import SAMPLE_RATE, EngineSetup

if TYPE_CHECKING:
    from localize.stage import Samples


class ScriptedVoice(Value, frozen=True):
    """`print` is of length 1."""

    hz: float
    print: tuple[float, ...]


class Script(Value, frozen=True):
    voices: tuple[ScriptedVoice, ...]


class ScriptedVoices(ScriptedEngine):
    """Raises ConfigurationError for a script that cannot be read."""

    role = "voice encoder"

    def __init__(self, setup: EngineSetup) -> None:
        self._voices = self.script(setup, Script).voices

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
