"""Where something is said, and how it is cut into windows."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.episode import Media
from localize.domain.heard import Soundtrack
from localize.domain.times import Span
from localize.errors import InputError
from localize.listen.cutting import window_sounds
from localize.listen.decode import sound_blocks
from localize.listen.engines.silero import FRAME, FRAME_MS, Voice
from localize.listen.packing import LONGEST_WINDOW_MS, MARGIN_MS, Packer, fits
from localize.listen.speech import EDGE_MS, LONGEST_SPEECH_MS, SHORTEST_SILENCE_MS, SpeechFinder
from localize.listen.tape import Tape, sound_digest
from localize.listen.windows import CutWindows, cut_windows
from tests.listen.media import Signal


def spans_of(probabilities: list[float], loudness: list[float] | None = None) -> list[Span]:
    finder = SpeechFinder()
    return [*finder.feed(probabilities, loudness or [1.0] * len(probabilities)), *finder.finish()]


def frames(*stretches: tuple[float, int]) -> list[float]:
    """(probability, milliseconds) pairs as frames."""
    return [probability for probability, ms in stretches for _ in range(ms // FRAME_MS)]


def test_speech_is_separated_by_silence_and_not_by_a_comma() -> None:
    two = spans_of(frames((0.0, 640), (0.9, 640), (0.1, 320), (0.9, 640), (0.0, 640)))
    assert two == [Span(640 - EDGE_MS, 1280 + EDGE_MS), Span(1600 - EDGE_MS, 2240 + EDGE_MS)]
    one = spans_of(frames((0.9, 640), (0.1, SHORTEST_SILENCE_MS - FRAME_MS), (0.9, 640)))
    assert len(one) == 1


def test_between_the_thresholds_what_was_goes_on() -> None:
    assert spans_of(frames((0.4, 3200))) == []
    assert len(spans_of(frames((0.9, 320), (0.4, 640), (0.9, 320)))) == 1


def test_a_knock_is_no_speech() -> None:
    assert spans_of(frames((0.0, 320), (0.9, 64), (0.0, 640))) == []


def test_endless_speech_is_cut_where_it_is_quietest() -> None:
    count = 60_000 // FRAME_MS
    loudness = [1.0] * count
    quiet = 22_400 // FRAME_MS
    loudness[quiet - 3 : quiet + 4] = [0.1] * 7
    first, *rest = spans_of([0.9] * count, loudness)
    assert first.end_ms == quiet * FRAME_MS
    assert rest[0].start_ms == first.end_ms
    assert all(span.duration_ms <= LONGEST_SPEECH_MS for span in [first, *rest])


@given(st.lists(st.tuples(st.integers(1, 12_000), st.integers(0, 9_000)), max_size=40))
def test_packing_keeps_every_span_once_and_in_order(pairs: list[tuple[int, int]]) -> None:
    spans, at = [], 0
    for silence, length in pairs:
        spans.append(Span(at + silence, at + silence + length))
        at = spans[-1].end_ms
    packer = Packer()
    groups = [group for span in spans for group in packer.add(span)] + list(packer.finish())
    assert [span for group in groups for span in group.spans] == spans
    assert all(fits(group.spans) for group in groups)
    for group, following in pairwise(groups):
        assert group.next_ms == following.spans[0].start_ms


def test_a_full_window_ends_in_the_longest_silence_near() -> None:
    spans = [Span(0, 12_000), Span(12_200, 23_000), Span(24_500, 28_000), Span(28_100, 33_000)]
    packer = Packer()
    groups = [group for span in spans for group in packer.add(span)]
    assert [group.spans for group in groups] == [tuple(spans[:2])]


@given(st.lists(st.integers(0, 50_000), max_size=8), st.integers(0, 9_000), st.integers(0, 3_000))
def test_a_tape_reads_what_was_put_on_it(sizes: list[int], start_ms: int, length_ms: int) -> None:
    whole = np.arange(sum(sizes), dtype=np.float32)
    tape, at = Tape(), 0
    for size in sizes:
        tape.add(whole[at : at + size])
        at += size
        tape.forget_before(start_ms)
    expected = whole[start_ms * 16 : (start_ms + length_ms) * 16]
    assert np.array_equal(tape.read(start_ms, start_ms + length_ms), expected)


def test_block_borders_leave_no_trace(sichuan_clip: Path) -> None:
    sound = np.concatenate(list(sound_blocks(sichuan_clip)))
    sound = sound[: len(sound) // FRAME * FRAME]
    once, often = Voice(), Voice()
    pieces = [often.probabilities(piece) for piece in np.split(sound, [FRAME * 7, FRAME * 300])]
    assert [value for piece in pieces for value in piece] == pytest.approx(
        once.probabilities(sound), abs=1e-5
    )


@pytest.fixture(scope="module")
def soundtrack(sichuan_clip: Path) -> Soundtrack:
    stage = CutWindows()
    parts = stage.split(Media(str(sichuan_clip), "digest", 0))
    assert [part.key for part in parts] == [{"media": "digest"}]
    return stage.join(parts[0].content, list(stage.run(parts)))


def test_windows_of_an_episode(soundtrack: Soundtrack) -> None:
    assert len(soundtrack.windows) >= 2
    for window in soundtrack.windows:
        assert 0 < window.end_ms - window.start_ms <= LONGEST_WINDOW_MS
        assert window.speech[0].start_ms - window.start_ms <= MARGIN_MS
        assert all(window.start_ms <= span.start_ms < span.end_ms <= window.end_ms for span in window.speech)
    for before, after in pairwise(soundtrack.speech):
        assert before.end_ms <= after.start_ms
    for window, following in pairwise(soundtrack.windows):
        assert window.end_ms <= following.speech[0].start_ms
        assert following.start_ms >= window.speech[-1].end_ms
    assert soundtrack.windows[-1].end_ms <= soundtrack.duration_ms


def test_the_sound_of_a_window_is_found_again(soundtrack: Soundtrack, sichuan_clip: Path) -> None:
    last = soundtrack.windows[-1]
    [sound] = window_sounds(sichuan_clip, [last])
    assert len(sound) == (last.end_ms - last.start_ms) * 16
    assert sound_digest(sound) == last.digest


def test_a_file_that_changed_meanwhile_is_refused(soundtrack: Soundtrack, sichuan_clip: Path) -> None:
    moved = msgspec.structs.replace(soundtrack.windows[0], digest="0" * 64)
    with pytest.raises(InputError, match="changed while it was being worked on"):
        list(window_sounds(sichuan_clip, [moved]))


@pytest.mark.parametrize("kind", ["silence", "tone", "noise"])
def test_no_speech_no_windows(kind: str) -> None:
    seconds = np.arange(20 * 16_000) / 16_000
    signals: dict[str, Signal] = {
        "silence": np.zeros(len(seconds), dtype=np.float32),
        "tone": (0.3 * np.sin(2 * np.pi * 440 * seconds)).astype(np.float32),
        "noise": np.random.default_rng(0).normal(0, 0.1, len(seconds)).astype(np.float32),
    }
    found = cut_windows(np.array_split(signals[kind], 13))
    assert found == Soundtrack(20_000, ())


def test_a_sound_shorter_than_a_frame() -> None:
    assert cut_windows([np.zeros(100, dtype=np.float32)]) == Soundtrack(6, ())


def test_parameters_hold_the_detector_and_every_number() -> None:
    parameters = CutWindows().parameters
    assert len(str(parameters["silero"])) == 64
    assert {"speech_above", "shortest_silence_ms", "longest_window_ms", "margin_ms"} <= set(parameters)
    assert msgspec.json.encode(parameters)
