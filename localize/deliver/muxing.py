"""Subtitles as tracks beside the picture, which a player shows or not. Nothing is encoded anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from localize.containers import open_container
from localize.deliver.burning import Told
from localize.deliver.drafts import draft_of
from localize.deliver.ffmpeg import run
from localize.domain.language import language_name
from localize.domain.track import Track
from localize.errors import ConfigurationError, InputError
from localize.events import Listener


class Container(NamedTuple):
    """`script` is the format in which it is given subtitles, `codec` what it keeps them as."""

    extension: str
    script: str
    codec: str


CONTAINERS: Mapping[str, Container] = {
    "mp4": Container("mp4", "srt", "mov_text"),
    "mkv": Container("mkv", "ass", "ass"),
}
_AS_MP4 = ("m4v", "mov", "mp4")


class SoftTrack(NamedTuple):
    """`is_default`: shown unless the viewer chooses. `is_forced`: shown also to who wants no subtitles.
    `second` stands below the language."""

    language: str
    track: Track
    is_default: bool = False
    is_forced: bool = False
    second: str = ""

    @property
    def title(self) -> str:
        """For people: `Latin American Spanish (es-419)`, `English and Simplified Chinese (en+zh)`."""
        languages = [self.language, *([self.second] if self.second else [])]
        told = "+".join(languages) + (", forced" if self.is_forced else "")
        return f"{' and '.join(map(language_name, languages))} ({told})"


@dataclass(frozen=True)
class Muxing:
    """`scripts` are the tracks in the container's format, timed as ffmpeg will time the video."""

    video: Path
    tracks: Sequence[SoftTrack]
    scripts: Sequence[str]
    container: Container


class _There(NamedTuple):
    """The streams that are kept: all but data, such as a camera's clock, which no other container takes."""

    codecs: tuple[str, ...]
    has_pictures_of_text: bool
    duration_ms: int


def check_container(name: str, *, asked: bool) -> Container:
    """The one of that name; what was not asked for but read off another kind of file is Matroska, which takes
    everything. Raises ConfigurationError."""
    plain = name.lower().removeprefix(".")
    known = "mp4" if plain in _AS_MP4 else plain
    if known in CONTAINERS:
        return CONTAINERS[known]
    if asked:
        raise ConfigurationError(
            f"no container {name!r} for soft subtitles", f"known: {', '.join(CONTAINERS)}"
        )
    return CONTAINERS["mkv"]


def mux(muxing: Muxing, out: Path, listener: Listener) -> None:
    """Writes `out` with every track that the video has, and after its own subtitles the new ones.

    Raises InputError with the last word of ffmpeg, StoreError, EngineUnavailable.
    """
    there = _there(muxing)
    with tempfile.TemporaryDirectory(prefix="localize-") as scratch, draft_of(out, muxing.video) as draft:
        folder = Path(scratch)
        names = [f"{at}.{muxing.container.script}" for at in range(len(muxing.tracks))]
        for name, script in zip(names, muxing.scripts, strict=True):
            (folder / name).write_text(script, "utf-8")
        told = Told("mux", there.duration_ms, listener)
        inputs = ["-i", f"file:{muxing.video.resolve()}", *_each("-i", names)]
        run([*inputs, *_options(muxing, there), "-y", f"file:{draft.resolve()}"], folder, None, told)
        told.done(muxing.video)


def _there(muxing: Muxing) -> _There:
    with closing(open_container(muxing.video)) as container:
        own = container.streams.subtitles
        found = _There(
            tuple(_codec(stream) for stream in own),
            any(stream.codec_context is not None and stream.codec_context.codec.bitmap_sub for stream in own),
            round((container.duration or 0) / 1000),
        )
    if found.has_pictures_of_text and muxing.container.extension == "mp4":
        raise InputError(
            f"{muxing.video} has subtitles that are pictures, and mp4 cannot hold them", "use --container mkv"
        )
    return found


def _codec(stream: Any) -> str:
    return stream.codec_context.name if stream.codec_context is not None else ""


def _options(muxing: Muxing, there: _There) -> Iterator[str]:
    before, container = len(there.codecs), muxing.container
    yield from ("-map", "0:V", "-map", "0:a?", "-map", "0:s?", *_each("-map", _numbers(muxing)))
    yield from ("-c", "copy", "-map_metadata", "0")
    for at, codec in enumerate(there.codecs):
        yield from (f"-c:s:{at}", _kept_as(codec, container))
        if any(track.is_default for track in muxing.tracks):
            yield from (f"-disposition:s:{at}", "-default")
    for at, track in enumerate(muxing.tracks, before):
        yield from (f"-c:s:{at}", container.codec, f"-disposition:s:{at}", _disposition(track))
        yield from _named(at, track, container)
    if container.extension == "mp4":
        yield from ("-movflags", "+faststart")


def _numbers(muxing: Muxing) -> list[str]:
    return [f"{at}:0" for at in range(1, len(muxing.tracks) + 1)]


def _each(option: str, values: Sequence[str]) -> list[str]:
    return [word for value in values for word in (option, value)]


def _kept_as(codec: str, container: Container) -> str:
    """MP4 knows one kind of text, and Matroska all but that one."""
    if container.extension == "mp4":
        return "mov_text"
    return "subrip" if codec == "mov_text" else "copy"


def _disposition(track: SoftTrack) -> str:
    flags = [name for name, held in (("default", track.is_default), ("forced", track.is_forced)) if held]
    return "+".join(flags) or "0"


def _named(at: int, track: SoftTrack, container: Container) -> Iterator[str]:
    """Three letters, which both containers have, of the first language: players choose by it. The title
    tells `es-419` from `es`."""
    title = track.title
    yield from (f"-metadata:s:s:{at}", f"language={_three_letters(track.language)}")
    yield from (f"-metadata:s:s:{at}", f"title={title}")
    if container.extension == "mp4":
        # Players of MP4 show the name of the handler.
        yield from (f"-metadata:s:s:{at}", f"handler_name={title}")


def _three_letters(language: str) -> str:
    """ISO 639-2/B, as both containers want it: `zh` → `chi`; `und` where there are none."""
    import langcodes

    try:
        return langcodes.get(language).to_alpha3(variant="B")
    except LookupError:
        return "und"
