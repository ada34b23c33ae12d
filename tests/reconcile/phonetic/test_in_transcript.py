"""Repair in the transcript of one witness."""

from __future__ import annotations

from localize.domain.heard import Heard
from localize.domain.seen import Seen
from localize.reconcile.agree import reconcile
from localize.reconcile.hearing import transcript_of
from tests.reconcile.phonetic.sichuan import NAMES, line, sounds

HEARD = Heard("zh", 5000, (line("妖媒，你小的不？", 0.4), line("要得。", 0.9)))


def test_the_line_is_repaired_and_its_evidence_keeps_what_was_heard() -> None:
    repaired, same = transcript_of(HEARD, sounds(), NAMES).lines
    assert repaired.text == "幺妹，你晓得不？"
    assert "".join(word.text for word in repaired.words) == repaired.text
    assert [word.start_ms for word in repaired.words] == [word.start_ms for word in HEARD.lines[0].words]
    assert repaired.evidence.heard == "妖媒，你小的不？"
    assert len(repaired.evidence.notes) == 2
    assert repaired.evidence.confidence == 0.4
    assert [flag.kind for flag in repaired.flags] == ["doubtful"]
    assert same == transcript_of(HEARD).lines[1]


def test_without_a_dialect_nothing_is_repaired() -> None:
    assert transcript_of(HEARD, None, NAMES) == transcript_of(HEARD)
    assert transcript_of(HEARD).lines[0].text == "妖媒，你小的不？"


def test_the_words_to_choose_from_are_simplified() -> None:
    traditional = Heard("zh-Hant", 5000, HEARD.lines)
    assert transcript_of(traditional, sounds(), NAMES) == transcript_of(traditional)


def test_where_nothing_was_seen_the_transcript_is_that_of_what_was_heard() -> None:
    for witnesses in ([], [Seen(5000)]):
        transcript = reconcile(HEARD, witnesses, sounds(), NAMES)
        assert transcript == transcript_of(HEARD, sounds(), NAMES)
