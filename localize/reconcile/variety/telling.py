"""What was heard and seen → what an episode is spoken in, and each of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from localize.dialects import Dialect
from localize.domain.glossary import Glossary
from localize.domain.heard import Heard, HeardLine
from localize.domain.language import is_traditional
from localize.domain.script import in_script
from localize.domain.seen import Seen
from localize.domain.times import Span
from localize.domain.variety import Telling, ToldLine
from localize.reconcile.hearing import confidence_of
from localize.reconcile.variety.hearing import SoundEvidence
from localize.reconcile.variety.mixture import Shown, explained
from localize.reconcile.variety.words import Words
from localize.reconcile.witnesses import dialogue

# These were chosen by the likelihood of every other clip and of two episodes (docs/dialects.md).
# A recogniser of Mandarin is as sure of a line as this, by its words' mean probability, as often where the
# line is Mandarin as where it is not. So much surer or less sure of it counts for one natural logarithm, and
# more than that counts no more: the clips would have it count twice, but the Mandarin among them was read in
# silence, and noise makes a recogniser unsure, too.
AS_SURE = 0.7
SURER = 0.05
# That a line shows nothing of a dialect. The clips would have it 0.5, but a dialect told where it is not
# spoken does more harm than one that is not told.
ABSENT = 0.75


class DialectTeller:
    """`dialects` are those that may be told, in any order."""

    def __init__(self, dialects: Sequence[Dialect], glossary: Glossary) -> None:
        self._dialects = sorted(dialects, key=lambda dialect: dialect.name)
        self._words = Words(self._dialects)
        self._hearing = SoundEvidence(self._dialects, self._words, glossary)

    def tell(self, heard: Heard, witnesses: Sequence[Seen]) -> Telling | None:
        """`heard` is a hearing of standard Mandarin, under no dialect's prompt: the words of a prompt come
        back where nobody said them. None where nobody says anything."""
        lines = sorted(self._lines(heard, witnesses), key=lambda one: one[0].start_ms)
        if not lines:
            return None
        names = [dialect.name for dialect in self._dialects]
        told = explained([shown for _, shown in lines], names, ABSENT)
        spans = (span for span, _ in lines)
        return Telling(told.episode, tuple(map(ToldLine, spans, told.lines)))

    def _lines(self, heard: Heard, witnesses: Sequence[Seen]) -> Iterator[tuple[Span, Shown]]:
        """Every seen line with what was heard meanwhile, and every heard line while nothing was seen."""
        of_heard = [(line.span, self._shown(line, heard.language)) for line in heard.lines]
        seen = [one.line for one in dialogue(witnesses)]
        for line in seen:
            yield line.span, _together(self._written(line.text, heard.language), line.span, of_heard)
        for span, shown in of_heard:
            if not any(span.overlap_ms(line.span) for line in seen):
                yield span, shown

    def _written(self, text: str, language: str) -> Mapping[str, float]:
        return self._words.tell(_simplified(text, language))

    def _shown(self, line: HeardLine, language: str) -> Shown:
        return Shown(self._hearing.tell(_in_simplified(line, language)), _strange(line))


def _simplified(text: str, language: str) -> str:
    """The lists of words are in simplified characters; a pack that is not has them as other spellings."""
    return in_script(text, "zh") if is_traditional(language) else text


def _in_simplified(line: HeardLine, language: str) -> HeardLine:
    return msgspec.structs.replace(line, text=_simplified(line.text, language))


def _strange(line: HeardLine) -> float:
    """How much likelier it is that the recogniser is so unsure where the line is not Mandarin."""
    sure = confidence_of(line.words)
    return 0.0 if sure is None else max(-1.0, min(1.0, (AS_SURE - sure) / SURER))


def _together(written: Mapping[str, float], span: Span, of_heard: Sequence[tuple[Span, Shown]]) -> Shown:
    """What is written, and so much of what was heard as was heard meanwhile."""
    meanwhile = [(span.overlap_ms(other), other, shown) for other, shown in of_heard]
    meanwhile = [one for one in meanwhile if one[0] > 0]
    heard = {
        name: sum(ms / other.duration_ms * shown.dialects[name] for ms, other, shown in meanwhile)
        for name in written
    }
    all_ms = sum(ms for ms, _, _ in meanwhile) or 1
    strange = sum(ms * shown.strange for ms, _, shown in meanwhile) / all_ms
    return Shown({name: written[name] + heard[name] for name in written}, strange)
