"""A draft → a line of the transcript, with the evidence of both witnesses."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from localize.dialects.likeness import Likeness
from localize.domain.heard import Heard, told
from localize.domain.review import Flag
from localize.domain.seen import CARD, SeenLine
from localize.domain.times import Span
from localize.domain.transcript import Evidence, Line
from localize.reconcile.draft import Draft
from localize.reconcile.hearing import confidence_of
from localize.reconcile.spreading import words_of
from localize.reconcile.trust import UNRELATED, flags, odd_flags
from localize.reconcile.wording import written

UNHEARD = "nobody was heard saying it"
GLOSS = "standard Mandarin burned in over dialect speech"


@dataclass(frozen=True)
class LineWriter:
    """`least` is the agreement below which a line of this episode disagrees."""

    heard: Heard
    like: Likeness
    least: float

    def line(self, draft: Draft, span: Span, *, is_gloss: bool) -> Line:
        """Without an id."""
        spoken = heard_text(draft)
        return Line(
            id="",
            text=draft.text,
            start_ms=span.start_ms,
            end_ms=span.end_ms,
            words=words_of(draft.text, span, draft.matched),
            evidence=self._evidence(draft, (*draft.notes, GLOSS) if is_gloss else draft.notes),
            flags=(*draft.source.flags, *self._flags(draft, spoken, is_gloss=is_gloss)),
            spoken=spoken if is_gloss else "",
            standard=draft.text if is_gloss else "",
            speaker=draft.source.line.speaker,
        )

    def _flags(self, draft: Draft, spoken: str, *, is_gloss: bool) -> tuple[Flag, ...]:
        """A gloss need not sound as it is written, only not like something else."""
        read = None if draft.source.is_typed else draft.source.line.confidence
        least = UNRELATED if is_gloss else self.least
        found = tuple(flags(draft.text, spoken, draft.matched, least, read))
        return found if found or is_gloss else tuple(odd_flags(draft.text, draft.matched, self.like))

    def _evidence(self, draft: Draft, notes: tuple[str, ...]) -> Evidence:
        words = draft.matched.words
        lines = [self.heard.lines[at] for at in sorted({word.line for word in words})]
        timed = [word.word for word in words if self.heard.lines[word.line].words]
        unheard = (UNHEARD,) if self.heard.lines and not lines else ()
        seen = draft.source.line
        return Evidence(
            heard=heard_text(draft) if lines else None,
            confidence=confidence_of(timed),
            average_logprob=_mean(told(line.average_logprob for line in lines)),
            no_speech_probability=max((line.no_speech_probability for line in lines), default=None),
            compression_ratio=max((line.compression_ratio for line in lines), default=None),
            notes=(
                *dict.fromkeys(note for line in lines for note in line.notes),
                *draft.source.notes,
                *notes,
                *unheard,
            ),
            seen=seen.text,
            seen_confidence=seen.confidence,
            agreement=draft.matched.agreement,
            other=seen.other,
        )


def card_line(card: SeenLine, language: str) -> Line:
    """Without an id."""
    evidence = Evidence(seen=card.text, seen_confidence=card.confidence, other=card.other)
    text = written(card.text, language).replace("\n", " ")
    return Line("", text, card.start_ms, card.end_ms, evidence=evidence, kind=CARD)


def heard_text(draft: Draft) -> str:
    return "".join(word.word.text for word in draft.matched.words).strip()


def _mean(values: list[float]) -> float | None:
    return round(fmean(values), 4) if values else None
