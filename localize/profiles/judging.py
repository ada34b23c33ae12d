"""Whether the rules of a language can all be kept at once."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import msgspec

from localize.errors import ConfigurationError
from localize.profiles.limits import Delivery, Layout, Limits
from localize.profiles.profile import DEFAULT_LANGUAGE, Profile
from localize.profiles.repertoire import glyph_lists

# What a file's name may be made of, and what tells the files of a delivery apart.
NAME_PARTS = ("series", "episode", "language")
NEEDED_PARTS = ("episode", "language")


def refuse_impossible(profile: Profile, language: str, where: str) -> None:
    """Raises ConfigurationError naming the rule."""
    try:
        limits, layout = profile.limits(language), profile.layout_of(language)
        delivery = profile.delivery_of(language)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{where}: {_among(language)}{error}") from error
    for fault in (*_of_limits(limits), *_of_layout(layout), *_of_delivery(delivery)):
        raise ConfigurationError(f"{where}: {_among(language)}{fault}")


def _among(language: str) -> str:
    return "" if language == DEFAULT_LANGUAGE else f"for {language}, "


def _of_limits(limits: Limits) -> Iterator[str]:
    least, most = limits.min_duration_ms, limits.max_duration_ms
    if least > most:
        yield f"min_duration_ms is {least}, over max_duration_ms, which is {most}"
    if 0 < limits.cut_clear_frames < limits.cut_early_frames:
        yield (
            f"cut_clear_frames is {limits.cut_clear_frames}, "
            f"under cut_early_frames, which is {limits.cut_early_frames}"
        )
    if limits.glyphs and limits.glyphs not in glyph_lists():
        yield f"glyphs is {limits.glyphs!r}, and there is no such list: {', '.join(glyph_lists())}, or empty"


def _of_layout(layout: Layout) -> Iterator[str]:
    if layout.free_width <= 0:
        yield f"margin_left and margin_right leave nothing of a width of {layout.width}"
    if layout.margin_top + layout.margin_bottom >= layout.height:
        yield f"margin_top and margin_bottom leave nothing of a height of {layout.height}"


def _of_delivery(delivery: Delivery) -> Iterator[str]:
    yield from _of_name(delivery.file_name)
    try:
        "".encode(delivery.encoding)
    except (LookupError, ValueError):  # also those that make no bytes of letters, such as rot13
        yield f"encoding is {delivery.encoding!r}, which nobody knows"


def _of_name(name: str) -> Iterator[str]:
    known = f"fill in {', '.join(f'{{{part}}}' for part in NAME_PARTS)}"
    try:
        fields = [field for field in Formatter().parse(name) if field[1] is not None]
    except ValueError as error:
        yield f"file_name is {name!r}: {error}"
        return
    parts = [part for _, part, _, _ in fields]
    if unknown := [part for part in parts if part not in NAME_PARTS]:
        yield f"file_name is {name!r}, with {{{unknown[0]}}}: {known}"
    elif any(form or conversion for _, _, form, conversion in fields):
        yield f"file_name is {name!r}, with a ':' or '!' in braces: {known} as they are"
    elif missing := [part for part in NEEDED_PARTS if part not in parts]:
        yield f"file_name is {name!r}, without {{{missing[0]}}}: files would overwrite each other"
