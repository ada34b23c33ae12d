"""A line in the phrases between its marks, as they are said."""

from __future__ import annotations

import msgspec

from localize.reconcile.phonetic.phrase import UNTOLD, phrases
from tests.reconcile.phonetic.sichuan import line


def test_marks_and_other_scripts_part_phrases() -> None:
    found = list(phrases(line("要得，OK我晓得。")))
    assert [phrase.text for phrase in found] == ["要得", "我晓得"]
    assert [phrase.units[0].start for phrase in found] == [0, 5]


def test_a_number_is_said_in_characters() -> None:
    (phrase,) = phrases(line("共80块"))
    assert phrase.text == "共八十块"
    assert phrase.sounds == ("gong", "ba", "shi", "kuai")
    assert [(unit.written, unit.start, unit.end) for unit in phrase.units] == [
        ("共", 0, 1),
        ("80", 1, 3),
        ("块", 3, 4),
    ]


def test_each_character_has_the_probability_of_its_word() -> None:
    heard = line("要得")
    first, second = heard.words
    heard = msgspec.structs.replace(heard, words=(first, msgspec.structs.replace(second, probability=0.9)))
    (phrase,) = phrases(heard)
    assert [unit.probability for unit in phrase.units] == [0.5, 0.9]


def test_of_an_untold_probability_an_average_one_is_taken() -> None:
    first, second = line("要得").words
    heard = msgspec.structs.replace(
        line("要得"), words=(first, msgspec.structs.replace(second, probability=None))
    )
    (phrase,) = phrases(heard)
    assert [unit.probability for unit in phrase.units] == [0.5, UNTOLD]


def test_a_line_without_words_counts_as_sure() -> None:
    (phrase,) = phrases(msgspec.structs.replace(line("要得"), words=()))
    assert [unit.probability for unit in phrase.units] == [1.0, 1.0]
