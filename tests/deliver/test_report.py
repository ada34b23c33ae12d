"""The page of a report: whole, alone, and everything in it escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.deliver.report.charts import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH
from localize.deliver.report.pace import gap_chart, speed_chart
from localize.deliver.report.page import MOST_CUES, MOST_PICTURES, Illustrated, page, pictured
from localize.deliver.report.sharing import shares
from localize.domain.finding import BLOCKING, NOT_CHECKED, NOTE, WARNING, CheckedCue, Finding, Mended, Report

NASTY = '<script>alert("x")</script> & {{ 7 * 7 }} \x00'


def cue(
    number: int,
    start_ms: int,
    end_ms: int,
    text: str = "Hi.",
    gap_ms: int | None = 500,
    speed: float = 12.0,
) -> CheckedCue:
    return CheckedCue(number, str(number), start_ms, end_ms, (text,), "bottom", speed, gap_ms)


def report(*cues: CheckedCue, findings: tuple[Finding, ...] = (), file: str = "E01.en.srt") -> Report:
    mended = (Mended("gap", 1, NASTY),)
    return Report(file, "en", "netflix", "srt", 0, 20.0, 80, cues, findings, mended)


class Outline(HTMLParser):
    """Which tags open, and whether each is closed in its turn."""

    ALONE = frozenset({"meta", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(text: str) -> Outline:
    read = Outline()
    read.feed(text)
    assert read.open == []
    return read


FINDINGS = (
    Finding("gap", BLOCKING, NASTY, 2, NASTY, 1000, 20, 80, NASTY),
    Finding("encoding", WARNING, NASTY),
    Finding("uneven-rows", NOTE, "rows", 1, "1", 0),
)
TWO = (cue(1, 0, 1000), cue(2, 1020, 2000))


def unchecked(file: str) -> Report:
    reason = Finding(NOT_CHECKED, BLOCKING, f"{file} is empty", suggestion="bring it again")
    return Report(file, "und", "none", "unknown", 0, 0.0, 0, (), (reason,))


def test_whatever_stands_in_a_file_is_text() -> None:
    nasty = report(cue(1, 0, 1000, NASTY), cue(2, 1020, 2000), findings=FINDINGS, file=NASTY)
    for shown in (
        page([Illustrated(nasty)]),
        page([Illustrated(nasty, bare=NASTY), Illustrated(unchecked(NASTY))]),
    ):
        read = outline(shown)
        assert "script" not in read.tags
        assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; {{ 7 * 7 }}" in shown


def test_the_page_needs_no_network_and_every_link_of_it_leads_somewhere() -> None:
    pictures = {500: b"\xff\xd8one", 1510: b"\xff\xd8two"}
    shown = report(*TWO, findings=FINDINGS)
    assert pictured([shown]) == [[1510, 500]]
    text = page([Illustrated(shown, (720, 1280), pictures)] * 2)
    read = outline(text)
    assert read.tags.count("img") == 4
    inside = [link.removeprefix("#") for link in read.links if not link.startswith("data:image/jpeg;base64,")]
    assert {"file-1", "file-2", "file-1-cue-2"} <= set(inside) <= set(read.ids)
    assert len(set(read.ids)) == len(read.ids)
    assert not re.search(r"https?:|//\w|url\(|@import", text)


def test_a_file_without_findings_says_so() -> None:
    assert "Nothing was found." in page([Illustrated(report(cue(1, 0, 1000)))])


def test_why_pictures_are_bare_is_told() -> None:
    shown = Illustrated(
        report(*TWO, findings=FINDINGS), (720, 1280), {500: b"one"}, "no font for Thai is installed"
    )
    assert "without their subtitles: no font for Thai is installed." in page([shown])


def test_of_several_files_the_riskiest_comes_first_and_all_are_closed() -> None:
    fine = report(*TWO, file="out/E01.en.srt")
    risky = report(*TWO, findings=FINDINGS, file="out/E02.en.srt")
    text = page([Illustrated(fine), Illustrated(risky)])
    names = re.findall(r'<a href="#file-\d"><bdi dir="ltr">(.+?)</bdi>', text)
    assert names == ["E02.en.srt", "E01.en.srt"]
    assert text.count('<details class="file">') == 2
    assert 'in <bdi dir="ltr">out/</bdi>' in text


def test_a_file_that_could_not_be_checked_is_told_with_the_reason() -> None:
    text = page([Illustrated(report(*TWO, file="E01.en.srt")), Illustrated(unchecked("E02.en.srt"))])
    outline(text)
    assert "<b>1</b>not checked" in text
    assert "E02.en.srt is empty" in text
    assert "bring it again" in text
    assert text.count('<details class="file">') == 1
    assert "<table>" not in page([Illustrated(unchecked("E02.en.srt"))])


def test_a_season_stays_small() -> None:
    cues = [cue(number, 2000 * number, 2000 * number + 1900) for number in range(60)]
    slow = tuple(Finding("gap", BLOCKING, "20 ms", one.number, "", one.start_ms) for one in cues[::6])
    files = [Illustrated(report(*cues, findings=slow, file=f"E{number:02}.en.srt")) for number in range(80)]
    assert len(page(files)) < 1_500_000


def test_of_very_many_cues_the_gravest_are_shown() -> None:
    cues = [cue(number, 1000 * number, 1000 * number + 900) for number in range(1, MOST_CUES + 11)]
    findings = tuple(Finding("gap", BLOCKING, "", one.number, "", one.start_ms) for one in cues)
    many = report(*cues, findings=findings)
    read = outline(page([Illustrated(many)]))
    assert read.tags.count("article") == MOST_CUES
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert "10 more cues with findings" in page([Illustrated(many)])
    assert list(map(len, pictured([many, report(*TWO, findings=FINDINGS)]))) == [MOST_PICTURES - 2, 2]


@given(st.lists(st.integers(0, 50), max_size=20), st.integers(0, 200))
def test_what_is_too_little_is_shared_out(wanted: list[int], most: int) -> None:
    given_out = shares(wanted, most)
    assert all(0 <= one <= want for one, want in zip(given_out, wanted, strict=True))
    assert sum(given_out) == min(most, sum(wanted))
    unmet = [one for one, want in zip(given_out, wanted, strict=True) if one < want]
    assert all(one <= min(unmet) + 1 for one in given_out) if unmet else given_out == wanted


def test_bars_are_coloured_by_what_was_found_and_stay_inside() -> None:
    cues = (cue(1, 0, 1000, gap_ms=20), cue(2, 1020, 2000, gap_ms=-9000), cue(3, 1500, 3000, gap_ms=99_000))
    fast = (Finding("reading-speed", WARNING, "", 3, "3", 1500), FINDINGS[0])
    speed, gap = speed_chart(report(*cues, findings=fast)), gap_chart(report(*cues, findings=fast))
    assert [bar.value.grade for bar in speed.bars] == ["fine", "fine", WARNING]
    assert [bar.value.grade for bar in gap.bars] == [BLOCKING, "fine"]
    assert gap.grades == [BLOCKING, "fine"]
    for bar in (*speed.bars, *gap.bars):
        assert LEFT <= bar.x <= WIDTH - RIGHT
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT - BOTTOM + 3
        assert 0 <= bar.tip <= HEIGHT - BOTTOM


def test_what_lies_beyond_a_chart_is_marked_and_told() -> None:
    cues = (cue(1, 0, 1000, gap_ms=-9000, speed=61.0), cue(2, 1020, 2000, speed=112.34), cue(3, 3000, 4000))
    speed, gap = speed_chart(report(*cues)), gap_chart(report(*cues))
    assert [bar.is_cut for bar in speed.bars] == [True, True, False]
    assert speed.note == (
        "△ 2 cues are faster than the axis shows; the fastest, cue 2, has 112.3 characters a second."
    )
    assert [bar.is_cut for bar in gap.bars] == [True, False, False]
    assert gap.note == "▽ overlaps by more than the axis shows: 1."
    assert speed_chart(report(*TWO)).note == gap_chart(report(*TWO)).note == ""


@pytest.mark.parametrize("limit", [4.0, 9.0, 20.0, 170.0])
def test_levels_are_whole_and_few_and_begin_with_nought(limit: float) -> None:
    made = report(cue(1, 0, 1000, speed=3 * limit))
    labels = [mark.label for mark in speed_chart(msgspec.structs.replace(made, speed_limit=limit)).levels]
    assert labels[0] == "0"
    assert 3 <= len(labels) <= 7
    assert [str(int(label)) for label in labels] == labels


def test_gaps_are_points_also_where_a_file_is_long() -> None:
    chart = gap_chart(report(cue(1, 0, 1000, gap_ms=40), cue(2, 1040, 7_200_000)))
    assert chart.kind == "dots"
    assert chart.fine_tips.count("h0") == 2


@pytest.mark.parametrize("end_ms", [1, 59_000, 90_000, 7_200_000, 360_000_000])
def test_times_below_a_chart_are_few_and_in_order(end_ms: int) -> None:
    times = speed_chart(report(cue(1, 0, end_ms))).times
    assert 1 <= len(times) <= 12
    assert [mark.at for mark in times] == sorted(mark.at for mark in times)
    assert speed_chart(report()).bars == ()
