"""The main numbers of the profiles, as docs/profiles.md shows them."""

from __future__ import annotations

from collections.abc import Iterator

from localize.profiles import Profile, load_profile

ORDER = ("vertical", "tiktok", "youtube", "bbc-vertical", "netflix", "prime", "ebu-tt-d")
LANGUAGES = ("en", "other", "th", "ar", "hi", "zh", "ja", "ko")


def numbers() -> Iterator[str]:
    """The lines of two tables: by profile, and characters a row with those a second by language."""
    yield "| profile | rows | ms | gap | picture | safe zone | formats |"
    yield "|---|---|---|---|---|---|---|"
    profiles = [load_profile(name) for name in ORDER]
    yield from map(_of_all, profiles)
    yield ""
    yield f"| characters a row, a second | {' | '.join(LANGUAGES)} |"
    yield f"|---|{'---|' * len(LANGUAGES)}"
    yield from map(_by_language, profiles)


def _of_all(profile: Profile) -> str:
    limits, layout = profile.limits("und"), profile.layout_of("und")
    across = f"x {layout.margin_left} to {layout.width - layout.margin_right}"
    down = f"y {layout.margin_top} to {layout.height - layout.margin_bottom}"
    cells = (
        f"`{profile.name}`",
        f"{limits.rows}",
        f"{limits.min_duration_ms} to {limits.max_duration_ms}",
        f"{limits.gap_frames}",
        f"{layout.width} × {layout.height}",
        f"{across}, {down}",
        ", ".join(profile.delivery_of("und").formats),
    )
    return f"| {' | '.join(cells)} |"


def _by_language(profile: Profile) -> str:
    found = [profile.limits("und" if language == "other" else language) for language in LANGUAGES]
    cells = [f"{limits.row_width:g}, {limits.characters_per_second:g}" for limits in found]
    return f"| `{profile.name}` | {' | '.join(cells)} |"
