"""Several recognisers' hearings → one, by a vote on every character (after ROVER: Fiscus, ASRU 1997)."""

from localize.listen.merging.merge import Hearing, merged

__all__ = ["Hearing", "merged"]
