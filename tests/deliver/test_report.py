"""The page of a report: whole, alone, and everything in it escaped."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from localize.deliver.report.charts import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, gap_chart, speed_chart
from localize.deliver.report.page import MOST_CUES, Illustrated, page, pictured
from localize.domain.finding import BLOCKING, NOTE, WARNING, CheckedCue, Finding, Mended, Report
from localize.profiles import load_profile

LAYOUT = load_profile("netflix").layout_of("en")
NASTY = '<script>alert("x")</script> & {{ 7 * 7 }} \x00'


def cue(number: int, start_ms: int, end_ms: int, text: str = "Hi.", gap_ms: int | None = 500) -> CheckedCue:
    return CheckedCue(number, str(number), start_ms, end_ms, (text,), "bottom", 12.0, gap_ms)


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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]
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


def test_whatever_stands_in_a_file_is_text() -> None:
    shown = page(
        [
            Illustrated(
                report(cue(1, 0, 1000, NASTY), cue(2, 1020, 2000), findings=FINDINGS, file=NASTY), LAYOUT
            )
        ]
    )
    read = outline(shown)
    assert "script" not in read.tags
    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; {{ 7 * 7 }}" in shown


def test_the_page_needs_no_network() -> None:
    pictures = {500: b"\xff\xd8one", 1510: b"\xff\xd8two"}
    shown = report(cue(1, 0, 1000), cue(2, 1020, 2000), findings=FINDINGS)
    assert pictured(shown) == [1510, 500]
    read = outline(page([Illustrated(shown, LAYOUT, (720, 1280), pictures)] * 2))
    assert read.tags.count("img") == 4
    assert all(link.startswith(("data:image/jpeg;base64,", "#file-")) for link in read.links)


def test_a_file_without_findings_says_so() -> None:
    assert "Nothing was found." in page([Illustrated(report(cue(1, 0, 1000)), LAYOUT)])


def test_of_very_many_cues_the_gravest_are_shown() -> None:
    cues = [cue(number, 1000 * number, 1000 * number + 900) for number in range(1, MOST_CUES + 11)]
    findings = tuple(Finding("gap", BLOCKING, "", one.number, "", one.start_ms) for one in cues)
    shown = page([Illustrated(report(*cues, findings=findings), LAYOUT)])
    assert outline(shown).tags.count("article") == MOST_CUES
    assert "10 more cues with findings" in shown


def test_bars_are_coloured_by_what_was_found_and_stay_inside() -> None:
    cues = (cue(1, 0, 1000, gap_ms=20), cue(2, 1020, 2000, gap_ms=-9000), cue(3, 1500, 3000, gap_ms=99_000))
    fast = (Finding("reading-speed", WARNING, "", 3, "3", 1500), FINDINGS[0])
    speed, gap = speed_chart(report(*cues, findings=fast)), gap_chart(report(*cues, findings=fast))
    assert [bar.grade for bar in speed.bars] == ["fine", "fine", WARNING]
    assert [bar.grade for bar in gap.bars] == [BLOCKING, "fine"]
    for bar in (*speed.bars, *gap.bars):
        assert LEFT <= bar.x <= WIDTH - RIGHT
        assert 0 <= bar.y <= bar.y + bar.height <= HEIGHT - BOTTOM + 3


@pytest.mark.parametrize("end_ms", [1, 59_000, 90_000, 7_200_000, 360_000_000])
def test_times_below_a_chart_are_few_and_in_order(end_ms: int) -> None:
    times = speed_chart(report(cue(1, 0, end_ms))).times
    assert 1 <= len(times) <= 12
    assert [mark.at for mark in times] == sorted(mark.at for mark in times)
    assert speed_chart(report()).bars == ()
