"""A file's bytes → Manuscript."""

from __future__ import annotations

import codecs
import re
from operator import attrgetter
from pathlib import Path

from localize.domain.encoding import decode_text, encoding_by_mark, guessed_encoding
from localize.errors import BadSubtitles
from localize.subtitle.manuscript import srt, vtt
from localize.subtitle.manuscript.forms import FORMS
from localize.subtitle.manuscript.manuscript import Entry, Manuscript
from localize.subtitle.read import declared_encoding, format_of, read_track

# A season's worth of subtitles has some megabytes; what is larger is a film.
MOST_BYTES = 64 * 1024 * 1024
BROKEN = "broken UTF-8"
_OTHER = "not UTF-8"
_WEBVTT = re.compile(r"\s*WEBVTT(?:[ \t\n]|\Z)")
_ASS = re.compile(r"^\[(?:Script Info|Events)\]", re.MULTILINE | re.IGNORECASE)
_LIKE_TIMES = re.compile(r"^[ \t]*\d[\d:.,; \t]*-+>[ \t]*\d[\d:.,; \t]*$", re.MULTILINE)
_NEWLINE = re.compile(r"\r\n|\r|\n")
_TIMES = {"srt": srt.TIMES, "vtt": vtt.TIMES}


def read_manuscript(path: Path, language: str) -> Manuscript:
    """Raises BadSubtitles for what holds no cue in any format that is read here."""
    data = _bytes(path)
    decoded = _decoded(data)
    if decoded is None:
        return _only_read(path, language, "", "")
    text, encoding = decoded
    newlines = tuple(_NEWLINE.findall(text))
    text = _NEWLINE.sub("\n", text)
    name = _format(text)
    if name is None:
        return _only_read(path, language, text, encoding, _guess(data, encoding))
    try:
        entries = tuple(FORMS[name].entries(text))
    except BadSubtitles as error:
        raise BadSubtitles(f"{path} cannot be read as {name}: {error}") from error
    if not entries:
        raise BadSubtitles(f"{path} holds no subtitles")
    unread = tuple(_unread(text, name))
    guess = _guess(data, encoding)
    return Manuscript(name, text, entries, FORMS[name].step_ms, encoding, newlines, unread, guess)


def _guess(data: bytes, encoding: str) -> str:
    """Empty where the file says what it is in, or where UTF-8 told itself."""
    declared = declared_encoding(data) is not None or encoding_by_mark(data) is not None
    return guessed_encoding(data) if encoding == _OTHER and not declared else ""


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_fifo():
            # Who reads one waits for its writer, and reads it once.
            raise BadSubtitles(f"{path} is no file", "write the subtitles into one")
        if size > MOST_BYTES:
            raise BadSubtitles(f"{path} is no subtitle file: it has {size // 1024**2} MiB")
        data = path.read_bytes()
    except OSError as error:
        raise BadSubtitles(f"cannot read {path}: {error.strerror}") from error
    if not data.strip(codecs.BOM_UTF8 + b" \t\r\n"):
        raise BadSubtitles(f"{path} is empty")
    return data


def _decoded(data: bytes) -> tuple[str, str] | None:
    """The text, and what is wrong with the bytes; None for what is no text. What is mostly UTF-8 is read as
    that."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), _mark(data)
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("utf-8", "surrogatepass"), _mark(data)
    except UnicodeDecodeError:
        pass
    try:
        return decode_text(data).removeprefix("\ufeff"), _OTHER
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 2 > sum(byte > 0x7F for byte in data) or "-->" not in text:
        return None
    return text.removeprefix("\ufeff"), BROKEN


def _mark(data: bytes) -> str:
    return "a byte order mark" if data.startswith(codecs.BOM_UTF8) else ""


def _format(text: str) -> str | None:
    """None for those that are only read. What looks like a section's name below a line of times is a row."""
    if _WEBVTT.match(text):
        return "vtt"
    section, times = _ASS.search(text), srt.TIMES.search(text)
    if section and not (times and times.start() < section.start()):
        return "ass"
    return "srt" if times else None


def _unread(text: str, name: str) -> list[tuple[int, str]]:
    times = _TIMES.get(name)
    if times is None:
        return []
    return [
        (text.count("\n", 0, match.start()) + 1, match[0].strip())
        for match in _LIKE_TIMES.finditer(text)
        if not times.fullmatch(match[0])
    ]


def _only_read(path: Path, language: str, text: str, encoding: str, guess: str = "") -> Manuscript:
    """Some of these formats clear the screen with an empty cue."""
    track = read_track(path, language)
    entries = tuple(
        Entry(
            number,
            cue.id,
            cue.start_ms,
            cue.end_ms,
            cue.text,
            cue.text,
            cue.place,
            cue.place,
            italic=cue.italic,
        )
        for number, cue in enumerate(filter(attrgetter("rows"), track.cues), 1)
    )
    if not entries:
        raise BadSubtitles(f"{path} holds no subtitles")
    return Manuscript(_name(path), text, entries, encoding=encoding, guess=guess)


def _name(path: Path) -> str:
    """What it was read as, whatever the file is called. Where only pysubs2 finds the times of a format that
    is mended, it is not the format that is mended."""
    name = format_of(path)
    return f"{name}-like" if name in FORMS else name
