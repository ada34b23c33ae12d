"""Font files in folders: the system's, and those that were pulled."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from localize.fonts.face import Face, regular_faces
from localize.fonts.families import families_of, names_of
from localize.fonts.typeface import Typeface

_KINDS = (".ttf", ".otf", ".ttc", ".otc")
# What the files of a family are called begins with its first two words: `NotoSansCJK-Regular.ttc`.
_WORDS = 2


def find_typeface(language: str, folders: Sequence[Path]) -> Typeface | None:
    """The font of a language, and behind it the one for letters that it lacks; None where its own is in none
    of the folders. The first folder that has a font counts."""
    own, *others = families_of(language)
    face = find_face(own, folders)
    if face is None:
        return None
    behind = (find_face(family, folders) for family in others)
    return Typeface(language, (face, *(one for one in behind if one is not None)))


def find_face(family: str, folders: Sequence[Path]) -> Face | None:
    """Under its own name in any of the folders, else under another that it has."""
    for name in names_of(family):
        for folder in folders:
            for file in _files(folder, "".join(name.split()[:_WORDS]).lower()):
                if (face := regular_faces(file).get(name)) is not None:
                    return face
    return None


def system_folders() -> list[Path]:
    """Where fonts are installed: on Linux those of fontconfig (the XDG base directories, and `~/.fonts`)."""
    home = Path.home()
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    if sys.platform == "win32":
        of_user = Path(os.environ.get("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts"
        return [of_user, Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    own = os.environ.get("XDG_DATA_HOME") or home / ".local/share"
    shared = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return [Path(own) / "fonts", home / ".fonts", *(Path(folder) / "fonts" for folder in shared if folder)]


def _files(folder: Path, beginning: str) -> Iterator[Path]:
    """In order of their names, so that the same one is found each time; `Bold` and the like come later."""
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files, key=lambda name: ("regular" not in name.lower(), name)):
            if name.lower().endswith(_KINDS) and _plain(name).startswith(beginning):
                yield Path(parent) / name


def _plain(name: str) -> str:
    """`noto-sans_thai.ttf` is as good a name as `NotoSansThai.ttf`."""
    return name.lower().replace("-", "").replace("_", "").replace(" ", "")
