"""What viewers could not read of a track that is drawn into a picture, told before it is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from localize.domain.track import Track
from localize.fonts import FontRuler, Typeface
from localize.profiles import Layout
from localize.subtitle.formats.clocks import clock

_SHOWN_LACKING = 20  # characters


def illegible(track: Track, typeface: Typeface, layout: Layout) -> Iterator[str]:
    """Warnings; `layout` is that of the picture, with the size that the profile means."""
    yield from _lacking(track, typeface)
    yield from _too_wide(track, typeface, layout)


def beyond(track: Track, duration_ms: int) -> Iterator[str]:
    """A warning where cues begin after the end of a picture; of one that tells no length nothing is said."""
    late = [cue for cue in track.cues if cue.start_ms >= duration_ms]
    if late and duration_ms:
        yield (
            f"{track.language}: {len(late)} of {len(track.cues)} cues begin after the picture's end at "
            f"{clock(duration_ms)} and are never seen: are they of another cut?"
        )


def _lacking(track: Track, typeface: Typeface) -> Iterator[str]:
    lacking = typeface.lacking(row for cue in track.cues for row in cue.rows)
    if lacking:
        told = " ".join(f"{one} (U+{ord(one):04X})" for one in lacking[:_SHOWN_LACKING])
        hit = sum(not set(lacking).isdisjoint(cue.text) for cue in track.cues)
        yield (
            f"{track.language}: {typeface.name} has no glyph for {told}: {hit} of {len(track.cues)} cues "
            "show empty boxes in their place; --font names a font that has them"
        )


def _too_wide(track: Track, typeface: Typeface, layout: Layout) -> Iterator[str]:
    """Rows are drawn as they are: what is wider than the picture is cut off at both edges."""
    ruler = FontRuler(typeface, layout.size, layout.free_width, layout.outline)
    shares = [(max(map(ruler.share, cue.rows), default=0.0), cue) for cue in track.cues]
    wide = [one for one in shares if one[0] > 1]
    if wide:
        widest, cue = max(wide, key=lambda one: one[0])
        cut = sum(share * layout.free_width > layout.width for share, _ in wide)
        yield (
            f"{track.language}: {len(wide)} of {len(shares)} cues have a row wider than the room between the "
            f"margins ({cut} of them run off the picture); the widest, at {clock(cue.start_ms)}, "
            f"takes {widest:.0%} of the room; break such rows in the subtitle file"
        )
