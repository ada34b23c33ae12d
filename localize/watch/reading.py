"""The stage that reads: texts → the same with what they say. A part is one text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from localize.cores import core_count
from localize.domain.seen import Reading
from localize.domain.times import clock
from localize.domain.value import Value
from localize.flight import in_order
from localize.stage import EngineId, Lazy, Part, Picture, Reader
from localize.watch import columns
from localize.watch.texts import Text, TextLook

if TYPE_CHECKING:
    from localize.watch.follow import Strip

# A reader takes several rows at once.
BATCH = 8
# A reading with a character below it is checked against the second look.
SURE = 0.6
PARAMETERS = {"sure": SURE, "columns": columns.PARAMETERS}


class Read(Value, frozen=True):
    """The readings of one text, of the first look and, where that left doubts, of the second."""

    readings: tuple[Reading, ...]


class ReadText(Value, frozen=True):
    text: Text
    readings: tuple[Reading, ...]


class ReadTexts:
    """The texts of a film → the same with their readings."""

    name = "read"
    version = 1
    result_type = Read

    def __init__(self, engine: EngineId, reader: Lazy[Reader]) -> None:
        self.engine: EngineId | None = engine
        self._reader = reader

    @property
    def parameters(self) -> Mapping[str, object]:
        return PARAMETERS

    def split(self, source: Strip) -> Sequence[Part[Text]]:
        return [_part(text) for text in source.texts]

    def run(self, parts: Sequence[Part[Text]]) -> Iterator[Read]:
        """Raises EngineError."""
        reader = self._reader.get()
        batches = [[part.content for part in parts[at : at + BATCH]] for at in range(0, len(parts), BATCH)]
        count = core_count()
        with ThreadPoolExecutor(count, "read") as threads:
            for read in in_order(lambda batch: read_all(batch, reader), batches, threads, count + 1):
                yield from read

    def join(self, source: Strip, results: Sequence[Read]) -> Sequence[ReadText]:
        pairs = zip(source.texts, results, strict=True)
        return [ReadText(text, read.readings) for text, read in pairs]

    def counts(self, results: Sequence[Read]) -> Mapping[str, int]:
        return {"texts": len(results), "reads": sum(len(result.readings) for result in results)}


def read_all(texts: Sequence[Text], reader: Reader) -> list[Read]:
    """The readings of each text, in order."""
    first = reader.read([picture_of(text.looks[0]) for text in texts])
    doubted = [at for at, text in enumerate(texts) if first[at].weakest < SURE and len(text.looks) > 1]
    second = reader.read([picture_of(texts[at].looks[1]) for at in doubted]) if doubted else []
    more = dict(zip(doubted, second, strict=True))
    return [Read((one, more[at]) if at in more else (one,)) for at, one in enumerate(first)]


def picture_of(look: TextLook) -> Picture:
    import cv2
    import numpy as np

    pixels = cv2.imdecode(np.frombuffer(look.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None  # we have written it
    return Picture(pixels.astype(np.uint8, copy=False), look.at_ms, look.box)


def _part(text: Text) -> Part[Text]:
    looks = [(hashlib.sha256(look.jpeg).hexdigest(), look.at_ms) for look in text.looks]
    return Part(clock(text.start_ms), {"looks": looks}, text)
