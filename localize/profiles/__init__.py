"""What a delivery demands of subtitles, as data: a file a profile, each number with its source."""

from localize.profiles.limits import Layout, Limits
from localize.profiles.measuring import measured, shown, width
from localize.profiles.profile import Profile, load_profile, names

__all__ = ["Layout", "Limits", "Profile", "load_profile", "measured", "names", "shown", "width"]
