"""What was heard becomes lines with ids, evidence and doubts."""

from __future__ import annotations

import msgspec

from localize.domain.heard import Dropped, Heard, HeardLine, Word
from localize.reconcile.hearing import DOUBTFUL_CONFIDENCE, transcript_of
from tests.reconcile.phonetic import sichuan


def line(text: str, *probabilities: float | None) -> HeardLine:
    words = tuple(
        Word(mark, at * 200, at * 200 + 200, probability)
        for at, (mark, probability) in enumerate(zip(text, probabilities, strict=False))
    )
    return HeardLine(text, 0, 1000, words, -0.3, 0.02, 0.8, ("decoded again without the prompt",))


def test_every_line_has_an_id_and_its_evidence() -> None:
    dropped = (Dropped("谢谢观看", 5000, 6000, "nobody speaks there"),)
    transcript = transcript_of(
        Heard("zh", 9000, (line("要得。", 0.9, 0.9), line("晓得。", 1.0, 0.8)), dropped)
    )
    assert [one.id for one in transcript.lines] == ["L0001", "L0002"]
    evidence = transcript.lines[1].evidence
    assert (evidence.heard, evidence.confidence) == ("晓得。", 0.9)
    assert evidence.notes == ("decoded again without the prompt",)
    assert transcript.dropped == dropped


def test_an_unsure_line_is_flagged_and_a_sure_one_is_not() -> None:
    unsure, sure = DOUBTFUL_CONFIDENCE - 0.01, DOUBTFUL_CONFIDENCE
    transcript = transcript_of(Heard("zh", 9000, (line("要", unsure), line("要", sure), line("要"))))
    assert [[flag.kind for flag in one.flags] for one in transcript.lines] == [["doubtful"], [], []]


def test_a_recogniser_that_tells_no_probabilities_leaves_no_confidence_and_no_doubt() -> None:
    untold = msgspec.structs.replace(line("要得", None, None), average_logprob=None)
    [one] = transcript_of(Heard("zh", 9000, (untold,))).lines
    assert one.evidence.confidence is None
    assert one.flags == ()
    told = msgspec.to_builtins(one)
    assert not {"confidence", "average_logprob"} & set(told["evidence"])
    assert not any("probability" in word for word in told["words"])


def test_one_that_is_sure_of_every_word_has_told_so() -> None:
    [one] = transcript_of(Heard("zh", 9000, (line("要得", 1.0, 1.0),))).lines
    assert one.evidence.confidence == 1.0


def test_what_untelling_recognisers_agree_on_is_not_in_doubt() -> None:
    [one] = transcript_of(Heard("zh", 9000, (line("要得嘛", None, None, 0.25),))).lines
    assert one.evidence.confidence == 0.75


def test_only_lines_in_the_dialect_are_repaired() -> None:
    sounds, unsure = sichuan.sounds(), (0.5,) * 6
    first = line("你小的不", *unsure)
    second = msgspec.structs.replace(line("你小的不", *unsure), start_ms=2000, end_ms=3000)
    told = transcript_of(Heard("zh", 9000, (first, second)), sounds, in_dialect=lambda at: at.start_ms == 0)
    assert [one.text for one in told.lines] == ["你晓得不", "你小的不"]
