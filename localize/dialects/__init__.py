"""What is known of a dialect, as data: a folder a dialect, and one loader for all."""

from localize.dialects.dialect import Dialect, Use
from localize.dialects.pack import AUTO, NONE, check, load_dialect, load_dialects, name_of, names
from localize.dialects.words import DialectEntry

__all__ = [
    "AUTO",
    "NONE",
    "Dialect",
    "DialectEntry",
    "Use",
    "check",
    "load_dialect",
    "load_dialects",
    "name_of",
    "names",
]
