"""The video's frame rate is one that is delivered."""

from __future__ import annotations

from collections.abc import Iterator

from localize.subtitle.checks.check import Check, Found
from localize.subtitle.checks.exam import Exam

# Subtitle Edit's Netflix check of the frame rate.
RATES = (24000 / 1001, 24.0, 25.0, 30000 / 1001, 30.0, 50.0, 60000 / 1001, 60.0)
_NEAR = 0.005  # two digits are written


def look(exam: Exam) -> Iterator[Found]:
    if exam.screen is None:
        return
    rate = exam.screen.frames.rate
    nearest = min(RATES, key=lambda one: abs(one - rate))
    if exam.screen.frames.shown_ms:
        yield Found(None, f"the video's frame rate varies, {rate:.2f} a second on average", round(rate, 3))
    elif abs(nearest - rate) > _NEAR:
        known = ", ".join(f"{one:.5g}" for one in RATES)
        yield Found(None, f"the video has {rate:.5g} frames a second", round(rate, 3), known)


FRAME_RATE = Check("frame-rate", look)
