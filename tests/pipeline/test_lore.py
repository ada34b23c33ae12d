"""Where a job finds what its series insists on."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize import Job
from localize.cast.sheet import Known, Sheet, dumps
from localize.domain.bible import Bible, Character
from localize.errors import BadGlossary
from localize.pipeline.job import Setup, prepare

SERIES = '[series]\nglossary = "{glossary}"\n[[characters]]\nname = "小满"\nnote = "the lead"\n'
BIBLE = '[[characters]]\nname = "苏小满"\naliases = ["小满"]\ngender = "female"\n'
WHOLE = Bible((Character("苏小满", ("小满",), "female", note="the lead"),))


def series(tmp_path: Path, glossary: str, **files: str) -> Path:
    folder = tmp_path / "series"
    folder.mkdir()
    (folder / "series.toml").write_text(SERIES.format(glossary=glossary), "utf-8")
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_csv", ".csv").replace("_toml", ".toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def prepared(folder: Path, glossary: Path | None = None) -> Setup:
    return prepare(Job(folder / "E01.mp4", to=("en",), glossary=glossary))


def sources(setup: Setup) -> list[str]:
    return [term.source for term in setup.glossary.terms]


def test_people_of_the_settings_need_no_bible(tmp_path: Path) -> None:
    assert prepared(series(tmp_path, "")).bible == Bible((Character("小满", note="the lead"),))


def test_a_bible_is_found_beside_the_settings(tmp_path: Path) -> None:
    assert prepared(series(tmp_path, "", bible_toml=BIBLE)).bible == WHOLE


@pytest.mark.parametrize("glossary", ["words", "words/glossary.csv"])
def test_a_bible_is_found_beside_the_glossary(tmp_path: Path, glossary: str) -> None:
    folder = series(tmp_path, glossary, words__glossary_csv="source,en\n李,Li\n", words__bible_toml=BIBLE)
    setup = prepared(folder)
    assert (setup.bible, sources(setup)) == (WHOLE, ["李"])


def test_a_folder_may_hold_a_bible_alone(tmp_path: Path) -> None:
    setup = prepared(series(tmp_path, "words", words__bible_toml=BIBLE))
    assert (setup.bible, setup.glossary.terms) == (WHOLE, ())


def test_a_folder_with_neither_is_an_error(tmp_path: Path) -> None:
    folder = series(tmp_path, "words")
    (folder / "words").mkdir()
    with pytest.raises(BadGlossary, match=r"words/glossary\.csv: No such file"):
        prepared(folder)


def test_what_is_named_counts_over_the_series(tmp_path: Path) -> None:
    folder = series(tmp_path, "glossary.csv", glossary_csv="source,en\n李,Li\n", bible_toml=BIBLE)
    more = tmp_path / "more"
    more.mkdir()
    (more / "glossary.csv").write_text("source,en\n李,Lee\n王,Wang\n", "utf-8")
    (more / "bible.toml").write_text('[[characters]]\nname = "小满"\nage = "20"\n', "utf-8")
    setup = prepared(folder, more)
    assert [term.targets["en"] for term in setup.glossary.terms] == ["Lee", "Wang"]
    assert setup.bible.characters == (Character("小满", ("苏小满",), "female", "20", note="the lead"),)


def test_a_file_beside_the_settings_has_their_bible_once(tmp_path: Path) -> None:
    folder = series(tmp_path, "glossary.csv", glossary_csv="source,en\n李,Li\n", bible_toml=BIBLE)
    assert prepared(folder, folder / "glossary.csv").bible == WHOLE


def test_people_of_the_settings_may_be_addressed(tmp_path: Path) -> None:
    text = '[[address]]\nspeaker = "小满"\nto = "小满"\nsays = "我"\n'
    assert len(prepared(series(tmp_path, "", bible_toml=text)).bible.addresses) == 1


def test_a_bible_with_faults_stops_the_job(tmp_path: Path) -> None:
    with pytest.raises(BadGlossary, match=r"bible\.toml:4: unknown gender 'femal'"):
        prepared(series(tmp_path, "", bible_toml=BIBLE.replace("female", "femal")))


def test_the_example_is_whole(example: Path) -> None:
    setup = prepared(example)
    assert [person.name for person in setup.bible.characters] == ["苏小满", "王桂芬", "周浩", "刘经理"]
    assert all(person.gender for person in setup.bible.characters)
    assert [address.says for address in setup.bible.addresses if address.to == "王桂芬"] == ["妈", "王嬢嬢"]
    assert all(address.pronouns["es-419"] for address in setup.bible.addresses)


def test_who_is_named_by_an_alias_is_the_same_person(tmp_path: Path) -> None:
    voices = Known(b"\0\1", "小满"), Known(b"\1\0", "苏小满"), Known(b"\1\1")
    folder = series(tmp_path, "", bible_toml=BIBLE, cast_toml=dumps(Sheet("abc", voices)))
    assert [voice.name for voice in prepared(folder).cast.voices] == ["苏小满", "苏小满", ""]
