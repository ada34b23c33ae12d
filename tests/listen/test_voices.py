"""Which lines are listened to for their voice, and what is kept of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.episode import Media
from localize.domain.seen import CARD, DIALOGUE, Kind
from localize.domain.times import Span
from localize.domain.transcript import Line
from localize.domain.voice import UNIT, Voiceprint
from localize.listen.engines.scripted_voices import ScriptedVoices
from localize.listen.voices import LEAST_MS, EncodeVoices, alone
from localize.scripted import ScriptedOptions
from localize.stage import EngineId, EngineSetup, Lazy
from tests.listen.media import Signal, write

RATE = 16_000
LOW, HIGH = Voiceprint(np.array([UNIT, 0], "<i2").tobytes()), Voiceprint(np.array([0, UNIT], "<i2").tobytes())


def line(start_ms: int, end_ms: int, kind: Kind = DIALOGUE) -> Line:
    return Line("L0001", "好。", start_ms, end_ms, kind=kind)


def tone(hz: float, ms: int) -> Signal:
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(ms * RATE // 1000) / RATE)).astype(np.float32)


@pytest.fixture
def encoder(tmp_path: Path) -> ScriptedVoices:
    script = tmp_path / "voices.json"
    voices = [{"hz": 220, "print": [1, 0]}, {"hz": 440, "print": [0, 1]}]
    script.write_text(json.dumps({"voices": voices}))
    return ScriptedVoices(EngineSetup("", None, ScriptedOptions(str(script))))


def stage(encoder: Any, path: str = "E01.wav") -> EncodeVoices:
    return EncodeVoices(Media(path, "digest", 0), EngineId("scripted", 1), Lazy(lambda: encoder))


def test_lines_that_are_long_enough_and_alone() -> None:
    long, short = line(0, LEAST_MS), line(5000, 5000 + LEAST_MS - 1)
    one, over_it, beside = line(10_000, 14_000), line(11_000, 12_000), line(13_000, 15_000)
    last = line(15_000, 16_000)
    assert alone([long, short, one, over_it, beside, last]) == [long.span, last.span]


def test_a_card_is_said_by_nobody() -> None:
    assert alone([line(0, 2000, CARD), line(1000, 3000)]) == [Span(1000, 3000)]
    assert alone([]) == []


@given(st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 3000)), max_size=12))
def test_no_two_that_are_listened_to_overlap(times: list[tuple[int, int]]) -> None:
    lines = [line(start, start + length) for start, length in times]
    found = alone(lines)
    assert found == sorted(found, key=lambda span: span.start_ms)
    for span in found:
        assert sum(span.overlap_ms(other.span) > 0 for other in lines) == 1


def test_whose_voice_it_is(tmp_path: Path, encoder: ScriptedVoices) -> None:
    sound = np.concatenate([tone(220, 2000), tone(440, 2000), np.zeros(2 * RATE, np.float32)])
    spans = [Span(0, 2000), Span(2100, 3900), Span(4100, 6000)]
    encode = stage(encoder, str(write(tmp_path / "E01.wav", sound)))
    results = list(encode.run(encode.split(spans)))
    voiced = encode.join(spans, results)
    assert [one.print for one in voiced] == [LOW, HIGH, None]
    assert [one.span for one in voiced] == spans
    assert encode.counts(results) == {"lines": 3}


def test_a_part_is_a_minute(encoder: ScriptedVoices) -> None:
    spans = [Span(1000, 3000), Span(59_000, 61_000), Span(130_000, 131_000)]
    first, last = stage(encoder).split(spans)
    assert (first.name, last.name) == ("0:01.000–1:01.000", "2:10.000–2:11.000")
    assert [len(part.content) for part in (first, last)] == [2, 1]
    assert last == stage(encoder).split(spans[2:])[0]
    assert first.key != stage(encoder).split([Span(1000, 3001)])[0].key


def test_only_what_is_asked_for_is_listened_to(tmp_path: Path, encoder: ScriptedVoices) -> None:
    sound = np.concatenate([tone(220, 61_000), tone(440, 2000)])
    encode = stage(encoder, str(write(tmp_path / "E01.wav", sound)))
    last = encode.split([Span(0, 2000), Span(61_000, 63_000)])[1]
    [result] = encode.run([last])
    assert result.prints == (HIGH,)


def test_no_lines_open_no_engine() -> None:
    def refuse() -> Any:
        raise AssertionError("opened")

    silent = EncodeVoices(Media("E01.wav", "digest", 0), EngineId("none", 1), Lazy(refuse))
    assert silent.split([]) == []
    assert list(silent.run([])) == []
    assert silent.join([], []) == []
