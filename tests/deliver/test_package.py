"""Names, order, and packages on the disk."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from localize.deliver.package.manifest import (
    FORMAT,
    MANIFEST,
    REPORT,
    Certificate,
    Manifest,
    PackagedFile,
    Page,
    dump_manifest,
    load_manifest,
)
from localize.deliver.package.names import file_stem, natural, package_name, refuse_long, refuse_same
from localize.deliver.package.reading import is_untouched
from localize.deliver.package.writing import write_folder, write_zip
from localize.errors import ConfigurationError, InputError, StoreError
from localize.store.keys import digest

FILE = PackagedFile("E01.srt", digest(b"one"), 3, "srt", "en", "E01", "", 0, 1, edited=False)
MADE = Manifest(
    FORMAT, "0", "S", "en", "netflix", (FILE,), Page(REPORT, digest(b"page"), 4), (), Certificate({}, ())
)
FILES = {"E01.srt": b"one", REPORT: b"page", MANIFEST: dump_manifest(MADE)}


def test_episodes_are_in_the_order_of_their_numbers() -> None:
    names = ["E10", "e2", "E02b", "第12集", "第2集", "2", "10", "pilot"]
    assert sorted(names, key=natural) == ["2", "10", "e2", "E02b", "E10", "pilot", "第2集", "第12集"]


@pytest.mark.parametrize(
    ("series", "episode", "special", "stem"),
    [
        ("回锅千金", "E01", "", "回锅千金_E01_pt-BR"),
        ("A/B: C?", "E01", "forced", "A_B_ C__E01_pt-BR.forced"),
        ("../..", "E01", "", "_.._E01_pt-BR"),
        ("{episode}", "E{0}", "", "{episode}_E{0}_pt-BR"),
    ],
)
def test_a_file_is_called_as_the_recipient_wants(series: str, episode: str, special: str, stem: str) -> None:
    template = "{series}_{episode}_{language}"
    assert file_stem(template, series=series, episode=episode, language="pt-BR", special=special) == stem


@pytest.mark.parametrize("template", ["{title}", "{", "{episode:d}", "{episode.x}"])
def test_a_name_that_cannot_be_filled_in_is_told(template: str) -> None:
    with pytest.raises(ConfigurationError, match="file_name is"):
        file_stem(template, series="S", episode="E01", language="en")


def test_a_package_has_a_name_everywhere() -> None:
    assert package_name("S.", "en", "vertical") == "S._en_vertical"
    refuse_same(["E01.srt", "E02.srt"])
    with pytest.raises(InputError, match=r"called e01\.srt"):
        refuse_same(["E01.srt", "e01.srt"])


def test_a_name_that_no_disk_takes_is_told() -> None:
    refuse_long(["片" * 85])
    with pytest.raises(InputError, match="longer than the 255 bytes"):
        refuse_long(["片" * 86])


def test_a_manifest_is_json_and_back() -> None:
    assert load_manifest(dump_manifest(MADE)) == MADE
    for other in (b"", b"\xff", b"{}", dump_manifest(MADE).replace(FORMAT.encode(), b"localize-package/9")):
        assert load_manifest(other) is None


@pytest.mark.parametrize("write", [write_folder, write_zip])
def test_what_was_written_is_known_again(tmp_path: Path, write: type[write_folder]) -> None:
    place = tmp_path / "out" / "p"
    write(place, FILES)
    assert is_untouched(place)
    write(place, FILES)
    assert is_untouched(place)
    assert list(place.parent.iterdir()) == [place]


def test_equal_files_are_equal_zips(tmp_path: Path) -> None:
    write_zip(tmp_path / "a.zip", FILES)
    write_zip(tmp_path / "b.zip", dict(reversed(FILES.items())))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == sorted(FILES)
        assert archive.testzip() is None


@pytest.mark.parametrize(
    "changed",
    [
        {"E01.srt": b"two"},
        {"mine.txt": b"notes"},
        {MANIFEST: b"{}"},
        {REPORT: b""},
    ],
)
def test_what_somebody_has_changed_is_not_ours(tmp_path: Path, changed: dict[str, bytes]) -> None:
    write_folder(tmp_path / "p", FILES | changed)
    write_zip(tmp_path / "p.zip", FILES | changed)
    assert not is_untouched(tmp_path / "p")
    assert not is_untouched(tmp_path / "p.zip")


def test_what_was_never_a_package_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.zip").write_text("no zip")
    write_folder(tmp_path / "p", FILES)
    (tmp_path / "p" / "E01.srt").unlink()
    (tmp_path / "link").symlink_to(tmp_path / "p")
    assert not any(map(is_untouched, tmp_path.iterdir()))


@pytest.mark.parametrize("write", [write_folder, write_zip])
def test_what_stood_there_may_be_kept(tmp_path: Path, write: type[write_folder]) -> None:
    place, aside = tmp_path / "p", tmp_path / "p.bak"
    place.mkdir()
    (place / "mine").write_text("notes")
    write(place, FILES, aside)
    assert is_untouched(place)
    assert (aside / "mine").read_text() == "notes"


@pytest.mark.parametrize("write", [write_folder, write_zip])
def test_a_failure_leaves_what_was_there(
    tmp_path: Path, write: type[write_folder], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "p"
    write(place, FILES)
    rename = Path.rename

    def full(path: Path, target: Path) -> Path:
        if ".new." in path.name:
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(StoreError, match="cannot write"):
        write(place, FILES | {"E02.srt": b"two"})
    assert is_untouched(place)
    assert list(tmp_path.iterdir()) == [place]
