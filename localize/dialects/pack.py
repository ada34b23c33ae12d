"""A dialect's folder → Dialect: `dialect.toml` says what it is, `lexicon.tsv` holds its words, and
`sounds.tsv`, which a pack may leave out, how it changes the sounds of standard Mandarin."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from localize.dialects.sounds import Sounds, load_changes
from localize.domain.matching import Matcher
from localize.domain.value import Value
from localize.errors import ConfigurationError, UnknownName, suggest

PACKS = Path(__file__).parent
NONE = "none"
COLUMNS = (
    "term", "mandarin", "english", "register", "category", "ambiguous", "source", "asr_variants",
    "chengdu_pinyin",
)  # fmt: skip


class DialectEntry(Value, frozen=True):
    """A word of the dialect: in standard Mandarin, in English, and how it is used.

    `ambiguous`: standard Mandarin has the same word with another meaning. `source` says who vouches for it
    (`dict`, `dict-text`, `corpus`; `general` wants a native speaker's check). `asr_variants` are what
    recognisers write for it, `chengdu_pinyin` how Chengdu says it, both may be empty.
    """

    term: str
    mandarin: str
    english: str
    register: str
    category: str
    ambiguous: bool
    source: str
    asr_variants: tuple[str, ...] = ()
    chengdu_pinyin: str = ""


class Dialect(Value, frozen=True, dict=True):
    """`tag` is BCP-47, `title` the name for people by language. `lead` is a sentence in the dialect that
    sets a recogniser's ear, `hotwords` the words worth prompting, most important first."""

    name: str
    tag: str
    title: Mapping[str, str]
    region: str
    lead: str
    hotwords: tuple[str, ...]
    words: tuple[DialectEntry, ...]
    sounds: Sounds = Sounds()

    @property
    def hints(self) -> tuple[DialectEntry, ...]:
        """The words worth looking for in a text. Those of one character (`倒`, `起`, `哈`) are left out:
        in most places where they stand they mean something else."""
        return tuple(word for word in self.words if len(word.term) > 1)

    @cached_property
    def _matcher(self) -> Matcher[DialectEntry]:
        return Matcher((word.term, word) for word in self.hints)

    def matching(self, text: str) -> tuple[DialectEntry, ...]:
        """The words that stand in `text`, each once, in its order; the longer word wins."""
        return tuple(dict.fromkeys(match.owner for match in self._matcher.find(text)))


class _Head(Value, frozen=True):
    """`dialect.toml`."""

    tag: str
    title: Mapping[str, str]
    region: str
    lead: str
    hotwords: tuple[str, ...]


def names(packs: Path = PACKS) -> list[str]:
    return sorted(file.parent.name for file in packs.glob("*/dialect.toml"))


def load_dialect(name: str, packs: Path = PACKS) -> Dialect | None:
    """The dialect `name`, or None for `none`.

    Raises UnknownName, or ConfigurationError naming the file and the line.
    """
    if name == NONE:
        return None
    if name not in names(packs):
        raise UnknownName("unknown dialect " + repr(name), suggest(name, [*names(packs), NONE]))
    head = _head(packs / name / "dialect.toml")
    words = _lexicon(packs / name / "lexicon.tsv")
    sounds = _sounds(packs / name / "sounds.tsv", words)
    return Dialect(name, head.tag, head.title, head.region, head.lead, head.hotwords, words, sounds)


def _head(file: Path) -> _Head:
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), _Head)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigurationError(f"{file}: {error}") from error


def _sounds(file: Path, words: tuple[DialectEntry, ...]) -> Sounds:
    """With the words that are the dialect's alone and say the same as one of standard Mandarin."""
    changes = load_changes(file) if file.exists() else ()
    plain = (word for word in words if len(word.term) > 1 and not word.ambiguous)
    said = {word.term: equivalents for word in plain if (equivalents := _equivalents(word))}
    return Sounds(changes, said, tuple(word.term for word in words if len(word.term) > 1))


def _equivalents(word: DialectEntry) -> tuple[str, ...]:
    """`行；可以` → both; one with a remark in brackets is a description, not a word."""
    said = word.mandarin.split("；")
    return tuple(one for one in said if one and "（" not in one and one != word.term)


def _lexicon(file: Path) -> tuple[DialectEntry, ...]:
    try:
        header, *rows = file.read_text("utf-8").splitlines() or [""]
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: {error}") from error
    if tuple(header.split("\t")) != COLUMNS:
        raise ConfigurationError(f"{file}:1: the columns must be {', '.join(COLUMNS)}, between tabs")
    entries: dict[str, DialectEntry] = {}
    for line, row in enumerate(rows, 2):
        entry = _entry(row.split("\t"), f"{file}:{line}")
        if entry.term in entries:
            raise ConfigurationError(f"{file}:{line}: {entry.term!r} stands here twice")
        entries[entry.term] = entry
    return tuple(entries.values())


def _entry(cells: list[str], where: str) -> DialectEntry:
    if len(cells) != len(COLUMNS):
        raise ConfigurationError(f"{where}: {len(cells)} cells where there must be {len(COLUMNS)}")
    for column, cell in zip(COLUMNS[:7], cells, strict=False):
        if not cell.strip():
            raise ConfigurationError(f"{where}: `{column}` is empty")
    term, mandarin, english, register, category, ambiguous, source, variants, sounds = cells
    if ambiguous not in ("yes", "no"):
        raise ConfigurationError(f"{where}: `ambiguous` is yes or no, not {ambiguous!r}")
    heard_as = tuple(variant for variant in variants.split(",") if variant)
    return DialectEntry(
        term, mandarin, english, register, category, ambiguous == "yes", source, heard_as, sounds
    )
