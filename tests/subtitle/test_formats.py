from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pysubs2
import pytest

from localize.domain.track import BOTTOM, TOP, Cue, Track
from localize.errors import BadSubtitles, UnknownName
from localize.subtitle.formats import FORMATS, find_format
from localize.subtitle.text import clean
from tests.subtitle.lines import dumped, loaded, nasty_track

GOLDEN = Path(__file__).parent.parent / "golden"
EVERY = sorted(FORMATS)


def rows(track: Track) -> list[tuple[str, ...]]:
    """As they must be read back: clean, without blank ones."""
    cleaned = [tuple(row for row in map(clean, cue.rows) if row) for cue in track.cues]
    return [row for row in cleaned if row]


@pytest.mark.parametrize("name", EVERY)
def test_nasty_text_is_written_as_ever(name: str) -> None:
    """To accept a change: `python -m tests.subtitle.golden`."""
    written = dumped(nasty_track(), name)
    assert written == (GOLDEN / f"nasty.{name}").read_bytes().decode("utf-8")
    assert "\r" not in written


@pytest.mark.parametrize("name", EVERY)
def test_nasty_text_survives(name: str) -> None:
    assert rows(loaded(dumped(nasty_track(), name), name)) == rows(nasty_track())


@pytest.mark.parametrize("name", ["srt", "ass", "ssa", "vtt", "ttml", "imsc", "ebu-tt-d"])
def test_another_reader_finds_every_cue_at_its_time(name: str) -> None:
    subs = pysubs2.SSAFile.from_string(dumped(nasty_track(), name))
    step = 10 if name in ("ass", "ssa") else 1
    wanted = [(cue.start_ms, cue.end_ms) for cue in nasty_track().cues]
    assert len(subs) == len(wanted)
    for event, (start, end) in zip(subs, wanted, strict=True):
        assert abs(event.start - start) < step
        assert abs(event.end - end) < step


@pytest.mark.parametrize("name", EVERY)
def test_an_empty_track_is_a_valid_file(name: str) -> None:
    assert loaded(dumped(Track("en", ()), name), name).cues == ()


@pytest.mark.parametrize("name", EVERY)
def test_ten_thousand_characters_are_one_row(name: str) -> None:
    long = ("字<&{\\" * 2000)[:10_000]
    track = Track("zh", (Cue("L1", 1000, 9000, (long, "end")),))
    assert rows(loaded(dumped(track, name), name)) == [(long, "end")]


def test_ids_survive_where_the_format_has_them() -> None:
    assert [cue.id for cue in loaded(dumped(nasty_track(), "vtt"), "vtt").cues][:2] == ["L0000.1", "L0001.1"]


CARD_OVER_DIALOGUE = Track(
    "en",
    (
        Cue("L1", 1000, 3000, ("What happened to", "this place?")),
        Cue("L2", 1500, 2500, ("Three years later",), place=TOP),
    ),
)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("srt", "\n{\\an8}Three years later\n"),
        ("ass", "Dialogue: 0,0:00:01.50,0:00:02.50,Default,,0,0,288,,{\\an8}Three years later"),
        ("vtt", "\n00:00:01.500 --> 00:00:02.500 line:15% size:77.78%\nThree years later\n"),
    ],
)
def test_a_card_stands_at_the_top_at_its_own_time(name: str, written: str) -> None:
    text = dumped(CARD_OVER_DIALOGUE, name)
    assert written in text
    back = loaded(text, name).cues
    assert [(cue.start_ms, cue.end_ms, cue.rows, cue.place) for cue in back] == [
        (cue.start_ms, cue.end_ms, cue.rows, cue.place) for cue in CARD_OVER_DIALOGUE.cues
    ]


@pytest.mark.parametrize("name", EVERY)
def test_text_that_looks_like_a_place_is_text(name: str) -> None:
    back = loaded(dumped(Track("en", (Cue("L1", 0, 1000, ("{\\an8}top", "line:0%")),)), name), name)
    assert back.cues[0].place == BOTTOM


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("line:0", TOP),
        ("position:50% line:10.5%,start", TOP),
        ("line:0 align:start", TOP),
        ("line:84%", BOTTOM),
        ("line:13", BOTTOM),
        ("line:-1", BOTTOM),
        ("line:soon", BOTTOM),
        ("size:10%", BOTTOM),
    ],
)
def test_vtt_lines_are_counted_from_the_top(settings: str, place: str) -> None:
    (cue,) = loaded(f"WEBVTT\n\n00:01.000 --> 00:02.000 {settings}\nx\n", "vtt").cues
    assert cue.place == place


@pytest.mark.parametrize(
    ("text", "place"),
    [("{\\an8}x", TOP), ("{\\i1\\an9}x", TOP), ("x{\\an7}", TOP), ("{\\an2}x", BOTTOM), ("{an8}x", BOTTOM)],
)
def test_srt_of_others_keeps_its_place(text: str, place: str) -> None:
    (cue,) = loaded(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n", "srt").cues
    assert cue.place == place


@pytest.mark.parametrize(
    ("alignment", "style", "text", "place"),
    [
        (8, "Sign", "x", TOP),
        (7, "Sign", "x", TOP),
        (9, "Sign", "{\\i1}x", TOP),
        (5, "Sign", "x", BOTTOM),
        (8, "Default", "x", BOTTOM),
        (8, "Unknown", "x", BOTTOM),
        (8, "Sign", "{\\an2}x", BOTTOM),
        (2, "Sign", "{\\an8}x", TOP),
        (2, "Sign", "{\\an2}{\\an8}x", BOTTOM),  # the first counts
    ],
)
@pytest.mark.parametrize("version", ["ass", "ssa"])
def test_ass_of_others_stands_where_its_style_says(
    version: str, alignment: int, style: str, text: str, place: str
) -> None:
    subs = pysubs2.SSAFile()
    subs.styles["Sign"] = pysubs2.SSAStyle(alignment=pysubs2.Alignment(alignment))
    subs.append(pysubs2.SSAEvent(1000, 2000, text, style=style))
    (cue,) = loaded(subs.to_string(version), "ass").cues
    assert (cue.place, cue.rows) == (place, ("x",))


def test_ass_times_neither_vanish_nor_overlap() -> None:
    cues = tuple(Cue(f"L{n}", 1001 + n * 2, 1003 + n * 2, ("x",)) for n in range(8))
    back = loaded(dumped(Track("en", cues), "ass"), "ass").cues
    assert all(cue.end_ms > cue.start_ms for cue in back)
    assert all(one.end_ms <= two.start_ms for one, two in pairwise(back))


@pytest.mark.parametrize(
    ("language", "font", "encoding"),
    [
        ("zh", "Noto Sans CJK SC", 1),
        ("zh-Hant-TW", "Noto Sans CJK TC", 1),
        ("ja", "Noto Sans CJK JP", 1),
        ("es-419", "Noto Sans", 1),
        ("ar", "Noto Sans Arabic", -1),
        ("he-IL", "Noto Sans Hebrew", -1),
    ],
)
def test_ass_takes_font_and_direction_from_the_language(language: str, font: str, encoding: int) -> None:
    subs = pysubs2.SSAFile.from_string(dumped(Track(language, ()), "ass"))
    assert subs.styles["Default"].fontname == font
    assert subs.styles["Default"].encoding == encoding
    assert (subs.info["PlayResX"], subs.info["PlayResY"]) == ("1080", "1920")


def test_vtt_of_others_is_read() -> None:
    text = (
        "\ufeffWEBVTT - a title\r\nKind: captions\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\n"
        "NOTE 00:01.000 --> 00:02.000\r\n\r\nintro\r\n00:01.000 --> 00:02.500 align:start line:0%\r\n"
        "<v Chen Mo>Tom &amp; <i>Jerry</i> &lt;3</v>\r\n<00:00:02.000><c>go</c>\r\n\r\n\r\n"
        "100:00:00.000 --> 100:00:01.000\r\nlate\r\n"
    )
    first, second = loaded(text, "vtt").cues
    voiced = Cue("intro", 1000, 2500, ("Tom & Jerry <3", "go"), place=TOP, speaker="Chen Mo", edge=0.0)
    assert first == voiced
    assert (second.start_ms, second.rows) == (360_000_000, ("late",))


def test_a_voice_speaks_for_a_cue_that_has_no_other() -> None:
    cues = (
        "00:01.000 --> 00:02.000\n<v.loud 苏小满 &amp; 周浩>走嘛</v>\n\n"
        "00:03.000 --> 00:04.000\n<v 苏小满>走</v>\n<v 周浩>不走</v>\n\n"
        "00:05.000 --> 00:06.000\n<video>走</video>"
    )
    assert [cue.speaker for cue in loaded(f"WEBVTT\n\n{cues}\n", "vtt").cues] == ["苏小满 & 周浩", "", ""]


def test_vtt_without_its_header_is_refused() -> None:
    with pytest.raises(BadSubtitles, match="the first line is not WEBVTT"):
        loaded("WEBVTTX\n\n00:01.000 --> 00:02.000\nx\n", "vtt")


def test_a_misspelt_format_is_answered() -> None:
    with pytest.raises(UnknownName, match="did you mean 'vtt'"):
        find_format("vvt")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("00:01.000 --> 00:02.000\none\n00:03.000 --> 00:04.000\ntwo\n", [("1", "one"), ("2", "two")]),
        ("not a name\nnor this\n00:01.000 --> 00:02.000\none\n", [("1", "one")]),
        ("a\n00:01.000 --> 00:02.000\nb\n00:03.000 --> 00:04.000\ntwo\n", [("a", "b"), ("2", "two")]),
        ("00:01.000 --> 00:02.000\na\nb --> c\n", [("1", "a\nb --> c")]),
        ("00:01.000 --> 00:02.000\n00:03.000 --> 00:04.000\ntwo\n", [("1", ""), ("2", "two")]),
    ],
)
def test_times_begin_a_cue_without_a_blank_line(text: str, shown: list[tuple[str, str]]) -> None:
    track = loaded(f"WEBVTT\n\n{text}", "vtt")
    assert [(cue.id, cue.text) for cue in track.cues] == shown
