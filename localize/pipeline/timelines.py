"""A video's clock, as HTTP Live Streaming must know it."""

from __future__ import annotations

from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from localize.containers import default_of, open_container, pictures_of
from localize.subtitle.formats.hls import Timeline

# MPEG-2 Systems (ISO/IEC 13818-1 2.4.3.7): presentation times count 90,000 a second, in 33 bits.
CLOCK: Final = 90_000
WRAPS: Final = 2**33
_TRANSPORT_STREAM: Final = "mpegts"
_US: Final = 1000  # of a container's duration, in a millisecond


def timeline_of(video: Path) -> Timeline:
    """How long the media is, and what its clock shows at the first picture, or the first sound where there is
    none: 0 but in a transport stream, whose clock begins anywhere. Raises NotMedia."""
    with closing(open_container(video)) as container:
        duration_ms = round((container.duration or 0) / _US) or None
        begins = _begins(container) if container.format.name == _TRANSPORT_STREAM else 0
        return Timeline(duration_ms, mpegts=begins)


def _begins(container: Any) -> int:
    streams = pictures_of(container) or list(container.streams.audio)
    if not streams:
        return 0
    stream = default_of(streams)
    return round(Fraction(stream.start_time or 0) * Fraction(stream.time_base) * CLOCK) % WRAPS
