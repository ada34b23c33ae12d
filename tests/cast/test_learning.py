from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from localize.cast import learning
from localize.cast.learning import SAME, Said
from localize.cast.sheet import Known
from tests.cast.voices import apart, at, said

TWO_VOICES = [
    said("E01", 1000, 0.0, "臣刚来了没有？"),
    said("E01", 5000, 1.5, "苏小满，你坐倒起。"),
    said("E01", 9000, 0.1),
    said("E02", 1000, 0.02, "走嘛，回去了。"),
    said("E02", 5000, 1.45),
    said("E02", 9000, 0.2),
    said("E03", 1000, 1.55, "天要黑了。"),
]


def learned(lines: Sequence[Said], before: Sequence[Known]) -> list[Known]:
    return learning.learned(learning.together(lines), before)


def test_the_voices_of_a_series() -> None:
    one, other = learned(TWO_VOICES, [])
    assert (one.name, one.lines, one.minutes, one.episodes) == ("", 4, 0.1, ("E01", "E02"))
    assert (other.lines, other.episodes) == (3, ("E01", "E02", "E03"))
    assert other.hear == ("E01 0:05.000 苏小满，你坐倒起。", "E02 0:05.000 好。", "E03 0:01.000 天要黑了。")


def test_samples_are_typical_and_of_different_episodes() -> None:
    one, _ = learned(TWO_VOICES, [])
    assert [place.partition(" ")[0] for place in one.hear] == ["E01", "E01", "E02"]
    assert "E02 0:09.000 好。" not in one.hear


def test_few_lines_are_no_voice() -> None:
    assert learned(TWO_VOICES[:2], []) == []


def test_a_name_stays_with_its_voice() -> None:
    one, other = learned(TWO_VOICES, [])
    named = [replace(one, name="苏小满"), other]
    assert learned(TWO_VOICES, named) == named
    assert learned(TWO_VOICES, named[::-1]) == named
    more = [*TWO_VOICES, *(said("E04", ms, 1.52) for ms in (1000, 4000, 7000))]
    first, second = learned(more, named)
    assert (first.name, first.lines, second.name, second.lines) == ("", 6, "苏小满", 4)


def test_what_was_told_by_a_named_voice_stays_so() -> None:
    one, other = learned(TWO_VOICES, [])
    more = [*TWO_VOICES, said("E04", 1000, 0.3), said("E04", 5000, 1.2)]
    again = learned(more, [replace(one, name="苏小满"), other])
    assert again[0].print == one.print
    assert again[1].print != other.print


def test_one_voice_in_two_groups() -> None:
    """Both get the name; the print stays with that which is more alike."""
    known = Known(at(0.0).numbers, "苏小满", 12)
    off = apart(SAME + 0.005)
    lines = [said("E01", 2000 * at, off) for at in range(3)]
    lines += [said("E02", 2000 * at, -off * 0.99) for at in range(3)]
    one, other = learned(lines, [known])
    assert (one.name, other.name) == ("苏小满", "苏小满")
    assert one.print != known.print
    assert other.print == known.print


def test_a_named_voice_of_few_lines_is_kept() -> None:
    [one] = learned(TWO_VOICES[:1], [Known(at(0.05).numbers, "苏小满", 12)])
    assert (one.name, one.lines) == ("苏小满", 1)


def test_a_named_voice_that_is_not_heard_again() -> None:
    gone = Known(at(3.0).numbers, "臣刚", 12, 0.4, ("E01",), ("E01 0:01.000 好。",))
    *_, last = learned(TWO_VOICES, [gone, Known(at(4.0).numbers, "", 12)])
    assert last == replace(gone, lines=0, minutes=0.0)
    assert len(learned(TWO_VOICES, [gone])) == 3


def test_one_that_is_not_alike_enough_is_another() -> None:
    one, _ = learned(TWO_VOICES, [])
    stranger = Known(at(0.08 - apart(SAME - 0.02)).numbers, "臣刚", 3)
    assert {voice.name for voice in learned(TWO_VOICES, [stranger]) if voice.lines} == {""}
    neighbour = Known(at(0.08 - apart(SAME + 0.02)).numbers, "臣刚", 3)
    assert learned(TWO_VOICES, [neighbour])[0] == replace(one, name="臣刚", print=neighbour.print)
