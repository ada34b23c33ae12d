"""The picture that is drawn on, as it is displayed."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from localize.containers import default_of, displayed, first_moment, frames_of, open_container, pictures_of
from localize.domain.value import Value
from localize.errors import NotMedia

_US = 1_000_000


class PictureStream(Value, frozen=True):
    """`stream` is its index in the file; `width` × `height` are its displayed pixels, upright and square, and
    `stored_width` × `stored_height` those that ffmpeg draws on, upright too.

    `begins_ms` is when its first frame is shown on the clock of ffmpeg, which begins with whatever in the
    file begins first; `duration_ms` is what the file announces, 0 where it does not.
    """

    stream: int
    width: int
    height: int
    stored_width: int
    stored_height: int
    begins_ms: int
    duration_ms: int


def picture_of(path: Path) -> PictureStream:
    """Raises NotMedia, also for a file without a picture."""
    with closing(open_container(path)) as container:
        streams = pictures_of(container)
        if not streams:
            raise NotMedia(f"{path} has no picture to put subtitles on", "give a video: mp4, mkv, mov …")
        stream = default_of(streams)
        begins = round(1000 * (first_moment(stream) or 0.0) - 1000 * (container.start_time or 0) / _US)
        duration = round(1000 * (container.duration or 0) / _US)
        frame = next(frames_of(container, stream), None)
        if frame is None:
            raise NotMedia("no frame of its picture can be decoded", "the file is damaged or cut short")
        return PictureStream(stream.index, *displayed(stream, frame), max(0, begins), duration)
