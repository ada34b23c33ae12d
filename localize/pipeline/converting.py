"""A subtitle file, ours or not → the same in other formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter
from pathlib import Path

import msgspec

from localize.config import Settings, settings_in
from localize.domain.language import parse_language
from localize.domain.screen import UNKNOWN, Frames
from localize.domain.track import Track
from localize.errors import BadSubtitles, ConfigurationError, InputError
from localize.events import Listener, Warned, ignore
from localize.pipeline.choosing import AUTO
from localize.pipeline.converted import Ledger, keep_in_record
from localize.pipeline.finished import is_video
from localize.pipeline.footage import footage_of
from localize.pipeline.keeping import Keeping
from localize.pipeline.naming import SubtitleName, bare_stem, split_name
from localize.pipeline.outputs import refuse_times_beyond
from localize.pipeline.quality import language_of, profile_for, refuse_what_holds_none
from localize.pipeline.record import read_record
from localize.pipeline.session import Names
from localize.pipeline.timelines import timeline_of
from localize.profiles import Layout
from localize.store.keys import digest
from localize.subtitle.directions import FORMATS as MARKED
from localize.subtitle.directions import marked
from localize.subtitle.formats import FORMATS, HLS, files, hls, require_format
from localize.subtitle.losses import losses, unread
from localize.subtitle.read import format_of, read_track
from localize.subtitle.retiming import frames_at, retimed, stretch_of

# They say which language they are in, or choose a font by it.
_OF_A_LANGUAGE = frozenset({"ass", "ssa", "ttml", "imsc", "ebu-tt-d", "itt", "lrc", "json"})
_NO_LANGUAGE = "und"  # BCP 47: undetermined
_COUNT_FRAMES = frozenset({"itt"})
# Without a place for how large letters are, or where they stand.
_WITHOUT_LAYOUT = frozenset({"srt", "sbv", "lrc", "txt", "json"})


@dataclass(frozen=True)
class Conversion:
    """What subtitle files are turned into; what is None is read off each file, its series and its video.

    `fps` is the rate of the video that a file was made for, `to_fps` that of the one that it is for: times
    are stretched from one to the other, and then moved by `shift_ms`. `mpegts` is what the clock of a
    transport stream shows at its first picture, for `hls`. `force` writes over files that a person has
    edited, which are kept as `.bak`.
    """

    formats: tuple[str, ...]
    language: str | None = None
    profile: str | None = None
    video: Path | None = None
    fps: str | None = None
    to_fps: str | None = None
    shift_ms: int = 0
    mpegts: int | None = None
    out: Path | None = None
    force: bool = False

    @property
    def retimes(self) -> bool:
        return self.to_fps is not None or self.shift_ms != 0


@dataclass(frozen=True)
class _Source:
    """What was read of a file, with the times that it is to have."""

    file: Path
    name: SubtitleName
    track: Track
    settings: Settings
    layout: Layout

    def shown(self, form: str) -> Track:
        is_marked = self.settings.subtitle.rtl_marks and form in MARKED
        return marked(self.track) if is_marked else self.track


class Converter:
    """Files of one command: none of them writes over what another has just been turned into.

    Raises ConfigurationError for what was asked.
    """

    def __init__(self, asked: Conversion, listener: Listener = ignore) -> None:
        self._asked, self._listener = asked, listener
        self._formats = tuple(dict.fromkeys(name.lower() for name in asked.formats))
        for name in self._formats:
            require_format(name)
        _refuse_what_does_not_fit(asked, self._formats)
        self._language = parse_language(asked.language) if asked.language else None
        before = frames_at(asked.fps) if asked.fps else None
        after = frames_at(asked.to_fps) if asked.to_fps else before
        self._counted, self._frames = before, after
        self._stretch = stretch_of(before, after) if before and after else Fraction(1)
        self._made: dict[Path, Path] = {}

    def convert(self, file: Path) -> list[Path]:
        """Returns what was written. Raises LocalizeError."""
        refuse_what_holds_none(file)
        formats = self._formats_for(file)
        if not formats:
            return []
        source = self._read(file, formats)
        refuse_times_beyond(formats, max(cue.end_ms for cue in source.track.cues))
        self._warn_of_reading(source, formats)
        with Names(self._folder(file), source.name.episode).claimed():
            return [path for form in formats for path in self._write(source, form)]

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────

    def _formats_for(self, file: Path) -> list[str]:
        """Without the one that the file is in already, where nothing else about it is to change."""
        if self._asked.retimes:
            return list(self._formats)
        named = [form for form in self._formats if self._target(file, form).resolve() == file.resolve()]
        same = [form for form in named if form != HLS and format_of(file) == _read_as(form)]
        for form in same:
            self._listener(Warned(f"{file} is {form} already"))
        return [form for form in self._formats if form not in same]

    def _read(self, file: Path, formats: Sequence[str]) -> _Source:
        name, settings = split_name(file), settings_in(file.parent)
        language = self._language_of(file, formats)
        footage = footage_of(file, self._asked.video)
        profile = profile_for(file, self._asked.profile, footage)
        screen = footage.screen or UNKNOWN
        if footage.screen is None and self._is_laid_out_anyhow(settings, formats):
            self._listener(Warned(f"{file}: nobody knows the picture, so it is laid out as {profile.name}"))
        track = read_track(file, language, self._counted)
        if not any(cue.rows for cue in track.cues):
            raise BadSubtitles(f"{file} holds no subtitles")
        frames = self._frames or (footage.screen.frames if footage.screen else track.frames)
        _refuse_uncounted(formats, frames)
        cues = tuple(sorted(track.cues, key=attrgetter("start_ms")))
        track = msgspec.structs.replace(track, cues=cues, frames=frames)
        layout = profile.layout_of(language).for_picture(screen.width, screen.height)
        return _Source(file, name, retimed(track, self._stretch, self._asked.shift_ms), settings, layout)

    def _language_of(self, file: Path, formats: Sequence[str]) -> str:
        if self._language is not None:
            return self._language
        if _OF_A_LANGUAGE.isdisjoint(formats):
            return split_name(file).written_in or _NO_LANGUAGE
        return language_of(file)

    def _is_laid_out_anyhow(self, settings: Settings, formats: Sequence[str]) -> bool:
        named = self._asked.profile or settings.subtitle.profile
        return named == AUTO and not _WITHOUT_LAYOUT.issuperset(formats)

    def _warn_of_reading(self, source: _Source, formats: Sequence[str]) -> None:
        # What only the reader of tracks can read is not looked into.
        with suppress(BadSubtitles):
            if left := ", ".join(unread(source.file, source.track)):
                self._listener(Warned(f"{source.file}: not carried over: {left}"))
        if source.name.second:
            for form in filter(_OF_A_LANGUAGE.__contains__, formats):
                both = f"{source.name.language} and {source.name.second}"
                said = f"{form} says that all of it is {source.track.language}"
                self._listener(Warned(f"{source.file} is in {both}: {said}"))

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────

    def _write(self, source: _Source, form: str) -> Iterator[Path]:
        target = self._target(source.file, form)
        self._refuse_twice(source.file, target)
        folder, stem = self._folder(source.file), bare_stem(source.file)
        ledger = Ledger(target, Names(folder, source.name.episode))
        keeping = Keeping(ledger.ours, (source.file,), self._listener, self._asked.force)
        self._warn_of_losses(source, form)
        written = {}
        for name, text in files(source.shown(form), form, source.layout, stem, self._timeline(source, form)):
            data = text.encode("utf-8")
            written[keeping.write(folder / name, data)] = digest(data)
        ledger.keep(written)
        if not self._asked.retimes and folder.resolve() == source.file.parent.resolve():
            keep_in_record(ledger.names, written, source.track.language, form)
        yield from written

    def _warn_of_losses(self, source: _Source, form: str) -> None:
        if lost := list(losses(source.track, form, source.layout)):
            name = self._target(source.file, form)
            self._listener(Warned(f"{name}: {form} does not keep {', '.join(lost)}"))

    def _refuse_twice(self, file: Path, target: Path) -> None:
        other = self._made.setdefault(target.resolve(), file)
        if other != file:
            raise InputError(
                f"{target} has just been made from {other}", "convert one of them, or to another --out"
            )

    def _timeline(self, source: _Source, form: str) -> hls.Timeline:
        """Of the video that was named, else of the episode's own where it is at hand."""
        if form != HLS:
            return hls.UNKNOWN
        video = self._asked.video or _recorded_video(source)
        timeline = timeline_of(video) if video else hls.UNKNOWN
        asked = self._asked.mpegts
        return timeline if asked is None else timeline._replace(mpegts=asked)

    def _target(self, file: Path, form: str) -> Path:
        """The file, or the one that names the others."""
        extension = hls.PLAYLIST if form == HLS else FORMATS[form].extension
        return self._folder(file) / f"{bare_stem(file)}.{extension}"

    def _folder(self, file: Path) -> Path:
        return self._asked.out or file.parent


def _refuse_what_does_not_fit(asked: Conversion, formats: Sequence[str]) -> None:
    if asked.to_fps is not None and asked.fps is None:
        raise ConfigurationError(
            "--to-fps stretches times, and nobody says from which rate", "add --fps, for example --fps 25"
        )
    if asked.mpegts is not None and HLS not in formats:
        raise ConfigurationError("--mpegts is for hls", "add --format hls")
    if asked.out is not None and asked.out.exists() and not asked.out.is_dir():
        raise ConfigurationError(f"--out {asked.out} is a file", "name a folder")


def _refuse_uncounted(formats: Sequence[str], frames: Frames | None) -> None:
    counting = [form for form in formats if form in _COUNT_FRAMES]
    if counting and frames is None:
        raise ConfigurationError(
            f"{counting[0]} counts pictures, and nobody says how many there are a second",
            "add --fps, for example --fps 23.976, or --video FILE",
        )


def _read_as(form: str) -> str:
    """What reading calls a format: one reader has all dialects of TTML."""
    return "ttml" if FORMATS[form].loads is FORMATS["ttml"].loads else form


def _recorded_video(source: _Source) -> Path | None:
    record = read_record(Names(source.file.parent, source.name.episode).record)
    video = Path(record.media.path) if record else None
    return video if video and is_video(video) else None
