"""What subtitles must know of a video's picture: its size, its frames, its shots, what is burned in."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from localize.containers import default_of, displayed, frames_of, open_container, packets_of, pictures_of
from localize.domain.screen import UNKNOWN, Burned, Frames, Screen
from localize.domain.seen import Seen

# What delivery specifications know (Netflix; 120 for games); what a container announces is often an average.
_RATES: Final = (
    *(Fraction(1000 * rate, 1001) for rate in (24, 30, 60, 120)),
    *map(Fraction, (24, 25, 30, 50, 60, 120)),
)
# Matroska, FLV and what was made of them round to it.
_ROUNDING: Final = Fraction(1, 1000)


def screen_of(path: Path, seen: Seen | None) -> Screen:
    """UNKNOWN for a file without a picture. Every packet is read, but only the first picture is decoded: it
    tells how it is turned. Raises NotMedia."""
    with closing(open_container(path)) as container:
        streams = pictures_of(container)
        if not streams:
            return UNKNOWN
        stream = default_of(streams)
        index, frames = stream.index, _frames(stream, sorted(_stamps(container, stream)))
    with closing(open_container(path)) as container:
        stream = container.streams[index]
        shown = displayed(stream, next(frames_of(container, stream), None))
    return Screen(
        width=shown.width,
        height=shown.height,
        frames=frames,
        cuts=seen.cuts if seen else (),
        burned=burned_of(seen) if seen else (),
    )


def burned_of(seen: Seen) -> tuple[Burned, ...]:
    """Dialogue and cards, in order of time."""
    return tuple(Burned(line.span, line.box, line.kind) for line in seen.lines)


# ── frames ───────────────────────────────────────────────────────────────────────────────────────────


def _stamps(container: Any, stream: Any) -> set[int]:
    """When pictures are shown, in the stream's time base from the first; what lies before it is not shown."""
    zero = stream.start_time or 0
    stamps = (packet.dts if packet.pts is None else packet.pts for packet in packets_of(container, stream))
    return {stamp - zero for stamp in stamps if stamp is not None and stamp >= zero}


def _frames(stream: Any, stamps: Sequence[int]) -> Frames:
    """At a constant rate, if the pictures come at one as well as the time base can tell; else each with its
    own moment. Of a picture without any times: at the announced rate."""
    announced = [Fraction(rate) for rate in (stream.average_rate, stream.guessed_rate) if rate]
    base = Fraction(stream.time_base)
    usual = announced[0] if announced else Fraction(Frames().numerator)
    if len(stamps) < 2:
        return Frames(usual.numerator, usual.denominator)
    for rates in (_RATES, announced, [_from_first_to_last(stamps, base)]):
        # In a short film 24 and 24000/1001 both come near enough.
        regular = [(off, rate) for rate in rates if (off := _off(stamps, base, rate)) <= max(base, _ROUNDING)]
        if regular:
            rate = min(regular)[1]
            return Frames(rate.numerator, rate.denominator)
    moments = sorted({0, *(round(stamp * base * 1000) for stamp in stamps)})
    return Frames.at_moments(moments, usual.numerator, usual.denominator)


def _from_first_to_last(stamps: Sequence[int], base: Fraction) -> Fraction:
    """The rate of as many pictures in that time, as a fraction of everyday size."""
    return ((len(stamps) - 1) / ((stamps[-1] - stamps[0]) * base)).limit_denominator(1001)


def _off(stamps: Sequence[int], base: Fraction, rate: Fraction) -> Fraction:
    """How far, in seconds, a picture is from where it would be at a rate, until one is too far."""
    # In whole numbers: an hour has a hundred thousand pictures.
    unit = base.denominator * rate.numerator
    step, tick = base.denominator * rate.denominator, base.numerator * rate.numerator
    most, worst = max(base, _ROUNDING) * unit, 0
    for number, stamp in enumerate(stamps):
        worst = max(worst, abs(stamp * tick - number * step))
        if worst > most:
            break
    return Fraction(worst, unit)
