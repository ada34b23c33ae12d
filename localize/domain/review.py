"""What a person should look at."""

from __future__ import annotations

from localize.domain.value import Value

# The picture, or a subtitle file, and the sound say different things.
DISAGREE = "disagree"


class Flag(Value, frozen=True):
    """`kind` is one of a small set that programs may switch on; `detail` is for people."""

    kind: str
    detail: str
