"""A subtitle file, ours or not, held against a profile; and mended where that is safe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import msgspec

from localize.config import SETTINGS_FILE, Settings, load_settings
from localize.deliver.report.page import page
from localize.domain.encoding import is_written_in
from localize.domain.finding import BLOCKING, NOT_CHECKED, CheckedCue, Finding, Mended, Report
from localize.domain.screen import UNKNOWN
from localize.errors import BadSubtitles, ConfigurationError, LocalizeError
from localize.pipeline.choosing import profile_of
from localize.pipeline.finished import VIDEOS
from localize.pipeline.footage import Footage
from localize.pipeline.illustrating import illustrated
from localize.pipeline.keeping import numbered
from localize.pipeline.naming import is_segment, split_name
from localize.profiles import Profile
from localize.profiles.ruler import Ruler
from localize.store.files import write_atomic
from localize.subtitle.checks import examine
from localize.subtitle.checks.exam import Exam
from localize.subtitle.checks.mending import mended
from localize.subtitle.manuscript import Entry, Manuscript, dump_manuscript, read_manuscript
from localize.subtitle.manuscript.forms import FORMS
from localize.subtitle.manuscript.reading import BROKEN

NO_FOOTAGE = Footage()


class Checked(NamedTuple):
    """A file's report, and what it was held against."""

    report: Report
    footage: Footage
    profile: Profile


SUFFIXES = (
    ".ass", ".dfxp", ".imsc", ".itt", ".lrc", ".sami", ".sbv", ".scc", ".smi", ".srt", ".ssa", ".stl", ".sub",
    ".ttml", ".vtt", ".xml",
)  # fmt: skip


def subtitle_files(place: Path) -> list[Path]:
    """The file itself, or the subtitle files in the folder, without the parts of those that are cut up for
    streaming. Raises BadSubtitles where there are none."""
    if not place.is_dir():
        return [place]
    found = sorted(
        file
        for file in place.iterdir()
        if file.suffix.lower() in SUFFIXES and file.is_file() and not is_segment(file)
    )
    if not found:
        raise BadSubtitles(f"{place} has no subtitle files", f"known: {', '.join(SUFFIXES)}")
    return found


def refuse_what_holds_none(path: Path) -> None:
    """Raises BadSubtitles for what is not there, a video, or what cannot be read as subtitles: said before
    anybody is asked for its language."""
    if not path.exists():
        raise BadSubtitles(f"No such file or folder: {path}")
    if path.suffix.lower() in VIDEOS:
        raise BadSubtitles(f"{path} is not a subtitle file", f"known: {', '.join(SUFFIXES)}")
    if split_name(path).written_in is None:
        read_manuscript(path, "und")


def language_of(path: Path) -> str:
    """As the name tells: `E01.es-419.srt`. Raises ConfigurationError where it tells none."""
    language = split_name(path).written_in
    if language is None:
        raise ConfigurationError(f"{path} does not say in which language it is", "add --lang, for example en")
    return language


def is_in_two_languages(path: Path) -> bool:
    """As the name tells: `E01.en+zh.srt`. Its rows are of two languages, and a profile's limits of one."""
    return bool(split_name(path).second)


def profile_for(path: Path, name: str | None, footage: Footage = NO_FOOTAGE) -> Profile:
    """The one of that name, else that of the series in the file's folder, else that of the picture; with the
    series' own rules over it. Raises ConfigurationError."""
    folder = path.parent if (path.parent / SETTINGS_FILE).is_file() else None
    settings = load_settings(folder) if folder else Settings()
    if name is not None:
        settings = msgspec.structs.replace(
            settings, subtitle=msgspec.structs.replace(settings.subtitle, profile=name)
        )
    return profile_of(settings, folder, lambda: (footage.screen or UNKNOWN).is_vertical)


def check_file(
    path: Path, profile: Profile, language: str, footage: Footage = NO_FOOTAGE, ruler: Ruler | None = None
) -> Report:
    """All that is wrong with it. Raises BadSubtitles for what cannot be read."""
    return _report(path, profile, _exam(path, profile, language, footage, ruler))


def not_checked(path: Path, error: LocalizeError) -> Checked:
    """What stands in the report for a file that could not be checked: why not."""
    finding = Finding(NOT_CHECKED, BLOCKING, error.message, suggestion=error.hint)
    language = split_name(path).written_in or "und"
    report = Report(str(path), language, "none", "unknown", 0, 0.0, 0, (), (finding,))
    return Checked(report, NO_FOOTAGE, profile_of(Settings(), None, lambda: True))


def mend_file(
    path: Path,
    profile: Profile,
    language: str,
    footage: Footage = NO_FOOTAGE,
    ruler: Ruler | None = None,
    out: Path | None = None,
) -> Report:
    """Mends what is safe to, and reports the rest. The mended file is written to the folder `out`, else in
    place, and what was there is then kept as `<name>.bak`. Where there is nothing to mend, the file is
    copied to `out` as it is.

    Raises BadSubtitles for what cannot be read, or not be written as it was; StoreError.
    """
    exam = _exam(path, profile, language, footage, ruler)
    _refuse_what_would_be_lost(path, exam.manuscript)
    _refuse_what_is_guessed(path, exam.manuscript, language)
    after, done = mended(exam)
    if exam.manuscript.encoding:
        done = (Mended("encoding", 0, "saved as UTF-8 without a mark"), *done)
    if done:
        _write(path, dump_manuscript(exam.manuscript, after.entries), out)
    elif out is not None and out.resolve() != path.parent.resolve():
        write_atomic(out / path.name, path.read_bytes())
    plain = msgspec.structs.replace(exam.manuscript, encoding="")
    return _report(path, profile, replace(after, manuscript=plain), done)


def report_page(checked: Sequence[Checked]) -> str:
    """A page that stands alone, with pictures where a video is known."""
    return page(illustrated(checked))


def _exam(path: Path, profile: Profile, language: str, footage: Footage, ruler: Ruler | None) -> Exam:
    manuscript = read_manuscript(path, language)
    limits = profile.limits(language)
    return Exam(manuscript, limits, manuscript.entries, footage.screen, footage.duration_ms, ruler)


def _report(path: Path, profile: Profile, exam: Exam, done: tuple[Mended, ...] = ()) -> Report:
    return Report(
        file=str(path),
        language=exam.limits.language,
        profile=profile.name,
        format=exam.manuscript.format,
        duration_ms=exam.duration_ms,
        speed_limit=exam.limits.characters_per_second,
        gap_limit_ms=exam.limits.gap_ms(exam.screen.frames) if exam.screen else exam.least_gap_ms,
        cues=tuple(_cue(entry, exam) for entry in exam.entries),
        findings=examine(exam),
        mended=done,
    )


def _cue(entry: Entry, exam: Exam) -> CheckedCue:
    following = exam.following.get(entry.number)
    return CheckedCue(
        number=entry.number,
        id=entry.id,
        start_ms=entry.start_ms,
        end_ms=entry.end_ms,
        rows=tuple(entry.rows),
        place=entry.place,
        speed=round(exam.speed(entry), 2) if entry.duration_ms > 0 else 0.0,
        gap_ms=following.start_ms - entry.end_ms if following else None,
    )


def _refuse_what_would_be_lost(path: Path, manuscript: Manuscript) -> None:
    if not all(entry.end_at and entry.markup_at for entry in manuscript.entries):
        raise BadSubtitles(
            f"{path} can be checked, not mended: it is {manuscript.format}",
            f"--fix mends {', '.join(FORMS)}",
        )
    if manuscript.encoding == BROKEN:
        raise BadSubtitles(
            f"{path} is broken UTF-8: saving it would lose what cannot be read",
            "save it as UTF-8 where it was made",
        )


def _refuse_what_is_guessed(path: Path, manuscript: Manuscript, language: str) -> None:
    guess = manuscript.guess
    if guess and not is_written_in(language, guess):
        raise BadSubtitles(
            f"{path} is not UTF-8 and does not say what it is: read as {guess}, it might be saved with other "
            "letters",
            "save it as UTF-8 where it was made, then mend it",
        )


def _write(path: Path, data: bytes, out: Path | None) -> None:
    if out is not None:
        write_atomic(out / path.name, data)
        return
    # A link stays one.
    path = path.resolve()
    for backup in numbered(path, "{name}.bak{number}"):
        if not backup.exists():
            write_atomic(backup, path.read_bytes())
            break
    write_atomic(path, data)
