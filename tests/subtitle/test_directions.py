"""Rows from right to left, for players that do not know them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.track import Cue, Track
from localize.subtitle.directions import marked, unmarked
from localize.subtitle.read import read_subtitles
from tests.subtitle.lines import dumped

ARABIC, HEBREW = "هيا بنا يا أمي.", "בוא נלך."


def track(*rows: str) -> Track:
    return Track("ar", (Cue("1", 1000, 2000, rows),))


def test_a_row_with_letters_from_right_to_left_is_marked_and_no_other() -> None:
    rows = marked(track(ARABIC, "走嘛，妈", HEBREW, "OK.")).cues[0].rows
    assert rows == (f"\u202b{ARABIC}\u202c", "走嘛，妈", f"\u202b{HEBREW}\u202c", "OK.")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_what_was_marked_comes_back(rows: list[str]) -> None:
    bare = unmarked(track(*rows))
    assert unmarked(marked(bare)) == unmarked(bare)


@pytest.mark.parametrize("name", ["srt", "vtt", "ass"])
def test_a_file_with_marks_reads_as_one_without(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"E01.ar.{name}"
    path.write_text(dumped(marked(track(ARABIC)), name), "utf-8")
    assert "\u202b" in path.read_text("utf-8")
    assert [line.text for line in read_subtitles(path, "ar").lines] == [ARABIC]
