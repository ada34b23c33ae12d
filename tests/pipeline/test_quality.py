"""Files on disk, held against a profile and mended."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from localize.domain.finding import BLOCKING, Report
from localize.errors import BadSubtitles, ConfigurationError, NotMedia
from localize.pipeline.footage import footage_of
from localize.pipeline.quality import Checked, check_file, language_of, mend_file, report_page, subtitle_files
from localize.profiles import load_profile
from localize.subtitle.fit import fit
from localize.subtitle.formats import files
from tests.subtitle.checks.exams import srt
from tests.subtitle.lines import dumped, spoken, transcript
from tests.subtitle.manuscript.test_reading import MISNAMED
from tests.subtitle.test_read import TTML

PROFILE = load_profile("netflix")
FAULTY = srt((0, 2000, "Well..."), (2000, 4000, "<b>Hi."))


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "E01.en.srt"
    path.write_text(FAULTY, "utf-8")
    return path


def test_a_report_is_json_and_back(faulty: Path) -> None:
    report = check_file(faulty, PROFILE, "en")
    assert {"gap", "markup", "ellipsis"} <= {finding.check for finding in report.findings}
    assert [(cue.number, cue.gap_ms, cue.rows) for cue in report.cues] == [
        (1, 0, ("Well...",)),
        (2, None, ("Hi.",)),
    ]
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
    assert faulty.read_text("utf-8") == FAULTY


def test_the_original_of_a_mended_file_is_kept(faulty: Path) -> None:
    report = mend_file(faulty, PROFILE, "en")
    assert [one.check for one in report.mended] == ["ellipsis", "gap"]
    assert faulty.read_text("utf-8") == FAULTY.replace("...", "…").replace(
        "00:00:02,000\nW", "00:00:01,916\nW"
    )
    assert faulty.with_name("E01.en.srt.bak").read_text("utf-8") == FAULTY
    assert {finding.check for finding in report.findings} == {"markup"}
    assert mend_file(faulty, PROFILE, "en").mended == ()
    faulty.write_text(FAULTY, "utf-8")
    mend_file(faulty, PROFILE, "en")
    assert faulty.with_name("E01.en.srt.bak2").read_text("utf-8") == FAULTY


def test_a_link_stays_a_link(faulty: Path, tmp_path: Path) -> None:
    link = tmp_path / "links" / "E01.en.srt"
    link.parent.mkdir()
    link.symlink_to(faulty)
    mend_file(link, PROFILE, "en")
    assert link.is_symlink()
    assert faulty.read_text("utf-8") != FAULTY
    assert faulty.with_name("E01.en.srt.bak").read_text("utf-8") == FAULTY
    assert list(link.parent.iterdir()) == [link]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "E01.en.srt")
    with pytest.raises(BadSubtitles, match="is no file"):
        check_file(tmp_path / "E01.en.srt", PROFILE, "en")


def test_a_mended_file_may_go_elsewhere(faulty: Path, tmp_path: Path) -> None:
    mend_file(faulty, PROFILE, "en", out=tmp_path / "out")
    assert faulty.read_text("utf-8") == FAULTY
    assert "Well…" in (tmp_path / "out" / "E01.en.srt").read_text("utf-8")
    assert not faulty.with_name("E01.en.srt.bak").exists()


def test_a_right_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "e.srt"
    path.write_text(srt((0, 2000, "Hi.")), "utf-8")
    assert mend_file(path, PROFILE, "en", out=tmp_path).mended == ()
    assert mend_file(path, PROFILE, "en").mended == ()
    assert list(tmp_path.iterdir()) == [path]


def test_a_right_file_goes_elsewhere_too_as_it_is(tmp_path: Path) -> None:
    path, out = tmp_path / "e.srt", tmp_path / "out"
    path.write_bytes(srt((0, 2000, "Hi.")).replace("\n", "\r\n").encode())
    assert mend_file(path, PROFILE, "en", out=out).mended == ()
    assert (out / "e.srt").read_bytes() == path.read_bytes()
    assert list(out.iterdir()) == [out / "e.srt"]


def test_another_encoding_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "e.srt"
    path.write_bytes(srt((0, 2000, "走嘛")).encode("utf-16"))
    assert [one.check for one in mend_file(path, PROFILE, "zh").mended] == ["encoding"]
    assert path.read_text("utf-8") == srt((0, 2000, "走嘛"))


SPANISH = srt((0, 2000, "Mañana, señor."))
KOREAN = srt((0, 2000, "안녕하세요, 어머니. 왜 그러세요?"))
JAPANESE = srt((0, 2000, "お前、何をやっているんだ？"), (3000, 5000, "離婚届に署名しろ！"))


@pytest.mark.parametrize(
    ("language", "text", "encoding"),
    [("es", SPANISH, "latin-1"), ("ko", KOREAN, "euc-kr"), ("ja", JAPANESE, "euc-jp")],
)
def test_an_encoding_that_is_a_guess_is_not_mended(
    tmp_path: Path, language: str, text: str, encoding: str
) -> None:
    path = tmp_path / "e.srt"
    path.write_bytes(text.encode(encoding))
    assert "encoding" in {finding.check for finding in check_file(path, PROFILE, language).findings}
    with pytest.raises(BadSubtitles, match="not UTF-8") as refused:
        mend_file(path, PROFILE, language)
    assert "save it as UTF-8" in refused.value.hint
    assert (list(tmp_path.iterdir()), path.read_bytes()) == ([path], text.encode(encoding))


@pytest.mark.parametrize(
    ("language", "text", "encoding"),
    [
        ("es", SPANISH, "utf-16"),
        ("es", SPANISH, "utf-8-sig"),
        ("zh", srt((0, 2000, "苏小满，你一个洗碗的")), "gb18030"),
        ("zh-Hant", srt((0, 2000, "媽，我哪點對不起妳？")), "big5"),
        ("ja", JAPANESE, "shift_jis"),
    ],
)
def test_an_encoding_that_is_sure_is_mended(tmp_path: Path, language: str, text: str, encoding: str) -> None:
    path = tmp_path / "e.srt"
    path.write_bytes(text.encode(encoding))
    assert mend_file(path, PROFILE, language).mended[0].check == "encoding"
    assert text.split("\n")[2] in path.read_text("utf-8")


def test_what_cannot_be_written_as_it_was_is_not_mended(tmp_path: Path) -> None:
    ttml, broken = tmp_path / "e.ttml", tmp_path / "e.srt"
    ttml.write_text(TTML, "utf-8")
    broken.write_bytes(srt((0, 2000, "走嘛，等我一哈")).encode() + b"\xff")
    assert check_file(ttml, PROFILE, "zh").format == "ttml"
    for path, said in ((ttml, "checked, not mended"), (broken, "broken UTF-8")):
        with pytest.raises(BadSubtitles, match=said):
            mend_file(path, PROFILE, "zh")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("kind", MISNAMED)
def test_what_only_is_called_subrip_is_not_touched(tmp_path: Path, kind: str) -> None:
    path, data = tmp_path / "x.en.srt", MISNAMED[kind]
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass"))
    before = path.read_bytes()
    for out in (None, tmp_path / "out"):
        with pytest.raises(BadSubtitles, match=f"checked, not mended: it is {kind}"):
            mend_file(path, PROFILE, "en", out=out)
    assert (list(tmp_path.iterdir()), path.read_bytes()) == ([path], before)


def test_which_files_and_which_language(tmp_path: Path, faulty: Path) -> None:
    (tmp_path / "notes.txt").write_text("a", "utf-8")
    assert subtitle_files(tmp_path) == [faulty]
    assert subtitle_files(tmp_path / "notes.txt") == [tmp_path / "notes.txt"]
    assert language_of(Path("E01.zh-standard.srt")) == "zh"
    (tmp_path / "none").mkdir()
    with pytest.raises(BadSubtitles, match="no subtitle files"):
        subtitle_files(tmp_path / "none")
    with pytest.raises(ConfigurationError, match="which language"):
        language_of(Path("E01.srt"))


def test_segments_of_a_playlist_are_not_files_of_their_own(tmp_path: Path) -> None:
    layout = PROFILE.layout_of("en")
    track = fit(transcript(spoken("Hi.", 0, 9000)), None, PROFILE.limits("en"))
    for form in ("vtt", "hls"):
        for name, text in files(track, form, layout, "E01.en"):
            (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "E02.en.0001.vtt").write_text("WEBVTT", "utf-8")
    assert len(list(tmp_path.glob("E01.en.000*.vtt"))) == 2
    assert [one.name for one in subtitle_files(tmp_path)] == ["E01.en.vtt", "E02.en.0001.vtt"]


def test_what_a_video_tells(faulty: Path, sichuan_clip: Path) -> None:
    footage = footage_of(faulty, sichuan_clip, find_cuts=True)
    assert footage.duration_ms == pytest.approx(38_440, abs=100)
    assert footage.screen is not None
    assert footage.screen.cuts == (13_520, 28_760)
    assert footage_of(faulty).screen is None
    with pytest.raises(NotMedia):
        footage_of(faulty, faulty)


def test_the_page_shows_the_picture_of_each_finding(faulty: Path, sichuan_clip: Path) -> None:
    footage = footage_of(faulty, sichuan_clip)
    page = report_page([Checked(check_file(faulty, PROFILE, "en", footage), footage, PROFILE)])
    assert page.count("data:image/jpeg;base64,/9j/") == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_blocks_what_we_fit_ourselves(tmp_path: Path, language: str) -> None:
    words = {
        "zh": "老汉儿，你啷个不问我同不同意，就自己跑起来了？",
        "en": "Old man, why did you not ask me whether I agree?",
    }
    spoken_lines = [
        spoken(words[language], 900 * n, 900 * n + 800 + 100 * (n % 5), f"L{n:04d}") for n in range(20)
    ]
    track = fit(transcript(*spoken_lines, language=language), None, PROFILE.limits(language))
    path = tmp_path / f"e.{language}.srt"
    path.write_text(dumped(track, "srt"), "utf-8")
    report = check_file(path, PROFILE, language)
    assert len(report.cues) >= 20
    assert [one for one in report.findings if one.severity == BLOCKING] == []
