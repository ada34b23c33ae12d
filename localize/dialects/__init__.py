"""What is known of a dialect, as data: a folder a dialect, and one loader for all."""

from localize.dialects.pack import Dialect, DialectEntry, load_dialect, names

__all__ = ["Dialect", "DialectEntry", "load_dialect", "names"]
