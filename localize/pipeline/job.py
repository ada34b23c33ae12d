"""What was asked for, and everything that it settles before the first stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, get_args

import msgspec

from localize import plugins
from localize.config import SETTINGS_FILE, Settings, SubtitleTable, load_settings
from localize.dialects import AUTO, NONE, Dialect, load_dialect, load_dialects, name_of
from localize.domain.bible import Bible
from localize.domain.glossary import Glossary
from localize.domain.language import is_chinese, parse_language
from localize.domain.track import Audience, Forced, Over
from localize.domain.translation import Flavour
from localize.domain.voice import NO_CAST, Cast
from localize.errors import ConfigurationError, InputError, UnknownName
from localize.pipeline import recognizers
from localize.pipeline.choosing import is_vertical, profile_of
from localize.pipeline.lore import bible_of, cast_of, glossary_of
from localize.pipeline.stores import place_of
from localize.profiles import Profile
from localize.subtitle.formats import require_format
from localize.translate.genres import load_genres

# In place of a file: also not the subtitles that the media itself holds.
NO_SUBTITLES = Path("none")
WATCH_MODES = ("auto", "on", "off")
FLAVOURS = get_args(Flavour)
OVER = get_args(Over)
FORCED = get_args(Forced)
AUDIENCES = get_args(Audience)


@dataclass(frozen=True)
class Job:
    """One file to work on. What is None or empty is taken from the series, then from the defaults.

    `recognizer` and `translator` are `ENGINE` or `ENGINE:MODEL`, recognisers also several of them with `+`
    between, whose hearings are merged; `out` is a folder, by default the file's
    own; `force` redoes finished parts and overwrites subtitle files that a person has edited (keeping the
    edited ones as `.bak`). `source_subtitles` are subtitles in the language that is spoken, by default a
    text track of the media itself, and `none` for neither; `watch` is `auto`, `on` or `off`. `dialect_pack`
    is a folder with a dialect of that name, or with more for a shipped one; it is the dialect unless another
    is named. `dialect` is the name of one, `auto` to tell it from the episode (the pack is then one of those
    that may be told), or `none`; `dialect_flavour` is `keep` or `neutral`; `standard` asks for the transcript
    in standard Mandarin too, `polish` for a second reading of the translations. `glossary` is a file of
    terms, or the folder of one; with it the `bible.toml` beside it is read. With `strict` the job fails, once
    all is written, while a violation is open. `profile` is what subtitles are fitted to: the name of one, or
    `auto` for that of the picture; `audience` is `adult` or `child`, who reads more slowly.

    `over` is `above`, `box` or `none`: what a cue does where burned-in text stands in its way. `bilingual`
    is a language, that of the source or a target, which stands below each target in a track more; `forced`
    is `merged`, `separate` or `both`: where text on the screen goes that nobody says; `hearing_impaired` asks
    for a track more that tells who speaks. `whole`: a video that breaks off is refused, else it is subtitled
    as far as it goes.
    """

    media: Path
    to: tuple[str, ...] = ()
    source: str | None = None
    series: Path | None = None
    glossary: Path | None = None
    dialect: str | None = None
    formats: tuple[str, ...] = ()
    out: Path | None = None
    recognizer: str | None = None
    translator: str | None = None
    force: bool = False
    source_subtitles: Path | None = None
    watch: str | None = None
    dialect_pack: Path | None = None
    dialect_flavour: str | None = None
    standard: bool | None = None
    polish: bool | None = None
    strict: bool | None = None
    profile: str | None = None
    over: str | None = None
    bilingual: str | None = None
    forced: str | None = None
    hearing_impaired: bool | None = None
    audience: str | None = None
    whole: bool = False

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files that are read, and so never written."""
        given = self.source_subtitles
        return (self.media,) if given is None or given == NO_SUBTITLES else (self.media, given)


@dataclass(frozen=True)
class Setup:
    """A job with every name looked up; `settings` are those that the run is made with.

    Where the dialect is to be told, `dialect` is None and `candidates` are those that it may be. `cast` is
    empty until somebody has named a voice.
    """

    job: Job
    settings: Settings
    glossary: Glossary
    dialect: Dialect | None
    profile: Profile
    bible: Bible
    candidates: tuple[Dialect, ...] = ()
    cast: Cast = NO_CAST

    @property
    def targets(self) -> tuple[str, ...]:
        return self.settings.series.targets

    @property
    def source(self) -> str:
        return self.settings.series.language

    @property
    def store_place(self) -> str:
        """As `stores.place_of`."""
        return place_of(self.settings.run.store, series_folder(self.job))


def prepare(job: Job) -> Setup:
    """Looks every name up, so that a wrong one is told before any work.

    Raises ConfigurationError, or InputError for subtitles that are not there.
    """
    folder = series_folder(job)
    settings = _overridden(job, load_settings(folder) if folder else Settings())
    pack = _dialect_pack(job, settings, folder)
    settings = _with_dialect(settings, job.dialect, pack)
    if job.out is not None and job.out.exists() and not job.out.is_dir():
        raise ConfigurationError(f"--out {job.out} is a file", "name a folder")
    if job.source_subtitles not in (None, NO_SUBTITLES) and not job.source_subtitles.is_file():
        raise InputError(f"no file {job.source_subtitles}", "`none` stands for no subtitles at all")
    _check_region(settings.watch.region)
    recognizers.check(settings.recognize)
    plugins.check("reader", settings.watch.engine)
    plugins.check("translator", settings.translate.engine)
    plugins.check("voice", settings.voices.engine, f"{(folder or Path()) / SETTINGS_FILE}: [voices]")
    load_genres(settings.translate.genres)
    for name in settings.subtitle.formats:
        require_format(name)
    is_auto = settings.series.dialect == AUTO
    if is_auto and not is_chinese(settings.series.language):
        raise ConfigurationError(
            f"dialects of Chinese alone can be told, and the source is {settings.series.language}",
            "leave out --dialect auto, or name the language with --from",
        )
    dialect = None if is_auto else load_dialect(settings.series.dialect, extra=pack)
    if job.standard and dialect is None and not is_auto:
        raise ConfigurationError(
            "no dialect is set, and what is not dialect is in standard Mandarin already",
            "name one with --dialect, or in series.toml; or leave out --standard",
        )
    bible = bible_of(settings, folder, job.glossary)
    return Setup(
        job=job,
        settings=settings,
        glossary=glossary_of(settings, folder, job.glossary),
        dialect=dialect,
        profile=profile_of(settings, folder, partial(is_vertical, job.media)),
        bible=bible,
        candidates=load_dialects(extra=pack) if is_auto else (),
        cast=cast_of(folder, bible),
    )


def _check_region(region: Sequence[float]) -> None:
    if region and not (len(region) == 2 and 0 <= region[0] < region[1] <= 1):
        raise ConfigurationError(
            f"[watch] region is {list(region)}",
            "give where dialogue begins and ends as shares of the height from the top: [0.7, 0.85]",
        )


def series_folder(job: Job) -> Path | None:
    """The folder that was named, else the file's own when it holds a series."""
    if job.series is not None:
        return job.series
    beside = job.media.parent
    return beside if (beside / SETTINGS_FILE).is_file() else None


def _overridden(job: Job, settings: Settings) -> Settings:
    replace = msgspec.structs.replace
    language = parse_language(job.source or settings.series.language)
    targets = _languages(job.to or settings.series.targets)
    if language in _languages(job.to):
        raise ConfigurationError(f"--to {language} is the language of the source", "name another target")
    targets = tuple(target for target in targets if target != language)
    series = replace(
        settings.series, language=language, targets=targets, dialect=job.dialect or settings.series.dialect
    )
    watch = replace(settings.watch, mode=_known("watch mode", job.watch or settings.watch.mode, WATCH_MODES))
    recognize = recognizers.overridden(settings.recognize, job.recognizer)
    flavour = _known("flavour", job.dialect_flavour or settings.translate.dialect_flavour, FLAVOURS)
    translator = _engine(job.translator, settings.translate.engine)
    polish = settings.translate.polish if job.polish is None else job.polish
    strict = settings.translate.strict if job.strict is None else job.strict
    translate = replace(
        settings.translate, dialect_flavour=flavour, polish=polish, strict=strict, **translator
    )
    formats = tuple(dict.fromkeys(name.lower() for name in job.formats or settings.subtitle.formats))
    standard = settings.subtitle.standard if job.standard is None else job.standard
    profile = job.profile or settings.subtitle.profile
    audience = _known("audience", job.audience or settings.subtitle.audience, AUDIENCES)
    further = _further_tracks(job, settings.subtitle, (language, *targets))
    subtitle = replace(
        settings.subtitle, profile=profile, audience=audience, formats=formats, standard=standard, **further
    )
    return replace(
        settings, series=series, recognize=recognize, watch=watch, translate=translate, subtitle=subtitle
    )


def _further_tracks(job: Job, table: SubtitleTable, languages: Sequence[str]) -> dict[str, Any]:
    """What the job says of tracks beside the usual ones, and of their place, over the series."""
    asked = table.hearing_impaired if job.hearing_impaired is None else job.hearing_impaired
    return {
        "over": _known("place", job.over or table.over, OVER),
        "forced": _known("choice for forced narratives", job.forced or table.forced, FORCED),
        "bilingual": _second(job.bilingual or table.bilingual, languages),
        "hearing_impaired": asked,
    }


def _second(asked: str, languages: Sequence[str]) -> str:
    """The second language of bilingual tracks, or none. An episode that is only transcribed has one alone."""
    language = parse_language(asked) if asked else ""
    if language and len(languages) > 1 and language not in languages:
        raise ConfigurationError(
            f"nothing is in {language}, which is to stand below the translations (bilingual)",
            f"name one of {', '.join(languages)}",
        )
    return language


def _known(kind: str, name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise UnknownName.of(kind, name, known)
    return name


def _languages(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parse_language(tag) for tag in tags))


def _engine(asked: str | None, of_series: str) -> dict[str, Any]:
    """What `ENGINE[:MODEL]` changes; another engine than the series' inherits neither model nor options."""
    if asked is None:
        return {}
    name, _, model = asked.partition(":")
    changed: dict[str, Any] = {"engine": name}
    if model or name != of_series:
        changed["model"] = model
    if name != of_series:
        changed["options"] = {}
    return changed


def _dialect_pack(job: Job, settings: Settings, folder: Path | None) -> Path | None:
    if job.dialect_pack is not None:
        return job.dialect_pack
    if folder is None or not settings.series.dialect_pack:
        return None
    beside = folder / settings.series.dialect_pack
    return beside if job.dialect in (None, AUTO, name_of(beside)) else None


def _with_dialect(settings: Settings, asked: str | None, pack: Path | None) -> Settings:
    """With the pack that is used; a series that names no dialect speaks that of its pack."""
    if pack is None:
        return settings
    spoken = settings.series.dialect
    chosen = name_of(pack) if asked is None and spoken == NONE else spoken
    series = msgspec.structs.replace(settings.series, dialect=chosen, dialect_pack=str(pack))
    return msgspec.structs.replace(settings, series=series)
