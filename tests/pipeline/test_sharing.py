"""What is learned from a cue that shows two lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.domain.memory import ShownCue
from localize.domain.track import Cue, Track
from localize.domain.transcript import Evidence, Line, Transcript
from localize.memory.file import MemoryFile
from localize.pipeline.learning import lesson, shown_lines
from localize.pipeline.naming import SubtitleName
from localize.pipeline.record import LineRecord, Output, RunRecord, TranslationRecord
from localize.pipeline.rereading import reread
from localize.pipeline.sharing import Shared, parted, shared
from localize.subtitle.fit import fit
from localize.subtitle.lines import as_transcript
from tests.pipeline.records import record_with
from tests.subtitle.lines import limits

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


ALPHABETS = {
    "en": "abI .,?",
    "de": "äbI .,?",
    "zh-Hans": "我好你。，、；？ ",
    "zh-Hant": "我來你。，、；！ ",
    "ja": "うんは。、？",
    "th": "ฉันไม่ ",
    "ko": "이렇게 .,?",
    "ar": "هيا بنا.،",
}


def of_lines(track: Track, said: dict[str, str]) -> RunRecord:
    lines = tuple(
        LineRecord(
            name, at * 500, at * 500 + 450, f"原文{at}", (), Evidence(), (),
            {track.language: TranslationRecord(text, 1, (), ())},
        )
        for at, (name, text) in enumerate(said.items())
    )  # fmt: skip
    return record_with(lines=lines, tracks={track.language: track})


def come_back(language: str, texts: list[str], speakers: list[str]) -> tuple[list[str], list[str], int]:
    """Of each line what was shown and what is read where nobody touched it, and how many are unclear."""
    said = {f"L{at:04d}": text for at, text in enumerate(texts, 1)}
    lines = tuple(
        Line(name, text, at * 500, at * 500 + 450, speaker=who)
        for at, ((name, text), who) in enumerate(zip(said.items(), speakers, strict=True))
    )
    track = fit(Transcript(language, lines), None, limits(language))
    was = shown_lines(of_lines(track, said), language, SubtitleName("E01", language))
    cues = [ShownCue(line.text, line.start_ms, line.end_ms) for line in as_transcript(track).lines]
    now = reread(was, parted(cues, list(shared(track.cues, was, language))))
    old, new = (["|".join(cue.text for cue in line.cues) for line in lines] for lines in (was, now.lines))
    return old, new, now.unclear


@pytest.mark.parametrize(
    ("speakers", "old"), [(["甲", "乙"], ["我來了", "你好"]), (["甲", "甲"], ["我來了", "你好"])]
)
def test_chinese_lines_that_share_a_cue_come_back_without_the_marks_at_their_ends(
    speakers: list[str], old: list[str]
) -> None:
    assert come_back("zh-Hant", ["我來了。", "你好。"], speakers) == (old, old, 0)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data(), st.sampled_from(sorted(ALPHABETS)))
def test_in_no_language_is_a_shared_cue_changed_that_nobody_touched(
    data: st.DataObject, language: str
) -> None:
    text = st.text(ALPHABETS[language], min_size=1, max_size=12).filter(
        lambda text: any(map(str.isalpha, text))
    )
    texts = data.draw(st.lists(text, min_size=2, max_size=4))
    who = data.draw(st.lists(st.sampled_from(["", "甲", "乙"]), min_size=len(texts), max_size=len(texts)))
    old, new, unclear = come_back(language, texts, who)
    assert (new, unclear) == (old, 0)


@pytest.mark.parametrize(
    ("dash", "text", "texts"),
    [
        ("-", "-我走了。-你好", ["我走了", "你好"]),
        ("", "我走了。你好", ["我走了", "你好"]),
        ("", "我來了。他好", ["我來了", "他好"]),
    ],
)
def test_a_correction_of_a_chinese_line_leaves_the_other_as_it_was(
    dash: str, text: str, texts: list[str]
) -> None:
    written = Shared((ShownCue("我來了", 0, 500), ShownCue("你好", 500, 900)), dash, "zh")
    assert [cue.text for cue in parted([ShownCue(text, 0, 900)], [written])] == texts
