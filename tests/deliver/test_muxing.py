from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import av
import pytest

from localize.deliver.muxing import CONTAINERS, Container, Muxing, SoftTrack, check_container, mux
from localize.deliver.picture import picture_of
from localize.domain.track import Cue, Track
from localize.errors import ConfigurationError
from localize.events import ignore
from localize.pipeline.lettering import shifted
from localize.subtitle.formats import FORMATS
from tests.deliver.pictures import clip, layout

ROWS = {"en": ("Hello,", "Zhou Hao."), "es-419": ("Hola.",), "ar": ("مرحبا.",)}


class Found(NamedTuple):
    language: str
    title: str
    is_default: bool
    is_forced: bool
    codec: str
    cues: list[tuple[float, float, str]]


def muxed(video: Path, out: Path, kind: Container, tracks: list[SoftTrack]) -> Path:
    scripts = []
    for track in tracks:
        import io

        script = io.StringIO()
        FORMATS[kind.script].dumps(track.track, script, layout(track.language))
        scripts.append(script.getvalue())
    mux(Muxing(video, tracks, scripts, kind), out, ignore)
    return out


def track_in(language: str, begins_ms: int = 0) -> Track:
    return shifted(Track(language, (Cue("1", 500, 1500, ROWS[language]),)), begins_ms)


def found(path: Path) -> list[Found]:
    with av.open(str(path)) as container:
        return [_found(container, stream) for stream in container.streams.subtitles]


def _found(container: Any, stream: Any) -> Found:
    container.seek(0)
    cues = [
        (float(packet.pts * packet.time_base), float(packet.duration * packet.time_base), _text(packet))
        for packet in container.demux(stream)
        if packet.size and _text(packet)
    ]
    title = stream.metadata.get("title") or stream.metadata.get("handler_name", "")
    flags = stream.disposition
    return Found(
        stream.language,
        title,
        bool(flags & flags.default),
        bool(flags & flags.forced),
        stream.codec_context.name,
        cues,
    )


def _text(packet: Any) -> str:
    """MP4 puts the length before it, Matroska eight fields."""
    raw = bytes(packet)
    if packet.stream.codec_context.name == "mov_text":
        return raw[2 : 2 + int.from_bytes(raw[:2], "big")].decode()
    return raw.decode().split(",", 8)[-1].replace(r"\N", "\n")


@pytest.mark.parametrize("name", CONTAINERS)
def test_tracks_come_back_with_their_languages_flags_times_and_texts(name: str, tmp_path: Path) -> None:
    video, kind = clip(tmp_path / "E01.mp4"), CONTAINERS[name]
    tracks = [
        SoftTrack("en", track_in("en"), is_default=True),
        SoftTrack("es-419", track_in("es-419"), is_forced=True),
        SoftTrack("ar", track_in("ar")),
    ]
    english, spanish, arabic = found(muxed(video, tmp_path / f"out.{name}", kind, tracks))
    assert [one.language for one in (english, spanish, arabic)] == ["eng", "spa", "ara"]
    assert spanish.title == "Latin American Spanish (es-419, forced)"
    assert [one.is_default for one in (english, spanish, arabic)] == [True, False, False]
    assert [one.is_forced for one in (english, spanish, arabic)] == [False, True, False]
    assert english.cues == [(0.5, 1.0, "Hello,\nZhou Hao.")]
    assert arabic.cues == [(0.5, 1.0, "مرحبا.")]


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_picture_that_begins_late_has_its_subtitles_on_time(name: str, tmp_path: Path) -> None:
    video = clip(tmp_path / "E01.mkv", begins=1.0)
    begins_ms = picture_of(video).begins_ms
    out = muxed(
        video, tmp_path / f"out.{name}", CONTAINERS[name], [SoftTrack("en", track_in("en", begins_ms))]
    )
    with av.open(str(out)) as container:
        first = next(container.decode(video=0)).time
    assert found(out)[0].cues[0][0] - first == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_is_there_stays_as_it_is(name: str, tmp_path: Path) -> None:
    first = muxed(
        clip(tmp_path / "E01.mp4"),
        tmp_path / "first.mp4",
        CONTAINERS["mp4"],
        [SoftTrack("es-419", track_in("es-419"), is_default=True)],
    )
    second = muxed(
        first, tmp_path / f"second.{name}", CONTAINERS[name], [SoftTrack("en", track_in("en"), True)]
    )
    old, new = found(second)
    assert (old.language, old.is_default) == ("spa", False)
    assert old.cues == [(0.5, 1.0, "Hola.")]
    assert (new.language, new.is_default) == ("eng", True)
    assert packets(first, "video") == packets(second, "video")
    assert packets(first, "audio") == packets(second, "audio")


def packets(path: Path, kind: str) -> list[bytes]:
    with av.open(str(path)) as container:
        stream = next(stream for stream in container.streams if stream.type == kind)
        return [bytes(packet) for packet in container.demux(stream) if packet.size]


def test_the_kind_of_file_decides_unless_asked() -> None:
    assert check_container("MOV", asked=False).extension == "mp4"
    assert check_container("ts", asked=False).extension == "mkv"
    assert check_container("mkv", asked=True).extension == "mkv"
    with pytest.raises(ConfigurationError, match="no container 'ts'"):
        check_container("ts", asked=True)
