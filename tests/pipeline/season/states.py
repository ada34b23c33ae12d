"""Accounts of runs, for tests."""

from __future__ import annotations

from typing import Any

from localize.pipeline.season.state import EpisodeState, Progress, SeasonState


def stage(seconds: float = 1.0, done: int = 2, parts: int = 2, kept: int = 0) -> Progress:
    return Progress(parts, done, kept, seconds)


def state_of(*episodes: EpisodeState, **fields: Any) -> SeasonState:
    """Of a run that is at work in some other process."""
    known: dict[str, Any] = {
        "series": "/series",
        "process": 1,
        "host": "here",
        "started": "2025-01-01T20:00:00+00:00",
        "targets": ("en", "th"),
        "workers": 2,
    }
    return SeasonState(**{**known, **fields}, episodes=episodes)
