from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.screen import UNKNOWN
from localize.domain.seen import CARD, DIALOGUE
from localize.domain.track import BOTTOM, TOP, Cue, Track
from localize.domain.transcript import Line, Transcript
from localize.domain.translation import TranslatedLine, Translation
from localize.profiles import width
from localize.subtitle.fit import TOO_FAST, fit
from localize.subtitle.segments import TOO_LONG, TORN_WORD
from localize.subtitle.text import clean
from tests.subtitle.lines import limits, spoken, transcript, translation


def kinds(track: Track) -> list[tuple[str, ...]]:
    return [tuple(flag.kind for flag in cue.flags) for cue in track.cues]


def card(text: str, start_ms: int, end_ms: int, name: str = "C0001") -> Line:
    return Line(name, text, start_ms, end_ms, kind=CARD)


def test_a_short_line_is_one_row_with_its_own_id() -> None:
    track = fit(transcript(spoken("我晓得。", 1000, 2000)), None, limits("zh"))
    (cue,) = track.cues
    assert track.language == "zh"
    assert (cue.id, cue.line_ids, cue.rows) == ("L0001", ("L0001",), ("我晓得",))
    assert (cue.start_ms, cue.end_ms) == (1000, 2000)
    assert cue.flags == ()


@given(st.integers(18, 42))
def test_a_cue_that_has_the_time_is_never_a_fraction_too_fast(length: int) -> None:
    """At 17 characters a second few lengths take a whole number of milliseconds."""
    line = spoken("我晓得", 0, 2500)
    (cue,) = fit(transcript(line), translation("es-419", L0001="x" * length), limits("es-419")).cues
    assert cue.flags == ()


def test_a_cue_stays_to_be_read_but_no_longer_than_it_may_linger() -> None:
    line = spoken("我晓得", 1000, 1900)
    texts = translation("en", L0001="I know what you did last summer, and the one before.")
    (cue,) = fit(transcript(line), texts, limits("en")).cues
    assert cue.end_ms == 1900 + 500
    assert kinds(fit(transcript(line), texts, limits("en"))) == [(TOO_FAST,)]


def test_a_very_short_sound_is_shown_for_the_shortest_time() -> None:
    (cue,) = fit(transcript(spoken("嗯", 1000, 1100)), None, limits("zh")).cues
    assert cue.end_ms - cue.start_ms == 833


def test_a_short_cue_borrows_time_from_the_next_and_small_gaps_close() -> None:
    lines = [spoken("嗯", 1000, 1200, "A"), spoken("我晓得", 1500, 2500, "B"), spoken("好", 2900, 3800, "C")]
    cues = fit(transcript(*lines), None, limits("zh")).cues
    assert [(cue.start_ms, cue.end_ms) for cue in cues] == [(916, 1749), (1829, 2820), (2900, 3800)]


def test_an_endless_line_is_shown_for_the_longest_time() -> None:
    (cue,) = fit(transcript(spoken("嗯", 0, 20_000)), None, limits("zh")).cues
    assert cue.end_ms == 7000


def test_a_slow_line_is_cut_where_a_clause_ends() -> None:
    cues = fit(transcript(spoken("你走嘛，我不送你了", 0, 9000)), None, limits("zh")).cues
    assert [(cue.id, cue.rows) for cue in cues] == [("L0001.1", ("你走嘛",)), ("L0001.2", ("我不送你了",))]
    assert cues[1].start_ms == 4000


def test_a_long_line_becomes_cues_that_begin_with_their_words() -> None:
    text = "老汉儿，你啷个不问我同不同意呢？我又不是不晓得你们在背后商量啥子，我硬是想不通。"
    line = spoken(text, 10_000, 20_000)
    cues = fit(transcript(line), None, limits("zh")).cues
    assert [cue.id for cue in cues] == ["L0001.1", "L0001.2"]
    second = line.words[text.index("我又")]
    assert cues[1].start_ms == second.start_ms
    assert cues[0].rows == ("老汉儿，你啷个不问我同不同意呢？",)


def test_a_translation_is_cut_where_the_speaker_pauses() -> None:
    text = "他来了，后来他又走了，再也没有回来过这个地方"
    line = spoken(text, 0, 6000)
    english = "He came here. Then he left again, and for all I know he never once came back to this place."
    cues = fit(transcript(line), translation("en", L0001=english), limits("en")).cues
    starts = {word.start_ms for word in line.words}
    assert [" ".join(cue.rows) for cue in cues] == [
        "He came here.",
        "Then he left again, and for all I know he never once came back to this place.",
    ]
    assert cues[1].start_ms in starts


def test_a_line_without_words_is_divided_evenly() -> None:
    text = "a" * 40 + ", " + "b" * 40 + ", " + "c" * 40 + ", " + "d" * 40
    cues = fit(transcript(Line("L", text, 0, 8000), language="en"), None, limits("en")).cues
    assert [cue.start_ms for cue in cues] == [0, pytest.approx(4000, abs=150)]


def test_two_rows_end_where_the_sense_does() -> None:
    texts = {
        "L1": "Let me introduce someone to you. Li Jianguo, a very honest man.",
        "L2": "I don't know what you are talking about, and I don't care.",
        "L3": "Mr. Wang said that Chen Mo would never come back to this house.",
    }
    lines = [Line(name, "x", at * 9000, at * 9000 + 4000) for at, name in enumerate(texts)]
    cues = fit(transcript(*lines), translation("en", **texts), limits("en")).cues
    assert [cue.rows for cue in cues] == [
        ("Let me introduce someone to you.", "Li Jianguo, a very honest man."),
        ("I don't know what you are talking about,", "and I don't care."),
        ("Mr. Wang said that Chen Mo", "would never come back to this house."),
    ]


def test_an_article_does_not_end_a_row() -> None:
    texts = translation("es-419", L1="Mañana por la tarde vamos a ver la casa de los padres de Li Jianguo")
    (cue,) = fit(transcript(Line("L1", "x", 0, 6000)), texts, limits("es-419")).cues
    assert cue.rows[0].split()[-1] not in {"la", "los", "de", "a", "por"}


def test_chinese_rows_keep_words_marks_and_questions() -> None:
    text = "我给你介绍一个，叫李建国，人老实得很。"
    (cue,) = fit(transcript(spoken(text, 0, 4000)), None, limits("zh")).cues
    assert cue.rows == ("我给你介绍一个", "叫李建国，人老实得很")
    (cue,) = fit(transcript(spoken("你晓得不？", 0, 2000)), None, limits("zh")).cues
    assert cue.rows == ("你晓得不？",)


def test_no_row_is_a_single_character() -> None:
    (cue,) = fit(transcript(spoken("不是我不想回来而是公司里头事情多嘛", 0, 4000)), None, limits("zh")).cues
    assert min(len(row) for row in cue.rows) > 1


def test_a_word_too_long_for_its_row_stays_whole_and_is_flagged() -> None:
    line = Line("L1", "x", 0, 6000)
    track = fit(transcript(line), translation("en", L1="a" * 60), limits("en"))
    assert track.cues[0].rows == ("a" * 60,)
    assert kinds(track) == [(TOO_LONG,)]


def test_thai_breaks_between_words_and_says_where_a_word_is_too_long() -> None:
    texts = translation("th", L1="ฉันไม่รู้ว่าคุณกำลังพูดถึงอะไรอยู่และฉันก็ไม่อยากรู้ด้วยจริงๆ", L2="ฌ" * 50)
    lines = [Line("L1", "x", 0, 5000), Line("L2", "x", 10_000, 15_000)]
    track = fit(transcript(*lines), texts, limits("th"))
    assert track.cues[0].rows == ("ฉันไม่รู้ว่าคุณกำลังพูดถึงอะไรอยู่", "และฉันก็ไม่อยากรู้ด้วยจริงๆ")
    assert kinds(track) == [(), (TORN_WORD,)]
    assert all(width(row, False) <= 35 for cue in track.cues for row in cue.rows)


def test_lines_without_text_have_no_cue() -> None:
    lines = [Line("L1", "x", 0, 1000), Line("L2", "x", 2000, 3000)]
    track = fit(transcript(*lines), translation("en", L1=" \u200b\n", L2="Yes."), limits("en"))
    assert [cue.id for cue in track.cues] == ["L2"]
    assert fit(transcript(), None, limits("zh")) == Track("zh", ())


def test_lines_that_all_begin_at_once_follow_each_other() -> None:
    lines = [Line(f"L{n}", "好", 0, 0) for n in range(20)]
    cues = fit(transcript(*lines), None, limits("zh")).cues
    assert [cue.id for cue in cues] == [f"L{n}" for n in range(20)]
    assert all(one.end_ms + 80 <= two.start_ms for one, two in pairwise(cues))


def test_a_card_stands_above_the_dialogue_and_changes_none_of_it() -> None:
    said = [spoken("我晓得", 1000, 3000, "A"), spoken("走嘛", 3500, 4500, "B")]
    with_card = fit(transcript(said[0], card("三年后\n成都", 1200, 3900), said[1]), None, limits("zh"))
    assert [cue.id for cue in with_card.cues] == ["A", "C0001", "B"]
    (shown,) = (cue for cue in with_card.cues if cue.place == TOP)
    assert (shown.start_ms, shown.end_ms, shown.rows) == (1200, 3900, ("三年后 成都",))
    below = tuple(cue for cue in with_card.cues if cue.place == BOTTOM)
    assert below == fit(transcript(*said), None, limits("zh")).cues


def test_a_card_that_stands_long_is_one_cue() -> None:
    text = "本故事纯属虚构，如有雷同，实属巧合"
    (cue,) = fit(transcript(card(text, 0, 30_000)), None, limits("zh")).cues
    assert (cue.id, cue.start_ms, cue.end_ms) == ("C0001", 0, 7000)


def test_cards_are_translated_too() -> None:
    texts = translation("en", A="I know.", C0001="Three years later")
    track = fit(transcript(card("三年后", 900, 2900), spoken("我晓得", 1000, 3000, "A")), texts, limits("en"))
    assert [(cue.rows, cue.place) for cue in track.cues] == [
        (("Three years later",), TOP),
        (("I know.",), BOTTOM),
    ]


letters = {
    "zh": "我你们的了，。？！不晓得A1 “”…",
    "en": "ab theI, . !?'-\n\t",
    "ja": "私はカッー、。の a",
    "th": "กขคงเแโ ะาิ",
    "ar": "سلام ،؟",
}


@st.composite
def episodes(draw: st.DrawFn) -> tuple[Transcript, Translation]:
    language = draw(st.sampled_from(sorted(letters)))
    count = draw(st.integers(0, 6))
    lines, texts = [], []
    for number in range(count):
        start, length = draw(st.integers(-500, 20_000)), draw(st.integers(-100, 12_000))
        source = draw(st.text("我你，。", min_size=1, max_size=30))
        line = spoken(source, start, start + length, f"L{number}")
        kind = draw(st.sampled_from([DIALOGUE, CARD]))
        bare = Line(line.id, line.text, line.start_ms, line.end_ms, kind=kind)
        lines.append(line if draw(st.booleans()) else bare)
        texts.append(TranslatedLine(line.id, draw(st.text(letters[language], max_size=200))))
    return Transcript("zh", tuple(lines)), Translation(language, tuple(texts))


@given(episodes())
def test_whatever_is_said_can_be_shown(episode: tuple[Transcript, Translation]) -> None:
    source, target = episode
    within = limits(target.language)
    track = fit(source, target, within)

    assert all(0 <= cue.start_ms < cue.end_ms <= cue.start_ms + within.max_duration_ms for cue in track.cues)
    assert [cue.start_ms for cue in track.cues] == sorted(cue.start_ms for cue in track.cues)
    kind_of = {line.id: line.kind for line in source.lines}
    for place, kind in ((BOTTOM, DIALOGUE), (TOP, CARD)):
        lane = [cue for cue in track.cues if cue.place == place]
        assert all(kind_of[name] == kind for cue in lane for name in cue.line_ids)
        assert all(apart(one, two, within.gap_ms(UNKNOWN.frames)) for one, two in pairwise(lane))
    assert len({cue.id for cue in track.cues}) == len(track.cues)
    for cue in track.cues:
        flagged = TOO_LONG in {flag.kind for flag in cue.flags}
        assert 1 <= len(cue.rows) <= within.rows
        assert flagged or all(width(row, within.wide) <= within.row_width for row in cue.rows)
    text_of = {line.id: letters_of(clean(line.text)) for line in target.lines}
    for shown in {cue.line_ids for cue in track.cues}:
        kept = "".join(row for cue in track.cues if cue.line_ids == shown for row in cue.rows)
        assert letters_of(kept) == "".join(map(text_of.__getitem__, shown))
    assert sorted(name for shown in {cue.line_ids for cue in track.cues} for name in shown) == sorted(
        line.id for line in target.lines if clean(line.text)
    )


def apart(one: Cue, two: Cue, gap_ms: int) -> bool:
    return one.end_ms + gap_ms <= two.start_ms


def letters_of(text: str) -> str:
    """Without spaces, and without the marks that Chinese rows do not end with."""
    return "".join(character for character in text if character not in " 。，、；")
