"""A subtitle file that somebody else made → Transcript."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from localize.domain.encoding import decode_text
from localize.domain.track import Cue, Track
from localize.domain.transcript import Transcript
from localize.errors import BadSubtitles
from localize.subtitle.formats import FORMATS, srt
from localize.subtitle.lines import as_transcript

if TYPE_CHECKING:
    from pysubs2 import SSAFile

_READ_HERE = {"srt": "srt", "ass": "ass", "ssa": "ass", "vtt": "vtt"}


def read_subtitles(path: Path, language: str) -> Transcript:
    """The lines of a file in any format that pysubs2 reads, in UTF-8, UTF-16, GB18030 or Big5.

    Raises BadSubtitles.
    """
    transcript = as_transcript(read_track(path, language))
    if not transcript.lines:
        raise BadSubtitles(f"{path} holds no subtitles")
    return transcript


def read_track(path: Path, language: str) -> Track:
    """The cues as the file has them, empty ones too. Raises BadSubtitles."""
    return _track(_text(path), language, path)


def _text(path: Path) -> str:
    try:
        text = decode_text(path.read_bytes())
    except OSError as error:
        raise BadSubtitles(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadSubtitles(f"{path} is not a text in UTF-8, UTF-16, GB18030 or Big5") from error
    if not text.strip("\ufeff \t\r\n"):
        raise BadSubtitles(f"{path} is empty")
    if "\0" in text:
        raise BadSubtitles(f"{path} is not a text file")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _track(text: str, language: str, path: Path) -> Track:
    import pysubs2

    name = _format(text, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd fields that it replaces by defaults
            if name in _READ_HERE:
                return FORMATS[_READ_HERE[name]].loads(io.StringIO(text), language)
            return _other(pysubs2.SSAFile.from_string(text, name), language)
    except pysubs2.UnknownFPSError:
        raise BadSubtitles(
            f"{path} counts frames and does not say how many a second",
            "put {1}{1}25 (or its frame rate) before its first line",
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError, ParseError) as error:
        raise BadSubtitles(f"{path} cannot be read as {name}: {error}") from error


def _format(text: str, path: Path) -> str:
    """What the text looks like; where it looks like several, what the file is called."""
    import pysubs2
    from pysubs2.formats import FILE_EXTENSION_TO_FORMAT_IDENTIFIER as BY_EXTENSION
    from pysubs2.formats import autodetect_format

    try:
        return autodetect_format(text)
    except pysubs2.FormatAutodetectionError as error:
        named = BY_EXTENSION.get(path.suffix.lower())
        if named in error.formats:
            return named
        raise BadSubtitles(f"{path} is not a subtitle file", f"known: {', '.join(BY_EXTENSION)}") from None


def _other(subs: SSAFile, language: str) -> Track:
    events = [event for event in subs if event.is_text]
    return Track(
        language,
        tuple(
            Cue(str(number), event.start, event.end, srt.plain(event.text))
            for number, event in enumerate(events, 1)
        ),
    )
