"""What the sound of a heard line tells of the dialect that it is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from localize.dialects import Dialect
from localize.dialects.sounds import Sounds
from localize.domain.glossary import Glossary
from localize.domain.heard import HeardLine
from localize.reconcile.phonetic import Repairer
from localize.reconcile.variety.words import Words

# Of what a comparison of sounds gains, in natural logarithms: the words that fit were searched for among
# hundreds, so that a line gains more than this less often than such a gain would mean.
MOST = 5.0


class SoundEvidence:
    """The same line under the sounds and words of each dialect, and under those of Mandarin alone."""

    def __init__(self, dialects: Sequence[Dialect], words: Words, glossary: Glossary) -> None:
        self._dialects, self._words, self._glossary = dialects, words, glossary

    def tell(self, line: HeardLine) -> Mapping[str, float]:
        """For each dialect how much likelier the line is in it (natural logarithm), 0 to MOST."""
        written = self._words.tell(line.text, also_heard=True)
        in_mandarin = self._mandarin.cost(line)
        gained = {
            name: written[name] + max(0.0, in_mandarin - repairer.cost(line))
            for name, repairer in self._repairers.items()
        }
        # In proportion, so that the likeliest stays so.
        scale = min(1.0, MOST / max([MOST, *gained.values()]))
        return {name: scale * one for name, one in gained.items()}

    @cached_property
    def _mandarin(self) -> Repairer:
        """It has the words that several dialects share: those are colloquial, and belong to none."""
        return Repairer(Sounds(lexicon=tuple(sorted(self._shared))), self._glossary)

    @cached_property
    def _shared(self) -> set[str]:
        words = (form for dialect in self._dialects for form in dialect.sounds.lexicon)
        return {form for form in words if self._words.is_shared(form)}

    @cached_property
    def _repairers(self) -> Mapping[str, Repairer]:
        return {dialect.name: Repairer(self._sounds(dialect), self._glossary) for dialect in self._dialects}

    def _sounds(self, dialect: Dialect) -> Sounds:
        both = dict.fromkeys([*dialect.sounds.lexicon, *sorted(self._shared)])
        return msgspec.structs.replace(dialect.sounds, lexicon=tuple(both))
