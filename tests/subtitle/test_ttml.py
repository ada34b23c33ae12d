from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from lxml import etree

from localize.domain.screen import Frames
from localize.domain.seen import CARD, DIALOGUE
from localize.domain.track import BOTTOM, TOP, Cue, Track
from localize.errors import BadSubtitles
from localize.profiles import load_profile
from localize.subtitle.formats import FORMATS
from tests.subtitle.lines import dumped, loaded, written_with

DIALECTS = ("ttml", "imsc", "ebu-tt-d", "itt")
TT = "{http://www.w3.org/ns/ttml}"
TTS = "{http://www.w3.org/ns/ttml#styling}"
TTP = "{http://www.w3.org/ns/ttml#parameter}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def tree(track: Track, name: str) -> Any:
    return etree.fromstring(dumped(track, name).encode())


def document(body: str, root: str = "", head: str = "") -> str:
    spaces = (
        'xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" '
        'xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'
    )
    return f'<tt {spaces} {root} xml:lang="en"><head>{head}</head><body>{body}</body></tt>'


def read(body: str, root: str = "", head: str = "") -> tuple[Cue, ...]:
    return loaded(document(body, root, head), "ttml").cues


# ── what is written ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", DIALECTS)
def test_every_place_that_is_used_has_a_region(name: str) -> None:
    cues = (
        Cue("L1", 0, 1000, ("a",)),
        Cue("L2", 1000, 2000, ("b", "c"), place=TOP),
        Cue("L3", 2000, 3000, ("d",), edge=0.6),
        Cue("L4", 3000, 4000, ("e", "f"), edge=0.6),
    )
    root = tree(Track("es-419", cues), name)
    assert root.get(LANG) == "es-419"
    regions = [region.get(ID) for region in root.iter(f"{TT}region")]
    assert regions == (["bottom", "top"] if name == "itt" else ["bottom", "top", "bottom.6000"])
    assert {p.get("region") for p in root.iter(f"{TT}p")} == set(regions)
    assert [p.get(ID) for p in root.iter(f"{TT}p")] == ["L1", "L2", "L3", "L4"]


@pytest.mark.parametrize("name", DIALECTS)
def test_right_to_left_has_no_controls(name: str) -> None:
    text = dumped(Track("ar", (Cue("L1", 0, 1000, ("مرحبا",)),)), name)
    assert 'tts:direction="rtl" tts:unicodeBidi="embed"' in text
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)


def test_japanese_is_imsc_also_where_ttml_is_asked_for() -> None:
    track = Track("ja", (Cue("L1", 0, 1000, ("三年後",), italic=True),))
    assert dumped(track, "ttml") == dumped(track, "imsc")
    assert 'tts:shear="16.67%"' in dumped(track, "imsc")
    assert "contentProfiles" not in dumped(Track("en", ()), "ttml")


def test_japanese_may_stand_in_columns() -> None:
    layout = msgspec.structs.replace(load_profile("netflix").layout_of("ja"), vertical=True)
    cues = (Cue("L1", 0, 1000, ("三年後",)), Cue("L2", 0, 1000, ("渋谷",), place=TOP))
    text = written_with(Track("ja", cues), "imsc", layout)
    assert [region.get(f"{TTS}writingMode") for region in etree.fromstring(text.encode()).iter(f"{TT}region")]
    assert text.count('tts:writingMode="tbrl"') == 2
    assert [cue.place for cue in loaded(text, "imsc").cues] == [BOTTOM, TOP]


def test_ebu_tt_d_holds_what_the_standard_asks_and_nothing_else() -> None:
    """EBU Tech 3380: a media time base, a language, named styles alone, colours by number, ids on paragraphs,
    both kinds of alignment of rows, no profile, no body without paragraphs."""
    root = tree(Track("de", (Cue("1", 0, 1000, ("a",), boxed=True),)), "ebu-tt-d")
    assert set(root.attrib) == {LANG, f"{TTP}timeBase", f"{TTP}cellResolution"}
    styles = "".join(etree.tostring(style, encoding="unicode") for style in root.iter(f"{TT}style"))
    assert 'ebutts:multiRowAlign="center"' in styles
    assert 'ebutts:linePadding="0.5c"' in styles
    assert set(re.findall(r'olor="(.)', styles)) == {"#"}
    for element in root.find(f"{TT}body").iter():
        assert not [name for name in element.attrib if name.startswith((TTS, "{urn:ebu"))]
    assert all(p.get(ID) for p in root.iter(f"{TT}p"))
    standard = root.find(".//{urn:ebu:tt:metadata}conformsToStandard")
    assert standard.text == "urn:ebu:tt:distribution:2018-04"
    assert tree(Track("de", ()), "ebu-tt-d").find(f"{TT}body") is None


@pytest.mark.parametrize(
    ("frames", "rate", "multiplier", "code"),
    [
        (Frames(24000, 1001), "24", "1000 1001", "00:00:10:01"),
        (Frames(25), "25", "1 1", "00:00:10:01"),
        (Frames(30000, 1001), "30", "1000 1001", "00:00:10:01"),
        (Frames(60), "60", "1 1", "00:00:10:01"),
        (Frames(15), "15", "1 1", "00:00:10:01"),
        (None, "25", "1 1", "00:00:10:01"),
    ],
)
def test_itt_counts_pictures(frames: Frames | None, rate: str, multiplier: str, code: str) -> None:
    known = frames or Frames(25)
    start, end = known.at_ms(10 * int(rate) + 1), known.at_ms(10 * int(rate) + 7)
    track = Track("en", (Cue("L1", start, end, ("x",)),), frames)
    root = tree(track, "itt")
    assert root.get(f"{TTP}timeBase") == "smpte"
    assert root.get(f"{TTP}dropMode") == "nonDrop"
    assert (root.get(f"{TTP}frameRate"), root.get(f"{TTP}frameRateMultiplier")) == (rate, multiplier)
    assert root.find(f".//{TT}p").get("begin") == code
    back = loaded(dumped(track, "itt"), "itt")
    assert (back.frames, back.cues[0].start_ms, back.cues[0].end_ms) == (known, start, end)


def test_itt_shows_every_cue_for_a_picture_at_least() -> None:
    cues = tuple(Cue(f"L{n}", 1001 + n * 2, 1003 + n * 2, ("x",)) for n in range(8))
    back = loaded(dumped(Track("en", cues, Frames(24)), "itt"), "itt").cues
    assert [Frames(24).index(cue.start_ms) for cue in back] == list(range(24, 32))


def test_ids_that_xml_does_not_allow_become_others() -> None:
    names = ["1", "a b", "L1", "L1", "bottom", "text", ""]
    cues = tuple(Cue(name, n * 1000, n * 1000 + 900, ("x",)) for n, name in enumerate(names))
    back = [cue.id for cue in loaded(dumped(Track("en", cues), "ttml"), "ttml").cues]
    assert back == ["cue.1", "cue.2", "L1", "L1.4", "bottom.5", "text.6", "cue.7"]


# ── what others write ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("root", "begin", "ms"),
    [
        ("", "00:00:01.5", 1500),
        ("", "01:00:00", 3_600_000),
        ("", "1.5s", 1500),
        ("", "2m", 120_000),
        ("", "1500ms", 1500),
        ("", "0.5h", 1_800_000),
        ('ttp:frameRate="25"', "00:00:01:05", 1200),
        ('ttp:frameRate="25"', "30f", 1200),
        ('ttp:timeBase="smpte" ttp:frameRate="29.97"', "00:01:00:00", 60_060),
        ("", "00:00:01:15", 1500),
        ('ttp:tickRate="10000000"', "15000000t", 1500),
        ('ttp:frameRate="24" ttp:frameRateMultiplier="1000 1001"', "24f", 1001),
        (
            'ttp:timeBase="smpte" ttp:frameRate="24" ttp:frameRateMultiplier="999 1000"',
            "01:00:00:00",
            3603604,
        ),
        (
            'ttp:timeBase="smpte" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" '
            'ttp:dropMode="dropNTSC"',
            "01:00:00;00",
            3_599_996,
        ),
    ],
)
def test_times_of_every_kind(root: str, begin: str, ms: int) -> None:
    (cue,) = read(f'<div><p begin="{begin}" end="99999s">x</p></div>', root)
    assert cue.start_ms == ms


def test_times_count_from_what_is_around() -> None:
    cues = read(
        '<div begin="10s"><p begin="1s" dur="2s">a</p><p begin="5s">b</p></div>'
        '<div begin="30s" timeContainer="seq"><p dur="1s">c</p><p dur="1s">d</p></div>'
        '<div begin="40s" end="41s"><p>e</p></div><div><p begin="50s">f</p></div>'
    )
    assert [(cue.rows[0], cue.start_ms, cue.end_ms) for cue in cues] == [
        ("a", 11_000, 13_000), ("b", 15_000, 30_000), ("c", 30_000, 31_000), ("d", 31_000, 32_000),
        ("e", 40_000, 41_000), ("f", 50_000, 54_000),
    ]  # fmt: skip


def test_a_span_with_times_of_its_own_is_a_cue() -> None:
    cues = read('<div><p begin="1s" end="9s"><span begin="0s" end="2s">a</span><br/>'
                '<span begin="2s" end="4s">b</span></p></div>')  # fmt: skip
    assert [(cue.rows, cue.start_ms, cue.end_ms) for cue in cues] == [
        (("a",), 1000, 3000),
        (("b",), 3000, 5000),
    ]


HEAD = (
    '<metadata><ttm:agent xml:id="tom" type="character"><ttm:name>Tom</ttm:name></ttm:agent></metadata>'
    '<styling><style xml:id="base" tts:fontStyle="italic"/><style xml:id="s" style="base"/>'
    '<style xml:id="black" tts:backgroundColor="black"/></styling>'
    '<layout><region xml:id="low"><style tts:origin="10% 60%" tts:extent="80% 20%"/>'
    '<style tts:displayAlign="after"/></region>'
    '<region xml:id="high" tts:origin="0px 108px" tts:extent="100px 200px" tts:fontStyle="italic"/>'
    '<region xml:id="lowbefore" tts:origin="10% 80%" tts:extent="80% 20%"/></layout>'
)


@pytest.mark.parametrize(
    ("paragraph", "wanted"),
    [
        ('region="low"', Cue("", 0, 0, (), edge=0.8)),
        ('region="high"', Cue("", 0, 0, (), place=TOP, edge=0.1, italic=True)),
        ('region="lowbefore"', Cue("", 0, 0, ())),
        ('style="s"', Cue("", 0, 0, (), italic=True)),
        ('style="s" tts:fontStyle="normal"', Cue("", 0, 0, ())),
        ('style="black"', Cue("", 0, 0, (), boxed=True)),
        ('tts:backgroundColor="#00000000"', Cue("", 0, 0, ())),
        ('ttm:agent="tom"', Cue("", 0, 0, (), speaker="Tom")),
        ('ttm:role="title"', Cue("", 0, 0, (), kind=CARD)),
        ('region="nowhere" style="none"', Cue("", 0, 0, ())),
    ],
)
def test_looks_are_followed_to_where_they_stand(paragraph: str, wanted: Cue) -> None:
    body = f'<div><p begin="0s" end="1s" {paragraph}>x</p></div>'
    (cue,) = read(body, 'tts:extent="1920px 1080px"', HEAD)
    told = msgspec.structs.replace(wanted, id="1", end_ms=1000, rows=("x",))
    assert cue == told


def test_italics_of_a_part_are_not_those_of_the_cue() -> None:
    body = '<div><p begin="0s" end="1s"><span style="s">all</span> of it</p></div>'
    assert [(cue.rows, cue.italic) for cue in read(body, "", HEAD)] == [(("all of it",), False)]


def test_white_space_is_that_of_the_document_unless_it_is_kept() -> None:
    text = "<div><p begin='0s' end='1s' {}>\n  a\n  b<br/>\n c </p></div>"
    assert [cue.rows for cue in read(text.format(""))] == [("a b", "c")]
    assert [cue.rows for cue in read(text.format("xml:space='preserve'"))] == [("a", "b", "c")]


def test_a_comment_takes_no_text_away() -> None:
    cues = read('<div><p begin="0s" end="1s">a<!-- b --><metadata>c</metadata>d</p></div>')
    assert [cue.rows for cue in cues] == [("ad",)]


@pytest.mark.parametrize("space", ["http://www.w3.org/2006/10/ttaf1", "http://www.w3.org/2006/04/ttaf1", ""])
def test_older_namespaces_are_read(space: str) -> None:
    text = f'<tt xmlns="{space}"><body><div><p begin="00:00:01.00" end="00:00:02.00">x</p></div></body></tt>'
    assert [(cue.rows, cue.kind) for cue in loaded(text, "ttml").cues] == [(("x",), DIALOGUE)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tt", "not XML"),
        ("<html/>", "not TTML"),
        (document('<p begin="soon">x</p>'), "'soon' is not a time"),
        (document("", 'ttp:frameRate="0"'), "'0' is not a rate"),
        (document("", 'ttp:frameRate="25" ttp:frameRateMultiplier="x y"'), "is not a rate"),
        (document("", 'ttp:frameRateMultiplier="0 1"'), "is not a rate"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(BadSubtitles, match=message):
        loaded(text, "ttml")


def test_a_document_reads_no_other_file() -> None:
    text = '<!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + document(
        '<div><p begin="0s" end="1s">a&x;b</p></div>'
    )
    assert [cue.rows for cue in loaded(text, "ttml").cues] == [("ab",)]


def test_every_dialect_has_a_name_of_its_own() -> None:
    extensions = [form.extension for form in FORMATS.values()]
    assert len(set(extensions)) == len(extensions)
