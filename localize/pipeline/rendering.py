"""A track → the files that a recipient takes, and what checking found in each."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from localize.deliver.package.manifest import PackagedFile
from localize.deliver.package.names import file_stem
from localize.domain.finding import Report
from localize.domain.track import Track
from localize.errors import ConfigurationError, InputError
from localize.pipeline.certifying import LOST_IN_READING, Judged
from localize.pipeline.finished import Finished, Left
from localize.pipeline.footage import Footage
from localize.pipeline.naming import Special
from localize.pipeline.outputs import refuse_times_beyond
from localize.pipeline.quality import check_file
from localize.profiles import Profile
from localize.profiles.ruler import Ruler
from localize.store.keys import digest
from localize.subtitle.directions import FORMATS as MARKED
from localize.subtitle.directions import marked
from localize.subtitle.formats import HLS, files, hls

# The others have no way to say what they are in, or may be in nothing else.
_ANY_ENCODING = frozenset({"srt", "ass", "ssa", "sbv", "lrc", "txt"})
_UTF8 = frozenset({"utf-8", "utf-8-sig"})
# What cannot be read back is checked as it would be in another format.
_CHECKED_AS = {"txt": "vtt", "hls": "vtt"}


class Rendered(NamedTuple):
    """Files of one track in one format."""

    entries: tuple[PackagedFile, ...]
    data: Mapping[str, bytes]
    judged: tuple[Judged, ...]


@dataclass(frozen=True)
class Rendering:
    """How tracks of one `language` become files of a series; `ruler` is None where there is no font."""

    series: str
    language: str
    profile: Profile
    ruler: Ruler | None
    rtl_marks: bool = False

    def render(self, episode: Finished, left: Left, special: Special) -> Iterator[Rendered]:
        """Raises InputError and ConfigurationError for what the recipient's formats cannot hold."""
        delivery = self.profile.delivery_of(self.language)
        stem = file_stem(
            delivery.file_name,
            series=self.series,
            episode=episode.name,
            language=self.language,
            special=special,
        )
        refuse_times_beyond(delivery.formats, max(cue.end_ms for cue in left.track.cues))
        for form in delivery.formats:
            yield self._in(form, delivery.encoding, stem, episode, left, special)
        if left.edited:
            yield Rendered((), {}, tuple(self._lost(episode, left.edited)))

    def _in(
        self, form: str, encoding: str, stem: str, episode: Finished, left: Left, special: Special
    ) -> Rendered:
        texts = dict(self._texts(form, stem, episode, left.track))
        data = {name: _encoded(name, text, form, encoding) for name, text in texts.items()}
        entries = tuple(
            PackagedFile(
                file=name,
                sha256=digest(one),
                bytes=len(one),
                format=form,
                language=self.language,
                episode=episode.name,
                track=special,
                duration_ms=episode.duration_ms,
                cues=len(left.track.cues),
                edited=left.is_changed,
            )
            for name, one in data.items()
        )
        stand_in = _CHECKED_AS.get(form)
        shown = dict(self._texts(stand_in, stem, episode, left.track)) if stand_in else texts
        report = self._checked(next(iter(shown.values())), episode, next(iter(texts)))
        return Rendered(entries, data, (Judged(episode.name, report),))

    def _texts(self, form: str, stem: str, episode: Finished, track: Track) -> Iterator[tuple[str, str]]:
        screen = episode.screen
        layout = self.profile.layout_of(self.language).for_picture(screen.width, screen.height)
        shown = marked(track) if self.rtl_marks and form in MARKED else track
        timeline = episode.timeline if form == HLS else hls.UNKNOWN
        return files(shown, form, layout, stem, timeline)

    def _checked(self, text: str, episode: Finished, name: str) -> Report:
        """The encoding is what was asked for: the text alone is checked."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "checked"
            path.write_text(text, "utf-8", newline="")
            return msgspec.structs.replace(self._report(path, episode), file=name)

    def _lost(self, episode: Finished, edited: Path) -> Iterator[Judged]:
        """What no file shows that was made from it."""
        report = self._report(edited, episode)
        lost = tuple(one for one in report.findings if one.check in LOST_IN_READING)
        if lost:
            yield Judged(episode.name, msgspec.structs.replace(report, file=edited.name, findings=lost))

    def _report(self, path: Path, episode: Finished) -> Report:
        footage = Footage(episode.screen if episode.screen.width else None, episode.duration_ms)
        return check_file(path, self.profile, self.language, footage, self.ruler)


def _encoded(name: str, text: str, form: str, encoding: str) -> bytes:
    if form not in _ANY_ENCODING and codecs.lookup(encoding).name not in _UTF8:
        raise ConfigurationError(f"{form} is always UTF-8, not {encoding}", "leave encoding out for it")
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        lacking = text[error.start]
        raise InputError(
            f"{name}: {encoding} has no {lacking} (U+{ord(lacking):04X})", "set encoding to utf-8"
        ) from error
