"""Which profile the subtitles of an episode are fitted to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from localize.config import SETTINGS_FILE, Settings
from localize.containers import default_of, displayed, frames_of, open_container, pictures_of
from localize.domain.track import CHILD
from localize.errors import NotMedia
from localize.profiles import Profile, for_children, load_profile, overridden

AUTO = "auto"
VERTICAL, HORIZONTAL = "vertical", "netflix"


def profile_of(settings: Settings, folder: Path | None, vertical: Callable[[], bool]) -> Profile:
    """The one that the settings name, with the rules of the series in `folder` over it; where they leave it
    open, by whether the picture is `vertical`. Raises ConfigurationError."""
    name = settings.subtitle.profile
    if name in ("", AUTO):
        name = VERTICAL if vertical() else HORIZONTAL
    return with_own_rules(load_profile(name), settings, folder)


def with_own_rules(profile: Profile, settings: Settings, folder: Path | None) -> Profile:
    """And for the audience that the settings name. Raises ConfigurationError naming the file and the key."""
    where = f"{folder / SETTINGS_FILE if folder else SETTINGS_FILE}: [subtitle.limits]"
    own = overridden(profile, settings.subtitle.limits, where)
    return for_children(own) if settings.subtitle.audience == CHILD else own


def is_vertical(media: Path) -> bool:
    """Whether the picture is displayed at least as high as wide; what has none is for a phone too, and what
    is no media is told later."""
    if not media.is_file():  # opening a pipe would wait for whoever writes to it
        return True
    with suppress(NotMedia), closing(open_container(media)) as container:
        streams = pictures_of(container)
        if not streams:
            return True
        stream = default_of(streams)
        picture = displayed(stream, next(frames_of(container, stream), None))
        return picture.height >= picture.width
    return True
