"""Which of the subtitle tracks in a media file says what is spoken there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from localize.domain.language import is_chinese, is_traditional, primary

UNDETERMINED = "und"
_TRADITIONAL = ("繁", "traditional", "hant", "cht")


class TextTrack(NamedTuple):
    """`stream` is its index in the file, `codec` its format; `language` is BCP-47, `und` if not told."""

    stream: int
    codec: str
    language: str


def text_tracks(streams: Iterable[Any], language: str) -> list[TextTrack]:
    """Those that may be in `language`, the best first: of a known language, of speech alone, in the right
    characters, by the file's choice. Forced tracks hold signs alone and are left out; without a language a
    track may be Chinese."""
    found = [
        (_rank(stream, language), TextTrack(stream.index, codec.name, _tag(stream)))
        for stream in streams
        if (codec := _codec(stream))
        and codec.text_sub
        and not _is_forced(stream)
        and _may_be(stream, language)
    ]
    return [track for _, track in sorted(found)]


def picture_formats(streams: Iterable[Any], language: str) -> tuple[str, ...]:
    """The formats of tracks that hold pictures of text (PGS, DVD, DVB), which may be in `language`."""
    return tuple(
        codec.name
        for stream in streams
        if (codec := _codec(stream)) and codec.bitmap_sub and _may_be(stream, language)
    )


def _rank(stream: Any, language: str) -> tuple[bool | int, ...]:
    tag, disposition = _tag(stream), stream.disposition
    for_the_deaf = disposition & (disposition.hearing_impaired | disposition.captions)
    return (
        tag == UNDETERMINED,
        bool(for_the_deaf) or "sdh" in _title(stream),
        bool(disposition & disposition.comment) or "comment" in _title(stream),
        _traditional(stream) != is_traditional(language),
        not disposition & disposition.default,
        stream.index,
    )


def _codec(stream: Any) -> Any:
    """None where there is no decoder."""
    return stream.codec_context.codec if stream.codec_context is not None else None


def _may_be(stream: Any, language: str) -> bool:
    tag = _tag(stream)
    if tag == UNDETERMINED:
        return is_chinese(language)
    return _spoken(tag) == _spoken(language)


def _spoken(tag: str) -> str:
    """Mandarin is what `zh` means where nothing else is said."""
    return "zh" if primary(tag) == "cmn" else primary(tag)


def _tag(stream: Any) -> str:
    """Containers write ISO 639-2 (`chi`, `zho`) or BCP-47."""
    import langcodes

    try:
        return langcodes.standardize_tag(stream.language or UNDETERMINED)
    except ValueError:
        return UNDETERMINED


def _traditional(stream: Any) -> bool:
    return is_traditional(_tag(stream)) or any(word in _title(stream) for word in _TRADITIONAL)


def _is_forced(stream: Any) -> bool:
    return bool(stream.disposition & stream.disposition.forced) or "forced" in _title(stream)


def _title(stream: Any) -> str:
    """What people call it; MP4 keeps that as the name of its handler."""
    return f"{stream.metadata.get('title', '')} {stream.metadata.get('handler_name', '')}".lower()
