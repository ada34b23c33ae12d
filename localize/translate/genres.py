"""What scenes of a genre sound like in each language: data in `genres.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import NamedTuple

import msgspec

from localize.domain.language import of_language
from localize.domain.value import Value
from localize.errors import UnknownName

# A handful shows the tone; each more costs every first prompt of a run some thirty tokens.
EXAMPLES_AT_MOST = 5


class Genre(Value, frozen=True):
    """`voice` describes it to a translator; each of `examples` is one line by BCP-47 tag."""

    title: str
    voice: str
    examples: tuple[Mapping[str, str], ...] = ()


class Example(NamedTuple):
    source: str
    text: str

    def __str__(self) -> str:
        return f"{self.source} → {self.text}"


def load_genres(names: Sequence[str]) -> tuple[Genre, ...]:
    """Raises UnknownName."""
    known = all_genres()
    for name in names:
        if name not in known:
            raise UnknownName.of("genre", name, known)
    return tuple(known[name] for name in dict.fromkeys(names))


def examples(genres: Sequence[Genre], source: str, target: str) -> list[Example]:
    """Of each genre in turn, those that are there in both languages; a handful."""
    each = [in_both(genre.examples, source, target) for genre in genres]
    in_turn = chain.from_iterable(zip_longest(*each))
    return list(islice((one for one in in_turn if one is not None), EXAMPLES_AT_MOST))


def in_both(lines: Iterable[Mapping[str, str]], source: str, target: str) -> list[Example]:
    """Of lines by BCP-47 tag, those that are there in both languages."""
    pairs = ((of_language(line, source), of_language(line, target)) for line in lines)
    return [Example(spoken, text) for spoken, text in pairs if spoken and text]


@cache
def all_genres() -> Mapping[str, Genre]:
    """By name."""
    text = Path(__file__).with_suffix(".toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Genre])
