"""The finished subtitles of a series → one package a language: checked, named as the recipient wants them."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

import msgspec

import localize
from localize.config import Settings, home, settings_in
from localize.deliver.package.manifest import (
    FORMAT,
    MANIFEST,
    REPORT,
    Manifest,
    Model,
    Page,
    dump_manifest,
)
from localize.deliver.package.names import package_name, refuse_long, refuse_same
from localize.deliver.package.numbering import EPISODE_NUMBER, Misnumbered, misnumbered
from localize.deliver.package.reading import is_untouched
from localize.deliver.package.writing import write_folder, write_zip
from localize.domain.language import parse_language
from localize.errors import ConfigurationError, InputError
from localize.events import Listener, PartDone, StageDone, StageStarted, Warned, Written, ignore
from localize.pipeline.certifying import (
    Judged,
    certificate,
    check_waivers,
    refuse_blocked,
    refuse_misnumbered,
)
from localize.pipeline.choosing import profile_of
from localize.pipeline.delivered import as_text
from localize.pipeline.finished import Finished, Left, episodes_in, is_video
from localize.pipeline.footage import Footage
from localize.pipeline.keeping import NEW, numbered
from localize.pipeline.lettering import ruler_at_hand
from localize.pipeline.naming import FORCED, HEARING_IMPAIRED, Special, label
from localize.pipeline.quality import Checked, report_page
from localize.pipeline.rendering import Rendered, Rendering
from localize.profiles import Profile
from localize.store.claim import claimed
from localize.store.keys import digest

FOLDER = "packages"
_SPECIALS: tuple[Special, ...] = ("", FORCED, HEARING_IMPAIRED)
# More nobody reads in one line.
_MOST_TOLD = 20


@dataclass(frozen=True)
class Packing:
    """Which languages of the series in a folder are to be packaged, by default its targets; `waived` are
    reasons by the name of a check. Packages go to `out`, by default `packages` in the series. `force` puts
    what stands there and is not ours aside."""

    series: Path
    to: tuple[str, ...] = ()
    profile: str | None = None
    out: Path | None = None
    as_zip: bool = False
    waived: Mapping[str, str] = field(default_factory=dict)
    force: bool = False


class _Built(NamedTuple):
    language: str
    rendered: Sequence[Rendered]

    @property
    def judged(self) -> list[Judged]:
        return [one for rendered in self.rendered for one in rendered.judged]


def package(packing: Packing, listener: Listener = ignore) -> list[Path]:
    """`<series>_<language>_<profile>` for each language, or a zip of that name. Nothing is written
    unless all of them can be.

    Raises ChecksFailed while a check blocks that nobody has waived, InputError for missing episodes and for
    what is not ours to replace, ConfigurationError, StoreError.
    """
    check_waivers(packing.waived)
    prepared = _prepare(packing)
    prepared.refuse_missing()
    refuse_misnumbered(prepared.misnumbered, packing.waived)
    prepared.refuse_no_place()
    prepared.warn_of_other_profiles(listener)
    with claimed(prepared.out, home() / "claims"):
        asides = {language: prepared.aside(language) for language in prepared.languages}
        built = [prepared.build(language, listener) for language in prepared.languages]
        refuse_blocked([one for each in built for one in each.judged], packing.waived)
        _warn_of_idle_waivers(built, prepared.misnumbered, packing.waived, listener)
        return [prepared.write(one, asides[one.language], listener) for one in built]


@dataclass(frozen=True)
class _Prepared:
    packing: Packing
    settings: Settings
    profile: Profile
    title: str
    languages: tuple[str, ...]
    episodes: Sequence[Finished]

    @property
    def out(self) -> Path:
        return self.packing.out or self.packing.series / FOLDER

    @cached_property
    def misnumbered(self) -> Sequence[Misnumbered]:
        return tuple(misnumbered([one.name for one in self.episodes]))

    def refuse_no_place(self) -> None:
        """Raises InputError for what nothing can be written to, before all is built."""
        if os.path.lexists(self.out) and not self.out.is_dir():
            raise InputError(f"{self.out} is no folder", "choose another one with --out")
        refuse_long(self._place(language).name for language in self.languages)

    def refuse_missing(self) -> None:
        """Raises InputError with the command that makes the first of what is missing."""
        missing = {one.name: lacking for one in self.episodes if (lacking := self._lacking(one))}
        if not missing:
            return
        told = [f"{name} in {', '.join(lacking)}" for name, lacking in missing.items()]
        left = len(told) - _MOST_TOLD
        more = [f"and {left} more"] if left > 0 else []
        first = next(one for one in self.episodes if one.name in missing)
        command = "episode" if is_video(first.source) or not first.records else "translate"
        raise InputError(
            f"there are no subtitles of {'; '.join([*told[:_MOST_TOLD], *more])}",
            f"`localize {command} {first.source} --to {','.join(missing[first.name])}` makes those of "
            f"{first.name}",
        )

    def _lacking(self, episode: Finished) -> list[str]:
        return [language for language in self.languages if episode.left(label(language), language) is None]

    def warn_of_other_profiles(self, listener: Listener) -> None:
        """Cues are packaged as they were timed and broken."""
        fitted = {one.records[0].profile for one in self.episodes} - {"", self.profile.name}
        if fitted:
            listener(
                Warned(
                    f"subtitles were fitted to {', '.join(sorted(fitted))}: `localize episode` with "
                    f"--profile {self.profile.name} fits them to that"
                )
            )

    def aside(self, language: str) -> Path | None:
        """Where what stands in the way is to be kept; None where nothing does, or a package of ours."""
        place = self._place(language)
        if not os.path.lexists(place) or is_untouched(place):
            return None
        if not self.packing.force:
            raise InputError(
                f"{place} is there, and no package as we wrote it",
                "--force puts it aside, under the same name and .bak",
            )
        return next(one for one in numbered(place, "{name}.bak{number}") if not os.path.lexists(one))

    def _place(self, language: str) -> Path:
        name = package_name(self.title, language, self.profile.name)
        return self.out / (f"{name}.zip" if self.packing.as_zip else name)

    def build(self, language: str, listener: Listener) -> _Built:
        stage, began = f"package {language}", time.monotonic()
        listener(StageStarted(stage, parts=len(self.episodes), hits=0))
        rendering = self._rendering(language)
        rendered: list[Rendered] = []
        for episode in self.episodes:
            for special, left in _tracks(episode, language, listener):
                _warn_of_newer(left, listener)
                rendered += rendering.render(episode, left, special)
            listener(PartDone(stage, episode.name))
        listener(StageDone(stage, time.monotonic() - began))
        names = [name for one in rendered for name in one.data]
        refuse_same([*names, MANIFEST, REPORT])
        refuse_long(names)
        return _Built(language, rendered)

    def _rendering(self, language: str) -> Rendering:
        ruler = ruler_at_hand(language, self.profile.layout_of(language))
        return Rendering(self.title, language, self.profile, ruler, self.settings.subtitle.rtl_marks)

    def write(self, built: _Built, aside: Path | None, listener: Listener) -> Path:
        place = self._place(built.language)
        write = write_zip if self.packing.as_zip else write_folder
        write(place, self._files(built), aside)
        if aside is not None:
            listener(Warned(f"{place} was not as we wrote it; it is kept as {aside.name}"))
        listener(Written(str(place)))
        return place

    def _files(self, built: _Built) -> dict[str, bytes]:
        checked = [Checked(one.report, Footage(), self.profile) for one in built.judged]
        page = report_page(checked).encode("utf-8", "replace")
        files = {name: data for one in built.rendered for name, data in one.data.items()}
        return {**files, REPORT: page, MANIFEST: dump_manifest(self._manifest(built, page))}

    def _manifest(self, built: _Built, page: bytes) -> Manifest:
        return Manifest(
            format=FORMAT,
            localize=localize.__version__,
            series=self.title,
            language=built.language,
            profile=self.profile.name,
            files=tuple(entry for one in built.rendered for entry in one.entries),
            report=Page(REPORT, digest(page), len(page)),
            models=tuple(_models(self.episodes)),
            certificate=certificate(built.judged, self.misnumbered, self.packing.waived),
        )


def _prepare(packing: Packing) -> _Prepared:
    folder = packing.series
    episodes = episodes_in(folder)
    settings = settings_in(folder)
    languages = tuple(dict.fromkeys(map(parse_language, packing.to or settings.series.targets)))
    if not languages:
        raise ConfigurationError("no language to package", "name some with --to, or in series.toml")
    return _Prepared(
        packing=packing,
        settings=settings,
        profile=_profile(packing, settings, episodes),
        title=settings.series.title or as_text(folder.resolve().name),
        languages=languages,
        episodes=episodes,
    )


def _profile(packing: Packing, settings: Settings, episodes: Sequence[Finished]) -> Profile:
    """The one that was named, else that of the series, else by the pictures."""
    if packing.profile is not None:
        subtitle = msgspec.structs.replace(settings.subtitle, profile=packing.profile)
        settings = msgspec.structs.replace(settings, subtitle=subtitle)
    return profile_of(settings, packing.series, lambda: all(one.screen.is_vertical for one in episodes))


def _tracks(episode: Finished, language: str, listener: Listener) -> Iterator[tuple[Special, Left]]:
    """The usual one and those beside it; no file without a cue, which players take for a broken one."""
    for special in _SPECIALS:
        left = episode.left(label(language, special=special), language)
        if left is None:
            continue
        shown = tuple(cue for cue in left.track.cues if cue.text.strip())
        if shown:
            yield special, left._replace(track=msgspec.structs.replace(left.track, cues=shown))
        else:
            listener(Warned(f"{episode.name} has no cue in {label(language, special=special)}: no file"))


def _warn_of_newer(left: Left, listener: Listener) -> None:
    """Of what a later run made, where somebody has edited what an earlier one did."""
    if left.edited is None:
        return
    beside = list(takewhile(Path.exists, numbered(left.edited, NEW)))
    if beside:
        listener(
            Warned(f"{left.edited} is delivered as it was edited, and not {beside[-1].name} of a later run")
        )


def _models(episodes: Sequence[Finished]) -> list[Model]:
    used = {
        Model(one.name, one.engine, one.digest, one.licence)
        for episode in episodes
        for record in episode.records
        for one in record.models
    }
    return sorted(used, key=lambda one: (one.name, one.engine, one.digest))


def _warn_of_idle_waivers(
    built: Sequence[_Built], wrong: Sequence[Misnumbered], waivers: Mapping[str, str], listener: Listener
) -> None:
    found = {finding.check for each in built for one in each.judged for finding in one.blocking}
    found |= {EPISODE_NUMBER for _ in wrong}
    for check in sorted(set(waivers) - found):
        listener(Warned(f"{check} is waived, and blocks nothing"))
