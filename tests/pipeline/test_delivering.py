"""Which subtitles become part of a video, and which file may be written."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import msgspec
import pytest

from localize.domain.episode import Media
from localize.domain.screen import Burned, Screen
from localize.domain.seen import DIALOGUE, Box, Seen, SeenLine
from localize.domain.times import Span
from localize.domain.track import Cue, Track
from localize.errors import (
    BadSubtitles,
    ConfigurationError,
    InputError,
    NotMedia,
    UnknownName,
    WeightsMissing,
)
from localize.events import Event, Listener, Warned
from localize.pipeline import jobs, lettering
from localize.pipeline.delivering import Delivery, Drawing, burn_in, mux_in
from localize.pipeline.job import Job
from localize.pipeline.original import measure
from localize.pipeline.record import Output, dump_record, read_record
from localize.store.keys import digest
from localize.subtitle.formats import FORMATS
from tests.deliver.pictures import SIZE, at, box_of, clip, ink, layout, touched, typeface
from tests.pipeline.records import record_with

FAST = Drawing(encoder="libx264", preset="ultrafast")
SRT = "1\n00:00:00,500 --> 00:00:01,500\n{}\n"


@pytest.fixture
def episode(tmp_path: Path, fonts: Path, shelf_only_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An episode whose run made subtitles in English and Thai."""
    monkeypatch.setattr(lettering, "system_folders", list)
    video = clip(tmp_path / "E01.mp4", seconds=2)
    (tmp_path / "E01.en.srt").write_text(SRT.format("Hello"), "utf-8")
    tracks = {"en": track("en", "Hello"), "th": track("th", "สวัสดี")}
    written = digest((tmp_path / "E01.en.srt").read_bytes())
    write_record(video, tracks=tracks, outputs=(Output("E01.en.srt", "en", "srt", written),))
    return video


def track(language: str, row: str) -> Track:
    return Track(language, (Cue("L0001", 500, 1500, (row,)),))


def write_record(video: Path, **fields: Any) -> None:
    video.with_name("E01.record.json").write_bytes(dump_record(record_with(**fields)))


def in_format(form: str, written: Track) -> str:
    text = io.StringIO()
    FORMATS[form].dumps(written, text, layout(written.language))
    return text.getvalue()


def texts(video: Path) -> list[str]:
    with av.open(str(video)) as container:
        # In MP4 the length comes before a text.
        own = 2 if video.suffix == ".mp4" else 0
        return [bytes(packet)[own:].decode() for packet in container.demux(subtitles=0) if packet.size > 2]


def test_what_was_made_is_shown(episode: Path) -> None:
    english, thai = burn_in(Delivery(episode, ("en", "th")), FAST)
    assert (english.name, thai.name) == ("E01.en.burned.mp4", "E01.th.burned.mp4")
    assert touched(at(thai, 1.0)).any()
    assert mux_in(Delivery(episode, ("th",))).name == "E01.muxed.mp4"
    assert texts(episode.with_name("E01.muxed.mp4")) == ["สวัสดี"]


def test_what_a_person_has_edited_counts_more(episode: Path) -> None:
    episode.with_name("E01.en.srt").write_text(SRT.format("Hello, Zhou Hao."), "utf-8")
    assert texts(mux_in(Delivery(episode, ("en",)))) == ["Hello, Zhou Hao."]


def test_of_several_edited_files_the_one_that_was_saved_last_counts(episode: Path) -> None:
    english = {"E01.en.srt": "srt", "E01.en.vtt": "vtt", "E01.en.imsc.ttml": "imsc"}
    write_record(
        episode,
        tracks={"en": track("en", "Hello")},
        outputs=tuple(Output(name, "en", form, "as it was written") for name, form in english.items()),
    )
    for order in (list(english), list(reversed(english))):
        for age, name in enumerate(order):
            path = episode.with_name(name)
            path.write_text(in_format(english[name], track("en", f"In {name}")), "utf-8")
            os.utime(path, (1000 + age, 1000 + age))
        assert texts(mux_in(Delivery(episode, ("en",)))) == [f"In {order[-1]}"]


def test_what_lies_beside_it_and_is_no_correction_is_left_alone(episode: Path) -> None:
    episode.with_name("E01.en.txt").write_text("what I thought of it", "utf-8")
    episode.with_name("E01.en.lrc").write_text("[00:00.50]Hello again", "utf-8")
    episode.with_name("E01.en.vtt").write_text("WEBVTT\n\n00:00.500 --> 00:01.500\nAnother's\n", "utf-8")
    assert texts(mux_in(Delivery(episode, ("en",)))) == ["Hello"]
    episode.with_name("E01.de.txt").write_text("was ich davon hielt", "utf-8")
    with pytest.raises(InputError, match="no subtitles in de"):
        mux_in(Delivery(episode, ("de",)))


def test_subtitles_of_somebody_else_are_shown_where_none_were_made(episode: Path) -> None:
    episode.with_name("E01.fr.imsc.ttml").write_text(in_format("imsc", track("fr", "Salut")), "utf-8")
    assert texts(mux_in(Delivery(episode, ("fr",)))) == ["Salut"]


def test_what_was_edited_keeps_away_from_what_is_burned_in(episode: Path) -> None:
    edited = episode.with_name("E01.en.srt")
    edited.write_text(SRT.format("Hello!"), "utf-8")
    burned = (Burned(Span(0, 1900), Box(0.1, 0.55, 0.9, 0.65)),)
    write_record(
        episode,
        tracks={"en": track("en", "Hello")},
        outputs=(Output("E01.en.srt", "en", "srt", "as it was written"),),
        screen=Screen(*SIZE, burned=burned),
    )
    given = episode.with_name("mine.srt")
    given.write_text(SRT.format("Mine"), "utf-8")
    layout_here = layout("en").for_picture(*SIZE)
    over_it = layout_here.height * (1 - burned[0].box.top)
    for subtitles, said in ((None, "Hello!"), (given, "Mine")):
        (row,) = texts(mux_in(Delivery(episode, ("en",), subtitles=subtitles, force=True), "mkv"))
        assert row.endswith(said)
        assert int(row.split(",")[6]) > over_it


def test_places_that_a_file_tells_are_believed(episode: Path) -> None:
    moved = Track("en", (Cue("1", 500, 1500, ("Hello!",), edge=0.6),))
    episode.with_name("E01.en.ass").write_text(in_format("ass", moved), "utf-8")
    write_record(
        episode,
        tracks={"en": track("en", "Hello")},
        outputs=(Output("E01.en.ass", "en", "ass", "as it was written"),),
        screen=Screen(*SIZE, burned=(Burned(Span(0, 1900), Box(0.1, 0.55, 0.9, 0.65)),)),
    )
    (row,) = texts(mux_in(Delivery(episode, ("en",)), "mkv"))
    assert int(row.split(",")[6]) == pytest.approx(0.4 * layout("en").height, abs=1)


def test_a_file_that_is_named_counts_most(episode: Path, tmp_path: Path) -> None:
    given = tmp_path / "mine.srt"
    given.write_text(SRT.format("Mine"), "utf-8")
    assert texts(mux_in(Delivery(episode, ("en",), subtitles=given))) == ["Mine"]
    with pytest.raises(ConfigurationError, match="one file of subtitles"):
        mux_in(Delivery(episode, ("en", "th"), subtitles=given))
    given.write_text("nothing", "utf-8")
    with pytest.raises(BadSubtitles):
        mux_in(Delivery(episode, ("en",), subtitles=given))


def test_subtitles_that_nobody_made_are_told_with_the_command_that_makes_them(episode: Path) -> None:
    with pytest.raises(InputError, match=r"no subtitles in fr .*`localize episode .*E01\.mp4 --to fr`"):
        burn_in(Delivery(episode, ("fr",)), FAST)


def test_a_video_of_ours_is_written_again_and_no_other(episode: Path) -> None:
    (out,) = burn_in(Delivery(episode, ("en",)), FAST)
    burn_in(Delivery(episode, ("en",)), FAST)
    record = read_record(episode.with_name("E01.record.json"))
    assert record is not None
    assert [one.file for one in record.delivered] == [out.name]

    out.write_bytes(b"somebody's own")
    with pytest.raises(InputError, match="not as we wrote it"):
        burn_in(Delivery(episode, ("en",)), FAST)
    assert out.read_bytes() == b"somebody's own"
    burn_in(Delivery(episode, ("en",), force=True), FAST)
    assert out.stat().st_size > 1000


def test_why_a_video_is_not_written_over_is_told_as_it_is(episode: Path) -> None:
    mux_in(Delivery(episode, ("en",)))
    write_record(episode, tracks={"en": track("en", "Hello")})
    with pytest.raises(InputError, match="its record does not know it"):
        mux_in(Delivery(episode, ("en",)))
    episode.with_name("E01.record.json").unlink()
    with pytest.raises(InputError, match=r"no record says that we wrote it .*--force"):
        mux_in(Delivery(episode, ("en",)))
    assert mux_in(Delivery(episode, ("en",), force=True)).is_file()


def test_text_on_the_screen_is_a_forced_track(episode: Path) -> None:
    card = track("en", "Three days later")
    write_record(episode, tracks={"en": track("en", "Hello"), "en.forced": card, "th": track("th", "สวัสดี")})
    with av.open(str(mux_in(Delivery(episode, ("en", "th"))))) as container:
        flags = [stream.disposition for stream in container.streams.subtitles]
    assert [bool(one & one.forced) for one in flags] == [False, False, True]
    assert [bool(one & one.default) for one in flags] == [True, False, False]


def test_what_is_drawn_is_laid_out_as_what_is_written(fonts: Path) -> None:
    letters = typeface("en", fonts)
    for width, height in ((360, 640), (360, 480), (640, 360)):
        written = layout("en").for_picture(width, height)
        drawn = lettering.drawn_on(layout("en"), letters, width, height)
        assert drawn == msgspec.structs.replace(written, size=drawn.size)
        assert drawn.size == pytest.approx(letters.style_size(written.size), abs=0.01)


def test_the_episode_itself_is_never_written(episode: Path) -> None:
    episode.with_name("E01.muxed.mp4").symlink_to(episode)
    with pytest.raises(InputError, match="is the episode itself"):
        mux_in(Delivery(episode, ("en",), force=True))


OLD = Box(0.1, 0.8, 0.9, 0.9)


def looked_at(episode: Path, **fields: Any) -> None:
    screen = Screen(360, 640, burned=(Burned(Span(0, 1900), OLD),))
    write_record(episode, tracks={"en": track("en", "Hello")}, screen=screen, **fields)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Those that are asked for; at 20 to 30 % of the height something is seen."""
    asked: list[Job] = []

    def watch(job: Job, listener: Listener) -> Seen:
        asked.append(job)
        return Seen(2000, (SeenLine("走", 0, 1900, DIALOGUE, Box(0.1, 0.2, 0.9, 0.3), 0.9),))

    monkeypatch.setattr(jobs, "watch", watch)
    return asked


def test_new_rows_stand_where_the_old_ones_are_covered(episode: Path, looks: list[Job]) -> None:
    looked_at(episode, media=measure(episode))
    (out,) = burn_in(Delivery(episode, ("en",)), Drawing("box", "libx264", "ultrafast"))
    assert out.name == "E01.en.box.burned.mp4"
    shown = at(out, 1.0)
    left, top, right, bottom = box_of(ink(shown))
    assert (top + bottom) / 2 / SIZE[1] == pytest.approx(0.85, abs=0.01)
    assert (left + right) / 2 / SIZE[0] == pytest.approx(0.5, abs=0.01)
    assert not touched(shown)[:500].any()
    assert at(out, 0.2)[515:570, 40:320].max() < 60
    assert not looks


def test_what_nobody_has_looked_at_is_looked_at_for_covering(episode: Path, looks: list[Job]) -> None:
    """No run at all, and one over another file of that name."""
    for record in (None, "of another file"):
        episode.with_name("E01.record.json").unlink()
        if record:
            looked_at(episode, media=Media("E01.mp4", "another", 1))
        (out,) = burn_in(Delivery(episode, ("en",), force=True), Drawing("box", "libx264", "ultrafast"))
        _, top, _, bottom = box_of(ink(at(out, 1.0)))
        assert (top + bottom) / 2 / SIZE[1] == pytest.approx(0.25, abs=0.01)
        if not record:
            looked_at(episode)
    assert [(one.media, one.watch) for one in looks] == [(episode, "on")] * 2


def test_where_nothing_is_burned_in_nothing_is_covered(
    episode: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownName, match="did you mean 'blur'"):
        burn_in(Delivery(episode, ("en",)), Drawing(cover="blurr"))
    monkeypatch.setattr(jobs, "watch", lambda job, listener: Seen(2000))
    events: list[Event] = []
    burn_in(Delivery(episode, ("th",)), Drawing("blur", "libx264", "ultrafast"), events.append)
    assert any("nothing was seen" in one.message for one in events if isinstance(one, Warned))


def test_no_variant_takes_the_place_of_another(episode: Path, fonts: Path, looks: list[Job]) -> None:
    font = fonts / "noto-sans-cjk" / "NotoSansCJK-Regular.ttc"
    mine = given(episode, "mine.srt", "Mine")
    variants = [
        (Delivery(episode, ("en",)), FAST),
        (Delivery(episode, ("en",), profile="tiktok"), FAST),
        (Delivery(episode, ("en",)), replace(FAST, cover="box")),
        (Delivery(episode, ("en",), subtitles=mine), FAST),
        (Delivery(episode, ("en",)), replace(FAST, font=font)),
    ]
    assert [burn_in(*one)[0].name for one in variants] == [
        "E01.en.burned.mp4",
        "E01.en.tiktok.burned.mp4",
        "E01.en.box.burned.mp4",
        "E01.en.mine.burned.mp4",
        "E01.en.NotoSansCJK-Regular.burned.mp4",
    ]


def test_a_font_that_cannot_be_had_is_told_with_the_command(
    episode: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCALIZE_HOME", str(tmp_path / "empty"))
    monkeypatch.setenv("PIP_INDEX_URL", f"file://{tmp_path}/nowhere")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    with pytest.raises(
        WeightsMissing, match=r"no font Noto Sans Thai .*`localize models pull noto-sans-thai`"
    ):
        burn_in(Delivery(episode, ("th",)), FAST)
    assert lettering.typeface_at_hand("th") is None


def test_letters_that_a_font_lacks_are_told(episode: Path, fonts: Path) -> None:
    episode.with_name("E01.en.srt").unlink()
    write_record(episode, tracks={"en": track("en", "Hello 你")})
    events: list[Event] = []
    burn_in(Delivery(episode, ("en",)), FAST, events.append)
    told = next(one.message for one in events if isinstance(one, Warned))
    assert told.startswith(
        "en: Noto Sans (NotoSans.ttf) has no glyph for 你 (U+4F60): 1 of 1 cues show empty"
    )

    font = fonts / "noto-sans-cjk" / "NotoSansCJK-Regular.ttc"
    events.clear()
    burn_in(Delivery(episode, ("en",)), Drawing("none", "libx264", "ultrafast", font), events.append)
    assert not any(isinstance(one, Warned) for one in events)
    with pytest.raises(ConfigurationError, match="no font file"):
        burn_in(Delivery(episode, ("en",)), Drawing(font=episode))


@pytest.mark.parametrize("name", ["E02.mp4", "E01.en.srt"])
def test_what_is_no_video_is_told(episode: Path, name: str) -> None:
    with pytest.raises((InputError, NotMedia)):
        burn_in(Delivery(episode.with_name(name), ("en",)), FAST)


def warnings(delivery: Delivery) -> list[str]:
    events: list[Event] = []
    burn_in(delivery, FAST, events.append)
    return [one.message for one in events if isinstance(one, Warned)]


def given(episode: Path, name: str, *texts: str) -> Path:
    path = episode.parent / name
    path.write_text("\n".join(map(SRT.format, texts)), "utf-8")
    return path


def test_what_goes_elsewhere_is_made_of_what_lies_beside_the_episode(episode: Path, tmp_path: Path) -> None:
    boxed = tmp_path / "boxed"
    (here,) = burn_in(Delivery(episode, ("en",)), FAST)
    there = Delivery(episode, ("en",), out=boxed)
    for _ in range(2):
        assert burn_in(there, FAST) == [boxed / "E01.en.burned.mp4"]
    # Neither hides the other from what is known as ours.
    assert burn_in(Delivery(episode, ("en",)), FAST) == [here]
    assert [one.name for one in boxed.iterdir()] == ["E01.en.burned.mp4"]


def test_what_lies_where_it_goes_counts_before_what_lies_beside_the_episode(
    episode: Path, tmp_path: Path
) -> None:
    (tmp_path / "boxed").mkdir()
    given(episode, "boxed/E01.en.srt", "Of that folder")
    assert texts(mux_in(Delivery(episode, ("en",), out=tmp_path / "boxed"))) == ["Of that folder"]


def test_rows_that_run_off_the_picture_are_told(episode: Path) -> None:
    long = "She wanted to tell him everything that had happened since the fire."
    (told,) = warnings(Delivery(episode, ("en",), subtitles=given(episode, "mine.srt", "Short", long)))
    assert told.startswith("en: 1 of 2 cues have a row wider than the room")
    assert "(1 of them run off the picture); the widest, at 00:00:00.500, takes" in told
    assert warnings(Delivery(episode, ("th",))) == []


@pytest.mark.parametrize(
    ("name", "text", "to", "told"),
    [
        ("my.th.srt", "สวัสดีครับคุณโจวเฮ่า", "ar", r"is in Thai by its name, not in Arabic .*`--to th`"),
        ("my.es.srt", "Hola", "en", r"is in Spanish by its name, not in English .*`--to es`"),
        ("mine.srt", "สวัสดีครับคุณโจวเฮ่า", "ar", r"is not in Arabic: its letters are Thai"),
        ("mine.srt", "Marhaban ya Zhou Hao", "ar", r"its letters are Latin .*`--to ar-Latn`"),
    ],
)
def test_subtitles_in_another_language_are_not_drawn(
    episode: Path, name: str, text: str, to: str, told: str
) -> None:
    with pytest.raises(InputError, match=told):
        burn_in(Delivery(episode, (to,), subtitles=given(episode, name, text)), FAST)
    assert not list(episode.parent.glob("*.burned.*"))


@pytest.mark.parametrize(
    ("name", "to"),
    [("my.en.srt", "en-GB"), ("my.new.srt", "en"), ("my.en.sdh.srt", "en"), ("mine.srt", "en")],
)
def test_a_name_that_tells_no_other_language_is_no_hindrance(episode: Path, name: str, to: str) -> None:
    assert warnings(Delivery(episode, (to,), subtitles=given(episode, name, "Hello there"))) == []


def test_the_name_of_a_file_tells_its_language(episode: Path) -> None:
    (out,) = burn_in(Delivery(episode, (), subtitles=given(episode, "my.th.srt", "สวัสดี")), FAST)
    assert out.name == "E01.th.my.burned.mp4"


def test_a_track_in_two_languages_is_named_as_its_file(episode: Path) -> None:
    with pytest.raises(InputError, match=r"no subtitles in en\+zh .*--to en --bilingual zh`"):
        mux_in(Delivery(episode, ("en+zh",)))
    both = given(episode, "E01.en+zh.srt", "Hello there\n你好")
    for delivery in (Delivery(episode, ("en+zh",)), Delivery(episode, (), subtitles=both)):
        (out,) = burn_in(delivery, FAST)
        assert out.name == "E01.en+zh.burned.mp4"
        assert warnings(delivery) == []  # the fonts are those of both
    plain = given(episode, "mine.srt", "Hello there\n你好")
    (told,) = warnings(Delivery(episode, ("en",), subtitles=plain))
    assert "1 of 1 cues show empty boxes" in told


def test_cues_that_begin_after_the_picture_ends_are_told(episode: Path) -> None:
    late = SRT.format("Hello") + "\n2\n00:01:00,000 --> 00:01:02,000\nLate\n"
    episode.with_name("E01.en.srt").write_text(late, "utf-8")
    said = "en: 1 of 2 cues begin after the picture's end at 00:00:02"
    (told,) = warnings(Delivery(episode, ("en",)))
    assert told.startswith(said)
    events: list[Event] = []
    mux_in(Delivery(episode, ("en",)), "mkv", events.append)
    assert [one.message.startswith(said) for one in events if isinstance(one, Warned)] == [True]


def test_a_folder_is_never_written_over(episode: Path) -> None:
    episode.with_name("E01.en.burned.mp4").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        burn_in(Delivery(episode, ("en",), force=True), FAST)


def test_a_folder_whose_name_is_not_utf8_is_in_the_record(episode: Path) -> None:
    there = Delivery(episode, ("en",), out=episode.parent / os.fsdecode(b"\xff"))
    episode.parent.joinpath(os.fsdecode(b"\xff")).mkdir()
    for _ in range(2):
        assert mux_in(there).is_file()


def test_a_player_finds_a_track_in_two_languages_by_the_first(episode: Path) -> None:
    given(episode, "E01.en+zh.srt", "Hello there\n你好")
    for kind, key in (("mp4", "handler_name"), ("mkv", "title")):
        with av.open(str(mux_in(Delivery(episode, ("en+zh", "en")), kind))) as container:
            found = [(one.language, one.metadata.get(key)) for one in container.streams.subtitles]
        assert found == [("eng", "English and Simplified Chinese (en+zh)"), ("eng", "English (en)")]


def test_the_hint_names_what_both_commands_take(episode: Path) -> None:
    with pytest.raises(InputError, match=r"no subtitles in fr") as caught:
        mux_in(Delivery(episode, ("fr",)))
    assert caught.value.hint.endswith("lie there as E01.fr.srt")
