"""Which lines of an episode get a speaker by their voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from localize.domain.episode import Media
from localize.domain.seen import CARD
from localize.domain.times import Span
from localize.domain.transcript import Line, Transcript
from localize.domain.voice import UNIT, Cast, Voice, Voiced, Voiceprint
from localize.errors import ConfigurationError
from localize.pipeline.engines import Chosen
from localize.pipeline.voices import BY_VOICE, Speakers, learned_with, require_same_engine, told_by_nobody
from localize.stage import EngineId, Lazy

ENGINE = EngineId("scripted", 1, digest="d")
HERS, HIS = (Voiceprint(np.array(one, "<i2").tobytes()) for one in ([UNIT, 0], [0, UNIT]))
CAST = Cast((Voice(HERS, "苏小满"), Voice(HIS)))
TELLING: Mapping[int, Voiceprint] = {0: HERS, 2000: HIS, 4000: HERS}


def heard(stage: Any, source: Sequence[Span], title: str = "") -> list[Voiced]:
    return [Voiced(span, TELLING.get(span.start_ms)) for span in source]


def told(*lines: Line, cast: Cast = CAST) -> list[Line]:
    encoder = Chosen(ENGINE, "voice", Lazy(lambda: None), None)
    speakers = Speakers(heard, Media("E01.mkv", "0", 1), encoder, cast)
    return list(speakers.told(Transcript("zh", lines)).lines)


def line(start_ms: int, **more: Any) -> Line:
    return Line("L0001", "好。", start_ms, start_ms + 1500, **more)


def test_a_voice_with_a_name_tells_who_speaks() -> None:
    hers, his, nobodys = told(line(0), line(2000), line(6000))
    assert (hers.speaker, hers.evidence.notes) == ("苏小满", (BY_VOICE,))
    assert (his, nobodys) == (line(2000), line(6000))


def test_what_a_voice_told_can_be_told_anew() -> None:
    by_voice, by_a_person = told(line(0)), line(2000, speaker="臣刚")
    assert told_by_nobody(Transcript("zh", (*by_voice, by_a_person))).lines == (line(0), by_a_person)


def test_what_somebody_told_stands() -> None:
    assert told(line(0, speaker="臣刚")) == [line(0, speaker="臣刚")]


def test_a_card_is_said_by_nobody() -> None:
    assert told(line(4000, kind=CARD)) == [line(4000, kind=CARD)]


def test_voices_are_compared_with_those_of_the_same_engine() -> None:
    require_same_engine(ENGINE, "")
    require_same_engine(ENGINE, learned_with(ENGINE))
    with pytest.raises(ConfigurationError, match="learned with another engine than scripted"):
        require_same_engine(EngineId("scripted", 2, digest="d"), learned_with(ENGINE))


def test_prints_that_are_cut_off_cannot_be_compared() -> None:
    short = Cast((Voice(Voiceprint(HERS.numbers[:2]), "苏小满"),))
    with pytest.raises(ConfigurationError, match="not as many numbers"):
        told(line(0), cast=short)
    assert told(line(6000), cast=short) == [line(6000)]  # nobody is heard: nothing to compare
