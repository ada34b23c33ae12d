"""The second witness: what stands in the picture, if there is anything to read."""

from __future__ import annotations

from collections.abc import Iterator

from localize.cached import cached
from localize.config import WatchTable
from localize.domain.episode import Media
from localize.domain.seen import Box, Seen
from localize.errors import EngineUnavailable
from localize.pipeline.engines import Chosen
from localize.pipeline.job import Setup
from localize.pipeline.run import Runs
from localize.watch.follow import Follow
from localize.watch.look import NOTHING_TO_SEE, Glimpse, Look
from localize.watch.reading import ReadTexts
from localize.watch.seeing import seen_of


class Watched:
    """picture → glimpse → followed texts → seen; `seen` is None where nothing is watched."""

    def __init__(self, setup: Setup, run: Runs, media: Media, reader: Chosen | None) -> None:
        self._setup, self._run, self._media, self._reader = setup, run, media, reader
        self._missing = ""

    @cached
    def seen(self) -> Seen | None:
        reader, glimpse = self._reader, self._glimpse
        if reader is None or not glimpse.has_picture:
            return None
        if self._table.mode != "on" and not glimpse.has_text:
            return None
        band = self._region or glimpse.band
        strip = self._run(Follow(self._media, reader.id, reader.engine, band), glimpse)
        texts = self._run(ReadTexts(reader.id, reader.engine), strip)
        return seen_of(glimpse, strip, texts, self._region)

    @property
    def complaints(self) -> Iterator[str]:
        if self._missing:
            yield f"burned-in subtitles are not read: {self._missing}"
        if self._table.mode == "on" and not self._missing and not self._glimpse.has_picture:
            yield f"{self._media.path} has no picture to watch"
        if self._region is not None and self.seen is not None and not self.seen.dialogue and self.seen.cards:
            top, bottom = self._region.top, self._region.bottom
            yield f"no dialogue stands at {top:.0%} to {bottom:.0%} of the height; check [watch] region"

    @cached
    def _glimpse(self) -> Glimpse:
        if self._reader is None:
            return NOTHING_TO_SEE
        try:
            return self._run(Look(self._reader.id, self._reader.engine), self._media)
        except EngineUnavailable as error:
            if self._table.mode == "on":
                raise
            self._missing = str(error)
            return NOTHING_TO_SEE

    @property
    def _table(self) -> WatchTable:
        return self._setup.settings.watch

    @property
    def _region(self) -> Box | None:
        region = self._table.region
        return Box(0.0, region[0], 1.0, region[1]) if region else None
