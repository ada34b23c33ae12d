"""Terms into a glossary that a person keeps: nothing of it is lost, and nothing changes unasked."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.glossary import Glossary, Term
from localize.errors import BadGlossary
from localize.glossaries.files import dumps, read_text
from localize.glossaries.importing import Imported, import_terms
from localize.glossaries.sheet import Entry
from tests.glossaries.terms import terms

HERE = 'source,en,note\n陈默,"Chen Mo", the hero \n\n,,\n小满,Xiaoman,"a ""pet"" name"\n'


def take(text: str, *incoming: Term, replace: bool = False, targets: tuple[str, ...] = ()) -> Imported:
    entries = [Entry(line, term) for line, term in enumerate(incoming, 2)]
    return import_terms(text, "glossary.csv", entries, replace=replace, targets=targets)


def test_new_terms_go_below_and_nothing_else_changes() -> None:
    taken = take(HERE, Term("李", {"en": "Li, the boss"}), Term("陈默", {"en": "Chen Mo"}))
    assert taken.text == HERE + '李,"Li, the boss",\n'
    assert [entry.term.source for entry in taken.added] == ["李"]
    assert [entry.term.source for entry in taken.unchanged] == ["陈默"]


def test_new_columns_go_to_the_end_of_every_row() -> None:
    taken = take(HERE, Term("李", {"en": "Li", "th": "หลี่"}, aliases=("小李",)))
    assert taken.text == (
        'source,en,note,th,aliases\n陈默,"Chen Mo", the hero ,,\n\n,,\n小满,Xiaoman,"a ""pet"" name",,\n'
        "李,Li,,หลี่,小李\n"
    )


def test_what_differs_stays_as_it_is_and_is_told() -> None:
    taken = take(HERE, Term("小满", {"en": "Little Full"}, note="the heroine"))
    assert taken.text == HERE
    ((entry, here, line, columns),) = taken.kept
    assert (entry.line, here, line, columns) == (2, "小满", 5, ("en", "note"))


def test_what_differs_is_replaced_where_that_was_asked_for_but_nothing_is_emptied() -> None:
    taken = take(HERE, Term("小满", {"en": "Little Full"}, variants={"en": ("Manman",)}), replace=True)
    assert taken.text == (
        'source,en,note,variants\n陈默,"Chen Mo", the hero ,\n\n,,\n'
        '小满,Little Full,"a ""pet"" name",en:Manman\n'
    )
    assert [one.columns for one in taken.replaced] == [("en", "variants")]


def test_a_term_that_shares_a_form_with_another_is_not_taken() -> None:
    taken = take(
        HERE, Term("满满", {"en": "M"}, aliases=("小满",)), Term("陈默", aliases=("小满",)), replace=True
    )
    assert taken.text == HERE
    assert [(one.here, one.line) for one in taken.refused] == [("小满", 5), ("小满", 5)]


def test_a_sense_is_a_term_of_its_own() -> None:
    taken = take("source,en,when\n老板,boss,公司\n", Term("老板", {"en": "sir"}, when=("买",)))
    assert taken.text.endswith("老板,boss,公司\n老板,sir,买\n")


def test_of_two_in_the_file_the_first_is_taken() -> None:
    both = (Term("李", {"en": "Li"}), Term("李", {"en": "Lee"}))
    taken = take(HERE, *both)
    assert (len(taken.added), [(one.line, one.columns) for one in taken.kept]) == (1, [(0, ("en",))])
    assert take(HERE, *both, replace=True).text == HERE + "李,Lee,\n"


def test_every_row_of_a_repeated_term_is_replaced() -> None:
    here = "source,en,aliases\n李,Li,小李\n李,Li,老李\n"
    taken = take(here, Term("李", {"en": "Lee"}), replace=True)
    assert taken.text == "source,en,aliases\n李,Lee,小李\n李,Lee,老李\n"


@pytest.mark.parametrize(
    ("targets", "incoming", "columns"),
    [
        (("en",), {"en-US": "Li"}, ["source", "en", "note"]),
        (("en-GB",), {"en": "Li"}, ["source", "en", "note"]),
        (("en",), {"en-US": "Li", "en-GB": "Lee"}, ["source", "en", "note", "en-US", "en-GB"]),
        (("es-419",), {"es-ES": "Li"}, ["source", "en", "note", "es-ES"]),
        (("es-419",), {"es": "Li"}, ["source", "en", "note", "es-419"]),
        ((), {"fr-CA": "Li"}, ["source", "en", "note", "fr-CA"]),
    ],
)
def test_a_language_comes_under_the_tag_that_the_series_has(
    targets: tuple[str, ...], incoming: dict[str, str], columns: list[str]
) -> None:
    taken = take(HERE, Term("李", incoming), targets=targets)
    assert taken.text.splitlines()[0].split(",") == columns


def test_lists_by_language_come_under_that_tag_too() -> None:
    term = Term("李", {"en-US": "Li"}, forbidden={"en-US": ("Plum",)}, exact=("en-US",))
    assert take(HERE, term, targets=("en",)).text.endswith("李,Li,,en:Plum,en\n")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("between", [",", "\t", ";"])
def test_the_file_keeps_its_ways(between: str, newline: str) -> None:
    here = f"source{between}en{newline}李{between}Li"
    taken = take(here, Term("王", {"en": "Wang"}))
    assert taken.text == f"{here}{newline}王{between}Wang{newline}"


def test_padding_gives_way_to_a_new_column() -> None:
    taken = take("source,en\n陈默,Chen,,\n", Term("李", note="x"))
    assert taken.text == "source,en,note\n陈默,Chen,\n李,,x\n"


def test_a_glossary_with_faults_takes_nothing_in() -> None:
    with pytest.raises(BadGlossary, match=r"glossary\.csv:2: the source is empty"):
        take("source,en\n,Li\n", Term("王"))
    with pytest.raises(BadGlossary, match="no column `source`"):
        take("\n", Term("王"))


@given(terms(), terms(), st.booleans())
@settings(deadline=None)
def test_no_row_column_or_cell_is_ever_lost(here: list[Term], incoming: list[Term], replace: bool) -> None:
    stream = io.StringIO(newline="")
    dumps(Glossary(tuple(here)), stream, ("en", "es-419"))
    before = stream.getvalue()
    taken = take(before, *incoming, replace=replace)
    told = [*taken.added, *taken.replaced, *taken.unchanged, *taken.kept, *taken.refused]
    assert len(told) == len(incoming)
    assert read_text(taken.text, "glossary.csv").faults == []
    old, new = (list(csv.reader(io.StringIO(text, newline=""))) for text in (before, taken.text))
    assert [row[0] for row in new[: len(old)]] == [row[0] for row in old]
    assert new[0][: len(old[0])] == old[0]
    for old_row, new_row in zip(old, new, strict=False):
        assert not replace or all(cell for was, cell in zip(old_row, new_row, strict=False) if was)
        assert replace or new_row[: len(old_row)] == old_row
    again = take(taken.text, *incoming, replace=replace)
    assert again.text == taken.text or replace
