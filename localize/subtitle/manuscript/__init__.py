"""A subtitle file as it was written, markup, blanks and faults included, for those who judge or mend it.

The readers of `formats` give what is meant; here stands what is there, and where in the text it stands.
"""

from localize.subtitle.manuscript.manuscript import Entry, Manuscript
from localize.subtitle.manuscript.reading import read_manuscript
from localize.subtitle.manuscript.writing import dump_manuscript, with_markup

__all__ = ["Entry", "Manuscript", "dump_manuscript", "read_manuscript", "with_markup"]
