from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from localize.fonts import find_typeface, system_folders
from localize.fonts.face import regular_faces
from localize.fonts.finding import find_face


@pytest.mark.parametrize(
    ("language", "family"),
    [("zh", "Noto Sans CJK SC"), ("zh-Hant", "Noto Sans CJK TC"), ("ja", "Noto Sans CJK JP")],
)
def test_the_face_of_the_region_is_taken_out_of_a_collection(language: str, family: str, fonts: Path) -> None:
    typeface = find_typeface(language, [fonts])
    assert typeface is not None
    assert typeface.faces[0].family == family
    assert Path(typeface.faces[0].file).suffix == ".ttc"
    assert len(typeface.files) == 2  # the collection once, and Noto Sans


def test_the_first_folder_counts(fonts: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "deep" / "noto_sans thai.TTF"
    own.parent.mkdir(parents=True)
    shutil.copyfile(fonts / "noto-sans-thai" / "NotoSansThai.ttf", own)
    face = find_face("Noto Sans Thai", [tmp_path, fonts])
    assert face is not None
    assert Path(face.file) == own


def test_a_font_that_is_nowhere(fonts: Path, tmp_path: Path) -> None:
    assert find_typeface("th", [tmp_path, tmp_path / "missing"]) is None
    assert find_face("Noto Sans Klingon", [fonts]) is None


def test_what_is_no_font_is_passed_over(tmp_path: Path) -> None:
    for name, content in {"NotoSans.ttf": b"no font", "NotoSans-Regular.otf": b""}.items():
        (tmp_path / name).write_bytes(content)
        assert regular_faces(tmp_path / name) == {}
    (tmp_path / "NotoSans-Broken.ttc").symlink_to(tmp_path / "nowhere")
    assert find_face("Noto Sans", [tmp_path]) is None


def test_every_weight_but_the_middle_one_is_passed_over(fonts: Path) -> None:
    faces = regular_faces(fonts / "noto-sans-cjk" / "NotoSansCJK-Regular.ttc")
    assert {name: face.index for name, face in faces.items()}["Noto Sans CJK SC"] == 2


def test_the_system_is_asked_where_it_keeps_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/of/user")
    monkeypatch.setenv("XDG_DATA_DIRS", "/one:/two")
    folders = system_folders()
    assert folders[0] == Path("/of/user/fonts")
    assert folders[-2:] == [Path("/one/fonts"), Path("/two/fonts")]
