"""The font of a language: what is at hand, what must be brought, and how it fills a layout."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec

from localize.config import home
from localize.domain.times import Span
from localize.domain.track import Track
from localize.errors import ConfigurationError, WeightsMissing
from localize.events import Listener
from localize.fonts import FontRuler, Typeface, catalogue_name, family_of, find_typeface, system_folders
from localize.fonts.families import families_of
from localize.profiles import Layout, Profile
from localize.subtitle.formats import FORMATS
from localize.weights.catalogue import find_model
from localize.weights.shelf import Shelf


def typeface_at_hand(language: str) -> Typeface | None:
    """The system's, else what was pulled; nothing is fetched."""
    return find_typeface(language, [*system_folders(), _shelf()])


def typeface_of(language: str, listener: Listener) -> Typeface:
    """What is at hand, else from the catalogue's sources. Raises WeightsMissing, with the command to run."""
    found = typeface_at_hand(language)
    if found is not None:
        return found
    for family in families_of(language):
        _pull(family, listener)
    found = typeface_at_hand(language)
    if found is None:
        raise ConfigurationError(f"the file of {family_of(language)} cannot be read", "name one with --font")
    return found


def typeface_in(file: Path, language: str) -> Typeface:
    """The user's own font, and behind it what is at hand. Raises ConfigurationError."""
    from localize.fonts.face import regular_faces

    own = regular_faces(file)
    if not own:
        raise ConfigurationError(f"{file} is no font file that can be read", "name a .ttf, .otf or .ttc")
    behind = typeface_at_hand(language)
    return Typeface(language, (next(iter(own.values())), *(behind.faces if behind else ())))


def ruler_at_hand(language: str, layout: Layout) -> FontRuler | None:
    """None where there is no font: then the characters alone count."""
    typeface = typeface_at_hand(language)
    if typeface is None:
        return None
    return FontRuler(typeface, layout.size, layout.free_width, layout.outline)


def drawn_on(layout: Layout, typeface: Typeface, width: int, height: int) -> Layout:
    """For a picture of so many displayed pixels, in the size that makes an ASS style's letters as large as
    the profile means."""
    fitting = layout.for_picture(width, height)
    return msgspec.structs.replace(fitting, size=round(typeface.style_size(fitting.size), 2))


def script_of(track: Track, profile: Profile, typeface: Typeface, width: int, height: int) -> str:
    """As ASS, for libass to draw into a picture of so many displayed pixels."""
    script = io.StringIO()
    FORMATS["ass"].dumps(track, script, drawn_on(profile.layout_of(track.language), typeface, width, height))
    return script.getvalue()


def shifted(track: Track, by_ms: int) -> Track:
    """On another clock, which begins so much earlier."""
    spans = (Span(cue.start_ms, cue.end_ms).shifted(by_ms) for cue in track.cues)
    cues = tuple(
        msgspec.structs.replace(cue, start_ms=span.start_ms, end_ms=span.end_ms)
        for cue, span in zip(track.cues, spans, strict=True)
    )
    # Frames were counted from the picture's own beginning.
    return msgspec.structs.replace(track, cues=cues, frames=None if by_ms else track.frames)


def _pull(family: str, listener: Listener) -> None:
    name = catalogue_name(family)
    try:
        Shelf(_shelf()).ensure(find_model(name), listener)
    except WeightsMissing as error:
        reason = error.message.partition("no source could give it: ")[2] or error.message
        raise WeightsMissing(
            f"no font {family} is installed, and it cannot be fetched: {reason}",
            f"run `localize models pull {name}` with a network, or name a file with --font",
        ) from error


def _shelf() -> Path:
    return home() / "weights"
