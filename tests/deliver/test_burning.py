from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from localize.deliver.ffmpeg import run
from localize.deliver.picture import picture_of
from localize.domain.screen import Burned
from localize.domain.seen import Box
from localize.domain.times import Span
from localize.errors import InputError, NotMedia
from localize.events import Event, PartDone, StageDone, StageStarted, Warned
from localize.fonts import FontRuler
from tests.deliver.pictures import (
    SIZE,
    at,
    box_of,
    burned,
    clip,
    grey_frames,
    ink,
    layout,
    touched,
    typeface,
)

TEXTS = {
    "en": ("You said you would", "never come back."),
    "th": ("เธอบอกว่าจะไม่มีวัน", "กลับมาหาฉันอีกแล้ว"),
    "ar": ("قلت إنك لن تعود", "إليّ أبدا."),
    "hi": ("तुमने कहा था कि तुम", "कभी वापस नहीं आओगे।"),
    "ja": ("もう二度と戻らないって", "言ったじゃない"),
}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clip(tmp_path_factory.mktemp("plain") / "E01.mp4")


@pytest.mark.parametrize("language", TEXTS)
def test_text_is_drawn_and_only_between_the_margins(language: str, plain: Path, fonts: Path) -> None:
    shown = burned(plain, TEXTS[language], language, fonts)
    pixels, of = at(shown, 1.0), layout(language)
    left, top, right, bottom = box_of(touched(pixels))
    scale = SIZE[0] / of.width
    assert of.margin_left * scale - 1 <= left < right <= SIZE[0] - of.margin_right * scale + 1
    assert of.margin_top * scale <= top < bottom <= SIZE[1] - of.margin_bottom * scale + 1
    assert bottom > SIZE[1] - (of.margin_bottom + of.size) * scale  # on the lower margin, not above it
    assert ink(pixels).sum() > 80
    assert not touched(at(shown, 0.2)).any()
    assert not touched(at(shown, 1.8)).any()


@pytest.mark.parametrize("language", TEXTS)
def test_a_row_is_as_wide_as_the_ruler_says(language: str, plain: Path, fonts: Path) -> None:
    row = TEXTS[language][0]
    left, _, right, _ = box_of(touched(at(burned(plain, (row,), language, fonts), 1.0)))
    of = layout(language)
    share = FontRuler(typeface(language, fonts), of.size, of.free_width, of.outline).share(row)
    assert (right - left) / SIZE[0] * of.width == pytest.approx(share * of.free_width, rel=0.06)


def test_arabic_is_joined_and_runs_from_right_to_left(plain: Path, fonts: Path) -> None:
    """Letters without descent, and at the end one with a tail."""
    together = ink(at(burned(plain, ("اااااااااام",), "ar", fonts), 1.0))
    left, _, right, bottom = box_of(together)
    below = together[bottom - 2 : bottom]
    assert below[:, : (left + right) // 2].any()  # the tail of م, which is said last
    assert not below[:, (left + right) // 2 :].any()


def test_a_full_stop_ends_an_arabic_row_at_its_left(plain: Path, fonts: Path) -> None:
    pixels = ink(at(burned(plain, ("اااااااااا.",), "ar", fonts), 1.0))
    left, top, right, bottom = box_of(pixels)
    first = pixels[:, left : left + 2]
    assert not first[: (top + bottom) // 2].any()
    assert pixels[: (top + bottom) // 2, right - 3 : right].any()


def test_chinese_is_drawn_as_its_region_writes_it(plain: Path, fonts: Path) -> None:
    """骨 has its corner on the other side in Taiwan."""
    drawn = [
        at(burned(plain, ("骨骨骨骨",), language, fonts, out=plain.with_name(f"{language}.mp4")), 1.0)
        for language in ("zh", "zh-Hant", "ja")
    ]
    for other in drawn[1:]:
        assert (np.abs(drawn[0].astype(int) - other) > 40).sum() > 20


@pytest.mark.parametrize("cover", ["box", "blur"])
def test_what_is_burned_in_already_is_hidden_while_it_is_there(
    cover: str, fonts: Path, tmp_path: Path
) -> None:
    # Stripes as fine as strokes, which a blur must wash out.
    video = clip(tmp_path / "E01.mp4", white=(slice(534, 556), slice(80, 280, 8)))
    old = Burned(Span(400, 1200), Box(80 / 360, 534 / 640, 280 / 360, 556 / 640))
    shown = burned(video, ("Hello",), "en", fonts, cover="box" if cover == "box" else "blur", old=(old,))
    stripes = (slice(534, 556), slice(80, 280))
    contrast = {time: int(np.ptp(at(shown, time)[stripes])) for time in (0.2, 0.8, 1.8)}
    assert contrast[0.2] > 100 < contrast[1.8]
    assert contrast[0.8] < 40
    assert touched(at(shown, 0.8))[:500].any()  # the new text stands


def test_sound_is_copied_and_frames_keep_their_times(plain: Path, fonts: Path) -> None:
    shown = burned(plain, TEXTS["en"], "en", fonts)
    times = [[time for time, _ in grey_frames(path)] for path in (plain, shown)]
    assert times[0] == pytest.approx(times[1], abs=0.001)
    packets = []
    for path in (plain, shown):
        with av.open(str(path)) as container:
            packets.append([bytes(packet) for packet in container.demux(audio=0) if packet.size])
    assert packets[0] == packets[1]


def test_a_picture_that_begins_late_shows_its_subtitles_on_time(fonts: Path, tmp_path: Path) -> None:
    video = clip(tmp_path / "E01.mkv", begins=1.0)
    assert picture_of(video).begins_ms == pytest.approx(1000, abs=50)
    shown = burned(video, ("Hello",), "en", fonts, out=tmp_path / "out.mkv")
    frames = grey_frames(shown)
    first = frames[0][0]
    seen = [time - first for time, pixels in frames if touched(pixels).any()]
    assert seen[0] == pytest.approx(0.5, abs=0.041)
    assert seen[-1] == pytest.approx(1.46, abs=0.041)


def test_letters_keep_their_shape_where_pixels_are_no_squares(fonts: Path, tmp_path: Path) -> None:
    """Stored half as wide as shown: text, too, is half as wide in what is stored."""
    widths = []
    for width, aspect in ((360, Fraction(1)), (180, Fraction(2))):
        video = clip(tmp_path / f"{width}.mp4", size=(width, 640), aspect=aspect)
        assert picture_of(video).width == pytest.approx(360, abs=1)
        left, _, right, _ = box_of(touched(at(burned(video, ("Hello there",), "en", fonts), 1.0)))
        widths.append((right - left) * 360 / width)
    assert widths[1] == pytest.approx(widths[0], rel=0.05)


def test_a_picture_that_lies_on_its_side_is_drawn_on_as_it_is_displayed(fonts: Path, tmp_path: Path) -> None:
    lying = clip(tmp_path / "lying.mp4", size=(640, 360))
    video = tmp_path / "E01.mp4"
    turn = ["-display_rotation:v:0", "90", "-i", str(lying), "-c", "copy", str(video)]
    run(turn, tmp_path)
    assert (picture_of(video).width, picture_of(video).height) == SIZE
    pixels = at(burned(video, ("Hello there",), "en", fonts), 1.0)
    assert pixels.shape == (640, 360)
    left, top, right, bottom = box_of(touched(pixels))
    assert right - left > 2 * (bottom - top)
    assert left + right == pytest.approx(360, abs=6)


def test_odd_names_are_no_trouble(fonts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it's a: [folder], 100%\\n"
    folder.mkdir()
    video = clip(folder / "第1集 'a;b'.mp4")
    assert touched(at(burned(video, ("Hello",), "en", fonts), 1.0)).any()


def test_progress_is_told_in_seconds(plain: Path, fonts: Path) -> None:
    events: list[Event] = []
    burned(plain, ("Hello",), "en", fonts, listener=events.append)
    assert events[0] == StageStarted("burn en", parts=2, hits=0)
    assert events[1:-1] == [PartDone("burn en", "1"), PartDone("burn en", "2")]
    assert isinstance(events[-1], StageDone)


def test_a_file_without_a_picture_is_told(tmp_path: Path) -> None:
    sound = tmp_path / "E01.m4a"
    with av.open(str(sound), "w") as target:
        stream = target.add_stream("aac", rate=16000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate = 16000
        target.mux(stream.encode(frame))
        target.mux(stream.encode())
    with pytest.raises(NotMedia, match="has no picture"):
        picture_of(sound)


def test_what_ends_early_is_told_and_what_fails_leaves_nothing(fonts: Path, tmp_path: Path) -> None:
    whole = clip(tmp_path / "whole.mkv", seconds=6, sounds=False)
    short = tmp_path / "short.mkv"
    short.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    events: list[Event] = []
    burned(short, ("Hello",), "en", fonts, listener=events.append, out=tmp_path / "out.mkv")
    assert "damaged or cut short" in next(one.message for one in events if isinstance(one, Warned))

    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError, match="ffmpeg says"):
        burned(whole, ("Hello",), "en", fonts, out=tmp_path / "out.nonsense")
    assert sorted(tmp_path.iterdir()) == before


def test_whoever_interrupts_it_finds_no_half_file(fonts: Path, tmp_path: Path) -> None:
    video = clip(tmp_path / "E01.mp4", seconds=4)

    def press(event: Event) -> None:
        if isinstance(event, PartDone):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        burned(video, ("Hello",), "en", fonts, listener=press)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["E01.mp4"]
