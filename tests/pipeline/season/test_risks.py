"""What speaks against a line, and how much."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.domain.review import Flag
from localize.domain.transcript import DialectWord, Evidence
from localize.domain.translation import Step
from localize.pipeline.record import LineRecord, TranslationRecord
from localize.pipeline.season.risks import Reason, grade_of, reasons, risks, score
from localize.reconcile.telling import UNHEARD
from localize.translate.faults import KINDS

ROOT = Path(__file__).parents[3]
LINE = LineRecord(
    "1", 0, 1000, "要得。", (), Evidence(seen="要得", seen_confidence=0.99, agreement=0.95), (), {}
)


def line(evidence: Evidence = LINE.evidence, **fields: Any) -> LineRecord:
    return msgspec.structs.replace(LINE, evidence=evidence, **fields)


def kinds(of: LineRecord) -> list[str]:
    return [one.kind for one in reasons(of, ("en",))]


def translated(*flags: Flag, steps: tuple[Step, ...] = ()) -> TranslationRecord:
    return TranslationRecord("All right.", 1, (), flags, steps)


def test_nothing_speaks_against_a_sound_line() -> None:
    assert kinds(line(translations={"en": translated()})) == []
    assert score([]) == 0


def test_every_flag_of_the_record_is_weighed() -> None:
    documented = re.findall(
        r"^\| `([a-z-]+)` \|", (ROOT / "docs/record.md").read_text("utf-8").partition("## Flags")[2], re.M
    )
    known = [kind for flag in risks().flags for kind in flag.kinds]
    assert sorted(known) == sorted(set(known)) == sorted(documented)
    assert set(KINDS) <= set(known)


def test_every_weight_is_a_share_with_a_reason_and_every_cause_can_be_mended() -> None:
    entries = [*risks().flags, *risks().traces, risks().other]
    shares = [one.wrong for one in entries] + [step.wrong for one in risks().measures for step in one.steps]
    assert all(0 < share < 1 for share in shares)
    assert all(one.basis and one.why for one in [*entries, *risks().measures])
    assert {one.cause for one in [*entries, *risks().measures]} == {
        cause for mend in risks().mends for cause in mend.causes
    }


def test_steps_rise_with_the_doubt() -> None:
    for measure in risks().measures:
        assert list(measure.steps) == sorted(measure.steps, key=lambda step: step.below)
        assert [step.wrong for step in measure.steps] == sorted(
            (step.wrong for step in measure.steps), reverse=True
        )


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        (Evidence(heard="要得", confidence=0.5), "confidence"),
        (Evidence(seen="要得", agreement=0.3), "agreement"),
        (Evidence(seen="要得", seen_confidence=0.5), "seen_confidence"),
        (Evidence(heard="要得", notes=("二 → 而: sounds alike",)), "repaired"),
        (Evidence(seen="要得", notes=("三 → 二: heard as er",)), "corrected"),
        (Evidence(seen="要得", notes=(UNHEARD,)), "unheard"),
    ],
)
def test_what_the_evidence_tells(evidence: Evidence, kind: str) -> None:
    assert kinds(line(evidence)) == [kind]


def test_how_surely_it_was_heard_says_nothing_of_what_was_seen() -> None:
    assert kinds(line(Evidence(seen="要得", confidence=0.2))) == []


def test_a_flag_tells_what_it_was_put_up_for_and_has_its_weight() -> None:
    flag = Flag("doubtful", "the recogniser is unsure of what it heard (45%)")
    (one,) = reasons(line(Evidence(heard="要得", confidence=0.45), flags=(flag,)), ("en",))
    assert (one.kind, one.why) == ("doubtful", flag.detail)
    assert one.wrong > next(known.wrong for known in risks().flags if "doubtful" in known.kinds)


def test_words_of_open_sense() -> None:
    words = (DialectWord(0, "默倒", "默到", "以为"), DialectWord(2, "要得", "要得"))
    (one,) = reasons(line(dialect_words=words), ())
    assert one.why.endswith(": 要得")


def test_translations_of_other_runs_do_not_count() -> None:
    bad = translated(Flag("missing", ""))
    (one,) = reasons(line(translations={"en": bad, "th": bad}), ("en",))
    assert (one.where, one.why) == ("en", "there is no translation")


def test_what_was_mended_is_told_but_not_what_a_person_said() -> None:
    mended = Step("alone", ("question",), "Right.", "Right?", kept=True)
    said = msgspec.structs.replace(mended, rung="remembered")
    (one,) = reasons(line(translations={"en": translated(steps=(mended, said))}), ("en",))
    assert (one.kind, one.why) == ("mended", "the first translation was not accepted: question")
    assert kinds(line(translations={"en": translated(steps=(said,))})) == []


def test_a_flag_of_a_later_version_is_looked_at() -> None:
    assert kinds(line(flags=(Flag("unheard-of", "new"),))) == ["unheard-of"]
    assert grade_of("unheard-of") == "warning"
    assert (grade_of("missing"), grade_of("too-fast")) == ("blocking", "note")


REASONS = st.lists(
    st.builds(
        Reason,
        st.just("kind"),
        st.sampled_from(["", "en", "th"]),
        st.just("why"),
        st.sampled_from(["sense", "terms"]),
        st.floats(0.01, 0.99),
    )
)


@given(REASONS, REASONS)
def test_more_reasons_are_never_less_risk(some: list[Reason], more: list[Reason]) -> None:
    assert 0 <= score(some) <= score([*some, *more]) < 1
    assert score([*some, *some]) == score(some)
