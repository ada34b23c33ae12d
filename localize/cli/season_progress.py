"""How the run of a season is told: a table at a terminal, lines for a log, JSON for a program."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from rich.console import Console, Group
from rich.live import Live
from rich.text import Text

from localize.cli.progress import JsonLines, Lines
from localize.cli.season_board import Board, ahead, failures
from localize.cli.streams import on_terminal, say, visible, write_line
from localize.events import (
    EpisodeCurrent,
    EpisodeDone,
    EpisodeFailed,
    EpisodeStarted,
    Event,
    PartDone,
    PullDone,
    PullProgress,
    PullStarted,
    SeasonDone,
    SeasonListener,
    SeasonStarted,
    Warned,
)
from localize.pipeline.season.report import PAGE_FILE
from localize.pipeline.season.state import STATE_FILE, SeasonState, read_state
from localize.pipeline.season.warned import grouped, likeness
from localize.wording import counted, duration

REFRESH_S = 0.5


@contextmanager
def reporting(place: Path, *, as_json: bool, quiet: bool) -> Iterator[SeasonListener]:
    """A listener for the run of one season; at its end stdout gets the paths of its account and its page,
    unless it was refused before it began: those of an earlier run are not its own."""
    if as_json:
        lines = JsonLines()
        yield lambda name, event: lines.write({"name": name} | msgspec.to_builtins(event))
        lines.settle()
        return
    begun = Begun()
    try:
        with _telling(place, quiet) as listener:
            yield begun.passing_on(listener)
    finally:
        for file in (STATE_FILE, PAGE_FILE) if begun.is_so else ():
            if (place / file).is_file():
                write_line(place / file)


@dataclass
class Begun:
    """Whether the run has got so far as to write its account."""

    is_so: bool = False

    def passing_on(self, listener: SeasonListener) -> SeasonListener:
        def listen(name: str, event: Event) -> None:
            self.is_so = self.is_so or isinstance(event, SeasonStarted)
            listener(name, event)

        return listen


def _telling(place: Path, quiet: bool) -> AbstractContextManager[SeasonListener]:
    if quiet:
        return nullcontext(OnlyWhatIsWrong(_say))
    return _live(place) if on_terminal() else nullcontext(SeasonLines(_say, lambda: read_state(place)))


@dataclass
class Warnings:
    """What was warned of, equal warnings of several episodes said once and counted at the end."""

    told: list[tuple[str, str]] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    def lines(self, name: str, event: Event) -> Iterator[str]:
        match event:
            case Warned() if self._is_new(name, event.message):
                yield f"{name}: {_what(event)}" if name else _what(event)
            case SeasonDone():
                common = [one for one in grouped(self.told) if len(one.episodes) > 1]
                yield from (f"warning: {one.message} ({one.where})" for one in common)

    def _is_new(self, name: str, message: str) -> bool:
        self.told.append((name, message))
        alike = likeness(name, message)
        is_new = alike not in self.said
        self.said.add(alike)
        return is_new


@dataclass
class OnlyWhatIsWrong:
    say: Callable[[str], None]
    _warnings: Warnings = field(default_factory=Warnings)

    def __call__(self, name: str, event: Event) -> None:
        for line in self._warnings.lines(name, event):
            self.say(line)
        if isinstance(event, EpisodeFailed):
            self.say(f"{name}: {_what(event)}")


@dataclass
class SeasonLines:
    """A line for each episode that ends, and for what went wrong. `look` gives the account of the run."""

    say: Callable[[str], None]
    look: Callable[[], SeasonState | None] = lambda: None
    waiting: int = 0
    _made: set[str] = field(default_factory=set)
    _pulls: Lines = field(init=False)
    _warnings: Warnings = field(default_factory=Warnings)

    def __post_init__(self) -> None:
        self._pulls = Lines(self.say)

    def __call__(self, name: str, event: Event) -> None:
        for line in self._warnings.lines(name, event):
            self.say(line)
        match event:
            case SeasonStarted():
                self.waiting = len(event.episodes)
                self.say(f"{counted(len(event.episodes), 'episode')}, {counted(event.workers, 'worker')}")
            case PullStarted() | PullProgress() | PullDone():
                self._pulls(event)
            case PartDone():
                self._made.add(name)
            case EpisodeCurrent() | EpisodeDone() | EpisodeFailed():
                self.waiting -= 1
                is_as_it_was = isinstance(event, EpisodeDone) and name not in self._made
                told = f"nothing made anew, {_what(event)}" if is_as_it_was else _what(event)
                self.say(f"{name}: {told}{self._left()}")
            case SeasonDone():
                self.say(season_summary(event))

    def _left(self) -> str:
        state = self.look()
        if not self.waiting:
            return ""
        return f" ({self.waiting} to go{ahead(state) if state else ''})"


def season_summary(done: SeasonDone) -> str:
    """`80 episodes finished in 1:02:04, 3 of them before; 2 failed`"""
    line = f"{counted(done.finished, 'episode')} finished in {duration(done.seconds)}"
    if done.current:
        line += f", {done.current} of them before"
    return f"{line}; {done.failed} failed" if done.failed else line


@contextmanager
def _live(place: Path) -> Iterator[SeasonListener]:
    console = Console(stderr=True, highlight=False)
    with Live(Text("looking for episodes …"), console=console, redirect_stdout=False) as live:
        yield _LiveBoard(place, live)


@dataclass
class _LiveBoard:
    """Draws what stands in the account; what is worth more than a moment stays above it."""

    place: Path
    live: Live
    drawn: float = 0.0
    _pulls: Lines = field(init=False)
    _warnings: Warnings = field(default_factory=Warnings)

    def __post_init__(self) -> None:
        self._pulls = Lines(lambda line: self.live.console.print(Text(visible(line))))

    def __call__(self, name: str, event: Event) -> None:
        for line in self._warnings.lines(name, event):
            self.live.console.print(Text(visible(line), "yellow"))
        if isinstance(event, PullStarted | PullProgress | PullDone):
            self._pulls(event)
        often = time.monotonic() - self.drawn < REFRESH_S
        if not often or isinstance(event, EpisodeStarted | EpisodeFailed | SeasonDone):
            self._draw()
        if isinstance(event, SeasonDone):
            self._end(event)

    def _draw(self) -> None:
        self.drawn = time.monotonic()
        state = read_state(self.place)
        if state is not None:
            self.live.update(Board(state, is_live=True))

    def _end(self, done: SeasonDone) -> None:
        """Failures with their reasons stand last, where they are seen."""
        state = read_state(self.place)
        if state is not None and state.with_status("failed"):
            self.live.update(Group(Board(state, is_live=True), failures(state)))
        self.live.console.print(Text(season_summary(done)))


def _what(event: Event) -> str:
    match event:
        case Warned():
            return f"warning: {event.message}"
        case EpisodeFailed():
            return f"failed: {event.message}{f' ({event.hint})' if event.hint else ''}"
        case EpisodeCurrent():
            return f"nothing to do, {_lines(event.lines, event.flagged)}"
        case EpisodeDone():
            return f"{_lines(event.lines, event.flagged)} in {duration(event.seconds)}"
    return ""


def _lines(lines: int, flagged: int) -> str:
    told = counted(lines, "line")
    return f"{told}, {flagged} to look at" if flagged else told


def _say(line: str) -> None:
    """If it can still be heard: the run is worth more than its report."""
    with suppress(OSError):
        say(line)
