"""Which subtitles of an episode a video shows: those that were made, as people have left them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from localize.domain.screen import UNKNOWN, Screen
from localize.domain.track import Over, Track
from localize.errors import InputError
from localize.pipeline.job import Setup
from localize.pipeline.lettering import ruler_at_hand
from localize.pipeline.naming import FORCED, label
from localize.pipeline.record import Output, RunRecord, read_record
from localize.pipeline.session import Names
from localize.pipeline.shown_in import Shown, refuse_other_language
from localize.profiles import Profile
from localize.store.keys import digest
from localize.subtitle.formats import FORMATS, WITHOUT_TIMES
from localize.subtitle.placing import placed
from localize.subtitle.read import read_track


@dataclass(frozen=True)
class Subtitles:
    """Those of the episode that `setup` is of. `given` is a file to show in place of what was made; `record`
    is that of the episode's run, None where there was none."""

    setup: Setup
    names: Names
    record: RunRecord | None
    given: Path | None = None

    @property
    def screen(self) -> Screen:
        """The picture that they stand on, as far as a run has looked at it."""
        return self.record.screen if self.record else UNKNOWN

    def track(self, shown: Shown) -> Track:
        """Raises InputError where there is none, or the file that was named is in another language,
        BadSubtitles for a file that cannot be read."""
        if self.given is not None:
            track = self._read(self.given, shown.language)
            refuse_other_language(self.given, track)
            return track
        found = self._found(shown.language, shown.label)
        if found is None:
            episode, folder = self.names.episode, self.names.folder
            second = f" --bilingual {shown.second}" if shown.second else ""
            raise InputError(
                f"{episode} has no subtitles in {shown.label} in {folder}",
                f"`localize episode {self.setup.job.media} --to {shown.language}{second}` makes them; yours "
                f"are shown when they lie there as {episode}.{shown.label}.srt",
            )
        return found

    def holds(self, shown: Shown) -> bool:
        """Whether there is such a track, made or of somebody else."""
        is_made = self.record is not None and shown.label in self.record.tracks
        return is_made or any(self._changed(shown.label, is_made=False))

    def forced(self, language: str) -> Track | None:
        """Text on the screen, where it has a track of its own. Raises BadSubtitles."""
        return None if self.given else self._found(language, label(language, special=FORCED))

    def _found(self, language: str, name: str) -> Track | None:
        """What a person has saved last counts more than the record."""
        made = self.record.tracks.get(name) if self.record else None
        changed = list(self._changed(name, is_made=made is not None))
        if not changed:
            return made
        return self._read(max(changed, key=lambda path: path.stat().st_mtime_ns), language)

    def _read(self, file: Path, language: str) -> Track:
        track = read_track(file, language)
        return standing(track, self.screen, self.setup.profile, self.setup.settings.subtitle.over)

    def _changed(self, name: str, *, is_made: bool) -> Iterator[Path]:
        """The files of a track that are not as the episode's run left them. Of one that it made, only those
        that a run of ours has written: what else lies there is nobody's correction."""
        left = {output.file: output.sha256 for output in _outputs(self.record)}
        ours = {output.file for path in self.names.all_records for output in _outputs(read_record(path))}
        for form, known in FORMATS.items():
            path = self.names.folder / f"{self.names.episode}.{name}.{known.extension}"
            if form in WITHOUT_TIMES or not path.is_file() or (is_made and path.name not in ours):
                continue
            if digest(path.read_bytes()) != left.get(path.name):
                yield path


def standing(track: Track, screen: Screen, profile: Profile, over: Over) -> Track:
    """The track of a file with what most formats cannot keep: where cues stand beside what is burned in. A
    file that tells places is believed."""
    layout = profile.layout_of(track.language).for_picture(screen.width, screen.height)
    if layout.vertical or any(cue.edge is not None for cue in track.cues):
        return track
    return placed(track, screen, layout, over, ruler_at_hand(track.language, layout))


def _outputs(record: RunRecord | None) -> tuple[Output, ...]:
    return record.outputs if record else ()
