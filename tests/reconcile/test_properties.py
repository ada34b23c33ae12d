"""What holds whatever is heard and seen."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.dialects import load_dialect
from localize.domain.heard import Heard
from localize.domain.seen import CARD, DIALOGUE, Reading, Seen, SeenLine
from localize.domain.transcript import Transcript
from localize.reconcile.agree import reconcile
from localize.subtitle.spreading import spread
from tests.reconcile.scenes import BAND, heard, said, typed

SICHUAN = load_dialect("sichuan")
assert SICHUAN is not None
SOUNDS = SICHUAN.sounds
SIGNS = "你我他来走吃饭怎么知道晓得不天夭1aA，。？"  # 夭 is what a reader may make of 天
TEXT = st.text(SIGNS + " ", min_size=1, max_size=12).filter(lambda text: any(map(str.isalnum, text)))
SPEECH = st.text(SIGNS, min_size=1, max_size=12).filter(lambda text: any(map(str.isalnum, text)))
MOMENT = st.integers(0, 20_000)


@st.composite
def sounds(draw: st.DrawFn) -> Heard:
    starts = sorted(draw(st.lists(MOMENT, max_size=5)))
    lines, free = [], 0
    for start in starts:
        lines.append(
            said(
                draw(SPEECH), max(start, free), draw(st.sampled_from([0.3, 0.95])), draw(st.integers(20, 300))
            )
        )
        free = lines[-1].end_ms
    return heard(*lines)


@st.composite
def readings_of(draw: st.DrawFn, text: str, at_ms: int) -> tuple[Reading, ...]:
    """The text itself, and what another frame made of it: another character, or one more at an edge."""
    sure = st.lists(st.floats(0, 1), min_size=len(text), max_size=len(text)).map(tuple)
    at, sign = draw(st.integers(0, len(text))), draw(st.sampled_from(SIGNS))
    other = draw(st.sampled_from([text[:at] + sign + text[at + 1 :], sign + text, text + sign]))
    whole = Reading(text, 0.9, at_ms, draw(sure))
    return draw(st.sampled_from([(whole,), (whole, Reading(other, 0.8, at_ms + 40))]))


@st.composite
def seen_lines(draw: st.DrawFn) -> SeenLine:
    start = draw(MOMENT)
    kind = draw(st.sampled_from([DIALOGUE, DIALOGUE, CARD]))
    text = draw(TEXT)
    end = start + draw(st.integers(40, 4000))
    return SeenLine(text, start, end, kind, BAND, 0.9, draw(readings_of(text, start)))


PICTURES = st.lists(seen_lines(), min_size=1, max_size=6, unique_by=lambda line: (line.text, line.kind)).map(
    lambda lines: Seen(60_000, tuple(sorted(lines, key=lambda line: line.start_ms)))
)


@st.composite
def episodes(draw: st.DrawFn) -> tuple[Heard, Seen]:
    """What is heard has nothing to do with what is seen, or it is the same without the reader's slips."""
    picture = draw(PICTURES)
    if draw(st.booleans()):
        return draw(sounds()), picture
    lines, free = [], 0
    for line in picture.dialogue:
        start = max(line.start_ms, free)
        lines.append(said("".join(line.text.replace("夭", "天").split()).lstrip("，。？"), start))
        free = lines[-1].end_ms
    return heard(*lines), picture


@settings(deadline=None, max_examples=40)
@given(episodes())
def test_every_seen_line_is_there_once(episode: tuple[Heard, Seen]) -> None:
    sound, picture = episode
    transcript = reconcile(sound, [picture], SOUNDS)
    found = Counter((line.kind, line.evidence.seen) for line in transcript.lines if line.evidence.seen)
    assert found == Counter((line.kind, line.text) for line in picture.lines)


@settings(deadline=None, max_examples=40)
@given(episodes())
def test_lines_are_in_order_within_bounds_and_have_ids_of_their_own(episode: tuple[Heard, Seen]) -> None:
    sound, picture = episode
    lines = reconcile(sound, [picture], SOUNDS).lines
    assert [line.id for line in lines if line.kind == CARD] == [
        f"C{at:04d}" for at, _ in enumerate(picture.cards, 1)
    ]
    spoken = [line for line in lines if line.kind == DIALOGUE]
    assert [line.id for line in spoken] == [f"L{at:04d}" for at, _ in enumerate(spoken, 1)]
    assert all(before.start_ms <= after.start_ms for before, after in pairwise(lines))
    assert all(0 <= line.start_ms < line.end_ms for line in lines if line.evidence.seen)


@settings(deadline=None, max_examples=40)
@given(episodes())
def test_words_make_up_the_text_in_the_time_of_the_line(episode: tuple[Heard, Seen]) -> None:
    sound, picture = episode
    for line in reconcile(sound, [picture], SOUNDS).lines:
        if line.words and line.evidence.seen:
            assert "".join(word.text for word in line.words) == line.text
            edges = [edge for word in line.words for edge in (word.start_ms, word.end_ms)]
            assert edges == sorted(edges)
            assert (edges[0], edges[-1]) == (line.start_ms, line.end_ms)
            assert spread(line, [1.0]) == [line.span]


@settings(deadline=None, max_examples=40)
@given(episodes())
def test_every_heard_word_is_in_one_line(episode: tuple[Heard, Seen]) -> None:
    sound, picture = episode

    def signs(texts: list[str]) -> Counter[str]:
        return Counter(sign for text in texts for sign in text if sign.isalnum())

    spoken = [line for line in reconcile(sound, [picture], SOUNDS).lines if line.kind == DIALOGUE]
    assert signs([line.evidence.heard or "" for line in spoken]) == signs([line.text for line in sound.lines])


def as_file(transcript: Transcript) -> Seen:
    spoken = [line for line in transcript.lines if line.kind == DIALOGUE]
    return Seen(60_000, tuple(typed(line.text, line.start_ms, line.end_ms) for line in spoken), typed=True)


@settings(deadline=None, max_examples=40)
@given(episodes())
def test_what_was_reconciled_is_a_witness_that_changes_no_text(episode: tuple[Heard, Seen]) -> None:
    sound, picture = episode
    file = as_file(reconcile(sound, [picture], SOUNDS))
    again = as_file(reconcile(sound, [file], SOUNDS))
    assert Counter(line.text for line in again.lines) >= Counter(line.text for line in file.lines)


@settings(deadline=None, max_examples=20)
@given(episodes())
def test_it_is_the_same_every_time_and_can_be_stored(episode: tuple[Heard, Seen]) -> None:
    sound, picture = episode
    once = reconcile(sound, [picture], SOUNDS)
    assert once == reconcile(sound, [picture], SOUNDS)
    assert msgspec.json.decode(msgspec.json.encode(once), type=Transcript) == once
