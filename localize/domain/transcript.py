"""What was said: lines with ids, times, words, and the evidence for each."""

from __future__ import annotations

import msgspec

from localize.domain.heard import Dropped, Word
from localize.domain.language import standard_chinese
from localize.domain.review import Flag
from localize.domain.seen import DIALOGUE, Kind
from localize.domain.times import Span
from localize.domain.value import Value
from localize.domain.variety import Told


class Evidence(Value, frozen=True):
    """Why a line reads as it does.

    `heard` is what the recogniser wrote, normalized (simplified, punctuated) but not repaired; `confidence`
    the mean probability of its words, `average_logprob` that of its tokens as a logarithm (None when the line
    did not come from sound, or from a recogniser that tells none); `notes` name what was decoded again or
    repaired, and by which rule.

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


class DialectWord(Value, frozen=True):
    """A word of the dialect that stands in a line's `spoken` as `found`, from `start` (code points).

    `term` is the pack's word, `standard` what it means there in standard Mandarin, empty where the words
    around it do not tell; `register` how it is used.
    """

    start: int
    found: str
    term: str
    standard: str = ""
    register: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.found)


class Line(Value, frozen=True):
    """`id` is unique in its episode; `words` may be empty (a line that was read from a file).

    `kind` is `dialogue`, or `card` for text on the screen that nobody says, which may overlap dialogue in
    time. `continues`: the sentence goes on in the next line of dialogue.

    A line in dialect has `spoken`, the line in the dialect and the spelling of its pack, `standard`, the
    same in standard Mandarin, and in `dialect_words` what stands in `spoken`, in its order. Where standard
    Mandarin is shown over dialect speech (`is_gloss`), `text` and `standard` are what is shown, and `spoken`
    is what was heard. All three are empty where nothing in the line is dialect: `text` is then both.

    `speaker` is the name of who says it, empty where nobody told.
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
    dialect_words: tuple[DialectWord, ...] = ()
    speaker: str = ""

    @property
    def in_standard(self) -> str:
        """The line in standard Mandarin, whether anything in it is dialect or not."""
        return self.standard or self.text

    @property
    def is_gloss(self) -> bool:
        """Whether its text is standard Mandarin for something else that was said."""
        return self.text == self.standard != self.spoken

    @property
    def as_said(self) -> str:
        """In the dialect, if it is in one; where standard Mandarin is shown over dialect, what is shown."""
        return self.text if self.is_gloss or not self.spoken else self.spoken

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

    @property
    def in_standard(self) -> Transcript:
        """The same in standard Mandarin."""
        lines = tuple(msgspec.structs.replace(line, text=line.in_standard) for line in self.lines)
        return msgspec.structs.replace(self, language=standard_chinese(self.language), lines=lines)
