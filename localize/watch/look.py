"""The stage that looks at a few frames: is anything burned in, and where? Media → Glimpse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from localize.domain.episode import Media
from localize.domain.seen import Box
from localize.domain.value import Value
from localize.stage import EngineId, Lazy, Part, Reader
from localize.watch import frames, rows, strokes
from localize.watch.columns import is_column
from localize.watch.following import PRESENT
from localize.watch.frames import Frame, PictureTrack, picture_track, sampled
from localize.watch.rows import joined_rows
from localize.watch.strokes import area_of, template_of

if TYPE_CHECKING:
    from localize.stage import Pixels

# Subtitles stand half of the time or more: the chance that none of these frames has one is below 1 in 200.
SAMPLES = 8
SHORT_SIDE = 256
# Dialogue is centred, wider than high, and of a size that can be read and leaves the picture free. Heights
# are shares of the picture's long side; in the episodes of docs/watching.md they are 2.8 to 5.7 %.
OFF_CENTRE = 0.12
HEIGHTS = (0.012, 0.075)
LEAST_ASPECT = 1.5
# What stands in the same place in more of the frames is a watermark.
WATERMARK_SHARE = 0.6
# Room above and below the learned rows, in rows: a second row, and rows that nobody sampled.
ROOM = 2.0
# Where subtitles stand when nothing is known; in 9:16 most lie at 55 to 85 % of the height.
USUAL = Box(0.0, 0.5, 1.0, 0.92)
PARAMETERS = {
    "samples": SAMPLES, "short_side": SHORT_SIDE, "off_centre": OFF_CENTRE, "heights": HEIGHTS,
    "aspect": LEAST_ASPECT, "watermark": WATERMARK_SHARE, "room": ROOM, "present": PRESENT,
    "frames": frames.PARAMETERS, "rows": rows.PARAMETERS, "strokes": strokes.PARAMETERS,
}  # fmt: skip


class Glimpse(Value, frozen=True):
    """`rows` are found texts that look like dialogue, `band` is where to watch for more of it; `aspect` is
    the displayed picture's width over its height."""

    duration_ms: int
    rate: float
    aspect: float
    rows: tuple[Box, ...]
    band: Box

    @property
    def has_picture(self) -> bool:
        return self.rate > 0

    @property
    def has_text(self) -> bool:
        return bool(self.rows)


NOTHING_TO_SEE = Glimpse(duration_ms=0, rate=0.0, aspect=1.0, rows=(), band=USUAL)


class Look:
    """One part: a file."""

    name = "look"
    version = 1
    result_type = Glimpse

    def __init__(self, engine: EngineId, reader: Lazy[Reader]) -> None:
        self.engine: EngineId | None = engine
        self._reader = reader

    @property
    def parameters(self) -> Mapping[str, object]:
        return PARAMETERS

    def split(self, source: Media) -> Sequence[Part[Media]]:
        return [Part(Path(source.path).name, {"media": source.digest}, source)]

    def run(self, parts: Sequence[Part[Media]]) -> Iterator[Glimpse]:
        """Raises NotMedia, EngineError."""
        for part in parts:
            path = Path(part.content.path)
            track = picture_track(path)
            if track is None:
                yield NOTHING_TO_SEE
                continue
            self._reader.get()  # before the first frame: what it needs, frames need too
            pictures = sampled(path, _moments(track))
            yield glimpse(track, [Sample(frame.luma, tuple(self._found(frame))) for frame in pictures])

    def join(self, source: Media, results: Sequence[Glimpse]) -> Glimpse:  # noqa: ARG002
        return results[0]

    def counts(self, results: Sequence[Glimpse]) -> Mapping[str, int]:
        return {"rows": sum(len(result.rows) for result in results)}

    def _found(self, frame: Frame) -> Iterator[Box]:
        """What looks like dialogue in a frame."""
        for row in joined_rows(self._reader.get().find(frame.picture(short_side=SHORT_SIDE)), frame.aspect):
            if looks_like_dialogue(row.box, frame.luma.shape):
                yield row.box


class Sample(NamedTuple):
    """A frame's grey picture, and the rows in it that look like dialogue."""

    luma: Pixels
    rows: tuple[Box, ...]


def looks_like_dialogue(box: Box, shape: tuple[int, ...]) -> bool:
    """By its place and size in a picture of this height and width."""
    height, width = box.height * shape[0], box.width * shape[1]
    least, most = (share * max(shape[:2]) for share in HEIGHTS)
    centred = abs(box.center[0] - 0.5) <= OFF_CENTRE
    return (
        centred
        and least <= height <= most
        and width >= LEAST_ASPECT * height
        and not is_column(height, width)
    )


def glimpse(track: PictureTrack, samples: Sequence[Sample]) -> Glimpse:
    rows = tuple(row for sample in samples for row in sample.rows if not _stays(row, sample.luma, samples))
    height, width = samples[0].luma.shape if samples else (16, 9)
    return Glimpse(track.duration_ms, track.rate, round(width / height, 4), rows, band_around(rows))


def band_around(rows: Sequence[Box]) -> Box:
    """The full width, at the height where most of the rows stand."""
    if not rows:
        return USUAL
    usual = max(rows, key=lambda row: sum(_same_height(row, other) for other in rows))
    near = [row for row in rows if _same_height(usual, row)]
    room = ROOM * max(row.height for row in near)
    top, bottom = min(row.top for row in near) - room, max(row.bottom for row in near) + room
    return Box(0.0, max(0.0, top), 1.0, min(1.0, bottom))


def _same_height(row: Box, other: Box) -> bool:
    return abs(row.center[1] - other.center[1]) <= row.height + other.height


def _stays(box: Box, luma: Pixels, samples: Sequence[Sample]) -> bool:
    """Whether the same strokes stand there most of the time."""
    template = template_of(luma, area_of(box, luma.shape))
    shown = sum(template.share(other.luma) >= PRESENT for other in samples)
    return len(samples) > 2 and shown > WATERMARK_SHARE * len(samples)


def _moments(track: PictureTrack) -> list[int]:
    """Evenly over the file, in ms, neither its first frame nor its last."""
    return [round(track.duration_ms * (2 * at + 1) / (2 * SAMPLES)) for at in range(SAMPLES)]
