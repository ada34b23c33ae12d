"""The names of what is delivered, and the order of episodes."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable

from localize.domain.numbering import with_digits
from localize.errors import ConfigurationError, InputError

# Windows takes none of them in a name, other systems not the slash.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
NUMBER = re.compile(r"([0-9]+)")
# ext4, XFS and Btrfs; APFS and NTFS take as many letters.
_MOST_BYTES = 255


def file_stem(template: str, *, series: str, episode: str, language: str, special: str = "") -> str:
    """`{series}_{episode}_{language}` filled in, with `.forced` or `.sdh` behind it. Raises
    ConfigurationError for a template that cannot be filled in so."""
    try:
        filled = template.format(series=series, episode=episode, language=language)
    except (ValueError, LookupError, AttributeError) as error:
        raise ConfigurationError(
            f"file_name is {template!r}: {error}", "fill in {series}, {episode}, {language}, and nothing more"
        ) from error
    stem = _as_name(filled)
    return f"{stem}.{special}" if special else stem


def package_name(series: str, language: str, profile: str) -> str:
    """`回锅千金_en_vertical`"""
    return _as_name(f"{series}_{language}_{profile}")


def natural(name: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts `E2` before `E10`, and `第二集` before `第十集`."""
    parts = enumerate(NUMBER.split(with_digits(name).casefold()))
    return tuple((int(part), "") if at % 2 else (0, part) for at, part in parts)


def refuse_same(names: Iterable[str]) -> None:
    """Names that differ in capitals alone are one file on many disks. Raises InputError."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise InputError(
                f"two files would be called {name}", "rename an episode, or set file_name in series.toml"
            )
        seen.add(name.casefold())


def refuse_long(names: Iterable[str]) -> None:
    """Raises InputError."""
    for name in names:
        if len(os.fsencode(name)) > _MOST_BYTES:
            raise InputError(
                f"{name} is longer than the {_MOST_BYTES} bytes that a disk takes as a name",
                "shorten title or file_name in series.toml",
            )


def _as_name(text: str) -> str:
    """A leading dot would hide it, and Windows drops one at the end."""
    return _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", text)).strip(" .") or "_"
