"""Why a part is to be made, in the words of people; how they call what has changed stands in
`plan_words.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from localize.domain.value import Value

# Between two changes, as `localize.pipeline.plan` joins them: what follows begins a path.
_NEXT = re.compile(r"; (?=(?:version|engine|parameters|part)[.\[:])")
# A path, whose brackets may hold anything, what it was, and what it is.
_CHANGE = re.compile(r"((?:version|engine|parameters|part)(?:\[[^\]]*\]|[^\[:])*): (.*?) → (.*)", re.DOTALL)
_ITEM = re.compile(r"\[([^\]]*)\]")
# A passage that is read once more holds a scene, and is told as one is.
_SCENE = "part.scene."
# As JSON has it, and as it is told.
_NULL, _NOTHING = "null", "nothing"
# Of a line that reads otherwise terms, words and neighbours are others too.
_TEXT, _OF_TEXT = frozenset({"part.lines", "part.lines.text"}), "part."


class Words(Value, frozen=True):
    """`new` is said of what was not there before, `gone` of what is not any more."""

    changed: str
    new: str = ""
    gone: str = ""


class Dictionary(Value, frozen=True):
    """Tables of a file: by stage, for `any`, for an `episode` as a whole."""

    sentences: Mapping[str, str]
    episode: Mapping[str, str]
    any: Mapping[str, Words]
    windows: Mapping[str, Words]
    recognize: Mapping[str, Words]
    look: Mapping[str, Words]
    follow: Mapping[str, Words]
    read: Mapping[str, Words]
    voices: Mapping[str, Words]
    translate: Mapping[str, Words]
    polish: Mapping[str, Words]

    def of(self, stage: str) -> Mapping[str, Words]:
        """A second reading is told of what a first one is told of."""
        kind = stage.partition(" ")[0]
        own: Mapping[str, Words] = getattr(self, kind, {})
        return {**self.any, **(self.translate if kind == "polish" else {}), **own}


class _Change(NamedTuple):
    """`path` without what stands in brackets; `name` is the last of those."""

    path: str
    name: str
    old: str
    new: str


def in_words(stage: str, why: str) -> str:
    """What `StagePlan` gives as the reason for a part of the stage."""
    dictionary = words()
    changes = list(_changes(why))
    if not changes:
        return dictionary.sentences.get(why, why)
    known = dictionary.of(stage)
    return "; ".join(dict.fromkeys(_said(one, known) for one in _causes(changes)))


def of_episode(name: str) -> str:
    """What `made_from` calls `name`."""
    return words().episode[name]


@cache
def words() -> Dictionary:
    text = files("localize.pipeline").joinpath("plan_words.toml").read_text("utf-8")
    return msgspec.toml.decode(text, type=Dictionary)


def _changes(why: str) -> Iterator[_Change]:
    for told in _NEXT.split(why):
        if match := _CHANGE.fullmatch(told):
            path, old, new = match.groups()
            items = _ITEM.findall(path)
            plain = _ITEM.sub("", path).replace(_SCENE, "part.")
            yield _Change(plain, items[-1] if items else "", old, new)


def _causes(changes: Sequence[_Change]) -> list[_Change]:
    if not any(one.path in _TEXT for one in changes):
        return list(changes)
    return [one for one in changes if one.path in _TEXT or not one.path.startswith(_OF_TEXT)]


def _said(change: _Change, known: Mapping[str, Words]) -> str:
    found = known[_nearest(change.path, known)]
    told = found.changed
    if change.old == _NULL:
        told = found.new or told
    elif change.new == _NULL:
        told = found.gone or told
    old, new = (_NOTHING if value == _NULL else value for value in (change.old, change.new))
    return told.format(name=change.name, old=old, new=new)


def _nearest(path: str, known: Mapping[str, Words]) -> str:
    """The path itself, or the nearest above it that has words."""
    while path not in known:
        path = path.rpartition(".")[0]
    return path
