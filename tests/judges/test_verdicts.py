"""What readers that others wrote see in our files. All documents are judged in one process."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ElementTree

import pytest
from ttconv.filters.doc.imsc11text import IMSC11TextFilter, IMSC11TextFilterConfig
from ttconv.imsc.reader import to_model

from localize.domain.screen import Frames
from localize.domain.seen import CARD
from localize.domain.track import TOP, Cue, Track
from localize.profiles import load_profile
from localize.subtitle.formats import hls
from localize.subtitle.text import WORD_JOINER
from tests.judges.javascript import HERE, Document, Judge, Verdict, judged
from tests.subtitle.lines import dumped, nasty_track
from tests.subtitle.tracks import shown_rows

JUDGES: dict[str, Judge] = {
    "srt": "srt", "vtt": "vtt", "ttml": "ttml", "imsc": "ttml", "ebu-tt-d": "ttml", "itt": "ttml",
}  # fmt: skip
MARKUP = sorted(name for name, judge in JUDGES.items() if judge == "ttml")

# SubRip has no rule against it: a card may be shown while somebody speaks.
OVERLAP = "start time should be less than previous end time"
SUBRIP_MARKUP = re.compile(r"\{\\an8\}|</?i>")

PLACED = Track(
    "en",
    (
        Cue("L1", 1000, 3000, ("Where", "are you?"), speaker="Tom & <b>", edge=0.61),
        Cue("L2", 1500, 3500, ("三年后",), place=TOP, kind=CARD),
        Cue("L3", 4000, 5000, ("(thinking)",), italic=True),
        Cue("L4", 5000, 6000, ("over the old ones",), boxed=True, edge=0.7),
        Cue("NOTE 5", 7000, 8000, ("--> x",), italic=True, boxed=True),
    ),
    Frames(25),
)
TRACKS = {
    "nasty": nasty_track(),
    "placed": PLACED,
    "arabic": Track("ar", (Cue("L1", 1000, 2000, ("مرحبا OK!", "- 3 نعم")),)),
    "japanese": Track("ja", (Cue("L1", 1000, 2000, ("三年後",), italic=True),)),
    "long": Track("zh", (Cue("L1", 1000, 2000, ("字" * 10_000,)),)),
}


def document(track: Track, name: str) -> Document:
    text = dumped(track, name)
    # imscJS knows no time codes; at 25 pictures a second they mean the same as times of the media.
    return Document(JUDGES[name], text.replace('timeBase="smpte"', 'timeBase="media"'))


@pytest.fixture(scope="module")
def verdicts() -> dict[tuple[str, str], Verdict]:
    asked = [(title, name) for title in TRACKS for name in JUDGES]
    answers = judged([document(TRACKS[title], name) for title, name in asked])
    return dict(zip(asked, answers, strict=True))


@pytest.mark.parametrize("name", JUDGES)
@pytest.mark.parametrize("title", TRACKS)
def test_nothing_is_complained_of(verdicts: dict[tuple[str, str], Verdict], title: str, name: str) -> None:
    assert [one for one in verdicts[title, name].complaints if OVERLAP not in one] == []


@pytest.mark.parametrize("name", JUDGES)
@pytest.mark.parametrize("title", TRACKS)
def test_all_text_is_shown_at_its_time(
    verdicts: dict[tuple[str, str], Verdict], title: str, name: str
) -> None:
    """In iTT a time is that of its picture, up to 40 ms before."""
    off = 0.04 if name == "itt" else 0.0005
    for cue in TRACKS[title].cues:
        middle = (cue.start_ms + cue.end_ms) / 2000
        at = [one for one in verdicts[title, name].cues if one.start <= middle < one.end]
        texts = [plain(one.text, name) for one in at]
        wanted = "\n".join(shown_rows(cue))
        assert any(wanted in text for text in texts), cue.id
        (shown,) = [one for one, text in zip(at, texts, strict=True) if wanted in text]
        if title != "placed":  # there imscJS tells one cue twice, where another begins meanwhile
            assert abs(shown.start - cue.start_ms / 1000) <= off
            assert abs(shown.end - cue.end_ms / 1000) <= off


def plain(text: str, name: str) -> str:
    """srt-validator gives the text with its markup."""
    return (SUBRIP_MARKUP.sub("", text) if name == "srt" else text).replace(WORD_JOINER, "")


@pytest.mark.parametrize("name", ["ttml", "imsc", "ebu-tt-d"])
def test_a_cue_stands_where_it_is_put(verdicts: dict[tuple[str, str], Verdict], name: str) -> None:
    shown = {cue.text: cue.more for cue in verdicts["placed", name].cues}
    layout = load_profile("vertical").layout_of("en")
    left, upper, right, lower = shown["Where\nare you?"]["box"]
    assert (left, right) == pytest.approx((1 / 9, 8 / 9), abs=1e-4)
    assert lower == pytest.approx(0.61, abs=1e-4)
    assert lower - upper == pytest.approx(2 * layout.size * layout.line_height / layout.height, abs=2e-4)
    assert shown["三年后"]["box"][1] == pytest.approx(layout.margin_top / layout.height)
    assert shown["(thinking)"]["italic"]
    assert not shown["三年后"]["italic"]


def test_webvtt_puts_its_first_row_where_the_last_one_ends_at_the_edge(
    verdicts: dict[tuple[str, str], Verdict],
) -> None:
    shown = {cue.text: cue.more for cue in verdicts["placed", "vtt"].cues}
    assert shown["Where\nare you?"]["line"] == pytest.approx(61 - 8.4, abs=0.01)
    assert shown["三年后"]["line"] == pytest.approx(15)


@pytest.mark.parametrize("name", MARKUP)
def test_right_to_left_is_told_by_attributes_alone(
    verdicts: dict[tuple[str, str], Verdict], name: str
) -> None:
    (cue,) = verdicts["arabic", name].cues
    assert cue.more["direction"] == "rtl"
    assert cue.rows == ("مرحبا OK!", "- 3 نعم")


@pytest.mark.parametrize("name", MARKUP)
@pytest.mark.parametrize("title", TRACKS)
def test_ttconv_takes_it_for_imsc(title: str, name: str) -> None:
    """Also what is of another dialect keeps to what IMSC allows: regions do not overlap, and so on."""
    model = to_model(ElementTree.parse(io.BytesIO(dumped(TRACKS[title], name).encode())))
    assert model is not None
    IMSC11TextFilter(IMSC11TextFilterConfig()).process(model)


def test_every_segment_is_webvtt() -> None:
    layout = load_profile("vertical").layout_of("en")
    segments = [text for name, text in hls.files(nasty_track(), layout, "E01.en") if name.endswith(".vtt")]
    # The map of timestamps is Apple's own line of the header, of which WebVTT knows nothing.
    plain = [text.replace(text.split("\n")[1] + "\n", "", 1) for text in segments]
    shown = judged([Document("vtt", text) for text in plain])
    assert [verdict.complaints for verdict in shown] == [[]] * len(segments)
    seen = {cue.text for verdict in shown for cue in verdict.cues}
    assert seen == {"\n".join(shown_rows(cue)) for cue in nasty_track().cues}


def test_a_judge_that_never_complains_would_be_none() -> None:
    bad = [Document("vtt", "WEBVTT\n\n00:01.000 -> 00:02.000\nx <b\n"), Document("srt", "1\nx\n")]
    bad.append(Document("ttml", '<tt xmlns="http://www.w3.org/ns/ttml"><body><p/></body></tt>'))
    assert all(verdict.complaints for verdict in judged(bad))


def test_the_lock_file_names_no_host() -> None:
    """Every machine asks its own registry."""
    assert "resolved" not in (HERE / "package-lock.json").read_text("utf-8")
