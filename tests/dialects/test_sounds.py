"""How a dialect changes sounds, as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from localize.dialects import load_dialect
from localize.dialects.sounds import FINAL, INITIAL, SoundChange, Sounds, load_changes
from localize.dialects.table import Faults
from tests.dialects.packs import SOUND, SOUNDS_HEADER, whole_pack


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
    dialect = load_dialect("test", extra=whole_pack(tmp_path))
    assert dialect is not None
    assert dialect.sounds.changes == ()
    assert dialect.sounds.cost(INITIAL, "zh", "z") == 1.0


def test_characters_are_said_against_the_rules() -> None:
    dialect = load_dialect("sichuan")
    assert dialect is not None
    assert dialect.sounds.characters["街"] == ("gai",)
    assert all(" " not in said for all_said in dialect.sounds.characters.values() for said in all_said)


def test_cantonese_keeps_the_sounds_apart_that_it_has() -> None:
    """It is no sound class of Mandarin: only its initials are told, and finals are as far apart as ever."""
    dialect = load_dialect("cantonese")
    assert dialect is not None
    cost = dialect.sounds.cost
    assert cost(INITIAL, "j", "g") < cost(INITIAL, "j", "z") < 0.5
    assert cost(FINAL, "ing", "in") == 1.0


BAD = {
    "columns": ("kind\tstandard\n", "sounds.tsv:1: the columns must be"),
    "empty": ("", "sounds.tsv:1: the columns must be"),
    "short row": (SOUNDS_HEADER + SOUND + "initial\tch\n", "sounds.tsv:3: 2 cells where there must be 5"),
    "kind": (SOUNDS_HEADER + SOUND.replace("initial", "tone"), "sounds.tsv:2: `kind` is initial, final"),
    "no number": (
        SOUNDS_HEADER + SOUND.replace("0.9", "most"),
        "sounds.tsv:2: `share` is a number above 0 and at most 1, as 0.85, not 'most'",
    ),
    "no share": (SOUNDS_HEADER + SOUND.replace("0.9", "1.5"), "above 0 and at most 1, as 0.85, not '1.5'"),
    "no letters": (SOUNDS_HEADER + SOUND.replace("\tz\t", "\tz4\t"), "'z4' is not in the letters of pinyin"),
    "no character": (SOUNDS_HEADER + "character\tjie\tgai\t1\tx\n", "sounds.tsv:2: 'jie' is no character"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_table_says_where(tmp_path: Path, name: str) -> None:
    text, message = BAD[name]
    file, faults = tmp_path / "sounds.tsv", Faults()
    file.write_text(text, "utf-8")
    changes = load_changes(file, faults)
    assert len(faults) == 1
    assert message in faults[0]
    assert len(changes) == text.count("0.9\ta table") * (name == "short row")


def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    file, faults = tmp_path / "sounds.tsv", Faults()
    file.write_text(SOUNDS_HEADER + "tone\tzh\tz4\t0_5\t\n", "utf-8")
    assert load_changes(file, faults) == ()
    assert [fault.removeprefix(f"{file}:2: ") for fault in faults] == [
        "`source` is empty",
        "`kind` is initial, final or character, not 'tone'",
        "'z4' is not in the letters of pinyin, without tones",
        "`share` is a number above 0 and at most 1, as 0.85, not '0_5'",
    ]


def test_a_table_that_is_not_text_says_which(tmp_path: Path) -> None:
    file, faults = tmp_path / "sounds.tsv", Faults()
    file.write_bytes(b"\xff\xfe\xfa")
    assert load_changes(file, faults) == ()
    assert faults == [f"{file}:1: not UTF-8"]
