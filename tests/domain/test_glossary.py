"""Which terms of a glossary a line means."""

from __future__ import annotations

import pytest

from localize.domain.glossary import Glossary, Term, find_terms

BOSS = Term("王总", {"en": "Mr. Wang"}, aliases=("老王",), unless=("王总统", "隔壁老王"))
WINE = Term("酒", {"en": "wine"}, when=("红酒", "葡萄"))
LIQUOR = Term("酒", {"en": "baijiu"}, when=("茅台",))
DRINK = Term("酒", {"en": "drink"})


def meant(text: str, *around: str, terms: tuple[Term, ...] = (WINE, LIQUOR, DRINK)) -> list[str]:
    return [use.term.targets["en"] for use in find_terms(Glossary(terms), text, around)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("王总来了", [0]),
        ("王总统来了", []),
        ("王总统请王总", [4]),
        ("隔壁老王找老王", [5]),
        ("王总统", []),
    ],
)
def test_inside_some_words_a_term_is_not_meant(text: str, starts: list[int]) -> None:
    assert [use.start for use in find_terms(Glossary((BOSS,)), text)] == starts


def test_where_a_longer_form_is_not_meant_a_shorter_one_may_be() -> None:
    longer = Term("老王家", {"en": "the Wangs"}, unless=("老王家具",))
    assert meant("老王家具店", terms=(longer, BOSS)) == ["Mr. Wang"]
    assert meant("老王家", terms=(longer, BOSS)) == ["the Wangs"]


@pytest.mark.parametrize(
    ("text", "around", "sense"),
    [
        ("喝酒", (), "drink"),
        ("喝酒，葡萄酿的", (), "wine"),
        ("茅台是好酒", (), "baijiu"),
        ("喝酒", ("来一瓶茅台",), "baijiu"),
        ("喝酒，葡萄酿的", ("来一瓶茅台",), "wine"),
        ("红酒和茅台酒", (), "wine"),
    ],
)
def test_a_sense_is_told_by_the_line_then_by_what_is_around_it(
    text: str, around: tuple[str, ...], sense: str
) -> None:
    assert set(meant(text, *around)) == {sense}


def test_a_sense_that_nothing_tells_is_not_meant() -> None:
    assert meant("喝酒", terms=(WINE,)) == []
    assert meant("喝酒", "葡萄熟了", terms=(WINE,)) == ["wine"]
