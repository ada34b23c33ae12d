"""Progress at a terminal: a bar a stage, and one for each model that is pulled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from localize.cli.progress import spoken_in, summary
from localize.cli.streams import visible
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
)
from localize.wording import duration

LONGEST_S = 24 * 3600
SPEED_WINDOW_S = 600  # remaining time is estimated over this long: a part may take minutes


@contextmanager
def bars() -> Iterator[Listener]:
    """On stderr, for as long as the context lasts."""
    console = Console(stderr=True, highlight=False)
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        Amount(),
        Elapsed(),
        Remaining(),
        console=console,
        speed_estimate_period=SPEED_WINDOW_S,
        redirect_stdout=False,
    )
    told = Bars(progress)
    with progress:
        yield told
    for done in told.episodes:
        console.print(Text(visible(summary(done))))


class Bars:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stages: dict[str, TaskID] = {}
        self._pulls: dict[str, TaskID] = {}
        self.episodes: list[EpisodeDone] = []

    def __call__(self, event: Event) -> None:
        match event:
            case StageStarted():
                self._stages[event.stage] = self._progress.add_task(
                    event.stage, total=event.parts, completed=event.hits, kept=event.hits
                )
            case PartDone():
                self._progress.advance(self._stages[event.stage])
            case StageDone():
                self._finish(self._stages[event.stage])
            case PullStarted():
                self._start_pull(event)
            case PullProgress() if event.model in self._pulls:
                self._progress.update(self._pulls[event.model], completed=event.bytes)
            case PullDone() if event.model in self._pulls:
                self._finish(self._pulls[event.model])
            case DialectTold():
                self._progress.console.print(Text(visible(spoken_in(event))))
            case Warned():
                self._progress.console.print(Text(visible(f"warning: {event.message}"), "yellow"))
            case EpisodeDone():
                self.episodes.append(event)

    def _start_pull(self, event: PullStarted) -> None:
        """A second source for the same model begins again, in the same bar."""
        if event.model in self._pulls:
            self._progress.reset(self._pulls[event.model], total=event.bytes)
        else:
            self._pulls[event.model] = self._progress.add_task(
                f"pull {event.model}", total=event.bytes, bytes=True
            )

    def _finish(self, bar: TaskID) -> None:
        """To the end, also where equal parts were run once."""
        total = self._progress.tasks[self._progress.task_ids.index(bar)].total
        self._progress.update(bar, completed=total)


class Amount(ProgressColumn):
    """`3/12, 9 kept` for parts, `61.0/145.2 MB, 8.1 MB/s` for bytes."""

    def render(self, task: Task) -> Text:
        done, total = int(task.completed), int(task.total or 0)
        if task.fields.get("bytes"):
            rate = f", {decimal(int(task.speed))}/s" if task.speed else ""
            return Text(f"{decimal(done)} of {decimal(total)}{rate}", no_wrap=True)
        kept = task.fields.get("kept")
        return Text(f"{done}/{total}{f', {kept} kept' if kept else ''}", no_wrap=True)


class Elapsed(ProgressColumn):
    """How long it has taken, or took."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        taken = task.finished_time if task.finished else task.elapsed
        return Text(duration(taken or 0), no_wrap=True)


class Remaining(ProgressColumn):
    """Nothing until it can be told with some sense, and nothing once it is over."""

    max_refresh = 0.5

    def render(self, task: Task) -> Text:
        left = task.time_remaining
        if task.finished or left is None or left > LONGEST_S:
            return Text("")
        return Text(f"{duration(left)} left", "cyan", no_wrap=True)
