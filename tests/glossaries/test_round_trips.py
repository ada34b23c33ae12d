"""What is written in any format is read back, and nothing of a term is lost on the way."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from localize import glossaries
from localize.domain.glossary import Glossary, Term
from localize.glossaries.files import Format, read, written
from tests.glossaries.terms import terms

TARGETS = ("en", "es-419")
patient = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "tbx"])
@given(given=terms())
@patient
def test_every_format_gives_back_what_it_was_given(tmp_path: Path, kind: Format, given: list[Term]) -> None:
    file = tmp_path / f"terms.{kind}"
    file.write_bytes(written(given, kind, TARGETS, "zh"))
    sheet = read(file, "zh")
    if given or kind != "tbx":
        assert sheet.faults == []
    assert list(sheet.glossary.terms) == given


@given(terms())
@settings(deadline=None)
def test_a_glossary_is_stable_once_the_other_script_is_added(given: list[Term]) -> None:
    once = glossaries.loads(_stream(Glossary(tuple(given))), "glossary.csv")
    assert glossaries.loads(_stream(once), "glossary.csv") == once
    assert [term.source for term in once.terms] == [term.source for term in given]
    assert all(set(term.aliases) <= set(again.aliases) for term, again in zip(given, once.terms, strict=True))


def _stream(glossary: Glossary) -> io.StringIO:
    stream = io.StringIO(newline="")
    glossaries.dumps(glossary, stream, TARGETS)
    stream.seek(0)
    return stream
