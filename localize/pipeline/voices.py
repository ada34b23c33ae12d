"""Who speaks, by the voice: the lines of a transcript whose voice is clearly that of one of the cast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from localize.cast.telling import told
from localize.config import VoicesTable
from localize.domain.episode import Media
from localize.domain.seen import DIALOGUE
from localize.domain.times import Span
from localize.domain.transcript import Line, Transcript
from localize.domain.voice import Cast, Voiceprint
from localize.errors import ConfigurationError
from localize.events import Listener
from localize.listen.voices import EncodeVoices, alone
from localize.pipeline.engines import Chosen
from localize.pipeline.run import Runs
from localize.pipeline.workshop import Workshop
from localize.stage import EngineId
from localize.store.keys import canonical, digest

# Stands among the evidence of a line whose speaker nobody has told.
BY_VOICE = "speaker by voice"


def choose_encoder(table: VoicesTable, workshop: Workshop, listener: Listener) -> Chosen:
    return workshop.choose("voice", table.engine, table.model, table.options, listener)


def learned_with(engine: EngineId) -> str:
    """What the prints of that engine are known by."""
    return digest(canonical(engine))


def require_same_engine(engine: EngineId, known: str) -> None:
    """`known` is what voices were learned with, empty where there are none. Raises ConfigurationError."""
    if known and known != learned_with(engine):
        raise ConfigurationError(
            f"the voices of cast.toml were learned with another engine than {engine.name} as it is now",
            "take back what was changed in [voices] of series.toml, or move the file away, "
            "run `localize cast`, and name them anew",
        )


def require_comparable(heard: Iterable[Voiceprint | None], known: Iterable[Voiceprint]) -> None:
    """Raises ConfigurationError where `known` ones have fewer numbers, or more, than those of the engine."""
    lengths = {len(one.numbers) for one in heard if one is not None}
    if lengths and not lengths.issuperset(len(one.numbers) for one in known):
        raise ConfigurationError(
            "the prints of cast.toml have not as many numbers as those of the engine: they are damaged",
            "take back what was changed there, or move the file away, run `localize cast`, and name them",
        )


class Speakers:
    """Of one episode."""

    def __init__(self, run: Runs, media: Media, encoder: Chosen, cast: Cast) -> None:
        self._run, self._media, self._encoder, self._cast = run, media, encoder, cast

    def told(self, transcript: Transcript) -> Transcript:
        """With the speaker of each line that nobody told another of, where the voice tells. Raises NoSound,
        and ConfigurationError for a cast whose prints are damaged."""
        stage = EncodeVoices(self._media, self._encoder.id, self._encoder.engine)
        voiced = self._run(stage, alone(transcript.lines))
        require_comparable((one.print for one in voiced), (one.print for one in self._cast.voices))
        names = told([one.print for one in voiced], self._cast)
        by_span = {one.span: name for one, name in zip(voiced, names, strict=True) if name}
        lines = tuple(_spoken(line, by_span) for line in transcript.lines)
        return msgspec.structs.replace(transcript, lines=lines)


def told_by_nobody(transcript: Transcript) -> Transcript:
    """Without the speakers that nothing but a voice has told."""
    lines = tuple(_untold(line) if BY_VOICE in line.evidence.notes else line for line in transcript.lines)
    return msgspec.structs.replace(transcript, lines=lines)


def _untold(line: Line) -> Line:
    notes = tuple(note for note in line.evidence.notes if note != BY_VOICE)
    evidence = msgspec.structs.replace(line.evidence, notes=notes)
    return msgspec.structs.replace(line, speaker="", evidence=evidence)


def _spoken(line: Line, names: Mapping[Span, str]) -> Line:
    if line.speaker or line.kind != DIALOGUE or line.span not in names:
        return line
    evidence = msgspec.structs.replace(line.evidence, notes=(*line.evidence.notes, BY_VOICE))
    return msgspec.structs.replace(line, speaker=names[line.span], evidence=evidence)
