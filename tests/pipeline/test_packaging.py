"""A series of records and files → packages."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from localize.deliver.package.manifest import MANIFEST, REPORT, Manifest, load_manifest
from localize.domain.episode import Media
from localize.domain.finding import BLOCKING
from localize.domain.screen import Frames, Screen
from localize.domain.track import TOP, Cue, Track
from localize.errors import ChecksFailed, ConfigurationError, InputError, UnknownName
from localize.events import Event, PartDone, Warned
from localize.pipeline.engines import ModelRecord
from localize.pipeline.packaging import Packing, package
from localize.pipeline.record import Output, dump_record
from localize.profiles import load_profile
from localize.store.keys import digest
from localize.subtitle.formats import files
from localize.subtitle.read import read_track
from tests.pipeline.films import film
from tests.pipeline.records import record_with

SETTINGS = '[series]\ntitle = "回锅千金"\ntargets = ["en", "es-419"]\n'
LAYOUT = load_profile("vertical").layout_of("en")
SCREEN = Screen(720, 1280, Frames(25))
TEXTS = {"en": "What have I done to you?", "es-419": "¿Qué te hice yo?"}


@pytest.fixture
def series(tmp_path: Path, home: Path) -> Path:
    """Three episodes in two languages."""
    folder = tmp_path / "series"
    folder.mkdir()
    (folder / "series.toml").write_text(SETTINGS, "utf-8")
    for name in ("E10", "E8", "E9"):
        write_episode(folder, name, {language: track(language, text) for language, text in TEXTS.items()})
    return folder


def track(language: str, *texts: str) -> Track:
    cues = [Cue(f"L{at:04d}", 3000 * at, 3000 * at + 2000, (text,)) for at, text in enumerate(texts)]
    return Track(language, tuple(cues))


def write_episode(folder: Path, name: str, tracks: dict[str, Track], **fields: Any) -> None:
    outputs = []
    for label, one in tracks.items():
        for file, text in files(one, "srt", LAYOUT, f"{name}.{label}"):
            (folder / file).write_text(text, "utf-8")
            outputs.append(Output(file, one.language, "srt", digest(text.encode())))
    (folder / f"{name}.mp4").touch()
    models = (ModelRecord("qwen", "llama", "abc", "Apache-2.0", True),)
    given: dict[str, Any] = {"outputs": tuple(outputs), "tracks": tracks, "models": models, "screen": SCREEN}
    given["media"] = Media(str(folder / f"{name}.mp4"), "", 0)
    (folder / f"{name}.record.json").write_bytes(dump_record(record_with(**(given | fields))))


def manifest_of(place: Path) -> Manifest:
    manifest = load_manifest((place / MANIFEST).read_bytes())
    assert manifest is not None
    return manifest


def names_in(place: Path) -> set[str]:
    return {path.name for path in place.iterdir()}


def test_a_package_a_language(series: Path) -> None:
    events: list[Event] = []
    english, spanish = package(Packing(series), events.append)
    assert (english.name, spanish.name) == ("回锅千金_en_vertical", "回锅千金_es-419_vertical")
    assert english.parent == series / "packages"

    manifest = manifest_of(spanish)
    assert (manifest.series, manifest.language, manifest.profile) == ("回锅千金", "es-419", "vertical")
    assert [one.file for one in manifest.files if one.format == "srt"] == [
        f"回锅千金_{episode}_es-419.srt" for episode in ("E8", "E9", "E10")
    ]
    assert {one.format for one in manifest.files} == {"srt", "vtt", "ass"}
    assert {one.file for one in manifest.files} | {MANIFEST, REPORT} == names_in(spanish)
    for one in manifest.files:
        data = (spanish / one.file).read_bytes()
        assert (one.sha256, one.bytes, one.cues, one.edited) == (digest(data), len(data), 1, False)
        assert read_track(spanish / one.file, "es-419").cues[0].rows == (TEXTS["es-419"],)
    assert [model.digest for model in manifest.models] == ["abc"]
    assert manifest.certificate.findings[BLOCKING] == 0
    assert manifest.certificate.waived == ()

    page = (spanish / REPORT).read_text("utf-8")
    assert "回锅千金_E10_es-419.vtt" in page
    assert "/tmp" not in page
    assert [one.part for one in events if isinstance(one, PartDone)] == ["E8", "E9", "E10"] * 2


def test_a_file_that_a_person_has_edited_counts_as_it_stands(series: Path) -> None:
    edited = series / "E9.en.srt"
    edited.write_text(edited.read_text("utf-8").replace("What have", "Mom, what have"), "utf-8")
    (place,) = package(Packing(series, ("en",), profile="netflix"))
    files = {one.episode: one for one in manifest_of(place).files}
    assert [one.format for one in files.values()] == ["ttml"] * 3
    assert [name for name, one in files.items() if one.edited] == ["E9"]
    assert read_track(place / files["E9"].file, "en").cues[0].text == "Mom, what have I done to you?"


def test_what_a_later_run_made_beside_an_edited_file_is_told(series: Path) -> None:
    edited = series / "E9.en.srt"
    edited.write_text(edited.read_text("utf-8").replace("to you?", "to him?"), "utf-8")
    for name in ("E9.en.new.srt", "E9.en.new2.srt"):
        (series / name).write_text("1\n00:00:01,000 --> 00:00:02,000\nHello.\n", "utf-8")
    events: list[Event] = []
    package(Packing(series, ("en",)), events.append)
    told = [one.message for one in events if isinstance(one, Warned)]
    assert told == [f"{edited} is delivered as it was edited, and not E9.en.new2.srt of a later run"]


def test_an_edited_file_keeps_what_its_format_has_no_place_for(series: Path) -> None:
    card = Cue("L0001", 0, 2000, ("CHENGDU",), place=TOP, kind="card", edge=0.3)
    made = Track("en", (card, Cue("L0002", 3000, 5000, ("Hello.",), speaker="苏小满", edge=0.5)), Frames(25))
    write_episode(series, "E9", {"en": made})
    edited = series / "E9.en.srt"
    edited.write_text(edited.read_text("utf-8").replace("00:00:05,000", "00:00:05,200"), "utf-8")
    (place,) = package(Packing(series, ("en",)))
    first, second = read_track(place / "回锅千金_E9_en.vtt", "en").cues
    assert (first.kind, first.edge, second.speaker, second.end_ms) == ("card", 0.3, "苏小满", 5200)


def test_where_the_file_is_gone_the_record_has_the_track(series: Path) -> None:
    (series / "E8.en.srt").unlink()
    (place,) = package(Packing(series, ("en",)))
    assert read_track(place / "回锅千金_E8_en.srt", "en").cues[0].text == TEXTS["en"]


def test_forced_and_hearing_impaired_tracks_go_along(series: Path) -> None:
    tracks = {
        "en": track("en", TEXTS["en"]),
        "en.forced": track("en", "THREE DAYS LATER"),
        "en.sdh": track("en", "[Su Xiaoman] Let's go."),
        "en+zh": track("en", "Let's go."),
    }
    write_episode(series, "E9", tracks)
    (place,) = package(Packing(series, ("en",)))
    of_second = [one for one in manifest_of(place).files if (one.episode, one.format) == ("E9", "srt")]
    assert [(one.track, one.file) for one in of_second] == [
        ("", "回锅千金_E9_en.srt"),
        ("forced", "回锅千金_E9_en.forced.srt"),
        ("sdh", "回锅千金_E9_en.sdh.srt"),
    ]


def overlong(series: Path, name: str = "E9") -> None:
    write_episode(series, name, {"en": track("en", "This row has far too many characters for any phone.")})


def test_nothing_is_written_while_a_check_blocks(series: Path) -> None:
    overlong(series)
    with pytest.raises(ChecksFailed) as failed:
        package(Packing(series))
    assert failed.value.message == "nothing was packaged: E9 in en: row-width"
    assert "--waive row-width" in failed.value.hint
    with pytest.raises(ChecksFailed):
        package(Packing(series, ("en",), waived={"gap": "not that one"}))
    assert not (series / "packages").exists()


def test_a_waived_check_stands_in_the_manifest(series: Path) -> None:
    overlong(series)
    events: list[Event] = []
    waived = {"row-width": "agreed with the platform", "gap": "no need"}
    (place,) = package(Packing(series, ("en",), waived=waived), events.append)
    certificate = manifest_of(place).certificate
    (one,) = certificate.waived
    assert (one.check, one.because) == ("row-width", "agreed with the platform")
    assert {(found.episode, found.finding.cue) for found in one.findings} == {("E9", 1)}
    assert certificate.findings[BLOCKING] == len(one.findings) == 3
    assert Warned("gap is waived, and blocks nothing") in events


@pytest.mark.parametrize(
    ("waived", "kind", "said"),
    [
        ({"rowwidth": "because"}, UnknownName, "did you mean 'row-width'"),
        ({"row-width": "  "}, ConfigurationError, "without a reason"),
        ({"row-width": "agreed \udcff"}, ConfigurationError, "the reason for row-width is not UTF-8"),
        ({"episode-numbr": "because"}, UnknownName, "did you mean 'episode-number'"),
    ],
)
def test_a_waiver_names_a_check_and_a_reason(
    series: Path, waived: dict[str, str], kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        package(Packing(series, waived=waived))


@pytest.mark.parametrize(
    ("added", "check"),
    [
        ("2\n00:00:12,000 --> 00:00:14,000\nHalf \ufffd a letter.\n", "lost-character"),
        ("2\n00:00:07 --> 00:00:09\nNever shown.\n", "times"),
    ],
)
def test_what_reading_an_edited_file_drops_blocks_too(series: Path, added: str, check: str) -> None:
    edited = series / "E8.en.srt"
    edited.write_text(f"{edited.read_text('utf-8').rstrip()}\n\n{added}", "utf-8")
    with pytest.raises(ChecksFailed) as failed:
        package(Packing(series, ("en",)))
    assert check in failed.value.message.partition("E8 in en: ")[2]


def test_missing_subtitles_are_listed_with_the_command_that_makes_them(series: Path) -> None:
    (series / "E11.mp4").touch()
    with pytest.raises(InputError, match=r"E8 in fr; E9 in fr; E10 in fr; E11 in en, fr") as failed:
        package(Packing(series, ("en", "fr")))
    assert failed.value.hint.startswith(f"`localize episode {series}/E8.mp4 --to fr` makes")
    with pytest.raises(InputError, match=r"E11\.mp4 --to en,es-419`") as failed:
        package(Packing(series))
    assert failed.value.message == "there are no subtitles of E11 in en, es-419"


def test_what_a_translation_of_subtitles_left_is_of_the_episode(series: Path) -> None:
    french = track("fr", "Bonjour.")
    for name in ("E8", "E9", "E10"):
        record = record_with(tracks={"fr": french}, started="2026-01-01")
        (series / f"{name}.translated.record.json").write_bytes(dump_record(record))
    (place,) = package(Packing(series, ("fr",)))
    assert len(manifest_of(place).files) == 9


def test_a_number_that_is_left_out_is_told_and_waived(series: Path) -> None:
    write_episode(series, "E12", {"en": track("en", TEXTS["en"])})
    with pytest.raises(ChecksFailed, match="nothing was packaged: E11 is missing") as failed:
        package(Packing(series, ("en",)))
    assert "--waive episode-number" in failed.value.hint
    assert not (series / "packages").exists()

    waived = {"episode-number": "E11 was never shot"}
    events: list[Event] = []
    (place,) = package(Packing(series, ("en",), waived=waived), events.append)
    certificate = manifest_of(place).certificate
    (one,) = certificate.waived
    (found,) = one.findings
    assert (one.because, found.file, found.episode) == ("E11 was never shot", "", "E11")
    assert found.finding.message == "E11 is missing"
    assert certificate.findings[BLOCKING] == 1
    assert not any(isinstance(event, Warned) for event in events)


def test_two_episodes_of_one_number_are_told(series: Path) -> None:
    write_episode(series, "E08", {"en": track("en", TEXTS["en"])})
    with pytest.raises(ChecksFailed, match="E08 and E8 have the same number"):
        package(Packing(series, ("en",)))


def test_what_is_no_episode_is_passed_over(series: Path) -> None:
    for name in ("._E8.mp4", ".4711.new.E8.en.burned.mp4", "E8.en.burned.mp4", "E8.muxed.mkv"):
        (series / name).touch()
    (place,) = package(Packing(series, ("en",)))
    assert {one.episode for one in manifest_of(place).files} == {"E8", "E9", "E10"}


def test_names_that_are_not_utf8_are_no_bug(series: Path) -> None:
    folder = series.with_name(os.fsdecode(b"s\xff"))
    series.rename(folder)
    (folder / "series.toml").unlink()
    (place,) = package(Packing(folder, ("en",)))
    assert manifest_of(place).series == "s\\xff"
    (folder / "E8.record.json").rename(folder / os.fsdecode(b"E\xff.record.json"))
    with pytest.raises(InputError, match=r"the name of E\\xff is not UTF-8"):
        package(Packing(folder, ("en",)))


def test_what_cannot_be_written_is_told_before_all_is_built(series: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    events: list[Event] = []
    with pytest.raises(InputError, match="file is no folder"):
        package(Packing(series, ("en",), out=tmp_path / "file"), events.append)
    (series / "series.toml").write_text(f'[series]\ntitle = "{"片" * 90}"\n', "utf-8")
    with pytest.raises(InputError, match="longer than the 255 bytes"):
        package(Packing(series, ("en",)), events.append)
    assert events == []


def test_what_was_fitted_to_another_profile_is_told(series: Path) -> None:
    write_episode(series, "E9", {"en": track("en", TEXTS["en"])}, profile="vertical")
    events: list[Event] = []
    package(Packing(series, ("en",), profile="vertical"), events.append)
    assert not any(isinstance(one, Warned) for one in events)
    package(Packing(series, ("en",), profile="netflix"), events.append)
    (told,) = (one.message for one in events if isinstance(one, Warned))
    assert told.startswith("subtitles were fitted to vertical: ")
    assert "--profile netflix" in told


def test_an_episode_without_a_cue_has_no_file(series: Path) -> None:
    write_episode(series, "E9", {"en": Track("en", ())})
    events: list[Event] = []
    (place,) = package(Packing(series, ("en",)), events.append)
    assert {one.episode for one in manifest_of(place).files} == {"E8", "E10"}
    assert Warned("E9 has no cue in en: no file") in events


def test_two_zips_of_the_same_are_equal(series: Path, tmp_path: Path) -> None:
    one = package(Packing(series, out=tmp_path / "one", as_zip=True))
    other = package(Packing(series, out=tmp_path / "other", as_zip=True))
    assert [place.name for place in one] == ["回锅千金_en_vertical.zip", "回锅千金_es-419_vertical.zip"]
    assert [place.read_bytes() for place in one] == [place.read_bytes() for place in other]


@pytest.mark.parametrize("as_zip", [False, True])
def test_only_a_package_of_ours_is_replaced(series: Path, as_zip: bool) -> None:
    packing = Packing(series, ("en",), as_zip=as_zip)
    (place,) = package(packing)
    assert package(packing) == [place]

    if as_zip:
        place.write_bytes(b"somebody's own")
    else:
        (place / "回锅千金_E8_en.srt").write_text("tampered", "utf-8")
    with pytest.raises(InputError, match="no package as we wrote it"):
        package(packing)
    package(Packing(series, ("en",), as_zip=as_zip, force=True))
    aside = place.with_name(f"{place.name}.bak")
    kept = aside if as_zip else aside / "回锅千金_E8_en.srt"
    assert kept.read_bytes() in (b"somebody's own", b"tampered")
    assert package(packing) == [place]


def test_rules_of_the_series_count(series: Path) -> None:
    own = '[subtitle.limits]\nformats = ["txt", "hls"]\nfile_name = "{language}-{episode}"\n'
    (series / "series.toml").write_text(SETTINGS + own, "utf-8")
    (place,) = package(Packing(series, ("en",)))
    assert {"en-E8.txt", "en-E8.m3u8", "en-E8.0001.vtt"} <= names_in(place)
    overlong(series)
    with pytest.raises(ChecksFailed, match="E9 in en: row-width"):
        package(Packing(series, ("en",)))


def test_a_playlist_runs_along_the_video(series: Path) -> None:
    own = '[subtitle.limits]\nformats = ["hls"]\n'
    (series / "series.toml").write_text(SETTINGS + own, "utf-8")
    film(series / "E8.mp4", frames=25 * 8)
    (place,) = package(Packing(series, ("en",)))
    assert "#EXTINF:2.000,\n回锅千金_E8_en.0002.vtt" in (place / "回锅千金_E8_en.m3u8").read_text("utf-8")
    assert "回锅千金_E9_en.0002.vtt" not in names_in(place)


@pytest.mark.parametrize(
    ("form", "encoding", "kind", "said"),
    [
        ("vtt", "gb18030", ConfigurationError, "always UTF-8"),
        ("srt", "ascii", InputError, r"ascii has no ¿ \(U\+00BF\)"),
    ],
)
def test_letters_that_an_encoding_lacks_are_told(
    series: Path, form: str, encoding: str, kind: type[Exception], said: str
) -> None:
    own = f'[subtitle.limits]\nformats = ["{form}"]\nencoding = "{encoding}"\n'
    (series / "series.toml").write_text(SETTINGS + own, "utf-8")
    with pytest.raises(kind, match=said):
        package(Packing(series, ("es-419",)))


def test_an_encoding_of_the_recipients_is_written(series: Path) -> None:
    own = '[subtitle.limits]\nformats = ["srt"]\nencoding = "utf-16"\n'
    (series / "series.toml").write_text(SETTINGS + own, "utf-8")
    (place,) = package(Packing(series, ("en",)))
    assert TEXTS["en"] in (place / "回锅千金_E8_en.srt").read_bytes().decode("utf-16")
    assert manifest_of(place).certificate.findings[BLOCKING] == 0


def test_the_length_of_the_video_is_told(series: Path, sichuan_clip: Path) -> None:
    (series / "E8.mp4").write_bytes(sichuan_clip.read_bytes())
    (place,) = package(Packing(series, ("en",)))
    lengths = {one.episode: one.duration_ms for one in manifest_of(place).files}
    assert lengths["E8"] == pytest.approx(38_440, abs=100)
    assert lengths["E9"] == 0


def test_a_folder_that_is_no_series_is_told(tmp_path: Path, series: Path, home: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        package(Packing(tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no episodes"):
        package(Packing(tmp_path / "empty"))
    (series / "series.toml").unlink()
    with pytest.raises(ConfigurationError, match="no language to package"):
        package(Packing(series))
    (series / "series.toml").mkdir()
    with pytest.raises(ConfigurationError, match="Is a directory"):
        package(Packing(series, ("en",)))
    (series / "series.toml").rmdir()
    (series / "E8.record.json").write_text(json.dumps({"version": 9}))
    with pytest.raises(InputError, match="not a record that this version reads"):
        package(Packing(series, ("en",)))
    (series / "E8.record.json").unlink()
    (series / "E8.record.json").mkdir()
    with pytest.raises(InputError, match="not a record that this version reads"):
        package(Packing(series, ("en",)))
