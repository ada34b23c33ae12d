"""Voices: what one sounds like, and whose they are."""

from __future__ import annotations

from typing import Final

from localize.domain.times import Span
from localize.domain.value import Value

# What a length of 1 is in a voiceprint. Sums of products of so small integers are exact in a float64 however
# a library adds them up, so that nothing depends on the number of its threads; the cosine of two prints is
# off by less than 0.001.
UNIT: Final = 4096


class Voiceprint(Value, frozen=True):
    """A direction: `numbers` are its coordinates, little-endian integers of 16 bits; its length is UNIT."""

    numbers: bytes


class Voiced(Value, frozen=True):
    """Where somebody speaks; no `print` where nobody can be made out."""

    span: Span
    print: Voiceprint | None = None


class Voice(Value, frozen=True):
    """One of the cast; no `name` where nobody has told whose it is."""

    print: Voiceprint
    name: str = ""


class Cast(Value, frozen=True):
    """All voices of a series that are known. Those without a name count too: what is nearest to one of them
    is said by none of the others. `learned_with` is the digest of the engine that made the prints."""

    voices: tuple[Voice, ...] = ()
    learned_with: str = ""

    @property
    def is_named(self) -> bool:
        return any(voice.name for voice in self.voices)


NO_CAST: Final = Cast()
