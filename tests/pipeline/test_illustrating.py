"""The pictures of a report, against the same cues burned in."""

from __future__ import annotations

import io
from pathlib import Path
from types import MappingProxyType

import av
import msgspec
import pytest

from localize.deliver import ffmpeg
from localize.deliver.report.page import Illustrated, pictured
from localize.domain.screen import Burned
from localize.domain.seen import Box
from localize.domain.times import Span
from localize.errors import EngineUnavailable
from localize.pipeline import lettering
from localize.pipeline.delivering import Delivery, Drawing, burn_in
from localize.pipeline.footage import footage_of
from localize.pipeline.illustrating import illustrated
from localize.pipeline.quality import check_file, mend_file
from localize.pipeline.record import dump_record
from localize.profiles import load_profile
from tests.deliver.pictures import SIZE, Grey, at, box_of, clip, touched
from tests.pipeline.records import record_with

PROFILE = load_profile("vertical")
FAST = Drawing(encoder="libx264", preset="ultrafast")
# Too wide for its row, which burning does not wrap; the second is shown too short.
WIDE = "He said that he would never come back to us"
TEXTS = {
    "en": (WIDE, "Never.\nEver."),
    "th": ("เธอบอกว่าจะไม่มีวันกลับมาหาฉันอีกแล้วเลย", "ไม่"),
    "ar": (f"قلت إنك {WIDE}", "لا.\nأبدا."),
}


@pytest.fixture(autouse=True)
def _own_fonts(fonts: Path, shelf_only_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lettering, "system_folders", list)


def subtitles(folder: Path, language: str) -> Path:
    first, second = TEXTS[language]
    path = folder / f"E01.{language}.srt"
    times = ("00:00:00,200 --> 00:00:01,400", "00:00:01,600 --> 00:00:01,900")
    cues = (
        f"{number}\n{of}\n{text}\n" for number, of, text in zip((1, 2), times, (first, second), strict=True)
    )
    path.write_text("\n".join(cues), "utf-8")
    return path


def shown(file: Path, video: Path, language: str) -> Illustrated:
    footage = footage_of(file, video)
    (one,) = illustrated([(check_file(file, PROFILE, language, footage), footage, PROFILE)])
    return one


def grey(jpeg: bytes) -> Grey:
    with av.open(io.BytesIO(jpeg)) as container:
        return next(container.decode(video=0)).to_ndarray(format="gray")


def assert_alike(picture: Grey, frame: Grey) -> None:
    scale = picture.shape[0] / SIZE[1]
    for small, large in zip(box_of(touched(picture)), box_of(touched(frame)), strict=True):
        assert small == pytest.approx(large * scale, abs=2)


@pytest.mark.parametrize("language", TEXTS)
def test_a_cue_stands_in_its_picture_as_it_is_burned_in(language: str, tmp_path: Path) -> None:
    video, file = clip(tmp_path / "E01.mp4"), subtitles(tmp_path, language)
    one = shown(file, video, language)
    assert (one.bare, sorted(one.pictures)) == ("", [800, 1750])
    (burned,) = burn_in(Delivery(video, (language,), profile="vertical", subtitles=file), FAST)
    for at_ms, jpeg in one.pictures.items():
        assert_alike(grey(jpeg), at(burned, at_ms / 1000))


def test_it_stands_beside_what_is_burned_into_the_video(tmp_path: Path) -> None:
    video, file = clip(tmp_path / "E01.mp4"), subtitles(tmp_path, "en")
    low = box_of(touched(grey(shown(file, video, "en").pictures[1750])))
    old = Burned(Span(0, 2000), Box(0.1, 0.6, 0.9, 0.7))
    screen = footage_of(file, video).screen
    assert screen is not None
    record = record_with(screen=msgspec.structs.replace(screen, burned=(old,)))
    (tmp_path / "E01.record.json").write_bytes(dump_record(record))
    high = shown(file, video, "en")
    assert box_of(touched(grey(high.pictures[1750])))[3] <= 0.6 * 480 < low[3]
    (burned,) = burn_in(Delivery(video, ("en",), profile="vertical", subtitles=file), FAST)
    assert_alike(grey(high.pictures[1750]), at(burned, 1.75))


def test_a_mended_file_is_shown_as_it_was_mended(tmp_path: Path) -> None:
    video, file = clip(tmp_path / "E01.mp4"), subtitles(tmp_path, "en")
    footage, out = footage_of(file, video), tmp_path / "out"
    report = mend_file(file, PROFILE, "en", footage, out=out)
    assert any(one.check == "row-width" for one in report.mended)
    (one,) = illustrated([(report, footage, PROFILE)])
    (burned,) = burn_in(Delivery(video, ("en",), profile="vertical", subtitles=out / file.name), FAST)
    for at_ms, jpeg in one.pictures.items():
        assert_alike(grey(jpeg), at(burned, at_ms / 1000))


def test_without_a_font_or_ffmpeg_pictures_are_bare_and_say_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video, file = clip(tmp_path / "E01.mp4"), subtitles(tmp_path, "en")

    def missing() -> str:
        raise EngineUnavailable("no ffmpeg here")

    monkeypatch.setattr(ffmpeg, "program", missing)
    without_ffmpeg = shown(file, video, "en")
    assert without_ffmpeg.bare == "no ffmpeg here"
    assert not touched(grey(without_ffmpeg.pictures[1750])).any()
    monkeypatch.setattr("localize.pipeline.illustrating.typeface_at_hand", lambda _: None)
    assert shown(file, video, "en").bare == "no font for English is installed"


def test_without_a_video_there_are_no_pictures(tmp_path: Path) -> None:
    file = subtitles(tmp_path, "en")
    report, footage = check_file(file, PROFILE, "en"), footage_of(file)
    assert pictured([report]) == [[800, 1750]]
    assert illustrated([(report, footage, PROFILE)]) == [
        Illustrated(report, (0, 0), MappingProxyType({}), "")
    ]
