"""Subtitles that were made → a video that shows them: drawn into its picture, or as tracks beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from localize.deliver.burning import Burning, burn, container_of
from localize.deliver.covering import COVERS, Cover, covered
from localize.deliver.encoders import PRESET, encoder_options
from localize.deliver.muxing import Muxing, SoftTrack, check_container, mux
from localize.deliver.picture import picture_of
from localize.domain.language import parse_language
from localize.domain.screen import UNKNOWN, Burned, Screen
from localize.domain.track import Track
from localize.errors import ConfigurationError, InputError, UnknownName
from localize.events import Listener, Warned, Written, ignore
from localize.fonts import Typeface
from localize.pipeline.delivered import keep_in_record, refuse_foreign
from localize.pipeline.job import Job, prepare
from localize.pipeline.lettering import drawn_on, shifted, typeface_in, typeface_of
from localize.pipeline.record import RunRecord, read_record
from localize.pipeline.session import Names, names_of
from localize.profiles import Profile
from localize.store.files import require_writable
from localize.store.keys import digest
from localize.subtitle.formats import FORMATS
from localize.subtitle.read import read_track

_SHOWN_LACKING = 20  # characters


@dataclass(frozen=True)
class Delivery:
    """What is to be made of `media` for the languages `to`; the series, the subtitles of earlier runs and the
    new files are in `out`, by default the media's own folder.

    `subtitles` is a file to show in place of those that were made. `force` writes over files that are not
    ours.
    """

    media: Path
    to: tuple[str, ...]
    out: Path | None = None
    series: Path | None = None
    profile: str | None = None
    subtitles: Path | None = None
    force: bool = False


@dataclass(frozen=True)
class Drawing:
    """How subtitles are burned in: `cover` is `none`, `box` or `blur` for what is in the picture already,
    `font` a file in place of the language's own, `preset` the speed of libx264."""

    cover: str = "none"
    encoder: str = "auto"
    preset: str = PRESET
    font: Path | None = None


def burn_in(delivery: Delivery, drawing: Drawing, listener: Listener = ignore) -> list[Path]:
    """`<episode>.<language>.burned.mp4` for each language. Raises LocalizeError."""
    if drawing.cover not in COVERS:
        raise UnknownName.of("cover", drawing.cover, COVERS)
    prepared = _prepare(delivery)
    picture = picture_of(delivery.media)
    encoder = encoder_options(drawing.encoder, drawing.preset)
    hidden = _hidden(prepared, drawing, picture.begins_ms)
    if drawing.cover != "none" and not hidden:
        listener(Warned(f"nothing was seen burned into {delivery.media}: nothing is covered"))
    written = []
    with prepared.names.claimed():
        for language in prepared.languages:
            track = shifted(prepared.track(language), picture.begins_ms)
            typeface = _typeface(drawing, track, listener)
            burning = Burning(
                video=delivery.media,
                picture=picture,
                script=_script(track, prepared.profile, typeface, picture.width, picture.height),
                typeface=typeface,
                cover=_cover(drawing),
                hidden=covered(hidden, picture.stored_width, picture.stored_height),
                encoder=encoder,
            )
            out = prepared.place(f"{language}.burned{container_of(delivery.media)}", delivery)
            burn(burning, out, f"burn {language}", listener)
            prepared.keep(out, language)
            listener(Written(str(out)))
            written.append(out)
    return written


def mux_in(delivery: Delivery, container: str | None = None, listener: Listener = ignore) -> Path:
    """`<episode>.muxed.mp4` with a soft track for each language, the first of them shown unless the viewer
    chooses. Raises LocalizeError."""
    prepared = _prepare(delivery)
    kind = check_container(container or delivery.media.suffix.removeprefix("."), asked=container is not None)
    begins_ms = picture_of(delivery.media).begins_ms
    with prepared.names.claimed():
        tracks = [
            SoftTrack(language, shifted(prepared.track(language), begins_ms), is_default=not at)
            for at, language in enumerate(prepared.languages)
        ]
        scripts = [_soft(track.track, prepared.profile, kind.script) for track in tracks]
        out = prepared.place(f"muxed.{kind.extension}", delivery)
        mux(Muxing(delivery.media, tracks, scripts, kind), out, listener)
        prepared.keep(out, prepared.languages[0])
        listener(Written(str(out)))
    return out


@dataclass(frozen=True)
class _Prepared:
    delivery: Delivery
    profile: Profile
    names: Names
    record: RunRecord | None
    languages: tuple[str, ...]

    def track(self, language: str) -> Track:
        """What was given; else what was made, as a person has left it."""
        if self.delivery.subtitles is not None:
            return read_track(self.delivery.subtitles, language)
        return self._edited(language) or self._made(language)

    def _edited(self, language: str) -> Track | None:
        """A file that is not as its run left it counts more than the record."""
        outputs = {output.file: output.sha256 for output in (self.record.outputs if self.record else ())}
        for name in FORMATS:
            path = self.names.folder / f"{self.names.episode}.{language}.{name}"
            if path.is_file() and digest(path.read_bytes()) != outputs.get(path.name):
                return read_track(path, language)
        return None

    def _made(self, language: str) -> Track:
        made = self.record.tracks.get(language) if self.record else None
        if made is None:
            raise InputError(
                f"{self.names.episode} has no subtitles in {language} in {self.names.folder}",
                f"`localize episode {self.delivery.media} --to {language}` makes them; or name a file with "
                "--subtitles",
            )
        return made

    def place(self, ending: str, delivery: Delivery) -> Path:
        out = self.names.folder / f"{self.names.episode}.{ending}"
        require_writable(out)
        refuse_foreign(out, delivery.media, self.record, force=delivery.force)
        return out

    def keep(self, out: Path, language: str) -> None:
        keep_in_record(self.names.record, out, language)


def _prepare(delivery: Delivery) -> _Prepared:
    if not delivery.media.is_file():
        raise InputError(f"no file {delivery.media}", "name the episode's video")
    job = Job(delivery.media, series=delivery.series, out=delivery.out, profile=delivery.profile)
    setup = prepare(job)
    languages = tuple(dict.fromkeys(parse_language(tag) for tag in delivery.to)) or setup.targets
    if not languages:
        raise ConfigurationError("no language to show", "name some with --to, or in series.toml")
    if delivery.subtitles is not None and len(languages) > 1:
        raise ConfigurationError("one file of subtitles is in one language", "name one with --to")
    names = names_of(job, delivery.media.stem)
    return _Prepared(delivery, setup.profile, names, read_record(names.record), languages)


def _hidden(prepared: _Prepared, drawing: Drawing, begins_ms: int) -> Sequence[Burned]:
    """What is burned in, on ffmpeg's clock."""
    if drawing.cover == "none":
        return ()
    screen: Screen = prepared.record.screen if prepared.record else UNKNOWN
    if prepared.record is None:
        raise InputError(
            f"nobody has looked at what is burned into {prepared.delivery.media}",
            f"`localize episode {prepared.delivery.media} --watch` does; or leave out --cover",
        )
    return [msgspec.structs.replace(one, span=one.span.shifted(begins_ms)) for one in screen.burned]


def _cover(drawing: Drawing) -> Cover:
    return next(cover for cover in COVERS if cover == drawing.cover)


def _typeface(drawing: Drawing, track: Track, listener: Listener) -> Typeface:
    language = track.language
    typeface = typeface_in(drawing.font, language) if drawing.font else typeface_of(language, listener)
    lacking = typeface.lacking(row for cue in track.cues for row in cue.rows)
    if lacking:
        told = " ".join(f"{one} (U+{ord(one):04X})" for one in lacking[:_SHOWN_LACKING])
        listener(Warned(f"{language}: {typeface.name} has no glyph for {told}"))
    return typeface


def _script(track: Track, profile: Profile, typeface: Typeface, width: int, height: int) -> str:
    layout = drawn_on(profile.layout_of(track.language), typeface, width, height)
    script = io.StringIO()
    FORMATS["ass"].dumps(track, script, layout)
    return script.getvalue()


def _soft(track: Track, profile: Profile, form: str) -> str:
    script = io.StringIO()
    FORMATS[form].dumps(track, script, profile.layout_of(track.language))
    return script.getvalue()
