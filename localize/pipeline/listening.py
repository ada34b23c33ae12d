"""What is heard, by one recogniser or by several whose hearings are merged; and heard again, by an ear that
is set to the dialect which was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from localize.cached import cached
from localize.dialects import Dialect
from localize.dialects.likeness import Likeness
from localize.domain.episode import Media
from localize.domain.heard import Heard, Soundtrack
from localize.listen.merging import Hearing, merged
from localize.listen.recognize import Recognize
from localize.listen.windows import CutWindows
from localize.pipeline.engines import Chosen
from localize.pipeline.recognizers import distinct_names
from localize.pipeline.run import Runs
from localize.stage import RecognizerRequest
from localize.wording import duration

FIRST = Recognize.name
AGAIN = f"{Recognize.name} in dialect"
# Containers round, and sound often ends a little before the picture; a second is more than that.
_MISSING_MS = 1000


class Listening:
    """`request` is what recognisers are asked for where a dialect is spoken, or none."""

    def __init__(
        self,
        run: Runs,
        media: Media,
        recognizers: Sequence[Chosen],
        request: Callable[[Dialect | None], RecognizerRequest],
    ) -> None:
        self._run, self._media, self._request = run, media, request
        self._recognizers = dict(zip(distinct_names(recognizers), recognizers, strict=True))

    @cached
    def soundtrack(self) -> Soundtrack:
        """Raises NoSound."""
        return self._run(CutWindows(), self._media)

    @property
    def cut_short(self) -> str:
        """What is said of a file that has less sound than it announces; empty for a whole one. Raises
        NoSound."""
        announced, decoded = self.soundtrack.announced_ms, self.soundtrack.duration_ms
        if announced - decoded <= _MISSING_MS:
            return ""
        lost = f"of {duration(announced / 1000)} only {duration(decoded / 1000)} of sound could be decoded"
        return f"{self._media.path} is damaged or cut short: {lost}"

    @property
    def recognizers(self) -> Sequence[str]:
        return tuple(self._recognizers)

    def title(self, recognizer: str, time: str = FIRST) -> str:
        """What plans and records know the hearing by: the first recogniser's as that of one alone."""
        is_first = recognizer == next(iter(self._recognizers))
        return time if is_first else f"{time} {recognizer}"

    def titles(self, time: str) -> Iterator[str]:
        return (self.title(recognizer, time) for recognizer in self._recognizers)

    def hearings(
        self, soundtrack: Soundtrack, dialect: Dialect | None, time: str = FIRST
    ) -> Sequence[Hearing]:
        """Of all who listen, in their order."""
        return [
            Hearing(recognizer, self.heard_by(recognizer, soundtrack, dialect, time))
            for recognizer in self._recognizers
        ]

    def merged(self, hearings: Sequence[Hearing], soundtrack: Soundtrack, dialect: Dialect | None) -> Heard:
        """As one; that of one alone is as it was."""
        if len(hearings) == 1:
            return hearings[0].heard
        return merged(hearings, soundtrack.windows, Likeness(dialect.sounds if dialect else None))

    def heard_by(
        self, recognizer: str, soundtrack: Soundtrack, dialect: Dialect | None, time: str = FIRST
    ) -> Heard:
        """Of several, one is closed before the next is opened: no two models need to be in memory at once."""
        chosen = self._recognizers[recognizer]
        stage = Recognize(self._media, chosen.id, chosen.engine, self._request(dialect))
        try:
            return self._run(stage, soundtrack, self.title(recognizer, time))
        finally:
            if len(self._recognizers) > 1:
                chosen.engine.close()
