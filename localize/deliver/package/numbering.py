"""Whether the numbers in the names of episodes are all there, and each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from localize.deliver.package.names import NUMBER, natural
from localize.domain.numbering import with_digits

EPISODE_NUMBER = "episode-number"


class Misnumbered(NamedTuple):
    """`episode` is the one that is missing, the first of several, or the one whose number another has."""

    episode: str
    message: str


class _Row(NamedTuple):
    """Names that differ in one number alone, which is part `at` of each, in the order of that."""

    names: Sequence[str]
    at: int


def misnumbered(names: Sequence[str]) -> Iterator[Misnumbered]:
    """Of `E01`, `E03` the second one; of `E1`, `E01` one too many. What a row begins and ends with is not
    known: it may be part of a season. In names with several numbers the last one that differs counts."""
    for row in _rows(names):
        there = _numbers(names, row)
        for one, other in pairwise(row.names):
            first, last = (natural(name)[row.at][0] for name in (one, other))
            if first == last:
                yield Misnumbered(other, f"{one} and {other} have the same number")
            elif not any(first < number < last for number in there):
                yield from _missing(one, first, last, row.at)


def _rows(names: Sequence[str]) -> Iterator[_Row]:
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in names:
        alike[tuple(text for _, text in natural(name))].append(name)
    for group in alike.values():
        at = _counting(group)
        row: dict[object, list[str]] = defaultdict(list)
        for name in sorted(group, key=lambda name: (natural(name), name)):
            key = natural(name)
            row[key[:at] + key[at + 1 :]].append(name)
        yield from (_Row(one, at) for one in row.values() if len(one) > 1)


def _counting(group: Sequence[str]) -> int:
    """Which part of names that are alike but for their numbers is the number of the episode."""
    parts = list(zip(*map(natural, group), strict=True))
    differing = [at for at, part in enumerate(parts) if len(set(part)) > 1]
    return differing[-1] if differing else len(parts) - 1


def _numbers(names: Sequence[str], row: _Row) -> frozenset[int]:
    """Those too of names that go on in another way: `E02a` and `E02b` between `E01` and `E03`."""
    before = natural(row.names[0])[: row.at]
    keys = map(natural, names)
    return frozenset(key[row.at][0] for key in keys if len(key) > row.at and key[: row.at] == before)


def _missing(name: str, first: int, last: int, at: int) -> Iterator[Misnumbered]:
    if last - first < 2:
        return
    begins, ends = (_renumbered(name, number, at) for number in (first + 1, last - 1))
    told = f"{begins} is missing" if begins == ends else f"{begins} to {ends} are missing"
    yield Misnumbered(begins, told)


def _renumbered(name: str, number: int, at: int) -> str:
    parts = NUMBER.split(with_digits(name))
    parts[at] = str(number).zfill(len(parts[at]))
    return "".join(parts)
