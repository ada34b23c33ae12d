"""Glossaries that are right as files and wrong as glossaries."""

from __future__ import annotations

import pytest

from localize.domain.bible import Address, Bible, Market, Style
from localize.glossaries.bible_judging import judge_bible
from localize.glossaries.files import read_text
from localize.glossaries.judging import CONTRADICTION, WARNING, judge
from localize.glossaries.sheet import Entry
from localize.glossaries.toml_lines import lines_by_path


def entries(text: str) -> tuple[Entry, ...]:
    sheet = read_text(text, "glossary.csv")
    sheet.faults.refuse()
    return sheet.entries


@pytest.mark.parametrize(
    ("text", "line", "kind", "what"),
    [
        ("source,en,forbidden\n李,Li,en:li\n", 2, CONTRADICTION, "'李': 'Li' is both allowed and forbidden"),
        ("source,en,variants,forbidden\n李,Li,en:Lee,Lee\n", 2, CONTRADICTION, "'Lee' is both allowed"),
        ("source,en,unless\n李,Li,李\n", 2, CONTRADICTION, "'李' is never meant: '李' stands in `unless`"),
        ("source,en,unless\n李,Li,张三\n", 2, WARNING, "`unless` '张三' holds no form of '李'"),
        ("source,en,when\n老板,boss,板\n", 2, WARNING, "`when` '板' stands in '老板' itself"),
        ("source,en\n李,Li|Lee\n", 2, WARNING, "en 'Li|Lee' is one text: others belong in `variants`"),
        ("source,en,exact\n李,Li,fr\n", 2, WARNING, "`exact` of '李': no term is translated into fr"),
        ("source,en,variants\n李,Li,fr:Ly\n", 2, WARNING, "`variants` of '李': no term is translated"),
        ("source,en,forbidden\n李,Li,xq:Lee\n", 2, WARNING, "'xq:Lee' begins with no language"),
        ("source,en\n李,Li\n黎,li\n", 3, WARNING, "'黎' and '李' (line 2) are both 'li' in en: nobody could"),
        ("source,en,forbidden\n王嬢嬢,Auntie Wang,\n王,Sir,wang\n", 2, WARNING,
         "'王嬢嬢' must be 'Auntie Wang' in en, which holds 'wang', forbidden for '王' (line 3)"),
        ("source,th,forbidden\n甲,กขค,\n乙,ง,th:ข\n", 2, WARNING, "which holds 'ข', forbidden for '乙'"),
        ("source,en\n李,Li\n王,\n", 0, WARNING, "en: no rendering for 1 of 2: 王"),
    ],
)  # fmt: skip
def test_what_a_person_should_see(text: str, line: int, kind: str, what: str) -> None:
    (found,) = judge(entries(text), ("en",) if ",en" in text else (), Bible())
    assert (found.line, found.kind) == (line, kind)
    assert what in found.what


@pytest.mark.parametrize(
    "text",
    [
        "source,en,forbidden\n王嬢嬢,Auntie Wang,en:Wang\n",
        "source,en,forbidden,exact\n晴天,Sunny,en:sunny,en\n",
        "source,en,forbidden\n主,main,\n人工智能,A person,AI\n",
        "source,en,when\n老板,boss,公司\n老板,boss,买\n",
        "source,en,forbidden,when\n老板,big boss,,公司\n老板,sir,en:boss,买\n",
        "source,pt,forbidden\n李,Li,pt-BR:Lee\n",
        "source,en,unless\n晴天,Sunny,大晴天\n",
    ],
)
def test_what_is_well(text: str) -> None:
    assert judge(entries(text), (), Bible()) == []


def test_many_terms_without_a_rendering_are_counted() -> None:
    rows = "".join(f"词{at}\n" for at in range(9))
    (found,) = judge(entries("source\n" + rows), ("en",), Bible())
    assert found.what == "en: no rendering for 9 of 9: 词0, 词1, 词2, 词3, 词4 …"


def test_a_language_without_region_serves_those_with_one() -> None:
    assert judge(entries("source,es\n李,Li\n"), ("es-419",), Bible()) == []


def test_what_a_market_avoids_cannot_be_required() -> None:
    bible = Bible(markets=(Market(("id",), ("babi",)),))
    (found,) = judge(entries("source,id\n回锅肉,babi masak\n"), ("id",), bible)
    assert (found.line, found.kind) == (2, CONTRADICTION)
    assert "'babi masak' in id, where 'babi' is to be avoided" in found.what


BIBLE = """
[[address]]
speaker = "小满"
to = "王桂芬"
says = "王嬢嬢"
[address.targets]
en = "Mrs. Wang"
fr = "Madame Wang"
[style.de]
note = "x"
"""


def test_a_bible_at_odds_with_the_glossary_or_the_series() -> None:
    address = Address("小满", "王桂芬", "王嬢嬢", {"en": "Mrs. Wang", "fr": "Madame Wang"})
    bible = Bible(addresses=(address,), styles={"de": Style(note="x")})
    terms = entries("source,en,variants\n王嬢嬢,Auntie Wang,en:Auntie\n")
    found = judge_bible(bible, lines_by_path(BIBLE), terms, ("en", "es-419"))
    assert [(one.line, one.what) for one in found] == [
        (
            2,
            "小满 calls 王桂芬 'Mrs. Wang' in en, but the glossary has 'Auntie Wang' for '王嬢嬢' (line 2)",
        ),
        (8, "nothing is translated into fr"),
        (9, "nothing is translated into de"),
    ]
    assert judge_bible(Bible(addresses=(address,)), {}, (), ()) == []


def test_a_variant_is_a_form_of_address_too() -> None:
    bible = Bible(addresses=(Address("小满", "王桂芬", "王嬢嬢", {"en": "Auntie"}),))
    terms = entries("source,en,variants\n王嬢嬢,Auntie Wang,en:Auntie\n")
    assert judge_bible(bible, {}, terms, ("en",)) == []
