"""What is learned from a cue that shows two lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.domain.memory import ShownCue
from localize.domain.track import Cue, Track
from localize.domain.transcript import Evidence
from localize.memory.file import MemoryFile
from localize.pipeline.learning import lesson
from localize.pipeline.record import LineRecord, Output, RunRecord, TranslationRecord
from localize.pipeline.sharing import Shared, parted
from tests.pipeline.records import record_with

LINES = {"L0001": "No.", "L0002": "I won't go.", "L0003": "Then stay."}


def record(*cues: Cue) -> RunRecord:
    lines = tuple(
        LineRecord(
            name, at * 2000, at * 2000 + 1500, f"原文{'一二三'[at]}", (), Evidence(), (),
            {"en": TranslationRecord(text, 1, (), ())},
        )
        for at, (name, text) in enumerate(LINES.items())
    )  # fmt: skip
    written = Output("E01.en.srt", "en", "srt", "as-written")
    return record_with(lines=lines, tracks={"en": Track("en", cues)}, outputs=(written,))


JOINED = Cue("L0001+L0002", 0, 3500, ("No. I won't go.",), ("L0001", "L0002"))
DASHED = Cue("L0001+L0002", 0, 3500, ("-No.", "-I won't go."), ("L0001", "L0002"))
THIRD = Cue("L0003", 4000, 5500, ("Then stay.",), ("L0003",))


def learned(folder: Path, text: str, first: Cue = JOINED) -> tuple[dict[str, str], dict[str, str], int]:
    """Corrected and untouched texts by their lines, and how many were unclear."""
    file = folder / "E01.en.srt"
    file.write_text(
        f"1\n00:00:00,000 --> 00:00:03,500\n{text}\n\n2\n00:00:04,000 --> 00:00:05,500\nThen stay.\n", "utf-8"
    )
    found = lesson(file, "en", "E01", [record(first, THIRD)], MemoryFile(folder / "memory.sqlite"))
    corrected, untouched = (
        {entry.place.line_id: entry.text for entry in entries}
        for entries in (found.corrected, found.untouched)
    )
    return corrected, untouched, found.unclear


@pytest.mark.parametrize(
    ("text", "first"),
    [("No. I won't go.", JOINED), ("-No.\n-I won't go.", DASHED), ("No.\nI won't go.", JOINED)],
)
def test_what_nobody_changed_is_what_each_line_was(tmp_path: Path, text: str, first: Cue) -> None:
    assert learned(tmp_path, text, first) == ({}, LINES, 0)


@pytest.mark.parametrize(
    ("text", "first", "corrected"),
    [
        ("No. I'm staying.", JOINED, {"L0002": "I'm staying."}),
        ("Never! I won't go.", JOINED, {"L0001": "Never!"}),
        ("-Never!\n-I'm staying.", DASHED, {"L0001": "Never!", "L0002": "I'm staying."}),
    ],
)
def test_a_correction_is_that_of_the_line_it_was_made_in(
    tmp_path: Path, text: str, first: Cue, corrected: dict[str, str]
) -> None:
    left = {name: kept for name, kept in LINES.items() if name not in corrected}
    assert learned(tmp_path, text, first) == (corrected, left, 0)


def test_where_nobody_can_tell_whose_the_words_are_nothing_is_learned(tmp_path: Path) -> None:
    corrected, untouched, unclear = learned(tmp_path, "Never, I'm staying.")
    assert (corrected, untouched) == ({}, {"L0003": "Then stay."})
    assert unclear > 0


def test_a_shared_cue_that_a_person_parted_is_known_by_its_parts() -> None:
    one = Shared((ShownCue("No.", 0, 1000), ShownCue("I won't go.", 1000, 3500)))
    read = [ShownCue("No.", 0, 900), ShownCue("I won't go.", 900, 3500)]
    assert parted(read, [one]) == read


def test_a_shared_cue_is_known_wherever_the_file_was_moved_to() -> None:
    one = Shared((ShownCue("No.", 0, 1000), ShownCue("I won't go.", 1000, 3500)))
    assert parted([ShownCue("No. I won't go.", 60_000, 63_500)], [one]) == [
        ShownCue("No.", 60_000, 61_000),
        ShownCue("I won't go.", 61_000, 63_500),
    ]
