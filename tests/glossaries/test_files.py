from __future__ import annotations

import io
from pathlib import Path

import pytest

from localize import glossaries
from localize.domain.glossary import Glossary, Term, find_terms
from localize.errors import BadGlossary
from localize.glossaries.files import read_text

GOOD = (
    "source,en,es-419,kind,aliases,note,forbidden\n"
    '陈默,Chen Mo,Chen Mo,person,小陈|老陈,"the hero, 28",en:Silence|es-419:Silencio|Chen Silent\n'
    "巴适,comfy,,word,,,\n"
)


def read(text: str) -> Glossary:
    return glossaries.loads(io.StringIO(text, newline=""), "glossary.csv")


def write(glossary: Glossary, *targets: str) -> str:
    stream = io.StringIO(newline="")
    glossaries.dumps(glossary, stream, targets)
    return stream.getvalue()


def test_every_column_is_read() -> None:
    chen, bashi = read(GOOD).terms
    assert chen == Term(
        source="陈默",
        targets={"en": "Chen Mo", "es-419": "Chen Mo"},
        kind="person",
        aliases=("小陈", "老陈", "陳默", "小陳", "老陳"),
        note="the hero, 28",
        forbidden={"en": ("Silence",), "es-419": ("Silencio",), "*": ("Chen Silent",)},
    )
    assert bashi.targets == {"en": "comfy"}
    assert bashi.aliases == ("巴適",)


def test_a_source_in_traditional_script_matches_simplified_text() -> None:
    glossary = read("source,en\n陳默,Chen Mo\n")
    assert [use.found for use in find_terms(glossary, "陈默，陳默")] == ["陈默", "陳默"]


def test_a_converted_form_never_takes_the_form_of_another_term() -> None:
    first, second = read("source,en\n发,send\n髮,hair\n").terms
    assert "髮" not in first.aliases
    assert "发" not in second.aliases


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_whatever_a_spreadsheet_saves(tmp_path: Path, delimiter: str, encoding: str, newline: str) -> None:
    text = f"source,en{newline}陈默,Chen Mo{newline}{newline},{newline}".replace(",", delimiter)
    path = tmp_path / "glossary.csv"
    path.write_bytes(text.encode(encoding))
    assert [term.targets for term in glossaries.load(path).terms] == [{"en": "Chen Mo"}]
    assert glossaries.load(tmp_path) == glossaries.load(path)


def test_a_term_given_twice_is_one() -> None:
    text = "source,en,aliases,note\n陈默,Chen Mo,小陈,\n陈默,Chen Mo,阿默,hero\n"
    (term,) = read(text).terms
    assert term.aliases[:2] == ("小陈", "阿默")
    assert term.note == "hero"


def test_forbidden_text_with_a_colon_is_kept_whole() -> None:
    (term,) = read("source,en,forbidden\n师父,master,Dear me: sir|*:en:sir|en:Shifu\n").terms
    assert term.forbidden == {"*": ("Dear me: sir", "en:sir"), "en": ("Shifu",)}


BAD = {
    "empty": ("", "the glossary is empty"),
    "blank": ("\n\n  \n", "the glossary is empty"),
    "no source": ("term,en\n", "glossary.csv:1: 'term' is neither a column nor a language"),
    "source left out": ("en,kind\n", "glossary.csv:1: no column `source`"),
    "misspelt column": ("source,en,alias\n", "did you mean 'aliases'?"),
    "misspelt language": ("source,englsh\n", "did you mean 'en'?"),
    "column twice": ("source,en,EN\n", "glossary.csv:1: two columns `en`"),
    "empty source": ("source,en\n\n,boss\n", "glossary.csv:3: the source is empty"),
    "conflict": (
        "source,en\n陈默,A\n李,B\n陈默,C\n",
        "glossary.csv:4: '陈默' has other renderings than in line 2",
    ),
    "alias of two": (
        "source,en,aliases\n陈默,A,小陈\n小陈,B,\n",
        "glossary.csv:3: '小陈' of '小陈' is also a form of '陈默' (line 2)",
    ),
    "alias taken before": (
        "source,en,aliases\n小陈,B,\n陈默,A,小陈\n",
        "glossary.csv:3: '小陈' of '陈默' is also a form of '小陈' (line 2)",
    ),
    "differs in case": ("source,en\nAI,A\nai,B\n", "glossary.csv:3: 'ai'"),
    "too short": ("source,en,note\n陈默,Chen\n", "glossary.csv:2: 2 cells where the header has 3"),
    "too long": ("source,en\n陈默,Chen, Mo\n", "glossary.csv:2: 3 cells where the header has 2"),
    "column without a name": (
        "source,,en,\n陈默,x,Chen,\n",
        "glossary.csv:2: 'x' stands in a column without",
    ),
    "tag of exact": ("source,en,exact\n李,Li,englsh\n", "glossary.csv:2: `exact`: unknown language 'englsh'"),
    "control character": ("source,en\n李,L\x1bi\n", "glossary.csv:2: 'L\\x1bi' holds a control character"),
    "two senses without `when`": ("source,en,when\n老板,boss,\n老板,sir,\n", "tell them apart in the column"),
    "senses that meet": (
        "source,en,when\n老板,boss,公司|上班\n老板,sir,买|上班\n",
        "'老板' of '老板' is also a form of '老板' (line 2), and both are meant beside '上班'",
    ),
    "NUL": ("source,en\n陈\0默,Chen\n", "glossary.csv:2: not a text file"),
    "open quote": ('source,en\n李,Li\n陈默,"Chen\n', "glossary.csv:3: unexpected end of data"),
    "after a long cell": ('source,note\n李,"a\nb"\n,c\n', "glossary.csv:4: the source is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_glossary_says_where_in_one_line(name: str) -> None:
    text, message = BAD[name]
    with pytest.raises(BadGlossary) as caught:
        read(text)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_all_faults_are_counted_and_the_first_is_told() -> None:
    with pytest.raises(BadGlossary) as caught:
        read("source,en,exact,alias\n,boss,,\n李,Li,xx-nothing,\n")
    assert str(caught.value) == (
        "glossary.csv:1: 'alias' is neither a column nor a language, and 2 more faults "
        "(`localize glossary check glossary.csv` tells them all)"
    )


def test_what_stands_below_a_misspelt_column_is_no_fault_of_its_own() -> None:
    faults = read_text("source,en,alias\n李,Li,小李\n", "glossary.csv").faults
    assert [(fault.line, fault.what) for fault in faults] == [
        (1, "'alias' is neither a column nor a language")
    ]


def test_all_that_can_be_said_of_a_term() -> None:
    header = "source,en,es-419,variants,exact,unless,when\n"
    (term,) = read(header + "老汉儿,dad,papá,en:Dad|*:pa|en:Daddy,EN|es-419,老汉儿车|汉,屋头\n").terms
    assert term.variants == {"en": ("Dad", "Daddy"), "*": ("pa",)}
    assert (term.exact, term.unless, term.when) == (("en", "es-419"), ("老汉儿车", "汉"), ("屋头",))


def test_two_rows_may_be_senses_of_one_word() -> None:
    rows = "source,en,aliases,when\n老板,boss,老細,公司\n老板,sir,,买\n老板,chief,,\n"
    senses = read(rows).terms
    assert [(term.targets["en"], term.when) for term in senses] == [
        ("boss", ("公司",)),
        ("sir", ("买",)),
        ("chief", ()),
    ]
    assert all("老闆" in term.aliases for term in senses)
    assert "老细" in senses[0].aliases


def test_a_converted_form_is_shared_by_senses_alone() -> None:
    senses = read("source,en,aliases,when\n发,send,,信\n发,hair,头发,理\n头发丝,hair,头髮,\n").terms
    assert ["發" in term.aliases for term in senses] == [True, True, False]
    assert ["頭髮" in term.aliases for term in senses] == [False, True, False]


def test_repeats_of_one_sense_unite_all_they_say() -> None:
    rows = (
        "source,en,variants,exact,unless,when\n老板,boss,en:chief,en,老板娘,公司\n老板,boss,en:head,*,,公司\n"
    )
    (term,) = read(rows).terms
    assert (term.variants, term.exact, term.unless) == (
        {"en": ("chief", "head")},
        ("en", "*"),
        ("老板娘",),
    )


def test_padding_beyond_the_header_is_no_error() -> None:
    assert len(read("source,en,,\n陈默,Chen,,\n李,Li,,,,\n").terms) == 2


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadGlossary, match="No such file"):
        glossaries.load(tmp_path / "none.csv")
    with pytest.raises(BadGlossary, match="No such file"):
        glossaries.load(tmp_path)
    broken = tmp_path / "broken.csv"
    broken.write_bytes("source,en\n陈默,陈默陈默".encode() + b"\xff\n")
    with pytest.raises(BadGlossary, match=r"broken\.csv:2: not a text"):
        glossaries.load(broken)


def test_a_later_glossary_overrides() -> None:
    series = read("source,en,aliases\n陈默,Chen Mo,小陈\n李芳,Li Fang,芳芳\n")
    file = read("source,en,aliases\n陈默,Chen Silent,\n王,Wang,芳芳\n")
    merged = glossaries.merge(series, file)
    assert {term.source: term.targets["en"] for term in merged.terms} == {
        "陈默": "Chen Silent",
        "李芳": "Li Fang",
        "王": "Wang",
    }
    assert [use.term.source for use in find_terms(merged, "芳芳")] == ["王"]
    assert glossaries.merge() == Glossary()


def test_every_sense_of_a_word_survives_merging() -> None:
    senses = read("source,en,when\n老板,boss,公司\n老板,sir,买\n")
    assert glossaries.merge(Glossary(), senses) == senses
    over = read("source,en\n老板,chief\n")
    assert glossaries.merge(senses, over) == over


def test_no_language_of_a_term_is_left_out() -> None:
    assert read(write(read("source,en,th\n李,Li,หลี่\n"), "en")).terms[0].targets["th"] == "หลี่"


def test_the_template_that_ships_can_be_read() -> None:
    folder = Path(__file__).parents[2] / "glossaries" / "_template"
    assert [term.source for term in glossaries.load(folder).terms] == [
        "幺妹",
        "嬢嬢",
        "巴适",
        "晴天",
        "老板",
        "老板",
    ]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ('"' + "x" * 131_073, "a cell of more than 131,072 characters (most likely a quote"),
        ('"x', "unexpected end of data (every quote is closed"),
    ],
)
def test_a_quote_that_is_not_closed(cell: str, message: str) -> None:
    with pytest.raises(BadGlossary) as caught:
        read(f"source,en\n李,{cell}\n")
    assert f"glossary.csv:2: {message}" in str(caught.value)
