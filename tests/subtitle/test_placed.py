"""Where cues stand, what they are and who says them, in the formats that can tell."""

from __future__ import annotations

import io

import pysubs2
import pytest

from localize.domain.seen import CARD
from localize.domain.track import BOTTOM, TOP, Cue, Track
from tests.subtitle.lines import dumped, loaded


def ass(cue: Cue, version: str = "ass") -> tuple[pysubs2.SSAEvent, pysubs2.SSAFile]:
    subs = pysubs2.SSAFile.from_file(io.StringIO(dumped(Track("en", (cue,)), version)), version)
    return subs[0], subs


@pytest.mark.parametrize("version", ["ass", "ssa"])
def test_ass_keeps_a_cue_off_its_edge_by_a_margin(version: str) -> None:
    lower, _ = ass(Cue("L1", 0, 1000, ("x",), edge=0.6), version)
    upper, _ = ass(Cue("L1", 0, 1000, ("x",), place=TOP, edge=0.2), version)
    usual, _ = ass(Cue("L1", 0, 1000, ("x",)), version)
    assert (lower.marginv, upper.marginv, usual.marginv) == (768, 384, 0)


def test_ass_at_the_very_edge_is_not_where_the_style_says() -> None:
    event, _ = ass(Cue("L1", 0, 1000, ("x",), edge=1.0))
    assert event.marginv == 1


def test_ass_boxes_and_cards_have_styles_of_their_own() -> None:
    event, subs = ass(Cue("L1", 0, 1000, ("x",), boxed=True, kind=CARD, italic=True, speaker="A, B"))
    assert (event.style, event.name, event.text) == ("Card-box", "A， B", "{\\i1}x")
    assert subs.styles["Card-box"].borderstyle == 3
    assert subs.styles["Default"].borderstyle == 1
    assert list(subs.styles) == ["Default", "Card-box"]


@pytest.mark.parametrize(
    ("text", "italic"),
    [
        ("{\\i1}x", True),
        ("{\\i1}x{\\i0}", True),
        ("{\\an8\\i1}x\\N{\\i0}{\\i1}y", True),
        ("{\\i1}x{\\i0} y", False),
        ("x{\\i1}", False),
        ("{\\i0\\i1}x", True),
        ("{\\iclip(1,2,3,4)}x", False),
    ],
)
@pytest.mark.parametrize("name", ["ass", "srt"])
def test_italics_are_those_of_all_the_text(text: str, italic: bool, name: str) -> None:
    if name == "srt":
        loads = f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".replace("\\N", "\n")
    else:
        subs = pysubs2.SSAFile()
        subs.append(pysubs2.SSAEvent(1000, 2000, text))
        loads = subs.to_string("ass")
    (cue,) = loaded(loads, name).cues
    assert cue.italic is italic


def test_ass_of_others_may_be_italic_by_its_style() -> None:
    subs = pysubs2.SSAFile()
    subs.styles["Thought"] = pysubs2.SSAStyle(italic=True)
    subs.append(pysubs2.SSAEvent(1000, 2000, "x", style="Thought"))
    subs.append(pysubs2.SSAEvent(2000, 3000, "{\\i0}x", style="Thought"))
    assert [cue.italic for cue in loaded(subs.to_string("ass"), "ass").cues] == [True, False]


@pytest.mark.parametrize(
    ("cue", "block"),
    [
        (Cue("L1", 0, 1000, ("a", "b")), "line:56.6% size:77.78%\na\nb"),
        (Cue("L1", 0, 1000, ("a",), edge=0.9), "line:85.8% size:77.78%\na"),
        (Cue("L1", 0, 1000, ("a",), place=TOP, edge=0.2), "line:20% size:77.78%\na"),
        (Cue("L1", 0, 1000, ("a",), speaker="A & <b>"), "<v A &amp; &lt;b&gt;>a</v>"),
        (Cue("L1", 0, 1000, ("a", "b"), italic=True), "<i>a\nb</i>"),
        (Cue("L1", 0, 1000, ("a",), boxed=True, kind=CARD), "<c.box.card>a</c>"),
        (Cue("L1", 0, 1000, ("a",), edge=0.4), "line:35.8% size:77.78%\n<c.bottom>a</c>"),
        (Cue("L1", 0, 1000, ("a",), place=TOP, edge=0.6), "line:60% size:77.78%\n<c.top>a</c>"),
    ],
)
def test_vtt_tells_all_of_a_cue(cue: Cue, block: str) -> None:
    text = dumped(Track("en", (cue,)), "vtt")
    assert f"{block}\n" in text
    assert loaded(text, "vtt").cues[0].place == cue.place


@pytest.mark.parametrize("name", ["NOTE 1", "STYLE", "REGION", "a --> b"])
def test_vtt_ids_are_never_taken_for_another_block(name: str) -> None:
    cues = loaded(dumped(Track("en", (Cue(name, 0, 1000, ("x",)),)), "vtt"), "vtt").cues
    assert [cue.rows for cue in cues] == [("x",)]


@pytest.mark.parametrize(
    ("settings", "place", "edge"),
    [
        ("line:80%,end", BOTTOM, 0.8),
        ("line:70%,center", BOTTOM, None),
        ("line:70%", BOTTOM, None),
        ("line:10%", TOP, 0.1),
        ("line:20%,end", TOP, None),
        ("line:0", TOP, None),
        ("line:150%", BOTTOM, None),
    ],
)
def test_vtt_of_others_tells_an_edge_where_it_can(settings: str, place: str, edge: float | None) -> None:
    (cue,) = loaded(f"WEBVTT\n\n00:01.000 --> 00:02.000 {settings}\nx\n", "vtt").cues
    assert (cue.place, cue.edge) == (place, edge)


def test_lrc_ends_a_cue_where_nothing_follows_at_once() -> None:
    cues = (
        Cue("1", 1000, 2000, ("a", "b")),
        Cue("2", 2000, 3000, ("[00:09.00]c",)),
        Cue("3", 5000, 6004, ("d",)),
    )
    text = dumped(Track("en", cues), "lrc")
    assert text == (
        "[la:en]\n[re:localize]\n[00:01.00]a\n[00:01.00]b\n[00:02.00][\u206000:09.00]c\n[00:03.00]\n"
        "[00:05.00]d\n[00:06.00]\n"
    )


def test_lrc_of_others_is_read() -> None:
    text = "[ti:x]\n[00:10.5][00:01:20]again\n[00:02.000]once\n[00:04]\nno time\n"
    cues = [(cue.start_ms, cue.end_ms, cue.rows) for cue in loaded(text, "lrc").cues]
    assert cues == [(1200, 2000, ("again",)), (2000, 4000, ("once",)), (10_500, 14_500, ("again",))]


def test_sbv_of_others_is_read() -> None:
    text = "0:00:01.000,0:00:02.500\r\nHello[br]there\r\n\r\n0:00:03.000,0:00:04.000\r\n>> TOM: Hi\r\n"
    cues = [(cue.start_ms, cue.end_ms, cue.rows) for cue in loaded(text.replace("\r\n", "\n"), "sbv").cues]
    assert cues == [(1000, 2500, ("Hello", "there")), (3000, 4000, (">> TOM: Hi",))]
