"""Cues as they stand in a file: their rows, times and places, whatever the file is."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.domain.track import BOTTOM, TOP, Cue, Track
from localize.errors import BadSubtitles
from localize.subtitle.manuscript import dump_manuscript, read_manuscript
from tests.subtitle.checks.exams import manuscript, srt
from tests.subtitle.lines import dumped, nasty_track
from tests.subtitle.test_broadcast import stl
from tests.subtitle.test_read import ASS, MICRODVD, SAMI, TTML


def shown(text: str | bytes, name: str = "e.srt") -> list[tuple[int, int, str]]:
    return [(one.start_ms, one.end_ms, one.text) for one in manuscript(text, name).entries]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "1\n00:00:01,000 --> 00:00:02,000\na\n123\n\n2\n00:00:03,000 --> 00:00:04,000\n7\n",
            [(1000, 2000, "a\n123"), (3000, 4000, "7")],
        ),
        (
            "00:00:01.5 --> 0:0:2.25\na\n00:00:03,000 --> 00:00:04,000\nb",
            [(1500, 2250, "a"), (3000, 4000, "b")],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000 X1:0\n{\\an8}<I>a</I> <3\n\n\nb \n",
            [(1000, 2000, "a <3\n\n\nb ")],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\n\n",
            [(1000, 2000, ""), (3000, 4000, "")],
        ),
    ],
)
def test_subrip_as_people_write_it(text: str, wanted: list[tuple[int, int, str]]) -> None:
    assert shown(text) == wanted


def test_a_row_may_read_like_a_section_of_substation_alpha() -> None:
    assert shown(srt((0, 1000, "[Events]"), (2000, 3000, "a")))[0] == (0, 1000, "[Events]")
    assert shown(ASS.replace("and more", "00:00:01,000 --> 00:00:02,000"), "e.ass")[0][0] == 3000


def test_webvtt_without_its_notes_and_styles() -> None:
    text = "WEBVTT\nKind: x\n\nNOTE\na\n\nid 1\n00:01.000 --> 01:00:02.000 line:5%\n<v Li>a &lt;b\n\nNOTE c\n"
    (entry,) = manuscript(text, "e.vtt").entries
    assert (entry.id, entry.start_ms, entry.end_ms, entry.text) == ("id 1", 1000, 3_602_000, "a <b")
    assert (entry.place, entry.lane) == ("top", "top")


def test_webvtt_of_ours_stands_where_we_put_it() -> None:
    """Four rows at the bottom begin in the upper half, and so does what was moved above burned-in text."""
    cues = (
        Cue("1", 0, 1000, ("a", "b", "c", "d")),
        Cue("2", 2000, 3000, ("a",), place=TOP),
        Cue("3", 4000, 5000, ("a", "b"), edge=0.3),
        Cue("4", 6000, 7000, ("a",), place=TOP, edge=0.9),
    )
    text = dumped(Track("en", cues), "vtt")
    assert [one.place for one in manuscript(text, "e.vtt").entries] == [BOTTOM, TOP, BOTTOM, TOP]


def test_substation_alpha_without_comments_and_drawings() -> None:
    (entry,) = manuscript(ASS, "e.ass").entries
    assert (entry.start_ms, entry.text) == (3000, "bold, a tail\nand more {x}")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [(TTML, "e.ttml", "ttml"), (MICRODVD, "e.sub", "microdvd"), (SAMI, "e.smi", "sami")],
)
def test_other_formats_are_only_read(text: str, name: str, kind: str) -> None:
    read = manuscript(text, name)
    assert read.format == kind
    assert [entry.markup_at for entry in read.entries] == [None]


# What is called .srt, and is not.
MISNAMED: dict[str, str | bytes] = {
    "stl": stl(("10000100", "10000200", 20, b"Hi")),
    "ttml": TTML,
    "sbv": "0:00:01.000,0:00:02.000\nHi\n",
    "lrc": "[00:01.00]Hi\n[00:02.00]\n",
    "json": dumped(nasty_track(), "json"),
    "microdvd": MICRODVD,
    "srt-like": "1\n00:00:01,000 -> 00:00:02,000\nHi\n",
}


@pytest.mark.parametrize("kind", MISNAMED)
def test_a_format_is_what_the_file_holds_not_what_it_is_called(kind: str) -> None:
    assert manuscript(MISNAMED[kind]).format == kind


@pytest.mark.parametrize("name", ["srt", "vtt", "ass"])
def test_what_nobody_touched_is_written_as_it_was(name: str) -> None:
    text = dumped(nasty_track(), name)
    read = manuscript(text, f"e.{name}")
    assert len(read.entries) == len(nasty_track().cues)
    assert dump_manuscript(read, read.entries).decode() == text


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (srt((0, 1, "走嘛")).encode(), ""),
        (srt((0, 1, "走嘛")).encode("utf-8-sig"), "a byte order mark"),
        (srt((0, 1, "走嘛")).encode("utf-16"), "not UTF-8"),
        (srt((0, 1, "走嘛")).encode("gb18030"), "not UTF-8"),
        (srt((0, 1, "走嘛，你在" * 9)).encode() + b"\xff", "broken UTF-8"),
        (srt((0, 1, "\ud800")).encode("utf-8", "surrogatepass"), ""),
    ],
)
def test_what_is_wrong_with_the_bytes(data: bytes, encoding: str) -> None:
    assert manuscript(data).encoding == encoding


def test_lines_that_look_like_times_are_told() -> None:
    text = srt((0, 1000, "a")) + "2\n00:00:03 --> 00:00:04,000\nb\n"
    assert manuscript(text).unread == ((6, "00:00:03 --> 00:00:04,000"),)


BAD = {
    "empty": b"",
    "a mark alone": b"\xef\xbb\xbf\r\n",
    "binary": bytes(range(256)) * 40,
    "nothing but NUL": b"\0" * 1000,
    "prose": "你好，世界".encode(),
    "a header alone": b"WEBVTT\n",
    "no time": b"[Events]\nDialogue: 0,soon,0:00:01.00,Default,,0,0,0,,a\n",
    "few fields": b"[Events]\nDialogue: 0,soon\n",
    "broken xml": TTML.encode()[:-20],
    "lone halves": "\ud800".encode("utf-16", "surrogatepass"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_clear_line(name: str) -> None:
    with pytest.raises(BadSubtitles) as caught:
        manuscript(BAD[name])
    assert "\n" not in str(caught.value)
    assert "e.srt" in str(caught.value)


def test_what_is_no_file_and_what_is_a_film(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.srt"):
        with pytest.raises(BadSubtitles, match="cannot read"):
            read_manuscript(path, "en")
    film = tmp_path / "film.srt"
    with film.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    with pytest.raises(BadSubtitles, match="65 MiB"):
        read_manuscript(film, "en")
