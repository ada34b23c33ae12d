"""Subtitle files → other formats."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from localize.domain.episode import Media
from localize.domain.screen import Frames, Screen
from localize.domain.seen import CARD
from localize.domain.track import TOP, Cue, Track
from localize.errors import BadSubtitles, ConfigurationError, InputError, LocalizeError
from localize.events import Event, Warned
from localize.pipeline.converting import Conversion, Converter
from localize.pipeline.finished import episodes_in
from localize.pipeline.record import Output, dump_record, read_record
from localize.profiles import load_profile
from localize.store.keys import digest
from localize.subtitle.formats import FORMATS, files
from localize.subtitle.read import read_track
from tests.pipeline.films import film
from tests.pipeline.records import record_with
from tests.subtitle.lines import nasty_track
from tests.subtitle.test_broadcast import SCC, stl
from tests.subtitle.tracks import STEPS, shown_cues, shown_rows

FILM = Frames(24000, 1001)
LAYOUT = load_profile("vertical").layout_of("en")
# Plain text has no times, and is not read.
READ = sorted(set(FORMATS) - {"txt"})
PLAIN = Track("en", (Cue("1", 1000, 2000, ("one",)), Cue("2", 5000, 7000, ("two", "rows"))))
RICH = Track(
    "en",
    (
        Cue("L1", 1000, 2000, ("one",), speaker="Tom", italic=True),
        Cue("L2", 3000, 4000, ("card",), place=TOP, kind=CARD, edge=0.2, boxed=True),
    ),
)

pytestmark = pytest.mark.usefixtures("home")


def write(folder: Path, name: str, track: Track = PLAIN, stem: str = "E01.en") -> Path:
    folder.mkdir(exist_ok=True)
    for file, text in files(track, name, LAYOUT, stem):
        (folder / file).write_text(text, "utf-8", newline="")
    return folder / f"{stem}.{FORMATS[name].extension}"


def convert(file: Path, *formats: str, **asked: Any) -> tuple[list[Path], list[str]]:
    """What was written, and what was said of it."""
    said: list[str] = []

    def listen(event: Event) -> None:
        if isinstance(event, Warned):
            said.append(event.message)

    return Converter(Conversion(formats, **asked), listen).convert(file), said


@pytest.mark.parametrize("before", READ)
def test_every_pair_of_formats_keeps_texts_and_times(tmp_path: Path, before: str) -> None:
    wanted = shown_cues(nasty_track())
    source = write(tmp_path / "in", before, Track("en", nasty_track().cues, FILM))
    written, _ = convert(source, *READ, fps="23.976", out=tmp_path / "out")
    assert [path.name for path in written] == [f"E01.en.{FORMATS[name].extension}" for name in READ]
    for name, path in zip(READ, written, strict=True):
        back = [cue for cue in read_track(path, "en").cues if shown_rows(cue)]
        assert list(map(shown_rows, back)) == list(map(shown_rows, wanted)), name
        grain = STEPS.get(before, 1) + STEPS.get(name, 1)
        for cue, was in zip(back, wanted, strict=True):
            assert abs(cue.start_ms - was.start_ms) <= grain, name
            assert abs(cue.end_ms - was.end_ms) <= grain, name


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("srt", "the names of cues in 2 of 2 cues, the height in the picture in 1 of 2 cues, who speaks in "
         "1 of 2 cues, that they are text on the screen in 1 of 2 cues, boxes in 1 of 2 cues"),
        ("sbv", "the names of cues in 2 of 2 cues, the place at the top in 1 of 2 cues, the height in the "
         "picture in 1 of 2 cues, who speaks in 1 of 2 cues, that they are text on the screen in 1 of 2 "
         "cues, boxes in 1 of 2 cues, italics in 1 of 2 cues"),
        ("ass", "the names of cues in 2 of 2 cues"),
        ("vtt", ""), ("hls", ""), ("ttml", ""), ("imsc", ""), ("ebu-tt-d", ""),
    ],
)  # fmt: skip
def test_what_a_format_cannot_keep_is_said(tmp_path: Path, name: str, lost: str) -> None:
    _, said = convert(write(tmp_path, "json", RICH), name, profile="vertical")
    extension = FORMATS[name].extension if name != "hls" else "m3u8"
    told = f"{tmp_path / f'E01.en.{extension}'}: {name} does not keep {lost}"
    assert said == ([told] if lost else [])


def test_times_that_are_lost_are_told(tmp_path: Path) -> None:
    cues = (Cue("1", 1000, 5000, ("one",)), Cue("2", 3000, 4000, ("top",), place=TOP))
    source = write(tmp_path, "json", Track("en", cues))
    (lrc,), (plain,) = convert(source, "lrc")[1], convert(source, "txt")[1]
    assert "lrc does not keep exact times in 1 of 2 cues (off by up to 2000 ms), the place at" in lrc
    assert "txt does not keep times, the place at" in plain
    same = (Cue("1", 1000, 2000, ("one",)), Cue("2", 1000, 2000, ("top",), place=TOP))
    (merged,) = convert(write(tmp_path, "json", Track("en", same)), "lrc")[1]
    assert merged.endswith("lrc does not keep each cue by itself (2 become 1)")


def test_markup_that_nobody_reads_is_told(tmp_path: Path) -> None:
    source = tmp_path / "E01.en.srt"
    source.write_text(
        "1\n00:00:01,000 --> 00:00:02,000\n<b>Hi</b>, <i>you</i>\n\n"
        "2\n00:00:03,000 --> 00:00:04,000\n{\\an8}<i>Up</i>\n",
        "utf-8",
    )
    _, said = convert(source, "sbv")
    assert said[0] == (
        f"{source}: not carried over: markup in 1 of 2 cues (<b> </b>), italics of a part in 1 of 2 cues"
    )
    styled = write(tmp_path, "ass")
    assert f"{styled}: not carried over: the fonts and colours of its styles" in convert(styled, "srt")[1]


def test_a_second_language_is_told_where_a_format_names_one(tmp_path: Path) -> None:
    source = write(tmp_path, "srt", stem="E01.en+zh")
    (path,), said = convert(source, "ttml", profile="vertical")
    assert path.name == "E01.en+zh.ttml"
    assert said == [f"{source} is in en and zh: ttml says that all of it is en"]
    assert convert(source, "sbv")[1] == []


# ── what must be known ───────────────────────────────────────────────────────────────────────────────


def test_a_format_that_counts_pictures_needs_their_rate(tmp_path: Path) -> None:
    source = write(tmp_path, "srt")
    with pytest.raises(ConfigurationError, match="itt counts pictures, and nobody says how many") as caught:
        convert(source, "vtt", "itt")
    assert caught.value.hint == "add --fps, for example --fps 23.976, or --video FILE"
    assert not (tmp_path / "E01.en.vtt").exists()
    for asked in ({"fps": "25"}, {"video": film(tmp_path / "E01.mp4")}):
        (path,), _ = convert(source, "itt", **asked)
        assert 'frameRate="25"' in path.read_text("utf-8")


def test_a_file_that_counts_pictures_needs_their_rate(tmp_path: Path) -> None:
    source = tmp_path / "E01.en.sub"
    source.write_text("{25}{50}Hello|you\n{100}{150}Bye\n")
    with pytest.raises(BadSubtitles, match="does not say how many a second") as caught:
        convert(source, "srt")
    assert "--fps" in caught.value.hint
    (path,), _ = convert(source, "srt", fps="25")
    assert [(cue.start_ms, cue.end_ms, cue.rows) for cue in read_track(path, "en").cues] == [
        (1000, 2000, ("Hello", "you")),
        (4000, 6000, ("Bye",)),
    ]
    source.write_text("{1}{1}50\n{50}{100}Hello\n")
    (path,), _ = convert(source, "srt", fps="25")
    assert [cue.start_ms for cue in read_track(path, "en").cues] == [1000]


def test_times_are_stretched_and_moved(tmp_path: Path) -> None:
    source = write(tmp_path, "srt")
    (path,), said = convert(source, "srt", fps="25", to_fps="23.976", shift_ms=-43)
    assert [(cue.start_ms, cue.end_ms) for cue in read_track(path, "en").cues] == [(1000, 2042), (5171, 7256)]
    assert said == [f"{source} is what was read and is kept; the new one is E01.en.new.srt"]
    (path,), _ = convert(source, "itt", fps="25", to_fps="24")
    assert 'frameRate="24"' in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"to_fps": "24"}, "nobody says from which rate"),
        ({"fps": "fast"}, "'fast' is no frame rate"),
        ({"mpegts": 1}, "--mpegts is for hls"),
        ({"language": "klingonish"}, "unknown language"),
        ({"profile": "tictok"}, "unknown profile"),
        ({"shift_ms": -1001}, "before the video"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, asked: dict[str, Any], said: str) -> None:
    source = write(tmp_path, "srt")
    with pytest.raises(ConfigurationError, match=said):
        convert(source, "vtt", **asked)
    assert list(tmp_path.iterdir()) == [source]


def test_a_language_is_asked_for_where_a_format_names_one(tmp_path: Path) -> None:
    source = write(tmp_path, "srt", stem="film")
    assert [path.name for path in convert(source, "vtt", "sbv")[0]] == ["film.vtt", "film.sbv"]
    with pytest.raises(ConfigurationError, match="does not say in which language") as caught:
        convert(source, "ttml")
    assert "--lang" in caught.value.hint
    (path,), _ = convert(source, "ttml", language="pt-br")
    assert 'xml:lang="pt-BR"' in path.read_text("utf-8")


def test_the_picture_decides_where_text_stands(tmp_path: Path) -> None:
    source = write(tmp_path, "srt")
    (path,), said = convert(source, "vtt")
    assert said == [f"{source}: nobody knows the picture, so it is laid out as vertical"]
    vertical = path.read_text("utf-8")
    wide = film(tmp_path / "wide.mp4", 112, 64)
    (path,), said = convert(source, "vtt", video=wide)
    assert said == []
    assert path.read_text("utf-8") != vertical


# ── what is read ─────────────────────────────────────────────────────────────────────────────────────


def test_what_broadcasters_keep(tmp_path: Path) -> None:
    pictures = tmp_path / "E01.de.stl"
    pictures.write_bytes(stl(("10000100", "10000312", 20, b"Wo bist\x8adu, M\xc8uller?")))
    (path,), _ = convert(pictures, "srt")
    assert path.read_text("utf-8") == "1\n00:00:01,000 --> 00:00:03,480\nWo bist\ndu, Müller?\n\n"
    captions = tmp_path / "E01.en.scc"
    captions.write_text(SCC)
    assert "HELLO" in convert(captions, "vtt")[0][0].read_text("utf-8")


def test_without_ttconv_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ttconv.model", None)
    source = tmp_path / "E01.en.scc"
    source.write_text(SCC)
    with pytest.raises(BadSubtitles, match="ttconv, which is not installed") as caught:
        convert(source, "srt")
    assert "pip install" in caught.value.hint


@pytest.mark.parametrize("text", ["", "no subtitles", "WEBVTT\n"])
def test_what_holds_none(tmp_path: Path, text: str) -> None:
    source = tmp_path / "E01.en.vtt"
    source.write_text(text)
    with pytest.raises(LocalizeError):
        convert(source, "srt")
    assert list(tmp_path.iterdir()) == [source]


# ── what is there already ────────────────────────────────────────────────────────────────────────────


def test_what_was_edited_is_kept_and_what_is_ours_written_anew(tmp_path: Path) -> None:
    source, target = write(tmp_path, "srt"), tmp_path / "E01.en.sbv"
    assert convert(source, "sbv") == ([target], [])
    write(tmp_path, "srt", Track("en", PLAIN.cues[:1]))
    assert convert(source, "sbv") == ([target], [])
    target.write_text("mine")
    (beside,), said = convert(source, "sbv")
    assert (beside.name, target.read_text()) == ("E01.en.new.sbv", "mine")
    assert said == [f"{target} was edited by hand and is kept; the new one is E01.en.new.sbv"]
    assert convert(source, "sbv", force=True)[0] == [target]
    assert (tmp_path / "E01.en.sbv.bak").read_text() == "mine"


def test_a_file_that_is_in_the_format_already_is_left_alone(tmp_path: Path) -> None:
    source = write(tmp_path, "vtt")
    before = source.read_bytes()
    assert convert(source, "vtt") == ([], [f"{source} is vtt already"])
    written, _ = convert(source, "vtt", "sbv")
    assert [path.name for path in written] == ["E01.en.sbv"]
    assert source.read_bytes() == before


def test_two_files_do_not_become_one(tmp_path: Path) -> None:
    one, other = write(tmp_path, "srt"), write(tmp_path, "sbv", RICH)
    converter = Converter(Conversion(("lrc",)))
    (path,) = converter.convert(one)
    before = path.read_bytes()
    with pytest.raises(InputError, match="has just been made from"):
        converter.convert(other)
    assert path.read_bytes() == before


def test_beside_its_episode_it_is_no_edit(tmp_path: Path) -> None:
    """What packages and burns the episode takes what its run made, not what was made of that."""
    source = write(tmp_path, "srt")
    media = Media(str(film(tmp_path / "E01.mp4")), "", 0)
    output = Output(source.name, "en", "srt", digest(source.read_bytes()))
    record = record_with(
        media=media, outputs=(output,), tracks={"en": PLAIN}, screen=Screen(64, 112, Frames(25))
    )
    (tmp_path / "E01.record.json").write_bytes(dump_record(record))
    written, said = convert(source, "sbv", "itt", "hls")
    assert said == []
    kept = read_record(tmp_path / "E01.record.json")
    assert kept is not None
    assert {one.file for one in kept.outputs} == {source.name, *(path.name for path in written)}
    (finished,) = episodes_in(tmp_path)
    left = finished.left("en", "en")
    assert left is not None
    assert left.edited is None


def test_a_playlist_runs_along_the_video(tmp_path: Path) -> None:
    source = write(tmp_path, "srt")
    video = film(tmp_path / "E01.ts", frames=25 * 14, begins_s=10)
    written, _ = convert(source, "hls", video=video)
    assert [path.name for path in written] == [
        "E01.en.0001.vtt", "E01.en.0002.vtt", "E01.en.0003.vtt", "E01.en.m3u8",
    ]  # fmt: skip
    assert all("MPEGTS:900000,LOCAL:00:00:00.000" in path.read_text("utf-8") for path in written[:-1])
    assert "#EXTINF:2.000,\nE01.en.0003.vtt" in written[-1].read_text("utf-8")
    first, *_ = convert(source, "hls", mpegts=126_000)[0]
    assert "MPEGTS:126000," in first.read_text("utf-8")
