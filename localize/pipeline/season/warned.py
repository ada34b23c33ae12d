"""Warnings of many episodes, equal ones as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# In the place of the episode's name, where it is all that differs.
_ANY = "…"
_FEW = 8


class Common(NamedTuple):
    message: str
    episodes: tuple[str, ...]

    @property
    def where(self) -> str:
        """`E01`, `80 episodes: E01, E02 …`"""
        if len(self.episodes) == 1:
            return self.episodes[0]
        more = " …" if len(self.episodes) > _FEW else ""
        return f"{len(self.episodes)} episodes: {', '.join(self.episodes[:_FEW])}{more}"


def likeness(episode: str, message: str) -> str:
    """Equal for warnings that differ in the name of their episode alone."""
    return re.sub(rf"(?<!\w){re.escape(episode)}(?!\w)", _ANY, message) if episode else message


def grouped(told: Iterable[tuple[str, str]]) -> list[Common]:
    """Episode and message of each → the most frequent first."""
    return sorted(_groups(told), key=lambda one: -len(one.episodes))


def _groups(told: Iterable[tuple[str, str]]) -> Iterator[Common]:
    groups: dict[str, dict[str, str]] = {}
    for episode, message in told:
        groups.setdefault(likeness(episode, message), {}).setdefault(episode, message)
    for alike, messages in groups.items():
        only = next(iter(messages.values())) if len(messages) == 1 else alike
        yield Common(only, tuple(messages))
