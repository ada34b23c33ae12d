"""`localize cast`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from localize.cli.streams import say, visible, write_json
from localize.wording import counted

if TYPE_CHECKING:
    from rich.table import Table

    from localize.cast.sheet import Known
    from localize.events import Event, Listener
    from localize.pipeline.casting import Learned


@click.command()
@click.argument("series", metavar="SERIES_DIR", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the subtitles and records are.  [default: SERIES_DIR]",
)
@click.option("--json", "as_json", is_flag=True, help="Write a JSON line for each voice.")
def cast(series: Path, out: Path | None, as_json: bool) -> None:
    """Learn the voices of a series, to name them once.

    All lines of the finished episodes are listened to and put together by voice. The voices are written to
    SERIES_DIR/cast.toml, each with lines by which it can be heard, and an empty name to fill in with that of
    the character. Runs then know who says what, wherever that is clear. Names that stand there already are
    kept. docs/cast.md tells more.
    """
    from localize.cli.tables import console_on
    from localize.pipeline.casting import learn_cast

    learned = learn_cast(series, out, _told())
    if as_json:
        for voice in learned.voices:
            write_json(voice.facts)
    else:
        console_on(sys.stdout).print(_table(learned.voices))
    say(_summary(learned))


def _told() -> Listener:
    """What was listened to in an earlier run is not told."""
    from localize.cli.progress import Lines
    from localize.events import StageDone, StageStarted

    lines = Lines(say)

    def listen(event: Event) -> None:
        is_known = isinstance(event, StageStarted) and event.hits == event.parts
        if not is_known and not isinstance(event, StageDone):
            lines(event)

    return listen


def _table(voices: tuple[Known, ...]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(expand=True)
    table.add_column("voice", justify="right", no_wrap=True)
    table.add_column("name", no_wrap=True)
    for title in ("lines", "minutes", "episodes"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("hear it", overflow="fold", ratio=1)
    for number, one in enumerate(voices, 1):
        figures = (str(one.lines), f"{one.minutes:.1f}", str(len(one.episodes)))
        table.add_row(str(number), Text(visible(one.name)), *figures, Text(visible("\n".join(one.hear))))
    return table


def _summary(learned: Learned) -> str:
    of_voices = sum(voice.lines for voice in learned.voices)
    nameless = sum(not voice.name for voice in learned.voices)
    read = f"{counted(len(learned.voices), 'voice')} in {of_voices} of {counted(learned.said, 'line')}"
    where = counted(len(learned.episodes), "episode")
    if not learned.voices:
        return f"{read}, {where}: nobody says enough yet; run it again after more episodes"
    if not nameless:
        return f"{read}, {where}: all have names in {learned.sheet}"
    todo = f"fill them in in {learned.sheet}, then run the season again"
    return f"{read}, {where}: {nameless} without a name; {todo}"
