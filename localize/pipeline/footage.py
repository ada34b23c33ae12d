"""What is known of the video that a subtitle file belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import msgspec

from localize.domain.screen import UNKNOWN, Screen
from localize.errors import EngineUnavailable, NotMedia
from localize.pipeline.naming import split_name
from localize.pipeline.record import RECORD_ENDING, read_record
from localize.pipeline.screening import screen_of
from localize.watch.frames import frames, picture_track
from localize.watch.shots import CutFinder


class Footage(NamedTuple):
    """`screen` is None where nothing is known of the picture, `duration_ms` 0 where nobody opened the
    `video`."""

    screen: Screen | None = None
    duration_ms: int = 0
    video: Path | None = None


def footage_of(subtitles: Path, video: Path | None = None, *, find_cuts: bool = False) -> Footage:
    """What the `video` shows, its cuts included where `find_cuts` asks for them, which takes reading all of
    it; else those that the record of the episode beside the file holds, from which comes what is burned in.

    Raises NotMedia, and EngineUnavailable where OpenCV, which compares pictures, is missing.
    """
    recorded = _recorded(subtitles)
    if video is None:
        return Footage(recorded)
    track = picture_track(video)
    if track is None:
        raise NotMedia(f"{video} has no picture", "give a video, for example mp4, mkv or mov")
    cuts = cuts_of(video) if find_cuts else recorded.cuts if recorded else ()
    burned = recorded.burned if recorded else ()
    screen = msgspec.structs.replace(screen_of(video, None), cuts=cuts, burned=burned)
    return Footage(screen, track.duration_ms, video)


def cuts_of(video: Path) -> tuple[int, ...]:
    """The first moments of new shots. Raises NotMedia and EngineUnavailable."""
    finder = CutFinder()
    try:
        for frame in frames(video):
            finder.add(frame)
        finder.finish()
    except ImportError as error:
        raise EngineUnavailable(
            f"cuts cannot be found: {error}", "pip install 'localize[watch]', or leave out --cuts"
        ) from error
    return tuple(finder.cuts)


def _recorded(subtitles: Path) -> Screen | None:
    """Of the record of the run that wrote the file, or that wrote others of its episode."""
    record = read_record(subtitles.with_name(f"{split_name(subtitles).episode}{RECORD_ENDING}"))
    return record.screen if record and record.screen != UNKNOWN else None
