"""Fonts where libass finds them, and no others: the same files draw the same letters on every machine."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

_FOLDER = "fonts"
_CONF = "fonts.conf"


def lay_out(folder: Path, files: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """Puts font files into `folder`/fonts, and a configuration of fontconfig beside it; what ffmpeg must find
    in its environment. `names` are families under the names that a style asks for."""
    fonts = folder / _FOLDER
    fonts.mkdir()
    for number, file in enumerate(files):
        _put(Path(file), fonts / f"{number}{Path(file).suffix}")
    # libass loads the folder itself too (see `filters.drawn`), where the system has no fontconfig.
    (folder / _CONF).write_text(_configuration(fonts, folder / "cache", names), "utf-8")
    return {"FONTCONFIG_FILE": str(folder / _CONF)}


def _put(file: Path, place: Path) -> None:
    """As a link where the system allows it: a font for Chinese has 20 MB."""
    try:
        place.symlink_to(file.resolve())
    except OSError:
        shutil.copyfile(file, place)


def _configuration(fonts: Path, cache: Path, names: Mapping[str, str]) -> str:
    aliases = "".join(
        f"<alias binding='same'><family>{escape(asked)}</family>"
        f"<prefer><family>{escape(name)}</family></prefer></alias>"
        for asked, name in names.items()
    )
    folders = f"<dir>{escape(str(fonts))}</dir><cachedir>{escape(str(cache))}</cachedir>"
    return f"<?xml version='1.0'?><fontconfig>{folders}{aliases}</fontconfig>"
