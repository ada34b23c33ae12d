"""What is said in the first language of a track in two."""

from __future__ import annotations

import pytest

from localize.domain.track import Cue, Track
from localize.pipeline.naming import SubtitleName
from localize.pipeline.reading_back import said_in
from tests.pipeline.records import record_with

NAME = SubtitleName("E01", "es", second="en")
ALONE = (("No.",), ("Sí, señor.",), ("OK",))
BOTH = (("No.", "No."), ("Sí, señor.", "Yes, sir."), ("OK", "OK"))


def track(*rows: tuple[str, ...], later_ms: int = 0) -> Track:
    return Track(
        "es",
        tuple(
            Cue(f"L{at}", at * 1000 + later_ms, at * 1000 + 900 + later_ms, one)
            for at, one in enumerate(rows)
        ),
    )


def said(read: Track) -> list[tuple[str, ...]]:
    record = record_with(tracks={"es": track(*ALONE), "es+en": track(*BOTH)})
    return [cue.rows for cue in said_in(read, NAME, [record]).cues]


@pytest.mark.parametrize("later_ms", [0, 60_000])
def test_a_row_that_is_the_same_in_both_languages_is_kept_once(later_ms: int) -> None:
    assert said(track(*BOTH, later_ms=later_ms)) == list(ALONE)


def test_a_row_of_another_cue_in_the_second_language_is_no_reason_to_drop_it() -> None:
    assert said(track(BOTH[0], ("No.", "Yes, sir."), BOTH[2])) == [("No.",), ("No.",), ("OK",)]


def test_a_row_in_the_second_language_that_a_person_changed_is_known_by_its_place() -> None:
    assert said(track(BOTH[0], ("Sí, señor.", "Yes, my lord."), BOTH[2])) == list(ALONE)


def test_rows_that_came_or_went_are_told_by_what_stood_in_the_cue() -> None:
    read = track(BOTH[0], ("Sí,", "señor.", "Yes, sir."), BOTH[2])
    assert said(read) == [("No.",), ("Sí,", "señor."), ("OK",)]
