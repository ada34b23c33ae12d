"""What an episode's subtitles were made from, as digests by name: as long as they are the same, and the files
as they were written, there is nothing to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

import localize
from localize.config import RunTable
from localize.domain.episode import Media
from localize.errors import InputError
from localize.pipeline.engines import Chosen
from localize.pipeline.job import NO_SUBTITLES, Setup
from localize.pipeline.lettering import typeface_at_hand
from localize.pipeline.record import MemoryRecord, RunRecord
from localize.store.keys import canonical, digest, file_digest


def made_from(
    setup: Setup, media: Media, engines: Sequence[Chosen], memory: MemoryRecord | None
) -> Mapping[str, str]:
    """Everything that decides what `Recipe` makes. Raises InputError for subtitles that cannot be read."""
    settings = msgspec.structs.replace(setup.settings, run=RunTable())
    languages = (setup.source, *setup.targets)
    faces = [typeface_at_hand(language) for language in languages]
    return {
        "localize": localize.__version__,
        "video": media.digest,
        "subtitles": _subtitles(setup.job.source_subtitles),
        "settings": _digest(settings),
        "glossary": _digest(setup.glossary),
        "bible": _digest(setup.bible),
        "dialect": _digest([setup.dialect, setup.candidates]),
        "profile": _digest(setup.profile),
        "engines": _digest([chosen.id for chosen in engines]),
        "memory": memory.digest if memory else "",
        "fonts": _digest(faces),
    }


def is_current(record: RunRecord, now: Mapping[str, str], folder: Path) -> bool:
    """Whether running the episode again would change nothing."""
    finished = not record.error and all(part.whole for run in record.stages for part in run.parts)
    return finished and not changes(record, now) and all(_is_untouched(record, folder))


def changes(record: RunRecord, now: Mapping[str, str]) -> list[str]:
    """The names of what is not as it was."""
    return [name for name, digest in now.items() if record.made_from.get(name) != digest]


def _is_untouched(record: RunRecord, folder: Path) -> list[bool]:
    return [_digest_of(folder / output.file) == output.sha256 for output in record.outputs]


def _digest_of(path: Path) -> str:
    try:
        return file_digest(path)
    except InputError:
        return ""


def _subtitles(path: Path | None) -> str:
    return str(path or "") if path in (None, NO_SUBTITLES) else file_digest(path)


def _digest(value: object) -> str:
    return digest(canonical(value))
