"""Which font a language is written in, where its files lie, and how wide its letters are."""

from localize.fonts.face import Face
from localize.fonts.families import catalogue_name, family_of
from localize.fonts.finding import find_typeface, system_folders
from localize.fonts.ruler import FontRuler
from localize.fonts.typeface import Typeface

__all__ = [
    "Face",
    "FontRuler",
    "Typeface",
    "catalogue_name",
    "family_of",
    "find_typeface",
    "system_folders",
]
