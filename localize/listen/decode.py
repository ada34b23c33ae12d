"""A media file's sound as 16 kHz mono blocks, placed on the picture's clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from localize.containers import default_of, first_moment, frames_of, open_container, pictures_of
from localize.errors import NoSound, NotMedia
from localize.listen.placing import Placing
from localize.stage import SAMPLE_RATE

if TYPE_CHECKING:
    from localize.stage import Samples

_VIDEO_OR_AUDIO = "copy it again, if it is a video or has sound: mp4, mkv, mov, wav, mp3 …"


def sound_blocks(path: Path) -> Iterator[Samples]:
    """The sound of a file, block by block; sample 0 is the first moment of the picture.

    The default audio stream is taken, else the first one. What is missing in the file (a late start, lost
    packets) is silence here, so that everything after it keeps its time. A truncated file gives what can be
    decoded of it. Raises NotMedia when there is nothing to hear at all.
    """
    _refuse_what_is_no_file(path)
    with closing(open_container(path, _VIDEO_OR_AUDIO)) as container:
        stream = _audio_stream(container, path)
        heard = False
        for block in _placed(container, stream):
            heard = True
            yield block
    if not heard:
        raise NotMedia(f"no sound can be decoded from {path}", "the file is truncated, or its sound is empty")


def announced_ms(path: Path) -> int:
    """How long the sound should be by what the file says, from the first moment of the picture; 0 when it
    does not say. Raises NotMedia."""
    with closing(open_container(path, _VIDEO_OR_AUDIO)) as container:
        stream = _audio_stream(container, path)
        if stream.duration is None:
            return 0
        end = float(((stream.start_time or 0) + stream.duration) * stream.time_base)
        return max(0, round((end - (_picture_start(container) or 0.0)) * 1000))


def _refuse_what_is_no_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise NotMedia(f"{path} is a folder", _VIDEO_OR_AUDIO)
        if path.stat().st_size == 0 and path.is_file():
            raise NotMedia(f"{path} is empty (0 bytes)", "copy or download it again")
    except OSError as error:
        raise NotMedia(f"cannot read {path}: {error.strerror}", _VIDEO_OR_AUDIO) from error


def _audio_stream(container: Any, path: Path) -> Any:
    streams = [stream for stream in container.streams.audio if stream.codec_context is not None]
    if not streams:
        raise NoSound(f"{path} has no audio stream that can be decoded", _VIDEO_OR_AUDIO)
    return default_of(streams)


def _picture_start(container: Any) -> float | None:
    """In seconds on the container's clock; None when there is no picture but perhaps a cover."""
    starts = map(first_moment, pictures_of(container))
    return next((start for start in starts if start is not None), None)


def _placed(container: Any, stream: Any) -> Iterator[Samples]:
    placing = Placing(_picture_start(container))
    mono = _Mono()
    for frame in frames_of(container, stream):
        if frame.time is not None and placing.lost(frame.time, mono.pending):
            yield from placing.blocks(mono.flush())
            yield from placing.silence_until(frame.time)
        yield from placing.blocks(mono.convert(frame))
    yield from placing.blocks(mono.flush())


class _Mono:
    """Frames of any rate, layout and format → arrays of 16 kHz mono float32."""

    def __init__(self) -> None:
        self._resampler: Any = None
        self._shape: tuple[object, ...] = ()
        self._seconds_in = 0.0
        self._samples_out = 0

    @property
    def pending(self) -> int:
        """Samples that were put in and have not come out yet."""
        return round(self._seconds_in * SAMPLE_RATE) - self._samples_out

    def convert(self, frame: Any) -> list[Samples]:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        before = self.flush() if shape != self._shape else []
        if self._resampler is None:
            self._resampler, self._shape = _resampler(), shape
        self._seconds_in += frame.samples / frame.sample_rate
        # Times are kept by Placing; without them the resampler does not stumble over a jump.
        frame.pts = None
        return before + self._take(self._resampler.resample(frame))

    def flush(self) -> list[Samples]:
        if self._resampler is None:
            return []
        last = self._take(self._resampler.resample(None))
        self._resampler, self._seconds_in, self._samples_out = None, 0.0, 0
        return last

    def _take(self, frames: list[Any]) -> list[Samples]:
        arrays = [frame.to_ndarray().reshape(-1) for frame in frames if frame is not None and frame.samples]
        self._samples_out += sum(len(array) for array in arrays)
        return arrays


def _resampler() -> Any:
    import av

    # A fixed frame size keeps it from passing frames through unseen; it also bounds a block (1.024 s).
    return av.AudioResampler(
        format="fltp", layout="mono", rate=SAMPLE_RATE, frame_size=SAMPLE_RATE // 1000 * 1024
    )
