"""What was found in files → the same with pictures, in which cues stand as burning would draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from localize.config import settings_in
from localize.deliver.report.drawing import Lettering, drawn
from localize.deliver.report.page import Illustrated, pictured
from localize.deliver.report.stills import stills
from localize.domain.finding import Report
from localize.domain.language import language_name
from localize.domain.screen import Screen
from localize.domain.track import BOTTOM, TOP, Cue, Place, Track
from localize.errors import BadSubtitles, EngineUnavailable
from localize.pipeline.footage import Footage
from localize.pipeline.lettering import script_of, typeface_at_hand
from localize.pipeline.showing import standing
from localize.profiles import Profile
from localize.subtitle.read import read_track


def illustrated(checked: Sequence[tuple[Report, Footage, Profile]]) -> list[Illustrated]:
    """With pictures where a video is known."""
    filmed = [report for report, footage, _ in checked if footage.video is not None]
    moments = dict(zip(map(id, filmed), pictured(filmed), strict=True))
    return [_illustrated(*one, moments.get(id(one[0]), [])) for one in checked]


def _illustrated(report: Report, footage: Footage, profile: Profile, moments: list[int]) -> Illustrated:
    screen = footage.screen
    if footage.video is None or screen is None or not moments:
        return Illustrated(report)
    pictures = stills(footage.video, moments)
    try:
        pictures, bare = drawn(pictures, _lettering(report, screen, profile)), ""
    except EngineUnavailable as error:
        bare = error.message
    return Illustrated(report, (screen.width, screen.height), pictures, bare)


def _lettering(report: Report, screen: Screen, profile: Profile) -> Lettering:
    typeface = typeface_at_hand(report.language)
    if typeface is None:
        raise EngineUnavailable(f"no font for {language_name(report.language)} is installed")
    settings = settings_in(Path(report.file).parent)
    track = standing(_track(report), screen, profile, settings.subtitle.over)
    script = script_of(track, profile, typeface, screen.width, screen.height)
    return Lettering(script, typeface, screen.width, screen.height)


def _track(report: Report) -> Track:
    """The cues that were checked, mended where they were; the file tells how they look and where they stand.
    No cue is mended to start at another time."""
    read = {(cue.start_ms, cue.place): cue for cue in _read(report)}
    cues = []
    for cue in report.cues:
        place: Place = TOP if cue.place == TOP else BOTTOM
        as_read = read.get((cue.start_ms, place)) or Cue(cue.id, cue.start_ms, cue.end_ms, (), place=place)
        cues.append(msgspec.structs.replace(as_read, end_ms=cue.end_ms, rows=cue.rows))
    return Track(report.language, tuple(cues))


def _read(report: Report) -> Iterator[Cue]:
    with suppress(BadSubtitles):  # what can be checked is more than what can be shown
        yield from read_track(Path(report.file), report.language).cues
