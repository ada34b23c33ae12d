"""When each cue is on the screen: the cheapest times of all cues together, by the table in `costs.py`."""

from localize.subtitle.timing.search import schedule

__all__ = ["schedule"]
