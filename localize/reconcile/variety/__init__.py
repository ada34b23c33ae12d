"""Which dialect is it? Told for an episode and for each of its lines, from what was seen and from a hearing
of standard Mandarin.

What a line shows for a dialect are its words where they are written, and its words and sounds where what was
heard makes little sense; how unsure the recogniser is shows that it is not Mandarin, but not what it is.
"""

from localize.reconcile.variety.telling import DialectTeller

__all__ = ["DialectTeller"]
