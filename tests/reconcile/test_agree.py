"""Heard + Seen → Transcript: each rule in a scene of its own."""

from __future__ import annotations

import msgspec

from localize.dialects import load_dialect
from localize.domain.glossary import Glossary, Term
from localize.domain.heard import Dropped
from localize.domain.seen import CARD, Seen
from localize.domain.transcript import Line, Transcript
from localize.reconcile.agree import reconcile
from localize.reconcile.hearing import transcript_of
from tests.reconcile.scenes import card, heard, said, seen, shown, typed

SICHUAN = load_dialect("sichuan")
assert SICHUAN is not None
SOUNDS = SICHUAN.sounds


def texts(transcript: Transcript) -> list[str]:
    return [line.text for line in transcript.lines]


def kinds(line: Line) -> list[str]:
    return [flag.kind for flag in line.flags]


def times(line: Line) -> tuple[int, int]:
    return line.start_ms, line.end_ms


# ── one witness ──────────────────────────────────────────────────────────────────────────────────────


def test_without_witnesses_the_transcript_is_what_was_heard() -> None:
    sound = heard(said("要得。", 1000), said("走嘛。", 3000, 0.5), dropped=(Dropped("谢谢", 0, 1, "x"),))
    assert reconcile(sound, []) == transcript_of(sound)


def test_a_picture_without_text_gives_its_cuts_alone() -> None:
    sound = heard(said("要得。", 1000))
    transcript = reconcile(sound, [seen(cuts=(500, 2000))])
    assert transcript == msgspec.structs.replace(transcript_of(sound), cuts=(500, 2000))


def test_a_silent_film_has_what_is_burned_in() -> None:
    transcript = reconcile(heard(), [seen(shown("你走嘛", 1000, 2000), shown("要得", 2000, 3000))])
    assert texts(transcript) == ["你走嘛", "要得"]
    assert [times(line) for line in transcript.lines] == [(1000, 2000), (2000, 3000)]
    first = transcript.lines[0]
    assert (first.words, first.flags, first.evidence.heard, first.evidence.agreement) == ((), (), None, None)
    assert first.evidence.notes == ()


# ── text from the picture, times from the sound ──────────────────────────────────────────────────────


def test_text_is_what_was_seen_and_times_are_those_of_the_words() -> None:
    sound = heard(said("妖妹你炸个瘦了。", 1200, 0.5))
    (line,) = reconcile(sound, [seen(shown("幺妹你咋个瘦了", 1000, 2700))]).lines
    assert (line.text, times(line), line.flags) == ("幺妹你咋个瘦了", (1200, 2700), ())
    assert (line.evidence.heard, line.evidence.seen) == ("妖妹你炸个瘦了。", "幺妹你咋个瘦了")
    assert line.evidence.agreement is not None and line.evidence.agreement > 0.9
    assert [(word.text, word.start_ms) for word in line.words[:3]] == [
        ("幺", 1200),
        ("妹", 1400),
        ("你", 1600),
    ]


def test_one_heard_line_over_two_burned_ones() -> None:
    sound = heard(said("老汉儿你不问我同不同意呢。", 1000))
    lines = reconcile(
        sound, [seen(shown("老汉儿", 950, 1600), shown("你不问我同不同意呢", 1600, 3450))]
    ).lines
    assert [line.text for line in lines] == ["老汉儿", "你不问我同不同意呢"]
    assert [line.evidence.heard for line in lines] == ["老汉儿", "你不问我同不同意呢。"]
    assert [times(line) for line in lines] == [(1000, 1600), (1600, 3450)]
    assert [line.continues for line in lines] == [True, False]


def test_two_heard_lines_under_one_burned_one() -> None:
    sound = heard(said("快来吃饭。", 1000), said("回锅肉巴适。", 2000))
    (line,) = reconcile(sound, [seen(shown("快来吃饭 回锅肉巴适", 1000, 3050))]).lines
    assert (line.text, times(line)) == ("快来吃饭 回锅肉巴适", (1000, 3050))
    assert line.evidence.heard == "快来吃饭。回锅肉巴适。"
    assert [word.text for word in line.words][3:5] == ["饭 ", "回"]


def test_a_seen_line_that_nobody_heard_stays_where_it_is_shown() -> None:
    lines = reconcile(
        heard(said("要得。", 9000)), [seen(shown("你走嘛", 1000, 2000), shown("要得", 9000, 9500))]
    ).lines
    assert times(lines[0]) == (1000, 2000)
    assert (lines[0].flags, lines[0].evidence.heard) == ((), None)
    assert lines[0].evidence.notes == ("nobody was heard saying it",)


def test_a_line_is_put_into_the_script_of_the_transcript_and_its_evidence_is_not() -> None:
    (line,) = reconcile(heard(), [seen(shown("這個媽媽,來了", 1000, 2000))]).lines
    assert (line.text, line.evidence.seen) == ("这个妈妈，来了", "這個媽媽,來了")


# ── heard and not seen ───────────────────────────────────────────────────────────────────────────────


def test_speech_that_nobody_burned_in_stays_and_is_marked() -> None:
    sound = heard(said("要得。", 1000), said("明天再说嘛。", 5000))
    lines = reconcile(sound, [seen(shown("要得", 1000, 1500))]).lines
    assert [line.text for line in lines] == ["要得", "明天再说嘛。"]
    assert [kinds(line) for line in lines] == [[], ["unseen"]]


def test_where_nearly_all_is_burned_in_the_rest_may_be_invented() -> None:
    sound = heard(*(said("今天吃回锅肉嘛。", at * 3000) for at in range(10)), said("谢谢观看。", 50_000))
    burned = seen(*(shown("今天吃回锅肉嘛", at * 3000, at * 3000 + 1500) for at in range(10)))
    assert "perhaps nobody said it" in reconcile(sound, [burned]).lines[-1].flags[-1].detail


def test_a_misheard_rest_within_a_burned_line_is_no_line_of_its_own() -> None:
    sound = heard(said("嗯啊要得明天来。", 1000))
    (line,) = reconcile(sound, [seen(shown("要得明天来", 1300, 2450))]).lines
    assert line.text == "要得明天来"


def test_a_real_rest_of_a_heard_line_stays() -> None:
    sound = heard(said("要得明天来，你莫要忘记了嘛。", 1000))
    lines = reconcile(sound, [seen(shown("要得明天来", 1000, 2000))]).lines
    assert [(line.text, kinds(line)) for line in lines] == [
        ("要得明天来", []),
        ("你莫要忘记了嘛。", ["unseen"]),
    ]


# ── trust ────────────────────────────────────────────────────────────────────────────────────────────


def test_two_witnesses_that_agree_take_away_the_recognisers_doubt() -> None:
    sound = heard(said("明天喊他来茶铺。", 1000, 0.3))
    assert transcript_of(sound).lines[0].flags[0].kind == "doubtful"
    (line,) = reconcile(sound, [seen(shown("明天喊他来茶铺", 1000, 2400))]).lines
    assert line.flags == ()


def test_witnesses_that_disagree_are_told_with_both_readings() -> None:
    sound = heard(said("明天喊他来茶铺。", 1000))
    (line,) = reconcile(sound, [seen(shown("我从来没吃过鱼", 1000, 2400))]).lines
    assert kinds(line) == ["disagree"]
    assert "我从来没吃过鱼" in line.flags[0].detail and "明天喊他来茶铺" in line.flags[0].detail


def test_one_character_that_was_surely_heard_otherwise_is_told() -> None:
    sound = heard(said("明天喊他来茶铺喝茶。", 1000))
    (line,) = reconcile(sound, [seen(shown("明天喊他来茶铺砍茶", 1000, 2800))]).lines
    assert [flag.detail for flag in line.flags] == ["seen 砍, heard 喝 (he)"]


def test_what_a_recogniser_tells_no_probability_of_was_not_surely_heard() -> None:
    untold = msgspec.structs.replace(said("明天喊他来茶铺喝茶。", 1000, None), average_logprob=None)
    (line,) = reconcile(heard(untold), [seen(shown("明天喊他来茶铺砍茶", 1000, 2800))]).lines
    assert line.flags == ()
    assert {word.probability for word in line.words} == {None}
    assert (line.evidence.confidence, line.evidence.average_logprob) == (None, None)


def test_an_unsure_reading_that_nobody_confirms_is_told() -> None:
    unsure = msgspec.structs.replace(shown("你走嘛", 1000, 2000), confidence=0.5)
    assert kinds(reconcile(heard(), [seen(unsure)]).lines[0]) == ["doubtful"]
    assert kinds(reconcile(heard(said("你走嘛。", 1000)), [seen(unsure)]).lines[0]) == []


def test_a_slip_of_the_reader_is_mended_and_noted() -> None:
    sound = heard(said("陈妖妹回来了。", 1000))
    names = Glossary((Term("陈幺妹", {"en": "Chen Yaomei"}),))
    (line,) = reconcile(sound, [seen(shown("陈么妹回来了", 1000, 2200))], None, names).lines
    assert (line.text, line.evidence.seen, line.flags) == ("陈幺妹回来了", "陈么妹回来了", ())
    assert line.evidence.notes == ("么 → 幺: heard as yao, 陈幺妹 is known",)


# ── sentences ────────────────────────────────────────────────────────────────────────────────────────


def test_an_end_that_was_heard_ends_the_sentence() -> None:
    sound = heard(said("你走嘛。", 1000), said("我不走。", 1700))
    lines = reconcile(sound, [seen(shown("你走嘛", 1000, 1650), shown("我不走", 1700, 2400))]).lines
    assert [line.continues for line in lines] == [False, False]


def test_marks_that_are_burned_in_decide() -> None:
    sound = heard(said("你走嘛，", 1000), said("我不走。", 1700), said("要得。", 4000))
    burned = (shown("你走嘛", 1000, 1650), shown("我不走。", 1700, 2400), shown("要得。", 4000, 4500))
    assert [line.continues for line in reconcile(sound, [seen(*burned)]).lines] == [True, False, False]


def test_after_a_silence_no_sentence_goes_on() -> None:
    burned = seen(shown("你走嘛，", 1000, 1600), shown("我不走", 2600, 3200))
    assert not reconcile(heard(), [burned]).lines[0].continues
    burned = seen(shown("你走嘛，", 1000, 1600), shown("我不走", 1700, 3200))
    assert reconcile(heard(), [burned]).lines[0].continues


def test_speech_that_nobody_saw_stands_between_sentences() -> None:
    sound = heard(said("你走嘛，", 1000), said("再见再见哈，", 1900), said("我不走", 3200))
    lines = reconcile(sound, [seen(shown("你走嘛，", 1000, 1600), shown("我不走", 3200, 3800))]).lines
    assert [(line.text, line.continues) for line in lines] == [
        ("你走嘛，", False), ("再见再见哈，", False), ("我不走", False)
    ]  # fmt: skip


# ── cards, overlap, order ────────────────────────────────────────────────────────────────────────────


def test_cards_stay_apart_even_when_they_say_the_same() -> None:
    sound = heard(said("三年后。", 1100), said("要得。", 4000))
    picture = seen(card("三年後\n成都", 1000, 3000), shown("要得", 4000, 4500), card("回家", 5000, 6000))
    lines = reconcile(sound, [picture]).lines
    assert [(line.id, line.kind, line.text) for line in lines] == [
        ("C0001", CARD, "三年后 成都"),
        ("L0001", "dialogue", "三年后。"),
        ("L0002", "dialogue", "要得"),
        ("C0002", CARD, "回家"),
    ]
    assert times(lines[0]) == (1000, 3000)
    assert lines[0].evidence.seen == "三年後\n成都"


def test_cards_alone_mark_no_speech_as_unseen() -> None:
    lines = reconcile(heard(said("要得。", 1000)), [seen(card("成都", 500, 900))]).lines
    assert [(line.id, line.flags) for line in lines] == [("C0001", ()), ("L0001", ())]


def test_lines_that_overlap_in_the_picture_both_stay_whole() -> None:
    sound = heard(said("快来吃饭。", 1000), said("我不饿。", 1700))
    lines = reconcile(sound, [seen(shown("快来吃饭", 1000, 2400), shown("我不饿", 1500, 2400))]).lines
    assert [(line.text, line.evidence.heard) for line in lines] == [
        ("快来吃饭", "快来吃饭。"), ("我不饿", "我不饿。")
    ]  # fmt: skip


def test_what_was_dropped_is_carried_on() -> None:
    dropped = (Dropped("谢谢观看", 5000, 6000, "nobody speaks there"),)
    assert reconcile(heard(dropped=dropped), [seen(shown("要得", 0, 500))]).dropped == dropped


def test_rows_are_joined_where_the_voice_runs_on_and_parted_where_it_does_not() -> None:
    wrapped = seen(shown("我给你介绍李\n建国", 1000, 2700))
    assert texts(reconcile(heard(said("我给你介绍李建国。", 1000)), [wrapped])) == ["我给你介绍李建国"]
    two = seen(shown("快来吃饭\n我不饿", 1000, 2600))
    assert texts(reconcile(heard(said("快来吃饭，我不饿。", 1000)), [two])) == ["快来吃饭 我不饿"]
    names = Glossary((Term("李建国"),))
    assert texts(reconcile(heard(), [wrapped], None, names)) == ["我给你介绍李建国"]
    assert texts(reconcile(heard(), [two])) == ["快来吃饭 我不饿"]


# ── a subtitle file ──────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_believed_before_the_reader_in_its_text_and_the_picture_in_its_time() -> None:
    picture = seen(shown("你晓得我是那个不", 1000, 2500), shown("要得", 4000, 4500))
    file = Seen(60_000, (typed("你晓得我是哪个不？", 1100, 2300),), typed=True)
    for witnesses in ([picture, file], [file, picture]):
        lines = reconcile(heard(), witnesses).lines
        assert [(line.text, times(line)) for line in lines] == [
            ("你晓得我是哪个不？", (1000, 2500)), ("要得", (4000, 4500))
        ]  # fmt: skip
        assert lines[0].evidence.notes == ("the picture shows 你晓得我是那个不",)


def test_the_file_tells_who_speaks() -> None:
    line = msgspec.structs.replace(typed("你晓得我是哪个不？", 1100, 2300), speaker="陈幺妹")
    file = Seen(60_000, (line,), typed=True)
    picture = seen(shown("你晓得我是那个不", 1000, 2500))
    for witnesses in ([file], [picture, file]):
        assert [line.speaker for line in reconcile(heard(), witnesses).lines] == ["陈幺妹"]


# ── standard Mandarin over dialect speech ────────────────────────────────────────────────────────────

SPOKEN = ("你咋个不吃饭。", "她说我啥子了。", "我不晓得他是哪个。", "今天天气热得很。")
BURNED = ("你怎么不吃饭", "她说我什么了", "我不知道他是谁", "今天天气热得很")


def test_a_gloss_keeps_what_is_spoken_and_what_is_standard() -> None:
    sound = heard(*(said(text, at * 3000) for at, text in enumerate(SPOKEN)))
    burned = seen(*(shown(text, at * 3000, at * 3000 + 1800) for at, text in enumerate(BURNED)))
    lines = reconcile(sound, [burned], SOUNDS).lines
    assert [line.text for line in lines] == list(BURNED)
    assert [line.spoken for line in lines] == [*SPOKEN[:3], ""]
    assert [line.standard for line in lines] == [*BURNED[:3], ""]
    assert [kinds(line) for line in lines] == [[]] * 4


def test_a_line_that_is_spoken_in_mandarin_is_no_gloss() -> None:
    sound = heard(*(said(text, at * 3000) for at, text in enumerate(SPOKEN)))
    burned = seen(*(shown(text, at * 3000, at * 3000 + 1800) for at, text in enumerate(BURNED)))
    lines = reconcile(sound, [burned], SOUNDS, in_dialect=lambda span: span.start_ms >= 3000).lines
    assert [line.spoken for line in lines] == ["", *SPOKEN[1:3], ""]


def test_one_such_line_is_no_habit() -> None:
    sound = heard(said(SPOKEN[0], 0), said("今天天气热得很。", 3000))
    burned = seen(shown(BURNED[0], 0, 1800), shown("今天天气热得很", 3000, 4800))
    assert [line.spoken for line in reconcile(sound, [burned], SOUNDS).lines] == ["", ""]


def test_dialect_that_is_burned_in_is_no_gloss() -> None:
    sound = heard(*(said(text, at * 3000) for at, text in enumerate(SPOKEN)))
    burned = seen(*(shown(text, at * 3000, at * 3000 + 1800) for at, text in enumerate(SPOKEN)))
    assert [line.spoken for line in reconcile(sound, [burned], SOUNDS).lines] == [""] * 4
