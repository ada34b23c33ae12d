"""What there is too little of, shared out."""

from __future__ import annotations

from collections.abc import Sequence


def shares(wanted: Sequence[int], most: int) -> list[int]:
    """Of `most` each as much as it wants, where that is not enough all that want more the same."""
    given, left = [0] * len(wanted), most
    modest_first = sorted(range(len(wanted)), key=wanted.__getitem__)
    for position, at in enumerate(modest_first):
        given[at] = min(wanted[at], left // (len(wanted) - position))
        left -= given[at]
    return given
