"""A server that is down is down for every episode: the run says so once, instead of eighty times."""

from __future__ import annotations

from dataclasses import dataclass

from localize.errors import EndpointError, LocalizeError

# Once may be the episode's own fault. An engine has tried again for minutes each time.
IN_A_ROW = 3


@dataclass
class Outage:
    """Of episodes in the order in which they end."""

    _told: str = ""
    _times: int = 0

    def heal(self) -> None:
        """An episode was done."""
        self._told, self._times = "", 0

    def is_met_by(self, error: LocalizeError) -> bool:
        """Whether it befell as many episodes in a row, in the same words."""
        if not isinstance(error, EndpointError):
            return False
        self._times = self._times + 1 if error.message == self._told else 1
        self._told = error.message
        return self._times >= IN_A_ROW
