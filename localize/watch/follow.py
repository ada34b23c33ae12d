"""The stage that follows text through the picture: Glimpse → texts with their times, and cuts."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from localize.cores import core_count
from localize.domain.episode import Media
from localize.domain.seen import Box
from localize.domain.times import Span, clock
from localize.domain.value import Value
from localize.flight import in_order
from localize.stage import EngineId, Lazy, Part, Picture, Reader
from localize.watch import following, rows, shots, strokes, tracker
from localize.watch import frames as grey_frames
from localize.watch.following import Following
from localize.watch.frames import frames
from localize.watch.joining import joined_texts
from localize.watch.look import Glimpse
from localize.watch.shots import CutFinder
from localize.watch.texts import Text, TextLook
from localize.watch.tracker import Tracker

if TYPE_CHECKING:
    from localize.watch.frames import Frame

# Long enough that what is decoded twice is little, short enough that two cores share an episode.
PART_MS = 15_000
# A part also looks at what lies just outside, so that a text on its edge has its true first and last frame.
EDGE_MS = 1000
# Each holds a decoder and some seconds of grey picture.
MOST_AT_ONCE = 8
# A reader takes rows of 48 pixels: more is not needed to read a text again.
LOOK_HEIGHT = 64
JPEG_QUALITY = 95
PARAMETERS = {
    "part_ms": PART_MS, "edge_ms": EDGE_MS, "look_height": LOOK_HEIGHT, "jpeg": JPEG_QUALITY,
    "frames": grey_frames.PARAMETERS, "rows": rows.PARAMETERS, "strokes": strokes.PARAMETERS,
    "following": following.PARAMETERS, "tracker": tracker.PARAMETERS, "shots": shots.PARAMETERS,
}  # fmt: skip


class Followed(Value, frozen=True):
    """What one part of the picture gave; `searches` counts the calls of the finder."""

    texts: tuple[Text, ...]
    cuts: tuple[int, ...]
    frames: int
    searches: int


class Strip(Value, frozen=True):
    """The whole film: texts in order of their first frame, and cuts."""

    texts: tuple[Text, ...]
    cuts: tuple[int, ...]


class Follow:
    """A part is a stretch of the picture; as many are followed at once as there are cores."""

    name = "follow"
    version = 1
    result_type = Followed

    def __init__(self, media: Media, engine: EngineId, reader: Lazy[Reader], band: Box) -> None:
        self.engine: EngineId | None = engine
        self._media, self._reader, self._band = media, reader, _rounded(band)

    @property
    def parameters(self) -> Mapping[str, object]:
        return {"media": self._media.digest, "band": (self._band.top, self._band.bottom), **PARAMETERS}

    def split(self, source: Glimpse) -> Sequence[Part[Span]]:
        """The last part goes on to the end, wherever that is: what a file announces may be wrong."""
        count = max(1, round(source.duration_ms / PART_MS))
        edges = [PART_MS * at for at in range(count)]
        ends = [*edges[1:], 0]
        return [_part(Span(start, end), source) for start, end in zip(edges, ends, strict=True)]

    def run(self, parts: Sequence[Part[Span]]) -> Iterator[Followed]:
        """Raises NotMedia, EngineError."""
        reader, stop = self._reader.get(), threading.Event()
        count = min(core_count(), MOST_AT_ONCE)
        with ThreadPoolExecutor(count, "watch") as threads:
            try:
                yield from in_order(
                    lambda part: self._follow(part.content, reader, stop), parts, threads, count + 1
                )
            finally:
                stop.set()

    def join(self, source: Glimpse, results: Sequence[Followed]) -> Strip:  # noqa: ARG002
        """What goes on from one part into the next is one text."""
        texts = joined_texts([text for result in results for text in result.texts])
        return Strip(tuple(texts), tuple(cut for result in results for cut in result.cuts))

    def counts(self, results: Sequence[Followed]) -> Mapping[str, int]:
        return {
            "frames": sum(result.frames for result in results),
            "searches": sum(result.searches for result in results),
            "texts": sum(len(result.texts) for result in results),
            "cuts": sum(len(result.cuts) for result in results),
        }

    def _follow(self, span: Span, reader: Reader, stop: threading.Event) -> Followed:
        watching = Watching(span, reader, self._band)
        until = span.end_ms + EDGE_MS if span.end_ms else None
        for frame in frames(Path(self._media.path), max(0, span.start_ms - EDGE_MS), until):
            if stop.is_set() or not watching.add(frame):
                break
        return watching.result()


class Watching:
    """One part's frames in, its texts and cuts out. `span.end_ms` is 0 for a part that goes on to the end."""

    def __init__(self, span: Span, reader: Reader, band: Box) -> None:
        self._span, self._last_ms, self._step_ms = span, span.start_ms, 40
        self._frames = self._after = 0
        self._tracker, self._shots = Tracker(reader, band), CutFinder()

    def add(self, frame: Frame) -> bool:
        """Whether more frames are wanted."""
        self._shots.add(frame)
        if frame.at_ms < self._span.start_ms:
            self._tracker.remember(frame)
        elif self._is_after(frame.at_ms):
            self._tracker.follow(frame)
            self._after += 1
            return self._tracker.follows_any or self._after < shots.NEIGHBOURS
        else:
            self._frames += 1
            self._step_ms = max(1, frame.at_ms - self._last_ms) if self._frames > 1 else self._step_ms
            self._last_ms = frame.at_ms
            self._tracker.add(frame)
        return True

    def result(self) -> Followed:
        self._shots.finish()
        # Where no frame follows, the picture ends before the part does.
        self._tracker.finish(self._span.end_ms if self._after else self._last_ms + self._step_ms)
        texts = map(_text, self._tracker.texts)
        return Followed(
            tuple(sorted(texts, key=lambda text: (text.start_ms, text.box.top))),
            tuple(at for at in self._shots.cuts if at >= self._span.start_ms and not self._is_after(at)),
            self._frames,
            self._tracker.searches,
        )

    def _is_after(self, at_ms: int) -> bool:
        return bool(self._span.end_ms) and at_ms >= self._span.end_ms


def _part(span: Span, source: Glimpse) -> Part[Span]:
    shown = f"{clock(span.start_ms)}–{clock(span.end_ms or source.duration_ms)}"
    return Part(shown, {"start_ms": span.start_ms, "end_ms": span.end_ms}, span)


def _text(one: Following) -> Text:
    looks = tuple(_look(picture) for picture in one.looks)
    return Text(_rounded(one.box), one.start_ms, one.end_ms, looks)


def _look(picture: Picture) -> TextLook:
    import cv2

    pixels = picture.pixels
    scale = LOOK_HEIGHT / min(pixels.shape[:2])
    if scale < 1:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1]
    return TextLook(data.tobytes(), picture.at_ms, _rounded(picture.box))


def _rounded(box: Box) -> Box:
    return Box(round(box.left, 4), round(box.top, 4), round(box.right, 4), round(box.bottom, 4))
