"""What a delivery demands of subtitles, as data: a file a profile, each number with its source."""

from localize.profiles.audience import for_children
from localize.profiles.limits import Delivery, Layout, Limits
from localize.profiles.loading import load_profile, names
from localize.profiles.measuring import measured, shown, width
from localize.profiles.overriding import overridden
from localize.profiles.profile import Profile
from localize.profiles.repertoire import outside

__all__ = [
    "Delivery",
    "Layout",
    "Limits",
    "Profile",
    "for_children",
    "load_profile",
    "measured",
    "names",
    "outside",
    "overridden",
    "shown",
    "width",
]
