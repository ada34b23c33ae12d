"""What a row of the lexicon may say, and what decides between senses."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.dialects import DialectEntry, load_dialect
from localize.dialects.table import Faults
from localize.dialects.words import load_words

HEADER = (
    "term\tmandarin\tenglish\tregister\tcategory\tambiguous\tsource\tspellings\treadings\tcontexts\tes-419\n"
)
ROW = "哪个\t谁；哪一个（东西）\twho\tneutral\tquestion\tyes\tdict\t哪個,那个\tna3go4\t{contexts}\t¿quién?\n"
WHICH = "~(月|班)→哪一个；(是|找)~→谁；(电影)~→哪个"


def entries(folder: Path, contexts: str = WHICH) -> tuple[tuple[DialectEntry, ...], Faults]:
    file, faults = folder / "lexicon.tsv", Faults()
    file.write_text(HEADER + ROW.format(contexts=contexts), "utf-8")
    return load_words(file, faults), faults


def test_a_row_in_full(tmp_path: Path) -> None:
    ((word,), faults) = entries(tmp_path)
    assert faults == []
    assert word.forms == ("哪个", "哪個", "那个")
    assert word.senses == ("谁", "哪一个")
    assert word.readings == ("na3go4",)
    assert (word.gloss("es-419"), word.gloss("es"), word.gloss("th")) == ("¿quién?", "who", "who")


@pytest.mark.parametrize(
    ("text", "sense"),
    [("哪个月", "哪一个"), ("是哪个", "谁"), ("是哪个班", "哪一个"), ("电影哪个", "哪个"), ("哪个说", None)],
)
def test_the_first_context_that_holds_decides(tmp_path: Path, text: str, sense: str | None) -> None:
    ((word,), _) = entries(tmp_path)
    start = text.index("哪个")
    assert word.sense_at(text, start, start + 2) == sense


@pytest.mark.parametrize(
    ("contexts", "message"),
    [
        ("是→谁", "is not `before~after→sense`"),
        ("~是~→谁", "is not `before~after→sense`"),
        ("是~", "is not `before~after→sense`"),
        ("是~→什么", "leads to none of 哪个, 谁, 哪一个"),
        ("(是~→谁", "is no regular expression"),
        ("~[是→谁", "is no regular expression"),
        ("(?i)是~→谁", "is no regular expression"),  # it is compiled within another
        ("a{99999999999}~→谁", "is no regular expression"),
        ("(" * 3000 + ")" * 3000 + "~→谁", "is no regular expression"),
    ],
)
def test_a_context_that_decides_nothing_is_told(tmp_path: Path, contexts: str, message: str) -> None:
    words, (fault,) = entries(tmp_path, contexts)
    assert words == ()
    assert "lexicon.tsv:2: the context" in fault
    assert message in fault


def test_a_remark_is_no_sense(tmp_path: Path) -> None:
    sichuan = load_dialect("sichuan")
    assert sichuan is not None
    vulgar = next(word for word in sichuan.words if word.term == "球")
    assert vulgar.senses == ()


@settings(deadline=None)  # the first text loads the pack and the table of simplified characters
@given(st.lists(st.sampled_from([*"佢喺唔係系关食物話统，？", "晓得", "边度", "好多", "AB"])).map("".join))
def test_what_is_no_word_of_the_dialect_stays_as_it_is(text: str) -> None:
    dialect = load_dialect("cantonese")
    assert dialect is not None
    uses = dialect.uses(text)
    assert all(text[use.start : use.end] == use.found for use in uses)
    assert all(one.end <= other.start for one, other in pairwise(uses))
    kept = text
    for use in reversed(uses):
        kept = kept[: use.start] + (use.sense or use.found) + kept[use.end :]
    assert dialect.in_mandarin(text) == kept
