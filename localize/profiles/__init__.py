"""What a delivery demands of subtitles, as data: a file a profile, each number with its source."""

from localize.profiles.limits import Limits, Profile, load_profile, names
from localize.profiles.measuring import measured, shown, width

__all__ = ["Limits", "Profile", "load_profile", "measured", "names", "shown", "width"]
