"""What was said: lines with ids, times, words, and the evidence for each."""

from __future__ import annotations

from localize.domain.heard import Dropped, Word
from localize.domain.review import Flag
from localize.domain.seen import DIALOGUE, Kind
from localize.domain.times import Span
from localize.domain.value import Value
from localize.domain.variety import Told


class Evidence(Value, frozen=True):
    """Why a line reads as it does.

    `heard` is what the recogniser wrote, normalized (simplified, punctuated) but not repaired; `confidence`
    the mean probability of its words (None when the line did not come from sound, or from a recogniser that
    tells none); `notes` name what was decoded again or repaired, and by which rule.

    `seen` is what was read off the picture, or stood in a subtitle file given as a witness, as it was written
    there; `seen_confidence` the reader's own, `agreement` how alike both witnesses sound (0 to 1, None where
    one of them is missing), `other` what stood beside the line in another script. `told` is what the line is
    spoken in, where that was to be told.
    """

    heard: str | None = None
    confidence: float | None = None
    average_logprob: float | None = None
    no_speech_probability: float | None = None
    compression_ratio: float | None = None
    notes: tuple[str, ...] = ()
    seen: str | None = None
    seen_confidence: float | None = None
    agreement: float | None = None
    other: str = ""
    told: Told | None = None


class Line(Value, frozen=True):
    """`id` is unique in its episode; `words` may be empty (a line that was read from a file).

    `kind` is `dialogue`, or `card` for text on the screen that nobody says, which may overlap dialogue in
    time. `continues`: the sentence goes on in the next line of dialogue. Where the picture shows standard
    Mandarin over dialect speech, `text` and `standard` are what it shows and `spoken` is what was heard;
    both are empty elsewhere.
    """

    id: str
    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...] = ()
    evidence: Evidence = Evidence()
    flags: tuple[Flag, ...] = ()
    kind: Kind = DIALOGUE
    continues: bool = False
    spoken: str = ""
    standard: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start_ms, self.end_ms)


class Transcript(Value, frozen=True):
    """Lines in order of time. `dropped` is what a recogniser invented, `cuts` are the first moments of new
    shots."""

    language: str
    lines: tuple[Line, ...]
    dropped: tuple[Dropped, ...] = ()
    cuts: tuple[int, ...] = ()
