"""How a run is told: bars for a person at a terminal, lines for a log, JSON for a program."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field

import msgspec

from localize.cli.streams import on_terminal, say, write_json, write_line
from localize.events import (
    DialectTold,
    EpisodeDone,
    Event,
    Listener,
    PartDone,
    PullDone,
    PullProgress,
    PullStarted,
    StageDone,
    StageStarted,
    Warned,
    Written,
)
from localize.wording import counted, duration

QUIET_S = 15


@contextmanager
def reporting(*, as_json: bool, quiet: bool) -> Iterator[Listener]:
    """A listener for the run of one file; at its end, good or bad, stdout gets the paths of its files."""
    if as_json:
        told = JsonLines()
        yield told
        told.settle()
        return
    files = Files()
    try:
        with _telling(quiet) as listener:
            yield both(files, listener)
    finally:
        for path in files.paths:
            write_line(path)


def both(first: Listener, second: Listener) -> Listener:
    def listen(event: Event) -> None:
        first(event)
        second(event)

    return listen


def _telling(quiet: bool) -> AbstractContextManager[Listener]:
    if quiet:
        return nullcontext(only_warnings)
    if on_terminal():
        from localize.cli.bars import bars

        return bars()
    return nullcontext(Lines(_say))


def only_warnings(event: Event) -> None:
    if isinstance(event, Warned):
        _say(f"warning: {event.message}")


@dataclass
class JsonLines:
    """Every event as a line on stdout. When nobody reads on, the run goes on: its files are what counts."""

    failure: OSError | None = None

    def __call__(self, event: Event) -> None:
        self.write(msgspec.to_builtins(event))

    def write(self, line: Mapping[str, object]) -> None:
        if self.failure is None:
            try:
                write_json(line)
            except OSError as error:
                self.failure = error

    def settle(self) -> None:
        """Raises what kept the lines from being written, now that the work is done."""
        if self.failure is not None:
            raise self.failure


@dataclass
class Files:
    """The paths that were written, in order."""

    paths: list[str] = field(default_factory=list)

    def __call__(self, event: Event) -> None:
        if isinstance(event, Written):
            self.paths.append(event.path)
        elif isinstance(event, EpisodeDone):
            self.paths.append(event.record)


@dataclass
class Lines:
    """A line for what a reader of a log wants to know; of what takes long, one every QUIET_S seconds."""

    say: Callable[[str], None]
    clock: Callable[[], float] = time.monotonic
    said_at: float = 0.0
    stages: dict[str, tuple[int, int]] = field(default_factory=dict)  # parts done, of how many
    sizes: dict[str, int] = field(default_factory=dict)

    def __call__(self, event: Event) -> None:
        for line in self._lines(event):
            self.say(line)
            self.said_at = self.clock()

    def _lines(self, event: Event) -> Iterator[str]:
        match event:
            case StageStarted():
                self.stages[event.stage] = (event.hits, event.parts)
                yield f"{event.stage}: {event.parts - event.hits} of {event.parts} parts to do"
            case PartDone():
                yield from self._part_done(event.stage)
            case StageDone():
                yield f"{event.stage}: done in {duration(event.seconds)}"
            case PullStarted():
                self.sizes[event.model] = event.bytes
                yield f"pulling {event.model} from {event.source}: {_megabytes(event.bytes)}"
            case PullProgress():
                yield from self._pulled(event)
            case PullDone():
                yield f"pulled {event.model} to {event.path}"
            case DialectTold():
                yield spoken_in(event)
            case Warned():
                yield f"warning: {event.message}"
            case EpisodeDone():
                yield summary(event)

    def _part_done(self, stage: str) -> Iterator[str]:
        done, parts = self.stages[stage]
        self.stages[stage] = (done + 1, parts)
        if done + 1 < parts and self._long_quiet():
            yield f"{stage}: {done + 1} of {parts} parts"

    def _pulled(self, event: PullProgress) -> Iterator[str]:
        if self._long_quiet():
            of = f" of {_megabytes(self.sizes[event.model])}" if event.model in self.sizes else ""
            yield f"pulling {event.model}: {_megabytes(event.bytes)}{of}"

    def _long_quiet(self) -> bool:
        return self.clock() - self.said_at >= QUIET_S


def spoken_in(told: DialectTold) -> str:
    return f"spoken in {told.title} ({told.confidence:.0%})"


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def summary(done: EpisodeDone) -> str:
    """The last line of a run, with what to do next."""
    line = f"{done.episode}: {counted(done.lines, 'line')} in {duration(done.seconds)}"
    if done.flagged:
        line += f", {done.flagged} to look at: localize show --flagged {done.record}"
    return line


def _say(line: str) -> None:
    """If it can still be heard: the run is worth more than its report."""
    with suppress(OSError):
        say(line)
