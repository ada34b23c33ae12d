"""The third witness: subtitles in the language that is spoken, which the user has already."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from localize.domain.episode import Media
from localize.domain.language import is_chinese
from localize.domain.seen import Seen
from localize.errors import BadSubtitles
from localize.pipeline.job import NO_SUBTITLES, Setup
from localize.pipeline.record import SubtitleSource
from localize.store.keys import file_digest
from localize.subtitle.embedded import holds_chinese, read_embedded
from localize.subtitle.read import read_subtitles
from localize.subtitle.witness import witness


class Given(NamedTuple):
    """`seen` and `source` are None where there are no such subtitles; `complaints` are for the user."""

    seen: Seen | None
    source: SubtitleSource | None
    complaints: tuple[str, ...] = ()


NOTHING = Given(None, None)


def given_subtitles(setup: Setup, media: Media) -> Given:
    """Those that the job names, else those that the media itself holds in the source language.

    Read anew in every run: a file of text, or one pass over a container whose digest has just taken as long.
    What is made of them is keyed by the lines that they lead to, never by them.
    Raises BadSubtitles for a file that cannot be read.
    """
    asked = setup.job.source_subtitles
    if asked == NO_SUBTITLES:
        return NOTHING
    return _embedded(media, setup.source) if asked is None else _of_file(asked, setup.source)


def _of_file(path: Path, language: str) -> Given:
    transcript = read_subtitles(path, language)
    if is_chinese(language) and not holds_chinese(transcript):
        raise BadSubtitles(f"{path} holds no Chinese", "name subtitles in the language that is spoken")
    source = SubtitleSource(str(path.resolve()), file_digest(path), len(transcript.lines))
    return Given(witness(transcript), source)


def _embedded(media: Media, language: str) -> Given:
    found = read_embedded(Path(media.path), language)
    if found.track is None:
        return Given(None, None, tuple(_passed_over(media, found.pictures)))
    stream, codec, _ = found.track
    source = SubtitleSource(media.path, media.digest, len(found.transcript.lines), stream, codec)
    return Given(witness(found.transcript), source)


def _passed_over(media: Media, formats: tuple[str, ...]) -> list[str]:
    if not formats:
        return []
    return [f"{media.path} holds subtitles as pictures ({', '.join(formats)}), which are passed over"]
