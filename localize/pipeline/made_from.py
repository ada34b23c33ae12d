"""What an episode's subtitles were made from, as digests by name: as long as they are the same, and the files
as the run left them, there is nothing to do.

A name that changes says that the episode is to be gone through again: what of it is redone, its parts' own
keys decide. Here stands also what is in no part's key, for it only decides what is agreed, fitted and written
between the stages.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

import localize
from localize.config import RunTable, Settings, VoicesTable
from localize.dialects import Dialect
from localize.domain.episode import Media
from localize.errors import InputError
from localize.fonts import Typeface
from localize.installed import version_of
from localize.pipeline.corrected import Correction
from localize.pipeline.engines import Chosen
from localize.pipeline.job import NO_SUBTITLES, Setup
from localize.pipeline.lettering import typeface_at_hand
from localize.pipeline.record import MemoryRecord, Output, RunRecord, StageRun
from localize.store.keys import canonical, digest, file_digest

# Those that work between the stages, where nothing is kept: what they decide is decided anew in every run.
# Those inside engines change no key either: what they made stays until somebody asks with --force.
BETWEEN_STAGES = (
    "av", "budoux", "icu4py", "langcodes", "language_data", "lxml", "opencc", "pypinyin", "pysubs2",
    "rapidfuzz", "uharfbuzz",
)  # fmt: skip
# What `made_from` calls the files that a person had edited when the run ended.
EDITED = "edited"
# And that of the source's own language, where a person's correction of it was taken for what is said.
TRANSCRIPT = "transcript"


def made_from(
    setup: Setup,
    media: Media,
    engines: Sequence[Chosen],
    memory: MemoryRecord | None,
    correction: Correction | None,
) -> Mapping[str, str]:
    """Everything that decides what `Recipe` makes. Raises InputError for subtitles that cannot be read."""
    languages = (setup.source, *setup.targets)
    faces = [_of_typeface(typeface_at_hand(language)) for language in languages]
    dialects = [_of_dialect(one) for one in (setup.dialect, *setup.candidates)]
    return {
        "localize": localize.__version__,
        "libraries": _libraries(),
        "video": media.digest,
        "subtitles": _subtitles(setup.job.source_subtitles),
        TRANSCRIPT: correction.digest if correction else "",
        "settings": _digest(_deciding(setup.settings)),
        "glossary": _digest(setup.glossary),
        "bible": _digest(setup.bible),
        "cast": _digest(setup.cast) if setup.cast.voices else "",
        "dialect": _digest(dialects),
        "profile": _digest(setup.profile),
        "engines": _digest([chosen.id for chosen in engines]),
        "memory": memory.digest if memory else "",
        "fonts": _digest(faces),
    }


def edited(outputs: Iterable[Output], folder: Path) -> str:
    """The digest of those files that are not as they were written; empty where all are."""
    now = {output.file: _digest_of(folder / output.file) for output in outputs}
    other = {output.file: now[output.file] for output in outputs if now[output.file] != output.sha256}
    return _digest(other) if other else ""


def is_current(record: RunRecord, now: Mapping[str, str], folder: Path) -> bool:
    """Whether running the episode again would change nothing."""
    return is_finished(record) and not changes(record, now) and is_untouched(record, folder)


def is_finished(record: RunRecord) -> bool:
    """Whether the run came to its end, and every part that it is made of has a result for all of it."""
    runs = (run for run in record.stages if not _is_of_other_target(run, record))
    return not record.error and all(part.whole for run in runs for part in run.parts)


def is_untouched(record: RunRecord, folder: Path) -> bool:
    """Whether all that the run wrote is there as it left it: what it found edited by hand, as it was then."""
    return edited(record.outputs, folder) == record.made_from.get(EDITED, "")


def changes(record: RunRecord, now: Mapping[str, str]) -> list[str]:
    """The names of what is not as it was; nothing is what an older run did not know of."""
    return [name for name, digest in now.items() if record.made_from.get(name, "") != digest]


def _is_of_other_target(run: StageRun, record: RunRecord) -> bool:
    """Carried over from a run into another language, of which nobody asks any more."""
    return bool(run.target) and run.target not in record.settings.series.targets


def _deciding(settings: Settings) -> Settings:
    """Without what is digested by its content elsewhere (engines with their models and options, glossary,
    pack), whatever path or option it was named by, and without what changes no result."""
    replace = msgspec.structs.replace
    return replace(
        settings,
        series=replace(settings.series, glossary="", dialect_pack=""),
        recognize=replace(settings.recognize, engine="", model="", options={}, also=()),
        watch=replace(settings.watch, engine="", options={}),
        voices=VoicesTable(),
        translate=replace(settings.translate, engine="", model="", options={}),
        run=RunTable(),
    )


def _of_dialect(dialect: Dialect | None) -> Dialect | None:
    """Wherever it was read from."""
    return msgspec.structs.replace(dialect, sources=()) if dialect else None


def _of_typeface(typeface: Typeface | None) -> list[tuple[str, int, str]]:
    """By the bytes of its files: their letters' widths break rows."""
    return (
        [(face.family, face.index, _of_font(Path(face.file))) for face in typeface.faces] if typeface else []
    )


def _of_font(file: Path) -> str:
    state = file.stat()
    return _hashed(file, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=64)
def _hashed(file: Path, size: int, mtime_ns: int) -> str:  # noqa: ARG001  # what tells that it is another
    return file_digest(file)


@lru_cache(maxsize=1)
def _libraries() -> str:
    """With the tables of Unicode that Python brings."""
    found = {name: told for name in BETWEEN_STAGES if (told := version_of(name))}
    return _digest({"unicode": unicodedata.unidata_version, **found})


def _digest_of(path: Path) -> str:
    try:
        return file_digest(path)
    except InputError:
        return ""


def _subtitles(path: Path | None) -> str:
    return str(path or "") if path in (None, NO_SUBTITLES) else file_digest(path)


def _digest(value: object) -> str:
    return digest(canonical(value))
