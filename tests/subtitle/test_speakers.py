"""Who speaks, for those who cannot hear it."""

from __future__ import annotations

import pytest

from localize.domain.seen import CARD
from localize.domain.track import Cue, Track
from localize.domain.transcript import Line, Transcript
from localize.subtitle.speakers import labelled, labels, unlabelled

NAMES = {"苏小满": "Su Xiaoman", "周浩": "Zhou Hao"}


def said(*speakers: str) -> Transcript:
    lines = (
        Line(f"L{at}", "走嘛", at * 1000, at * 1000 + 900, speaker=one) for at, one in enumerate(speakers)
    )
    return Transcript("zh", tuple(lines))


def test_a_name_stands_where_the_speaker_changes() -> None:
    found = labels(said("苏小满", "苏小满", "周浩", "苏小满"), NAMES, "[]")
    assert found == {"L0": "[Su Xiaoman] ", "L2": "[Zhou Hao] ", "L3": "[Su Xiaoman] "}


def test_after_somebody_whom_nobody_named_the_name_is_told_again() -> None:
    assert list(labels(said("苏小满", "", "苏小满", "王嬢嬢", "苏小满"), NAMES, "[]")) == [
        "L0",
        "L2",
        "L4",
    ]


def test_full_width_brackets_need_no_space() -> None:
    assert labels(said("苏小满"), {"苏小满": "苏小满"}, "（）") == {"L0": "（苏小满）"}


def test_without_a_rule_the_brackets_are_square() -> None:
    assert labels(said("苏小满"), NAMES, "") == {"L0": "[Su Xiaoman] "}


def test_nobody_speaks_a_card() -> None:
    card = Line("C", "三年后", 0, 900, kind=CARD, speaker="周浩")
    first, second = said("苏小满", "苏小满").lines
    assert list(labels(Transcript("zh", (first, card, second)), NAMES, "[]")) == ["L0"]


def test_a_line_without_a_text_has_no_label_either() -> None:
    assert labelled({"A": "Let's go.", "B": "", "C": "No."}, {"A": "[Su] ", "B": "[Li] "}) == {
        "A": "[Su] Let's go.",
        "B": "",
        "C": "No.",
    }


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("[Su Xiaoman] Let's go.",), ("Let's go.",)),
        (("[Su Xiaoman]", "Let's go."), ("Let's go.",)),
        (("[Su", "Xiaoman] Let's go."), ("Let's go.",)),
        (("-[Su] Let's go.", "-[Li] No."), ("-Let's go.", "-No.")),
        (("（苏小满）走嘛",), ("走嘛",)),
        (("[door slams]",), ()),
        (("走（笑）嘛",), ("走（笑）嘛",)),
        (("It's [sic] here.",), ("It's [sic] here.",)),
    ],
)
def test_read_back_it_is_what_was_said(rows: tuple[str, ...], said: tuple[str, ...]) -> None:
    assert unlabelled(Track("en", (Cue("A", 0, 1, rows),))).cues[0].rows == said
