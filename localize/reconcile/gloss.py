"""Standard Mandarin burned in over dialect speech: known by the dialect's words, which are heard for it.

A recogniser this weak seldom writes a dialect word, but it writes its syllables: where 怎么 is burned in and
咋个 fits what was heard better, the line is a gloss. A few such lines make it the habit of the episode.
"""

from __future__ import annotations

from collections.abc import Sequence

from localize.dialects.likeness import Likeness
from localize.dialects.sounds import Sounds
from localize.domain.matching import Matcher
from localize.domain.times import Span
from localize.reconcile.match import Matched, match
from localize.reconcile.voice import Voice

# Measured on the 16 lines of the season (Whisper base): with standard Mandarin burned in, 9 lines gain this
# much; with the dialect burned in none gains anything, and of 55 other clips one does, 0.011.
GAIN = 0.03
# Of one character there are too many, and they mean too much else (好, 不, 说).
TELLING = 2
# Two lines may be chance.
HABIT_LINES = 3
# In an episode of glosses a line that sounds as it is written is none: of the season's lines, burned in as
# they are said, all agree more than this.
AS_WRITTEN = 0.9


class Glosses:
    """What the dialect says for words of standard Mandarin."""

    def __init__(self, sounds: Sounds, like: Likeness) -> None:
        self._like = like
        self._terms: dict[str, list[str]] = {}
        for term, equivalents in sounds.words.items():
            for equivalent in equivalents:
                if len(equivalent) >= TELLING:
                    self._terms.setdefault(equivalent, []).append(term)
        self._standard = Matcher(self._terms.items())
        self._dialect = Matcher((term, term) for term in sounds.words)

    def among(self, texts: Sequence[str], spans: Sequence[Span], lines: Sequence[Matched]) -> list[bool]:
        """Which of an episode's lines are glosses: none, unless more lines are known for it than have words
        of the dialect burned in."""
        known = [self.gain(*line) >= GAIN for line in zip(texts, spans, lines, strict=True)]
        if sum(known) < HABIT_LINES or sum(known) <= sum(bool(self._dialect.find(text)) for text in texts):
            return [False] * len(texts)
        return [
            is_known or (line.agreement is not None and line.agreement < AS_WRITTEN)
            for is_known, line in zip(known, lines, strict=True)
        ]

    def gain(self, text: str, span: Span, matched: Matched) -> float:
        """How much better a line agrees with what was heard once the dialect's words stand in it."""
        if not matched.words:
            return 0.0
        best = text
        for found in reversed(self._standard.find(text)):
            tried = [best[: found.start] + term + best[found.end :] for term in found.owner]
            best = max([best, *tried], key=lambda one: self._agreement(one, span, matched))
        return self._agreement(best, span, matched) - self._agreement(text, span, matched)

    def _agreement(self, text: str, span: Span, matched: Matched) -> float:
        (line,) = match([text], [span], Voice(matched.words), self._like).lines
        return line.agreement or 0.0
