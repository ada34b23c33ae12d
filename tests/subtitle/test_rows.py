from __future__ import annotations

from typing import NamedTuple

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.domain.transcript import Line
from localize.profiles import Limits, load_profile, width
from localize.subtitle.breaking.icu import letter_ends
from localize.subtitle.cutting import parts
from localize.subtitle.rows import broken, rows
from localize.subtitle.text import clean


class Pixels(NamedTuple):
    """A font whose w is three times as wide as its other letters."""

    free: int

    def share(self, row: str) -> float:
        return sum(3 if letter == "w" else 1 for letter in row) / self.free


def of(language: str, count: int) -> Limits:
    return msgspec.structs.replace(load_profile("netflix").limits(language), row_width=25, rows=count)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Yaomei, how did you get so thin?", "en", ("Yaomei,", "how did you get so thin?")),
        ("Let's go home to my mother.", "en", ("Let's go home", "to my mother.")),
        (
            "Do you know how much the tripe costs here?",
            "en",
            ("Do you know how much", "the tripe costs here?"),
        ),
        ("Olá, eu sou Li Jianguo, tenho 30 anos.", "pt-BR", ("Olá, eu sou Li Jianguo,", "tenho 30 anos.")),
        ("ياومي، كيف تشعر بهذا الشكل؟", "ar", ("ياومي،", "كيف تشعر بهذا الشكل؟")),
    ],
)
def test_rows_end_where_a_subtitler_would_end_them(
    text: str, language: str, expected: tuple[str, ...]
) -> None:
    assert rows(text, of(language, 2)) == expected


def test_of_two_even_ways_the_lower_row_is_the_longer() -> None:
    assert rows("aaaaa bbb aaaaa aaaaa bbbbb aaaaa", of("en", 2)) == ("aaaaa bbb aaaaa", "aaaaa bbbbb aaaaa")
    assert rows("aaaaaaaaaa cccc bbbbbbbbbb ", of("en", 2)) == ("aaaaaaaaaa", "cccc bbbbbbbbbb")


def test_no_row_is_a_short_word_where_another_way_is_open() -> None:
    found = rows("Someone sold their houses to", of("en", 2))
    assert found is not None
    assert all(" " in row for row in found)


def test_three_rows_are_used_where_two_do_not_do() -> None:
    text = "He says he never saw the money, and that his sister took the keys."
    assert rows(text, of("en", 2)) is None
    found = rows(text, of("en", 3))
    assert found is not None
    assert len(found) == 3
    assert max(map(len, found)) <= 25


def test_a_row_fits_its_pixels_too() -> None:
    text = "wwwww wwwww aaaaa aaaaa"
    assert rows(text, of("en", 2)) == (text,)
    assert rows(text, of("en", 2), Pixels(31)) == ("wwwww wwwww", "aaaaa aaaaa")
    assert rows(text, of("en", 2), Pixels(30)) == ("wwwww", "wwwww aaaaa aaaaa")
    assert rows("w" * 20, of("en", 2), Pixels(31)) is None


def test_a_term_is_held_together_unless_it_is_longer_than_a_row() -> None:
    found = rows("We sit at Old Wang Red Hall again", of("en", 2), hold=("Old Wang Red Hall",))
    assert found is not None
    assert any("Old Wang Red Hall" in row for row in found)
    torn = rows("The Jinjiang River Teahouse of Li", of("en", 2), hold=("The Jinjiang River Teahouse of Li",))
    assert torn is not None
    assert len(torn) == 2


def test_a_thai_name_that_the_dictionaries_do_not_know_is_held() -> None:
    text = "ฉันไม่รู้ว่าคุณรู้จักหลี่เจี้ยนกั๋วคนนั้นหรือเปล่า"
    found = broken(text, of("th", 2), None, ("หลี่เจี้ยนกั๋ว",))
    assert found is not None
    assert not found.torn
    assert any("หลี่เจี้ยนกั๋ว" in row for row in found.rows)


LETTERS = {
    "en": "ab theI, . !?'-—👩‍👧é",
    "zh": "我你们的了，。？！不晓得对起A1 “”…",
    "ja": "私はカッー、。の飲みa",
    "th": "กขคงเแโ ะาิ่ำไม่รู้",
    "my": "ကခဂ ်ာင့",
    "hi": "नमस्ते क्ष ा।",
    "ar": "سلام ،؟وهَ",
    "ko": "나는 너를 안다.",
}
TEXTS = st.sampled_from(sorted(LETTERS)).flatmap(
    lambda language: st.tuples(st.just(language), st.text(LETTERS[language], max_size=160))
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS, st.integers(1, 3), st.sampled_from([None, Pixels(40), Pixels(9)]))
def test_whatever_is_written_is_broken_whole(
    written: tuple[str, str], count: int, ruler: Pixels | None
) -> None:
    language, text = written[0], clean(written[1])
    if not text:
        return
    limits = msgspec.structs.replace(load_profile("netflix").limits(language), rows=count)
    found = parts(text, Line("L", "x", 0, 4000), limits, ruler)
    assert bare("".join(part.text for part in found)) == bare(text)
    letters = letter_ends(text)
    for part in found:
        if part.broken is None:
            continue
        assert 1 <= len(part.broken.rows) <= count
        assert kept("".join(part.broken.rows)) == kept(part.text)
        for row in part.broken.rows:
            assert width(row, limits.wide) <= limits.row_width
            assert ruler is None or ruler.share(row) <= 1
            assert any(at + len(row) in letters for at in starts(text, row))


def starts(text: str, row: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(row, at)]


def bare(text: str) -> str:
    return "".join(text.split())


def kept(text: str) -> str:
    """Without the marks that Chinese rows do not end with."""
    return "".join(letter for letter in text if letter not in " 。，、；")
