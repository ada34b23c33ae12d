"""What programs say to people."""

from __future__ import annotations


def counted(count: int, what: str) -> str:
    """`1 line`, `2 lines`"""
    return f"{count} {what}{'' if count == 1 else 's'}"


def duration(seconds: float) -> str:
    """How long something takes or is: `8.3 s`, `2:05`, `1:02:05`. Where something stands in an episode
    `localize.domain.times.clock` tells, to the millisecond."""
    if seconds < 59.95:  # what is rounded to a minute is one
        return f"{seconds:.1f} s"
    hours, rest = divmod(round(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def moment(iso: str) -> str:
    """`2025-01-01T20:00:05+00:00` → `2025-01-01 20:00 UTC`"""
    return f"{iso[:16].replace('T', ' ')} UTC"
