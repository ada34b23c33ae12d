"""How a dialect changes sounds, as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.dialects import load_dialect
from localize.dialects.sounds import FINAL, INITIAL, SoundChange, Sounds, load_changes
from localize.errors import ConfigurationError

HEADER = "kind\tstandard\tdialect\tshare\tsource\n"
ROW = "initial\tzh\tz\t0.9\ta table\n"


def test_sichuan_merges_what_it_is_known_to_merge() -> None:
    dialect = load_dialect("sichuan")
    assert dialect is not None
    cost = dialect.sounds.cost
    for kind, one, other in [
        (INITIAL, "zh", "z"), (INITIAL, "ch", "c"), (INITIAL, "sh", "s"), (INITIAL, "n", "l"),
        (FINAL, "ing", "in"), (FINAL, "eng", "en"), (FINAL, "uo", "o"),
    ]:  # fmt: skip
        assert cost(kind, one, other) == cost(kind, other, one) < 0.25
    assert cost(INITIAL, "h", "f") < 0.5
    assert cost(INITIAL, "b", "g") == 1.0


def test_a_sound_costs_nothing_for_itself() -> None:
    assert Sounds().cost(INITIAL, "zh", "zh") == 0.0
    assert Sounds().cost(INITIAL, "zh", "z") == 1.0


def test_of_two_changes_between_the_same_sounds_the_commoner_counts() -> None:
    rare, common = SoundChange(FINAL, "e", "o", 0.2, "x"), SoundChange(FINAL, "o", "e", 0.6, "x")
    assert Sounds((rare, common)).cost(FINAL, "e", "o") == pytest.approx(0.2)


def test_words_are_the_dialects_alone_and_have_an_equivalent() -> None:
    dialect = load_dialect("sichuan")
    assert dialect is not None
    words = dialect.sounds.words
    assert words["咋个"] == ("怎么",)
    assert words["咋子"] == ("干什么", "干嘛")
    assert "爪子" not in words  # also standard Mandarin for claws
    assert not [said for all_said in words.values() for said in all_said if "（" in said]


def test_a_pack_may_leave_its_sounds_out(tmp_path: Path) -> None:
    (tmp_path / "test").mkdir()
    head = 'tag = "zh-x-test"\nregion = "x"\nlead = "要得。"\nhotwords = []\ntitle = {en = "Test"}\n'
    (tmp_path / "test" / "dialect.toml").write_text(head, "utf-8")
    columns = "term\tmandarin\tenglish\tregister\tcategory\tambiguous\tsource\tasr_variants\tchengdu_pinyin\n"
    (tmp_path / "test" / "lexicon.tsv").write_text(columns, "utf-8")
    dialect = load_dialect("test", tmp_path)
    assert dialect is not None
    assert dialect.sounds == Sounds()


BAD = {
    "columns": ("kind\tstandard\n", "sounds.tsv:1: the columns must be"),
    "empty": ("", "sounds.tsv:1: the columns must be"),
    "short row": (HEADER + ROW + "initial\tch\n", "sounds.tsv:3: 2 cells where there must be 5"),
    "kind": (HEADER + ROW.replace("initial", "tone"), "sounds.tsv:2: `kind` is initial or final"),
    "no number": (HEADER + ROW.replace("0.9", "most"), "sounds.tsv:2: Expected `float`"),
    "no share": (HEADER + ROW.replace("0.9", "1.5"), "sounds.tsv:2: `kind` is initial or final, `share`"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_table_says_where(tmp_path: Path, name: str) -> None:
    text, message = BAD[name]
    file = tmp_path / "sounds.tsv"
    file.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_changes(file)
    assert message in str(caught.value)


def test_a_table_that_is_not_text_says_which(tmp_path: Path) -> None:
    file = tmp_path / "sounds.tsv"
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(ConfigurationError, match=r"sounds\.tsv"):
        load_changes(file)
