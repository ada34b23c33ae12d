"""What a strict run refuses."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from localize.domain.review import Flag
from localize.domain.translation import TermCheck
from localize.errors import ChecksFailed
from localize.pipeline.record import RunRecord, TranslationRecord
from localize.pipeline.strict import VIOLATIONS, refuse_violations
from localize.translate import faults
from tests.cli.records import LINES
from tests.pipeline.records import record_with

PATH = Path("E01.record.json")


def flagged(**kinds: tuple[str, ...]) -> RunRecord:
    done = {
        target.replace("_", "-"): TranslationRecord("x", 1, (), tuple(Flag(kind, "") for kind in found))
        for target, found in kinds.items()
    }
    return record_with(lines=(msgspec.structs.replace(LINES[0], translations=done),))


def test_violations_are_counted_by_kind_and_the_file_is_named() -> None:
    record = flagged(en=("pronoun", "too-fast", "term-missed"), es_419=("term-missed",))
    with pytest.raises(ChecksFailed) as error:
        refuse_violations(record, ("en", "es-419"), PATH)
    assert error.value.message == "E01.record.json: 3 open violations: 2 term-missed, 1 pronoun"
    assert error.value.hint == "see them with `localize show --flagged E01.record.json`"
    assert error.value.exit_code == 7


@pytest.mark.parametrize("kind", VIOLATIONS)
def test_each_kind_alone_is_refused(kind: str) -> None:
    with pytest.raises(ChecksFailed, match=f"1 open violation: 1 {kind}"):
        refuse_violations(flagged(en=(kind,)), ("en",), PATH)


def test_a_required_term_of_a_line_without_a_text_is_unmet() -> None:
    checks = (TermCheck("幺妹", "Yaomei", met=False), TermCheck("周浩", "Zhou Hao", met=True))
    done = TranslationRecord("", 1, checks, (Flag("refused", ""),))
    record = record_with(lines=(msgspec.structs.replace(LINES[0], translations={"en": done}),))
    with pytest.raises(ChecksFailed, match="2 open violations: 1 refused, 1 term-missed"):
        refuse_violations(record, ("en",), PATH)


def test_what_may_be_right_is_accepted() -> None:
    refuse_violations(flagged(en=("too-fast", "duplicate", "question")), ("en",), PATH)


def test_what_another_run_left_open_is_not_this_ones() -> None:
    refuse_violations(flagged(en=(), id=("term-missed",)), ("en",), PATH)


def test_violations_are_kinds_of_flags() -> None:
    assert set(VIOLATIONS) <= set(faults.KINDS)
    # Variants are right too; that one stands here and another there is for a person to judge.
    of_terms = {kind for kind in faults.KINDS if kind.startswith("term-")} - {"term-varies"}
    assert of_terms <= set(VIOLATIONS)
    assert set(VIOLATIONS) >= faults.NOTHING_KEPT
