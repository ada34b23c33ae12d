"""The episodes of a series in their folder: which there are, which are missing, which are there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from localize.deliver.package.names import natural
from localize.errors import InputError
from localize.pipeline.finished import VIDEOS
from localize.pipeline.record import read_record
from localize.pipeline.season.numbering import Choice, Number, number_of

_SOUND = (".aac", ".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav")
_RECORD = ".record.json"
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
        choice = Choice(asked)
        if idle := choice.idle([path.stem for path in self.episodes]):
            raise InputError(f"there is no episode {', '.join(idle)}", f"there are {_span(self.episodes)}")
        return [path for path in self.episodes if choice.includes(path.stem)]


def find(folder: Path) -> Found:
    """Raises InputError where there is nothing to work on."""
    if not folder.is_dir():
        raise InputError(f"no folder {folder}", "name the folder that holds the episodes of a series")
    media = _media(folder)
    if not media:
        raise InputError(f"{folder} holds no videos", f"episodes end in {', '.join(VIDEOS)}")
    firsts = {path.stem: path for path in reversed(media)}
    return Found(
        episodes=tuple(path for path in media if firsts[path.stem] == path),
        doubles=tuple(path for path in media if firsts[path.stem] != path),
        remarks=tuple(_remarks(folder, media)),
    )


def _media(folder: Path) -> list[Path]:
    """Videos, or where there is none sound; without those that we have made of them."""
    ours = set(_delivered(folder))
    files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    files = [path for path in files if path.name not in ours]
    videos = [path for path in files if path.suffix.lower() in VIDEOS]
    found = videos or [path for path in files if path.suffix.lower() in _SOUND]
    return sorted(found, key=_order)


def _order(path: Path) -> tuple[Number, object, str]:
    """What has no number comes first, as a trailer does."""
    return number_of(path.stem) or Number(0, 0), natural(path.name), path.name


def _delivered(folder: Path) -> Iterator[str]:
    for path in folder.glob(f"*{_RECORD}"):
        record = read_record(path)
        yield from (one.file for one in record.delivered) if record else ()


def _remarks(folder: Path, media: Sequence[Path]) -> Iterator[str]:
    numbers = [(number_of(path.stem), path.name) for path in media]
    known = [number for number, _ in numbers if number]
    for season, group in groupby(sorted(set(known)), key=lambda number: number.season):
        there = {number.episode for number in group}
        missing = sorted(set(range(min(there), max(there) + 1)) - there)
        of = f" of season {season}" if len({number.season for number in known}) > 1 else ""
        if missing:
            yield f"missing{of}: {_ranges(missing)}"
    for number, count in Counter(known).items():
        if count > 1:
            names = [name for one, name in numbers if one == number]
            yield f"episode {number.episode} is there {count} times: {', '.join(names)}"
    if known and (nameless := [name for number, name in numbers if number is None]):
        yield f"no number in the name of {', '.join(nameless)}"
    halves = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in _HALF)
    if halves:
        yield f"still being copied, as it seems: {', '.join(halves)}"


def _ranges(numbers: Sequence[int]) -> str:
    """`3, 7–9`"""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    spans = [[number for _, number in run] for _, run in runs]
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans)


def _span(media: Sequence[Path]) -> str:
    return media[0].stem if len(media) == 1 else f"{media[0].stem} to {media[-1].stem}"
