"""The video's frame rate is one that is delivered."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

_NEAR = 0.005  # two digits are written: 23.98


def look(exam: Exam) -> Iterator[Found]:
    rates = exam.limits.frame_rates
    if exam.screen is None or not rates:
        return
    rate = exam.screen.frames.rate
    known = ", ".join(f"{one:g}" for one in rates)
    if exam.screen.frames.shown_ms:
        found = f"the video's frame rate varies, {rate:.5g} a second on average"
        yield Found(None, found, round(rate, 3), known)
    elif min(abs(one - rate) for one in rates) > _NEAR:
        yield Found(None, f"the video has {rate:.5g} frames a second", round(rate, 3), known)


FRAME_RATE = Check("frame-rate", look)
