"""A subtitle file that somebody else made → Transcript."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from localize.domain.encoding import decode_text
from localize.domain.screen import Frames
from localize.domain.track import Cue, Track
from localize.domain.transcript import Transcript
from localize.errors import BadSubtitles
from localize.subtitle import broadcast
from localize.subtitle.directions import unmarked
from localize.subtitle.formats import FORMATS, json_track, lrc, sbv, srt
from localize.subtitle.lines import as_transcript

if TYPE_CHECKING:
    from pysubs2 import SSAFile

# By what they look like, before pysubs2 is asked: the name of the format, and where it is to be found.
_LOOKS = {
    "scc": re.compile(rf"\s*{broadcast.SCC}"),
    "ttml": re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?tt[\s>]", re.DOTALL),
    "json": re.compile(rf'\s*\{{\s*"format"\s*:\s*"{json_track.FORMAT}"'),
    "sbv": re.compile(rf"\s*{sbv.TIMES.pattern}", re.ASCII | re.MULTILINE),
    "lrc": re.compile(rf"\s*(?:\[[a-z#]+:[^\n]*\]\s*)*{lrc.STAMP.pattern}", re.ASCII),
}
_READ_HERE = {"srt": "srt", "ass": "ass", "ssa": "ass", "vtt": "vtt"}
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*\sencoding=["']([\w.-]+)["']""")


def read_subtitles(path: Path, language: str) -> Transcript:
    """The lines of a file in any format that we write or pysubs2 reads, in UTF-8, UTF-16, GB18030 or Big5,
    or of EBU STL or SCC.

    Raises BadSubtitles.
    """
    transcript = as_transcript(read_track(path, language))
    if not transcript.lines:
        raise BadSubtitles(f"{path} holds no subtitles")
    return transcript


def read_track(path: Path, language: str, frames: Frames | None = None) -> Track:
    """The cues as the file has them, empty ones too. `frames` are those that a file counts which does not say
    how many a second (MicroDVD). Raises BadSubtitles."""
    data = _bytes(path)
    try:
        if broadcast.is_stl(data):
            return broadcast.read_stl(data, language)
        return unmarked(_track(_text(data, path), language, path, frames))
    except BadSubtitles as error:
        # What reads a stream does not know its name.
        if str(path) in error.message:
            raise
        raise BadSubtitles(f"{path} cannot be read: {error.message}", error.hint) from error


def read_text(path: Path) -> str:
    """What is written in a file, in any of the encodings that are read, with `\\n` between its rows.

    Raises BadSubtitles for what is no text.
    """
    return _text(_bytes(path), path)


def format_of(path: Path) -> str:
    """As what `read_track` reads it: the name of one of our formats, `stl`, `scc`, or one of pysubs2's.

    Raises BadSubtitles.
    """
    data = _bytes(path)
    if broadcast.is_stl(data):
        return "stl"
    text = _text(data, path)
    return _look(text) or _format(text, path)


def declared_encoding(data: bytes) -> str | None:
    """What XML says at its beginning that it is written in."""
    declared = _ENCODING.match(data)
    return declared[1].decode() if declared else None


def _bytes(path: Path) -> bytes:
    try:
        if path.is_fifo():
            # Who reads one waits for its writer, and reads it once.
            raise BadSubtitles(f"{path} is no file", "write the subtitles into one")
        return path.read_bytes()
    except OSError as error:
        raise BadSubtitles(f"cannot read {path}: {error.strerror}") from error


def _text(data: bytes, path: Path) -> str:
    try:
        declared = declared_encoding(data)
        text = data.decode(declared) if declared else decode_text(data)
    except LookupError:
        raise BadSubtitles(f"{path} names an encoding that nobody knows") from None
    except UnicodeDecodeError as error:
        raise BadSubtitles(f"{path} is not a text in UTF-8, UTF-16, GB18030 or Big5") from error
    if not text.strip("\ufeff \t\r\n"):
        raise BadSubtitles(f"{path} is empty")
    if "\0" in text:
        raise BadSubtitles(f"{path} is not a text file")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _look(text: str) -> str | None:
    return next((name for name, looks in _LOOKS.items() if looks.match(text)), None)


def _track(text: str, language: str, path: Path, frames: Frames | None) -> Track:
    ours = _look(text)
    if ours == "scc":
        return broadcast.read_scc(text, language)
    if ours is not None:
        return FORMATS[ours].loads(io.StringIO(text), language)
    return _of_pysubs2(text, language, path, frames)


def _of_pysubs2(text: str, language: str, path: Path, frames: Frames | None) -> Track:
    import pysubs2

    name = _format(text, path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd fields that it replaces by defaults
            if name in _READ_HERE:
                return FORMATS[_READ_HERE[name]].loads(io.StringIO(text), language)
            return _other(_parsed(text, name, frames), language)
    except pysubs2.UnknownFPSError:
        raise BadSubtitles(
            f"{path} counts frames and does not say how many a second",
            "put {1}{1}25 (or its frame rate) before its first line, or tell it `localize convert --fps`",
        ) from None
    except (ValueError, LookupError, TypeError, AttributeError, ParseError) as error:
        raise BadSubtitles(f"{path} cannot be read as {name}: {error}") from error


def _parsed(text: str, name: str, frames: Frames | None) -> SSAFile:
    """A rate that the file itself tells comes first."""
    import pysubs2

    try:
        return pysubs2.SSAFile.from_string(text, name)
    except pysubs2.UnknownFPSError:
        if frames is None:
            raise
        return pysubs2.SSAFile.from_string(text, name, fps=frames.rate)


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
        known = ", ".join(sorted({*BY_EXTENSION, ".sbv", ".lrc", ".dfxp", ".itt", ".stl", ".scc"}))
        raise BadSubtitles(f"{path} is not a subtitle file", f"known: {known}") from None


def _other(subs: SSAFile, language: str) -> Track:
    events = [event for event in subs if event.is_text]
    return Track(
        language,
        tuple(
            Cue(str(number), event.start, event.end, srt.plain(event.text))
            for number, event in enumerate(events, 1)
        ),
    )
