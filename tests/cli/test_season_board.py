"""The table of a season, at any width and height."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from localize.cli.season_board import Board, counts, failures, short, tally, warnings
from localize.pipeline.season.state import EpisodeState, Progress, SeasonState, Status
from tests.pipeline.season.states import stage, state_of

STAGES = (
    "windows", "look", "follow", "read", "recognize", "recognize in dialect", "translate en",
    "translate es-419",
)  # fmt: skip
STATUSES: tuple[Status, ...] = ("done", "running", "failed", "waiting", "current")


def season(count: int = 80) -> SeasonState:
    """As many episodes in all states."""
    return state_of(
        *(
            EpisodeState(
                f"E{number:02}",
                f"E{number:02}.mp4",
                STATUSES[number % len(STATUSES)],
                {name: Progress(40, number % 41, 0) for name in STAGES},
                seconds=number * 7.0,
                lines=60,
                flagged=number % 30,
                reason="half a file" if STATUSES[number % len(STATUSES)] == "failed" else "",
                hint="copy it again",
            )
            for number in range(1, count + 1)
        ),
        seconds=600.0,
    )


def drawn(what: object, width: int = 80, height: int = 24) -> list[str]:
    stream = io.StringIO()
    console = Console(file=stream, width=width, height=height, highlight=False)
    console.print(what)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
def test_no_row_is_broken_at_any_width(width: int) -> None:
    lines = drawn(Board(season()), width)
    episodes = [line for line in lines if line.startswith("E")]
    assert len(episodes) == 80
    assert max(map(len, lines)) <= width


def test_a_season_of_eight_stages_at_80_columns() -> None:
    head, row = drawn(Board(season()))[:2]
    assert head.split() == [
        "episode", "others", "read", "hear", "again", "en", "es-419", "time", "lines", "look", "at",
    ]  # fmt: skip
    assert row.split() == ["E01", "running", "3/120", *["1/40"] * 5, "7.0", "s", "60", "1"]


def test_where_there_is_room_each_stage_has_a_column() -> None:
    head = drawn(Board(season()), 120)[0].split()
    assert head[1:9] == ["cut", "look", "follow", "read", "hear", "again", "en", "es-419"]


def test_where_there_is_none_all_stages_are_one() -> None:
    assert "stages" in drawn(Board(season(3)), 44)[0].split()


@pytest.mark.parametrize(
    ("stage_name", "shown"),
    [
        ("recognize in dialect", "again"),
        ("recognize sherpa-onnx in dialect", "hear sherpa-onnx again"),
        ("translate pt-BR", "pt-BR"),
        ("something new", "something new"),
    ],
)
def test_what_stages_are_called(stage_name: str, shown: str) -> None:
    assert short(stage_name) == shown


def test_a_live_table_fits_the_screen_and_shows_what_goes_on() -> None:
    lines = drawn(Board(season(), is_live=True), height=24)
    assert len(lines) < 24
    statuses = [line.split()[1] for line in lines if line.startswith("E")]
    assert statuses.count("running") == 16
    assert set(statuses) == {"running", "failed"}
    assert lines[-1].endswith("60 more rows")


@pytest.mark.parametrize("height", [1, 2, 5])
def test_a_screen_of_a_few_rows_is_no_error(height: int) -> None:
    assert drawn(Board(season(), is_live=True), height=height)


def test_what_stands_in_a_cell() -> None:
    stages = {"look": stage(), "read": stage(kept=2), "follow": stage(done=1)}
    row = drawn(Board(state_of(EpisodeState("E01", "E01.mp4", "running", stages))), 100)[1]
    assert row.split()[2:] == ["✓", "kept", "1/2"]


def test_a_long_name_is_cut_and_none_moves_the_cursor() -> None:
    long = EpisodeState("回锅千金之幺妹回家第一季第八十集", "x.mp4")
    nasty = EpisodeState("a\x1b[2Jb", "x.mp4", reason="\x1b[2J", warnings=("\x1b[2J",), status="failed")
    state = state_of(long, nasty)
    shown = drawn(Board(state))
    assert shown[1].startswith("回锅千金之幺妹 … ")
    told = [*shown, *drawn(failures(state)), *map(str, warnings(state))]
    assert not any("\x1b" in line for line in told)


def test_the_tally_says_what_is_left() -> None:
    done = [EpisodeState(str(number), "", "done", duration_ms=1000) for number in range(2)]
    state = state_of(*done, EpisodeState("3", "", duration_ms=1000), seconds=3600.0)
    assert counts(state) == "2 done · 1 waiting"
    assert tally(state) == "2 done · 1 waiting, 2 an hour, about 30:00 left"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_failures_are_whole_at_any_width_and_break_at_spaces(width: int) -> None:
    reason, hint = "E02.mp4 cannot be read as media: Invalid data found", "copy or download it again"
    failed = EpisodeState("E02", "E02.mp4", "failed", reason=reason, hint=hint)
    rows = [row.split("│")[1:-1] for row in drawn(failures(state_of(failed)), width) if row.startswith("│")]
    columns = [
        " ".join(cell.strip() for cell in column if cell.strip()) for column in zip(*rows, strict=True)
    ]
    assert columns == ["E02", reason, hint]


def test_what_is_amiss_in_the_folder_is_told_first() -> None:
    dark = EpisodeState("E01", "E01.mp4", warnings=("dark",))
    told = [*map(str, warnings(state_of(dark, remarks=("no episode 2 between E01 and E03",))))]
    assert told == ["warning: no episode 2 between E01 and E03", "warning: dark (E01)"]


def test_failures_have_their_reasons() -> None:
    text = " ".join(drawn(failures(season(5)), 60))
    assert "E02" in text
    assert "half a file" in text
    assert "copy it again" in text
