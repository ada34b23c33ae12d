from __future__ import annotations

import os
from pathlib import Path

import pytest

from localize.domain.seen import CARD, DIALOGUE
from localize.domain.track import Cue, Track
from localize.domain.transcript import Line, Transcript
from localize.errors import BadSubtitles
from localize.subtitle.fit import fit
from localize.subtitle.formats import FORMATS
from localize.subtitle.read import read_subtitles
from tests.subtitle.lines import dumped, limits

SRT = """1
00:00:03,000 --> 00:00:04,000
{\\an8}<i>等我</i>
<font color="red">一哈 &amp; {x}</font>

2
00:00:01,000 --> 00:00:02,500
啥子？

3
00:00:05,000 --> 00:00:06,000


4
00:00:07,000 --> 00:00:08,000
OK
Tom
123
"""
ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,a comment
Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}
Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,{\\b1}bold{\\b0}, a {note}tail\\Nand\\hmore \\{x\\}
"""
TTML = """<?xml version="1.0" encoding="utf-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="zh"><body><div>
<p begin="00:00:01.000" end="00:00:02.000">要得 &amp; 好</p></div></body></tt>
"""
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nTom &amp; Jerry &lt;3\n"
MICRODVD = "{1}{1}25\n{25}{50}hello|there\n"
SAMI = """<SAMI><BODY>
<SYNC Start=1000><P Class=ZH>要得</P></SYNC>
<SYNC Start=2000><P>&nbsp;</P></SYNC>
</BODY></SAMI>
"""


VOICES = {
    "a.ass": ASS.replace("Default,,0,0,0,,{\\b1}", "Default,苏小满,0,0,0,,{\\b1}"),
    "a.ssa": ASS.replace("Default,,0,0,0,,{\\b1}", "Default,苏小满,0,0,0,,{\\b1}"),
    "a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v 苏小满>走嘛\n",
}


@pytest.mark.parametrize("name", VOICES)
def test_who_speaks_is_read_where_the_file_tells(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(VOICES[name], "utf-8")
    assert [line.speaker for line in read_subtitles(path, "zh").lines] == ["苏小满"]


@pytest.mark.parametrize("text", [SRT, SRT.replace("啥子？", "苏小满：啥子？")])
def test_a_name_before_the_text_is_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.srt"
    path.write_text(text, "utf-8")
    lines = read_subtitles(path, "zh").lines
    assert {line.speaker for line in lines} == {""}
    assert lines[0].text in text


def texts(path: Path, language: str = "zh") -> list[str]:
    return [line.text for line in read_subtitles(path, language).lines]


def saved(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_lines_are_clean_sorted_and_numbered(tmp_path: Path) -> None:
    read = read_subtitles(saved(tmp_path, "e.srt", SRT), "zh")
    assert read.language == "zh"
    assert read.lines == (
        Line("L0001", "啥子？", 1000, 2500),
        Line("L0002", "等我一哈 &amp; {x}", 3000, 4000, kind=CARD),
        Line("L0003", "OK Tom 123", 7000, 8000),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_whatever_a_player_saves(tmp_path: Path, encoding: str, newline: str) -> None:
    path = saved(tmp_path, "e.srt", SRT.replace("\n", newline), encoding)
    assert texts(path) == ["啥子？", "等我一哈 &amp; {x}", "OK Tom 123"]


@pytest.mark.parametrize(
    ("name", "text", "language", "wanted"),
    [
        ("e.ass", ASS, "en", ["bold, a tail and more {x}"]),
        ("e.ssa", ASS.replace("V4+", "V4").replace("v4.00+", "v4.00"), "en", ["bold, a tail and more {x}"]),
        ("e.ttml", TTML, "zh", ["要得 & 好"]),
        ("e.vtt", VTT, "en", ["Tom & Jerry <3"]),
        ("e.sub", MICRODVD, "en", ["hello there"]),
        ("e.smi", SAMI, "zh", ["要得"]),
        ("e.txt", "[10][20]one|two\n", "en", ["one two"]),
        ("no-suffix", SRT, "en", ["啥子？", "等我 一哈 &amp; {x}", "OK Tom 123"]),
    ],
)
def test_formats(tmp_path: Path, name: str, text: str, language: str, wanted: list[str]) -> None:
    assert texts(saved(tmp_path, name, text), language) == wanted


TIMES = "00:00:{:02d},000 --> 00:00:{:02d},{}"


@pytest.mark.parametrize(
    ("top", "bottom"),
    [
        ((1, 3, "000"), (2, 4, "000")),  # a sign while somebody speaks
        ((1, 3, "000"), (3, 5, "000")),  # a title before anybody does
    ],
)
def test_a_cue_at_the_top_is_a_card(
    tmp_path: Path, top: tuple[int, int, str], bottom: tuple[int, int, str]
) -> None:
    text = f"1\n{TIMES.format(*top)}\n{{\\an8}}三年后\n\n2\n{TIMES.format(*bottom)}\n走嘛\n"
    read = read_subtitles(saved(tmp_path, "e.srt", text), "zh")
    assert [line.kind for line in read.lines] == [CARD, DIALOGUE]


def cues_of(*texts: str) -> str:
    return "".join(
        f"{n}\n{TIMES.format(2 * n, 2 * n + 1, '000')}\n{text}\n\n" for n, text in enumerate(texts, 1)
    )


def test_the_second_language_of_a_bilingual_file_stands_beside_the_first(tmp_path: Path) -> None:
    text = cues_of("走嘛\nLet's go", "OK, I'll\nbe there\n要得，OK", "OK", "等我\n2024", "好\nFine")
    read = read_subtitles(saved(tmp_path, "e.srt", text), "zh")
    assert [(line.text, line.evidence.other) for line in read.lines] == [
        ("走嘛", "Let's go"),
        ("要得，OK", "OK, I'll be there"),
        ("OK", ""),
        ("等我2024", ""),
        ("好", "Fine"),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_foreign_word_on_its_row_makes_no_second_language(tmp_path: Path, language: str) -> None:
    path = saved(tmp_path, "e.srt", cues_of("走嘛\nOK", "等我", "要得"))
    assert {line.evidence.other for line in read_subtitles(path, language).lines} == {""}


def test_where_all_stands_at_the_top_it_is_dialogue(tmp_path: Path) -> None:
    text = "".join(f"{n}\n{TIMES.format(1, 3, '000')}\n{{\\an8}}走嘛\n\n" for n in (1, 2))
    read = read_subtitles(saved(tmp_path, "e.srt", text), "zh")
    assert {line.kind for line in read.lines} == {DIALOGUE}


@pytest.mark.parametrize("name", ["srt", "ass", "vtt"])
def test_our_own_cards_over_dialogue_are_read_back(tmp_path: Path, name: str) -> None:
    lines = (Line("L0001", "走嘛", 1000, 3000), Line("L0002", "三年后", 1500, 3500, kind=CARD))
    track = fit(Transcript("zh", lines), None, limits("zh"))
    assert read_subtitles(saved(tmp_path, f"e.{name}", dumped(track, name)), "zh").lines == lines


def test_a_card_below_is_one_where_the_file_says_so(tmp_path: Path) -> None:
    cues = (Cue("1", 1000, 2000, ("走嘛",)), Cue("2", 3000, 4000, ("三年后",), kind=CARD))
    path = saved(tmp_path, "e.vtt", dumped(Track("zh", cues), "vtt"))
    assert [line.kind for line in read_subtitles(path, "zh").lines] == [DIALOGUE, CARD]


@pytest.mark.parametrize("name", sorted({*FORMATS} - {"txt"}))
@pytest.mark.parametrize("suffix", ["", ".sub"])
def test_what_we_write_is_known_by_its_look(tmp_path: Path, name: str, suffix: str) -> None:
    cues = (Cue("1", 1000, 2000, ("Where <are> you?",)), Cue("2", 3000, 4000, ("Home.", "You?")))
    path = saved(tmp_path, f"e{suffix}", dumped(Track("en", cues), name))
    assert texts(path, "en") == ["Where <are> you?", "Home. You?"]


def test_xml_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    text = TTML.replace("utf-8", "windows-1252").replace("要得 &amp; 好", "façade")
    assert texts(saved(tmp_path, "e.xml", text, "windows-1252"), "fr") == ["façade"]
    with pytest.raises(BadSubtitles, match="an encoding that nobody knows"):
        texts(saved(tmp_path, "f.xml", text.replace("windows-1252", "martian")))


def test_a_number_in_the_last_row_is_text(tmp_path: Path) -> None:
    assert texts(saved(tmp_path, "e.srt", "1\n00:00:01,000 --> 00:00:02,000\n门牌\n123\n")) == ["门牌123"]


BAD = {
    "another track": (b'{"format": "localize-track/1", "language": "en"}', "not a track as localize"),
    "another time": (TTML.replace("00:00:01.000", "soon").encode(), "'soon' is not a time of TTML"),
    "pictures": (TTML.replace("要得 &amp; 好", "").encode(), "holds no subtitles"),
    "empty": (b"", "is empty"),
    "blank": (b"\xef\xbb\xbf \r\n", "is empty"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\xff\xff", "is not a text"),
    "NUL": (b"1\n00:00:01,000 --> 00:00:02,000\nx\x00\n", "is not a text file"),
    "prose": ("你好，世界".encode(), "is not a subtitle file"),
    "no text": (b"1\n00:00:01,000 --> 00:00:02,000\n\n", "holds no subtitles"),
    "header only": (b"WEBVTT\n", "holds no subtitles"),
    "broken xml": (TTML.encode()[:-20], "cannot be read: not XML"),
    "broken ass": (ASS.replace("0:00:03.00", "soon").encode(), "cannot be read as ass"),
    "frames": (b"{25}{50}hello\n", "counts frames"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_what_is_wrong_with_it(tmp_path: Path, name: str) -> None:
    data, message = BAD[name]
    path = tmp_path / "e.sub"
    path.write_bytes(data)
    with pytest.raises(BadSubtitles) as caught:
        read_subtitles(path, "zh")
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_file_and_a_directory(tmp_path: Path) -> None:
    with pytest.raises(BadSubtitles, match="No such file"):
        read_subtitles(tmp_path / "none.srt", "zh")
    with pytest.raises(BadSubtitles, match="Is a directory"):
        read_subtitles(tmp_path, "zh")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "E01.srt")
    with pytest.raises(BadSubtitles, match="is no file"):
        read_subtitles(tmp_path / "E01.srt", "en")
