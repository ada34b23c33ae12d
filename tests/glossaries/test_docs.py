"""What docs/glossary.md shows is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from localize.cli.glossary import glossary
from localize.domain.bible import Address
from localize.errors import BadGlossary
from localize.glossaries import bible
from localize.glossaries.columns import COLUMNS
from localize.glossaries.files import read_text
from localize.glossaries.judging import judge
from localize.glossaries.people import LISTS

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "glossary.md").read_text("utf-8")
README = (ROOT / "glossaries" / "README.md").read_text("utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    return str(found)


def test_the_senses_of_the_docs_are_kept_apart() -> None:
    sheet = read_text(block("csv"), "glossary.csv")
    assert sheet.faults == []
    assert [term.when for term in sheet.glossary.terms] == [("公司", "上班"), ("多少钱", "买"), ()]
    assert judge(sheet.entries, (), bible.loads("", "bible.toml")) == []


def test_the_bible_of_the_docs_says_who_calls_whom_what() -> None:
    people = '\n[[characters]]\nname = "苏小满"\n'
    told = bible.loads(block("toml") + people, "bible.toml")
    assert told.addresses == (Address("苏小满", "王桂芬", "妈", {"en": "Mom"}, {"es-419": "usted"}),)


def test_the_fault_of_the_docs_is_what_is_said() -> None:
    with pytest.raises(BadGlossary) as caught:
        bible.loads(
            block("toml").replace('"female"', '"femal"') + '[[characters]]\nname = "苏小满"\n', "bible.toml"
        )
    assert f"`{caught.value}`" in DOCS


def test_every_command_column_and_table_is_documented() -> None:
    assert [name for name in glossary.commands if f"localize glossary {name} " not in DOCS] == []
    assert [name for name in COLUMNS if f"| `{name}` |" not in README] == []
    assert [name for name in LISTS if f"`[[{name}]]`" not in README] == []
