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
from localize.deliver.picture import PictureStream, picture_of
from localize.domain.screen import Burned
from localize.domain.track import Track
from localize.errors import ConfigurationError, InputError
from localize.events import Listener, Warned, Written, ignore
from localize.fonts import FontRuler, Typeface
from localize.pipeline.delivered import keep_in_record, refuse_foreign
from localize.pipeline.hiding import burned_into
from localize.pipeline.job import Job, Setup, prepare
from localize.pipeline.legibility import beyond, illegible
from localize.pipeline.lettering import drawn_on, script_of, shifted, typeface_in, typeface_of
from localize.pipeline.naming import split_name
from localize.pipeline.record import read_record
from localize.pipeline.session import Names, names_of
from localize.pipeline.showing import Subtitles
from localize.pipeline.shown_in import Shown, named_track, parse_shown
from localize.profiles import Profile
from localize.store.files import require_writable
from localize.subtitle.formats import FORMATS
from localize.subtitle.instead import instead


@dataclass(frozen=True)
class Delivery:
    """What is to be made of `media` for the languages `to`; the new files are in `out`, by default its own
    folder. The subtitles of earlier runs are looked for there, then beside the media.

    `to` names tracks as their files are named: `en`, `en+zh`. `subtitles` is a file to show in place of those
    that were made, in the language that its name tells unless `to` names one. `force` writes over files that
    are not ours.
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
    """`<episode>.<language>.burned.mp4` for each language; what was asked for beside it stands in the name
    too, so that no variant takes the place of another. Raises LocalizeError."""
    cover = find_cover(drawing.cover)
    prepared = _prepare(delivery)
    picture = picture_of(delivery.media)
    encoder = encoder_options(drawing.encoder, drawing.preset)
    old = _burned_in(prepared, cover, picture.begins_ms, listener)
    written = []
    with prepared.names.claimed():
        for shown in prepared.shown:
            burning = _burning(prepared, drawing, shown, picture, encoder, old, listener)
            out = prepared.place(_burned_name(delivery, drawing, shown))
            burn(burning, out, f"burn {shown.label}", listener)
            prepared.keep(out, shown.language)
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
        prepared.keep(out, prepared.shown[0].language)
        listener(Written(str(out)))
    return out


@dataclass(frozen=True)
class _Prepared:
    delivery: Delivery
    profile: Profile
    subtitles: Subtitles
    shown: tuple[Shown, ...]
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
    shown = _asked_for(delivery, setup)
    if not shown:
        raise ConfigurationError("no language to show", "name some with --to, or in series.toml")
    if delivery.subtitles is not None and len(shown) > 1:
        raise ConfigurationError("one file of subtitles is in one language", "name one with --to")
    names = names_of(job, delivery.media.stem)
    subtitles = _found(setup, names, shown, delivery.subtitles)
    return _Prepared(delivery, setup.profile, subtitles, shown, names.folder)


def _asked_for(delivery: Delivery, setup: Setup) -> tuple[Shown, ...]:
    """Of a file, its name tells what `to` leaves open."""
    asked = parse_shown(delivery.to)
    named = named_track(delivery.subtitles) if delivery.subtitles else None
    if named is None:
        return asked or tuple(map(Shown, setup.targets))
    return tuple(named._replace(language=one.language) for one in asked) or (named,)


def _found(setup: Setup, names: Names, shown: Sequence[Shown], given: Path | None) -> Subtitles:
    """The subtitles of earlier runs: those in the folder of the new files where all that are shown are there,
    else those beside the media."""
    beside = Names(setup.job.media.parent, names.episode)
    found = [Subtitles(setup, one, read_record(one.record), given) for one in (names, beside)]
    whole = (one for one in found if not given and all(map(one.holds, shown)))
    recorded = (one for one in found if one.record is not None)
    return next(whole, next(recorded, found[-1]))


# ── burning in ───────────────────────────────────────────────────────────────────────────────────────


def _burned_name(delivery: Delivery, drawing: Drawing, shown: Shown) -> str:
    """What follows the episode: `en.burned.mp4`, `en+zh.tiktok.box.burned.mp4`."""
    given, font = delivery.subtitles, drawing.font
    is_of_episode = given is None or split_name(given).episode == delivery.media.stem
    own = "" if given is None or is_of_episode else split_name(given).episode
    cover = "" if drawing.cover == "none" else drawing.cover
    asked = (shown.label, own, font.stem if font else "", delivery.profile or "", cover)
    return ".".join([*filter(None, asked), f"burned{container_of(delivery.media)}"])


def _burned_in(
    prepared: _Prepared, cover: Cover, begins_ms: int, listener: Listener
) -> Sequence[Burned] | None:
    """What is to be covered, on ffmpeg's clock; None where nothing is."""
    if cover == "none":
        return None
    subtitles = prepared.subtitles
    burned = burned_into(subtitles.setup.job, subtitles.record, listener)
    if not burned:
        listener(Warned(f"nothing was seen burned into {prepared.delivery.media}: nothing is covered"))
    return [msgspec.structs.replace(one, span=one.span.shifted(begins_ms)) for one in burned]


def _burning(
    prepared: _Prepared,
    drawing: Drawing,
    shown: Shown,
    picture: PictureStream,
    encoder: Sequence[str],
    old: Sequence[Burned] | None,
    listener: Listener,
) -> Burning:
    told = prepared.subtitles.track(shown)
    typeface = _typeface(drawing, shown, listener)
    of_profile = prepared.profile.layout_of(shown.language)
    layout = of_profile.for_picture(picture.width, picture.height)
    timed = shifted(told, picture.begins_ms)
    for warning in (*beyond(timed, picture.duration_ms), *illegible(told, typeface, layout)):
        listener(Warned(warning))
    drawn = drawn_on(of_profile, typeface, picture.width, picture.height)
    ruler = FontRuler(typeface, layout.size, layout.free_width, layout.outline)
    row = drawn.size / drawn.height
    track, hidden = (timed, ()) if old is None else instead(timed, old, layout, ruler, row)
    return Burning(
        video=prepared.delivery.media,
        picture=picture,
        script=script_of(track, prepared.profile, typeface, picture.width, picture.height),
        typeface=typeface,
        cover=find_cover(drawing.cover),
        hidden=covered(hidden, picture.stored_width, picture.stored_height),
        encoder=encoder,
    )


def _typeface(drawing: Drawing, shown: Shown, listener: Listener) -> Typeface:
    """That of the language, behind it that of the second one."""
    own = shown.language
    typeface = typeface_in(drawing.font, own) if drawing.font else typeface_of(own, listener)
    behind = typeface_of(shown.second, listener).faces if shown.second else ()
    return msgspec.structs.replace(typeface, faces=tuple(dict.fromkeys((*typeface.faces, *behind))))


# ── soft tracks ──────────────────────────────────────────────────────────────────────────────────────


def _soft_tracks(prepared: _Prepared, begins_ms: int) -> Iterator[SoftTrack]:
    """Each that is asked for, and text on the screen where it has a track of its own."""
    for at, shown in enumerate(prepared.shown):
        track = shifted(prepared.subtitles.track(shown), begins_ms)
        yield SoftTrack(shown.language, track, is_default=not at, second=shown.second)
    for language in dict.fromkeys(shown.language for shown in prepared.shown):
        forced = prepared.subtitles.forced(language)
        if forced is not None:
            yield SoftTrack(language, shifted(forced, begins_ms), is_forced=True)


def _soft(track: Track, profile: Profile, form: str) -> str:
    script = io.StringIO()
    FORMATS[form].dumps(track, script, profile.layout_of(track.language))
    return script.getvalue()
