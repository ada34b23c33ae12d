"""The episodes of a series in their folder: which there are, which are missing, which are there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from localize.deliver.package.names import natural
from localize.domain.numbering import Number, number_of
from localize.errors import InputError
from localize.pipeline.delivered import as_text
from localize.pipeline.finished import DELIVERED, VIDEOS
from localize.pipeline.record import RECORD_ENDING, read_record
from localize.pipeline.season.choice import answering

_SOUND = (".aac", ".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav")
# Whoever copies or downloads names a file so until it is whole.
_HALF = (".crdownload", ".download", ".filepart", ".part", ".partial", ".tmp")


@dataclass(frozen=True)
class Found:
    """`episodes` are files in the order of their numbers; `doubles` those left out since another file would
    make the same subtitles; `remarks` what a person should know about the folder."""

    episodes: tuple[Path, ...]
    doubles: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()

    def only(self, asked: Sequence[str]) -> list[Path]:
        """Those of names, numbers and ranges, by default all. Raises InputError for what no episode answers
        to, ConfigurationError for what is no range."""
        stems = [path.stem for path in self.episodes]
        answers = {one: answering(one, stems) for one in asked}
        if idle := [one for one, answer in answers.items() if not answer]:
            raise InputError(f"there is no episode {', '.join(idle)}", f"there are {_spans(self.episodes)}")
        wanted = frozenset().union(*answers.values()) if asked else stems
        return [path for path in self.episodes if path.stem in wanted]


def find(folder: Path) -> Found:
    """Raises InputError where there is nothing to work on."""
    if not folder.is_dir():
        raise InputError(f"no folder {folder}", "name the folder that holds the episodes of a series")
    media = _media(folder)
    if not media:
        raise InputError(f"{folder} holds no videos", f"episodes end in {', '.join(VIDEOS)}")
    doubles = frozenset(_doubles(media))
    return Found(
        episodes=tuple(path for path in media if path not in doubles),
        doubles=tuple(path for path in media if path in doubles),
        remarks=tuple(_remarks(folder, media)),
    )


def _media(folder: Path) -> list[Path]:
    """Videos, or where there is none sound; without those that we have made of them. A link that leads
    nowhere is one that cannot be read now."""
    ours = set(_delivered(folder))
    files = [path for path in folder.iterdir() if path.is_file() or _leads_nowhere(path)]
    files = [path for path in files if not path.name.startswith(".")]
    files = [path for path in files if path.name not in ours and not path.stem.endswith(DELIVERED)]
    videos = [path for path in files if path.suffix.lower() in VIDEOS]
    found = videos or [path for path in files if path.suffix.lower() in _SOUND]
    return sorted(found, key=_order)


def _doubles(media: Sequence[Path]) -> Iterator[Path]:
    """Of files of one name all but the one that its subtitles were made of, else all but the first."""
    by_name: dict[str, list[Path]] = {}
    for path in media:
        by_name.setdefault(path.stem, []).append(path)
    for paths in by_name.values():
        record = read_record(paths[0].with_suffix(RECORD_ENDING)) if len(paths) > 1 else None
        used = [path for path in paths if record and str(path.resolve()) == record.media.path]
        yield from (path for path in paths if path != (used or paths)[0])


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _only_looks_like_one(path: Path) -> bool:
    return path.suffix.lower() in VIDEOS and not path.is_file() and not _leads_nowhere(path)


def _order(path: Path) -> tuple[Number, object, str]:
    """What has no number comes first, as a trailer does."""
    return _number(path) or Number(0, 0), natural(path.name), path.name


def _number(path: Path) -> Number | None:
    """A series that tells no seasons has one."""
    number = number_of(path.stem)
    return number and Number(number.season or 1, number.episode)


def _delivered(folder: Path) -> Iterator[str]:
    for path in folder.glob(f"*{RECORD_ENDING}"):
        record = read_record(path)
        yield from (one.file for one in record.delivered) if record else ()


def _remarks(folder: Path, media: Sequence[Path]) -> Iterator[str]:
    numbers = [(_number(path), as_text(path.name)) for path in media]
    known = Counter(number for number, _ in numbers if number)
    if gaps := list(_gaps(media)):
        yield ", ".join(gaps)
    for number, count in known.items():
        if count > 1:
            names = [name for one, name in numbers if one == number]
            yield f"episode {number.episode} is there {count} times: {', '.join(names)}"
    if known and (nameless := [name for number, name in numbers if number is None]):
        yield f"no number in the name of {', '.join(nameless)}"
    others = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    if halves := [as_text(path.name) for path in others if path.suffix.lower() in _HALF]:
        yield f"still being copied, as it seems: {', '.join(halves)}"
    if no_files := [as_text(path.name) for path in others if _only_looks_like_one(path)]:
        yield f"named like an episode, but no file: {', '.join(no_files)}"


def _gaps(media: Sequence[Path]) -> Iterator[str]:
    """`no episode 6 between E05 and E07`, `no episodes 2–3 between …`; `media` are in order."""
    numbered = [(number, path) for path in media if (number := _number(path))]
    for (one, path), (other, following) in pairwise(numbered):
        first, last = one.episode + 1, other.episode - 1
        if one.season == other.season and first <= last:
            which = f"episode {first}" if first == last else f"episodes {first}–{last}"
            yield f"no {which} between {as_text(path.stem)} and {as_text(following.stem)}"


def _spans(media: Sequence[Path]) -> str:
    """`E01–E05, E07`: those in a row as one; `media` are in order."""
    runs: list[list[Path]] = []
    for path in media:
        if runs and _follows(runs[-1][-1], path):
            runs[-1].append(path)
        else:
            runs.append([path])
    ends = (dict.fromkeys((run[0].stem, run[-1].stem)) for run in runs)
    return ", ".join(as_text("–".join(names)) for names in ends)


def _follows(path: Path, following: Path) -> bool:
    """Also another cut of the same episode stands in the row."""
    one, other = _number(path), _number(following)
    return one is not None and other is not None and other in (one, one._replace(episode=one.episode + 1))
