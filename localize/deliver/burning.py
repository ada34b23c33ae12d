"""Subtitles drawn into the picture, by libass through ffmpeg."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from localize.deliver.covering import Cover, Covered
from localize.deliver.drafts import draft_of
from localize.deliver.ffmpeg import run
from localize.deliver.filters import RESULT, graph
from localize.deliver.lettering import write_script
from localize.deliver.picture import PictureStream
from localize.events import Listener, PartDone, StageDone, StageStarted, Warned
from localize.fonts import Typeface

# Containers that take whatever sound is copied from their own kind; all else goes into Matroska, which takes
# every sound.
_KEPT = (".mp4", ".m4v", ".mov", ".mkv")
_FASTSTART = (".mp4", ".m4v", ".mov")
# Containers round, and sound may end after the picture; a second is more than that.
_MISSING_MS = 1000


@dataclass(frozen=True)
class Burning:
    """`script` is the subtitles as ASS, for a picture of the displayed size, timed as ffmpeg will time it;
    `hidden` what is to be covered, `encoder` ffmpeg's options for the picture."""

    video: Path
    picture: PictureStream
    script: str
    typeface: Typeface
    cover: Cover
    hidden: Sequence[Covered]
    encoder: Sequence[str]


def container_of(video: Path) -> str:
    """The extension of what is made of a video."""
    return video.suffix.lower() if video.suffix.lower() in _KEPT else ".mkv"


def burn(burning: Burning, out: Path, name: str, listener: Listener) -> None:
    """Writes `out`; `name` is what the listener is told of. Sound is copied, other subtitles are left out.

    Raises InputError with the last word of ffmpeg, StoreError, EngineUnavailable.
    """
    with tempfile.TemporaryDirectory(prefix="localize-") as scratch, draft_of(out, burning.video) as draft:
        folder = Path(scratch)
        environment = write_script(folder, burning.script, burning.typeface)
        told = Told(name, burning.picture.duration_ms, listener)
        run([*_input(burning), *_output(burning, draft)], folder, environment, told)
        told.done(burning.video)


def _input(burning: Burning) -> list[str]:
    # `file:` keeps a colon in a name from being taken for a protocol.
    filters = graph(burning.picture, burning.cover, burning.hidden)
    return ["-i", f"file:{burning.video.resolve()}", "-filter_complex", filters]


def _output(burning: Burning, draft: Path) -> list[str]:
    # Frames keep their times, also where no two are equally long.
    times = ["-fps_mode", "vfr", "-enc_time_base:v", "demux"]
    first = ["-movflags", "+faststart"] if draft.suffix in _FASTSTART else []
    maps = ["-map", RESULT, "-map", "0:a?", "-c:a", "copy", "-sn", "-dn"]
    return [*maps, *burning.encoder, *times, *first, "-y", f"file:{draft.resolve()}"]


@dataclass
class Told:
    """Progress in whole seconds of the picture, as parts of a stage."""

    name: str
    duration_ms: int
    listener: Listener
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._began, self._seconds, self._reached = self.clock(), 0, 0
        self.listener(StageStarted(self.name, self._parts, hits=0))

    @property
    def _parts(self) -> int:
        return max(1, self.duration_ms // 1000)

    def __call__(self, ms: int) -> None:
        self._reached = max(self._reached, ms)
        while self._seconds < min(ms // 1000, self._parts):
            self._seconds += 1
            self.listener(PartDone(self.name, str(self._seconds)))

    def done(self, video: Path) -> None:
        self.listener(StageDone(self.name, self.clock() - self._began))
        if self._reached < self.duration_ms - _MISSING_MS:
            lost = f"of {self.duration_ms / 1000:.1f} s only {self._reached / 1000:.1f} s could be read"
            self.listener(Warned(f"{video} is damaged or cut short: {lost}"))
