"""Fonts where libass finds them, and no others: the same files draw the same letters on every machine."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from localize.deliver.filters import SUBTITLES
from localize.fonts import Typeface, family_of

_FOLDER = "fonts"
_CONF = "fonts.conf"


def write_script(folder: Path, script: str, typeface: Typeface) -> dict[str, str]:
    """Puts subtitles as ASS and their fonts into `folder`, where the filters of `filters.graph` look for
    them; what ffmpeg must find in its environment."""
    (folder / SUBTITLES).write_text(script, "utf-8")
    asked, own = family_of(typeface.language), typeface.faces[0].family
    return lay_out(folder, typeface.files, {} if asked == own else {asked: own})


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
