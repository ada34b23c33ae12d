"""How the run of a season is told: a table at a terminal, lines for a log, JSON for a program."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from rich.console import Console
from rich.live import Live
from rich.text import Text

from localize.cli.progress import JsonLines, Lines
from localize.cli.season_board import ahead, board
from localize.cli.streams import on_terminal, say, visible, write_line
from localize.events import (
    EpisodeCurrent,
    EpisodeDone,
    EpisodeFailed,
    EpisodeStarted,
    Event,
    PullDone,
    PullProgress,
    PullStarted,
    SeasonDone,
    SeasonListener,
    SeasonStarted,
    Warned,
)
from localize.pipeline.season.state import STATE_FILE, read_state

REFRESH_S = 0.5


@contextmanager
def reporting(place: Path, *, as_json: bool, quiet: bool) -> Iterator[SeasonListener]:
    """A listener for the run of one season; once it has ended stdout gets the path of its account."""
    if as_json:
        lines = JsonLines()
        yield lambda name, event: lines.write({"name": name} | msgspec.to_builtins(event))
        lines.settle()
        return
    try:
        with _telling(place, quiet) as listener:
            yield listener
    finally:
        if (place / STATE_FILE).is_file():
            write_line(place / STATE_FILE)


def _telling(place: Path, quiet: bool) -> AbstractContextManager[SeasonListener]:
    if quiet:
        return nullcontext(_only_what_is_wrong)
    return _live(place) if on_terminal() else nullcontext(SeasonLines(_say))


def _only_what_is_wrong(name: str, event: Event) -> None:
    if isinstance(event, Warned | EpisodeFailed):
        _say(f"{name}: {_what(event)}" if name else _what(event))


@dataclass
class SeasonLines:
    """A line for each episode that ends, and for what went wrong."""

    say: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    waiting: int = 0
    worked: int = 0
    began: float = 0.0
    _pulls: Lines = field(init=False)

    def __post_init__(self) -> None:
        self._pulls = Lines(self.say, self.clock)

    def __call__(self, name: str, event: Event) -> None:
        match event:
            case SeasonStarted():
                self.waiting, self.began = len(event.episodes), self.clock()
                self.say(f"{len(event.episodes)} episodes, {event.workers} workers")
            case PullStarted() | PullProgress() | PullDone():
                self._pulls(event)
            case Warned() if not name:
                self.say(_what(event))
            case Warned() | EpisodeCurrent() | EpisodeDone() | EpisodeFailed():
                self._count(event)
                self.say(f"{name}: {_what(event)}{self._left(event)}")
            case SeasonDone():
                self.say(season_summary(event))

    def _count(self, event: Event) -> None:
        self.waiting -= not isinstance(event, Warned)
        self.worked += isinstance(event, EpisodeDone | EpisodeFailed)

    def _left(self, event: Event) -> str:
        if isinstance(event, Warned) or not self.waiting:
            return ""
        return f" ({self.waiting} to go{ahead(self.waiting, self.worked, self.clock() - self.began)})"


def season_summary(done: SeasonDone) -> str:
    line = f"{done.finished} episodes finished in {done.seconds:.1f} s"
    if done.current:
        line += f", {done.current} of them before"
    return f"{line}; {done.failed} failed" if done.failed else line


@contextmanager
def _live(place: Path) -> Iterator[SeasonListener]:
    console = Console(stderr=True, highlight=False)
    with Live(Text("looking for episodes …"), console=console, redirect_stdout=False) as live:
        yield _Board(place, live)


@dataclass
class _Board:
    """Draws what stands in the account; what is worth more than a moment stays above it."""

    place: Path
    live: Live
    drawn: float = 0.0
    _pulls: Lines = field(init=False)

    def __post_init__(self) -> None:
        self._pulls = Lines(lambda line: self.live.console.print(Text(visible(line))))

    def __call__(self, name: str, event: Event) -> None:
        match event:
            case PullStarted() | PullProgress() | PullDone():
                self._pulls(event)
            case Warned():
                told = f"{name}: {_what(event)}" if name else _what(event)
                self.live.console.print(Text(visible(told), "yellow"))
        often = time.monotonic() - self.drawn < REFRESH_S
        if not often or isinstance(event, EpisodeStarted | EpisodeFailed | SeasonDone):
            self._draw()
        if isinstance(event, SeasonDone):
            self.live.console.print(Text(season_summary(event)))

    def _draw(self) -> None:
        self.drawn = time.monotonic()
        state = read_state(self.place)
        if state is not None:
            self.live.update(board(state, self.live.console.height))


def _what(event: Event) -> str:
    match event:
        case Warned():
            return f"warning: {event.message}"
        case EpisodeFailed():
            return f"failed: {event.message}{f' ({event.hint})' if event.hint else ''}"
        case EpisodeCurrent():
            return f"nothing to do, {_lines(event.lines, event.flagged)}"
        case EpisodeDone():
            return f"{_lines(event.lines, event.flagged)} in {event.seconds:.1f} s"
    return ""


def _lines(lines: int, flagged: int) -> str:
    told = f"{lines} line{'' if lines == 1 else 's'}"
    return f"{told}, {flagged} to look at" if flagged else told


def _say(line: str) -> None:
    """If it can still be heard: the run is worth more than its report."""
    with suppress(OSError):
        say(line)
