"""The text tracks inside a media file (SubRip, ASS, WebVTT, MP4 timed text) → Transcript."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from localize.containers import first_moment, open_container, packets_of, pictures_of
from localize.domain.language import is_chinese
from localize.domain.script import has_han
from localize.domain.track import Cue, Track
from localize.domain.transcript import Transcript
from localize.errors import NotMedia
from localize.subtitle.formats import ass
from localize.subtitle.formats.markup import place_of
from localize.subtitle.lines import as_transcript
from localize.subtitle.text import clean
from localize.subtitle.tracks import UNDETERMINED, TextTrack, picture_formats, text_tracks

# The fields of an event before its text, as libavcodec gives it whatever the track's format.
_FIELDS_BEFORE_TEXT = 8
# Among them: the order of reading, layer, style, name, three margins, effect.
_NAME = 3


class Embedded(NamedTuple):
    """`track` is None, and the transcript empty, where no text track is in the language; `pictures` are the
    formats of tracks that may be, but hold pictures of text, which nobody reads here."""

    transcript: Transcript
    track: TextTrack | None
    pictures: tuple[str, ...] = ()


def read_embedded(path: Path, language: str) -> Embedded:
    """The track that says what is spoken in `language`, in times of the picture's clock.

    A track that does not say its language is taken when it is Chinese and Chinese is asked for. A file that
    cannot be opened has no tracks: whoever needs its sound says what is wrong with it.
    """
    try:
        container = open_container(path)
    except NotMedia:
        return Embedded(Transcript(language, ()), None)
    with closing(container):
        streams = container.streams.subtitles
        tracks, pictures = text_tracks(streams, language), picture_formats(streams, language)
    for track in tracks:
        transcript = as_transcript(Track(language, tuple(_cues(path, track.stream))))
        untold = track.language == UNDETERMINED
        fits = holds_chinese(transcript) if untold or is_chinese(language) else bool(transcript.lines)
        if fits:
            return Embedded(transcript, track, pictures)
    return Embedded(Transcript(language, ()), None, pictures)


def holds_chinese(transcript: Transcript) -> bool:
    """Whether most lines hold Chinese characters and no letters of Japanese or Korean."""
    texts = [line.text for line in transcript.lines]
    return 2 * sum(has_han(text) and not any(map(_is_other, text)) for text in texts) > len(texts)


def _is_other(letter: str) -> bool:
    return "\u3041" <= letter <= "\u30fa" or "\uac00" <= letter <= "\ud7a3"


def _cues(path: Path, index: int) -> Iterator[Cue]:
    """Every event that can be decoded, from the first moment of the picture on."""
    with closing(open_container(path)) as container:
        zero = _zero(container)
        timed = (one for one in packets_of(container, container.streams[index]) if one.pts is not None)
        for number, packet in enumerate(timed, 1):
            start = round((float(packet.pts * packet.time_base) - zero) * 1000)
            end = start + round(float((packet.duration or 0) * packet.time_base) * 1000)
            for speaker, text in _texts(packet):
                if end > 0:
                    place = place_of(text)
                    yield Cue(str(number), max(0, start), end, ass.plain(text), place=place, speaker=speaker)


def _zero(container: Any) -> float:
    """The picture's first moment, else the sound's, in seconds on the container's clock: what the times of
    the sound are counted from, too."""
    starts = map(first_moment, [*pictures_of(container), *container.streams.audio])
    return next((start for start in starts if start is not None), 0.0)


def _texts(packet: Any) -> Iterator[tuple[str, str]]:
    """Who says the texts of a packet, and the texts, with SubStation Alpha's overrides; drawings are left
    out."""
    import av
    import pysubs2

    try:
        rects = packet.decode()
    except av.FFmpegError:
        return
    for rect in rects:
        *fields, text = rect.ass.decode("utf-8", "replace").split(",", _FIELDS_BEFORE_TEXT)
        if pysubs2.SSAEvent(text=text).is_text:
            yield clean(fields[_NAME]) if len(fields) > _NAME else "", text
