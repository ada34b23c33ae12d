from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.cast.sheet import FILE_NAME, Known, Sheet, dumps, load, require_known
from localize.domain.bible import Bible, Character
from localize.domain.voice import Cast
from localize.errors import ConfigurationError, UnknownName
from tests.cast.voices import at

ONE = Known(at(0.0).numbers, "苏小满", 12, 0.4, ("E01", "E02"), ("E01 0:01.000 走嘛，回去了。",))
OTHER = Known(at(1.5).numbers, lines=3)
BIBLE = Bible((Character("苏小满", aliases=("小满",)), Character("臣刚")))


def written(folder: Path, sheet: Sheet) -> Path:
    path = folder / FILE_NAME
    path.write_text(dumps(sheet), "utf-8")
    return path


def test_a_person_can_read_it() -> None:
    shown = dumps(Sheet("abc", (ONE, OTHER)))
    assert shown.startswith("# The voices of the series")
    assert 'name = "苏小满"\nlines = 12\nminutes = 0.4\nepisodes = ["E01", "E02"]\n' in shown
    assert 'hear = [\n  "E01 0:01.000 走嘛，回去了。",\n]\n' in shown
    assert 'name = ""\n' in shown


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=9).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(texts, texts, texts), max_size=4))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, ...]]
) -> None:
    voices = (Known(at(0.5).numbers, name, 2, 0.1, (episode,), (line, "a b")) for name, episode, line in told)
    sheet = Sheet("abc", tuple(voices))
    assert load(written(tmp_path_factory.mktemp("series"), sheet)) == sheet


def test_there_is_no_file(tmp_path: Path) -> None:
    assert load(tmp_path / FILE_NAME) == Sheet()


def test_without_a_name_there_is_no_cast(tmp_path: Path) -> None:
    assert load(written(tmp_path, Sheet("abc", (OTHER,)))).cast == Cast()
    cast = load(written(tmp_path, Sheet("abc", (ONE, OTHER)))).cast
    assert [voice.name for voice in cast.voices] == ["苏小满", ""]
    assert cast.learned_with == "abc"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("[[voices]\n", "cast.toml: "),
        ('[[voices]]\nname = "苏小满"\n', "missing required field `print`"),
        ('[[voices]]\nprint = "AAA="\nnames = ""\n', "unknown field `names`"),
        ('[[voices]]\nprint = "AAA="\n', "learned_with is missing"),
        ('[[voices]]\nprint = "AA=="\n', "the print of voice 1 is damaged"),
        ('[[voices]]\nprint = ""\n', "the print of voice 1 is damaged"),
        ('[[voices]]\nprint = "AAA="\n[[voices]]\nprint = "AAAAAA=="\n', "the print of voice 2 is damaged"),
    ],
)
def test_a_file_that_cannot_be_used(tmp_path: Path, wrong: str, told: str) -> None:
    path = tmp_path / FILE_NAME
    path.write_text(wrong, "utf-8")
    with pytest.raises(ConfigurationError, match=told):
        load(path)


def test_names_are_those_of_the_bible(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    require_known(Sheet("", (ONE, OTHER)), BIBLE, path)
    require_known(Sheet("", (Known(ONE.print, "小满"),)), BIBLE, path)
    require_known(Sheet("", (Known(ONE.print, "谁都不是"),)), Bible(), path)
    with pytest.raises(UnknownName, match="unknown character '苏小慢'") as told:
        require_known(Sheet("", (Known(ONE.print, "苏小慢"),)), BIBLE, path)
    assert "苏小满" in told.value.hint


def test_a_name_is_one_row(tmp_path: Path) -> None:
    sheet = Sheet("abc", (Known(ONE.print, " 苏小满\n（小时候） "),))
    assert load(written(tmp_path, sheet)).voices[0].name == "苏小满 （小时候）"


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(ConfigurationError, match=r"cast\.toml: Is a directory"):
        load(tmp_path / FILE_NAME)
