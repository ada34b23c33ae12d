"""Subtitles that were made → a video that shows them: drawn into its picture, or as tracks beside it."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from localize.deliver.burning import Burning, burn, container_of
from localize.deliver.covering import Cover, covered, find_cover
from localize.deliver.encoders import PRESET, encoder_options
from localize.deliver.muxing import Muxing, SoftTrack, check_container, mux
from localize.deliver.picture import picture_of
from localize.domain.screen import Burned
from localize.domain.track import Track
from localize.errors import ConfigurationError, InputError
from localize.events import Listener, Warned, Written, ignore
from localize.fonts import Typeface
from localize.pipeline.delivered import keep_in_record, refuse_foreign
from localize.pipeline.job import Job, Setup, prepare
from localize.pipeline.legibility import beyond, illegible
from localize.pipeline.lettering import script_of, shifted, typeface_in, typeface_of
from localize.pipeline.record import read_record
from localize.pipeline.session import Names, names_of
from localize.pipeline.showing import Subtitles
from localize.pipeline.shown_in import named_language, parse_shown, second_language
from localize.profiles import Profile
from localize.store.files import require_writable
from localize.subtitle.formats import FORMATS


@dataclass(frozen=True)
class Delivery:
    """What is to be made of `media` for the languages `to`; the new files are in `out`, by default its own
    folder. The subtitles of earlier runs are looked for there, then beside the media.

    `subtitles` is a file to show in place of those that were made, in the language that its name tells unless
    `to` names one. `force` writes over files that are not
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
    cover = find_cover(drawing.cover)
    prepared = _prepare(delivery)
    picture = picture_of(delivery.media)
    encoder = encoder_options(drawing.encoder, drawing.preset)
    hidden = _hidden(prepared, cover, picture.begins_ms)
    if cover != "none" and not hidden:
        listener(Warned(f"nothing was seen burned into {delivery.media}: nothing is covered"))
    written = []
    with prepared.names.claimed():
        for language in prepared.languages:
            told = prepared.subtitles.track(language)
            track = shifted(told, picture.begins_ms)
            typeface = _typeface(drawing, track, second_language(delivery.subtitles), listener)
            layout = prepared.profile.layout_of(language).for_picture(picture.width, picture.height)
            for warning in (*beyond(track, picture.duration_ms), *illegible(told, typeface, layout)):
                listener(Warned(warning))
            burning = Burning(
                video=delivery.media,
                picture=picture,
                script=script_of(track, prepared.profile, typeface, picture.width, picture.height),
                typeface=typeface,
                cover=cover,
                hidden=covered(hidden, picture.stored_width, picture.stored_height),
                encoder=encoder,
            )
            out = prepared.place(f"{language}.burned{container_of(delivery.media)}")
            burn(burning, out, f"burn {language}", listener)
            prepared.keep(out, language)
            listener(Written(str(out)))
            written.append(out)
    return written


def mux_in(delivery: Delivery, container: str | None = None, listener: Listener = ignore) -> Path:
    """`<episode>.muxed.mp4` with a soft track for each language, the first of them shown unless the viewer
    chooses, and after them the forced ones that there are. Raises LocalizeError."""
    prepared = _prepare(delivery)
    kind = check_container(container or delivery.media.suffix.removeprefix("."), asked=container is not None)
    picture = picture_of(delivery.media)
    with prepared.names.claimed():
        tracks = list(_soft_tracks(prepared, picture.begins_ms))
        for warning in (told for one in tracks for told in beyond(one.track, picture.duration_ms)):
            listener(Warned(warning))
        scripts = [_soft(track.track, prepared.profile, kind.script) for track in tracks]
        out = prepared.place(f"muxed.{kind.extension}")
        mux(Muxing(delivery.media, tracks, scripts, kind), out, listener)
        prepared.keep(out, prepared.languages[0])
        listener(Written(str(out)))
    return out


@dataclass(frozen=True)
class _Prepared:
    delivery: Delivery
    profile: Profile
    subtitles: Subtitles
    languages: tuple[str, ...]
    folder: Path

    @property
    def names(self) -> Names:
        return self.subtitles.names

    def place(self, ending: str) -> Path:
        out = self.folder / f"{self.names.episode}.{ending}"
        require_writable(out)
        record, force = self.subtitles.record, self.delivery.force
        refuse_foreign(out, self.delivery.media, record, self.names.record, force=force)
        return out

    def keep(self, out: Path, language: str) -> None:
        keep_in_record(self.names.record, out, language)


def _prepare(delivery: Delivery) -> _Prepared:
    if not delivery.media.is_file():
        raise InputError(f"no file {delivery.media}", "name the episode's video")
    job = Job(delivery.media, series=delivery.series, out=delivery.out, profile=delivery.profile)
    setup = prepare(job)
    said = named_language(delivery.subtitles)
    languages = parse_shown(delivery.to, delivery.media) or ((said,) if said else setup.targets)
    if not languages:
        raise ConfigurationError("no language to show", "name some with --to, or in series.toml")
    if delivery.subtitles is not None and len(languages) > 1:
        raise ConfigurationError("one file of subtitles is in one language", "name one with --to")
    names = names_of(job, delivery.media.stem)
    subtitles = _found(setup, names, languages, delivery.subtitles)
    return _Prepared(delivery, setup.profile, subtitles, languages, names.folder)


def _found(setup: Setup, names: Names, languages: Sequence[str], given: Path | None) -> Subtitles:
    """The subtitles of earlier runs: those in the folder of the new files where all languages are there, else
    those beside the media."""
    beside = Names(setup.job.media.parent, names.episode)
    found = [Subtitles(setup, one, read_record(one.record), given) for one in (names, beside)]
    whole = (one for one in found if not given and all(map(one.holds, languages)))
    recorded = (one for one in found if one.record is not None)
    return next(whole, next(recorded, found[-1]))


def _hidden(prepared: _Prepared, cover: Cover, begins_ms: int) -> Sequence[Burned]:
    """What is burned in, on ffmpeg's clock."""
    if cover == "none":
        return ()
    if prepared.subtitles.record is None:
        raise InputError(
            f"nobody has looked at what is burned into {prepared.delivery.media}",
            f"`localize episode {prepared.delivery.media} --watch` does; or leave out --cover",
        )
    burned = prepared.subtitles.screen.burned
    return [msgspec.structs.replace(one, span=one.span.shifted(begins_ms)) for one in burned]


def _typeface(drawing: Drawing, track: Track, second: str | None, listener: Listener) -> Typeface:
    """That of the language, behind it that of the `second` one of the track."""
    language = track.language
    typeface = typeface_in(drawing.font, language) if drawing.font else typeface_of(language, listener)
    behind = typeface_of(second, listener).faces if second else ()
    return msgspec.structs.replace(typeface, faces=tuple(dict.fromkeys((*typeface.faces, *behind))))


def _soft_tracks(prepared: _Prepared, begins_ms: int) -> Iterator[SoftTrack]:
    """Of each language what is said, and text on the screen where it has a track of its own."""
    for at, language in enumerate(prepared.languages):
        yield SoftTrack(language, shifted(prepared.subtitles.track(language), begins_ms), is_default=not at)
    for language in prepared.languages:
        forced = prepared.subtitles.forced(language)
        if forced is not None:
            yield SoftTrack(language, shifted(forced, begins_ms), is_forced=True)


def _soft(track: Track, profile: Profile, form: str) -> str:
    script = io.StringIO()
    FORMATS[form].dumps(track, script, profile.layout_of(track.language))
    return script.getvalue()
