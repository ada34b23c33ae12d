from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.fonts import FontRuler, Typeface, find_typeface


def ruler(language: str, fonts: Path, size: float = 100, free_width: float = 1000) -> FontRuler:
    return FontRuler(_typeface(language, fonts), size, free_width)


def _typeface(language: str, fonts: Path) -> Typeface:
    found = find_typeface(language, [fonts])
    assert found is not None
    return found


def test_a_chinese_row_is_as_many_ems_wide_as_it_has_characters(fonts: Path) -> None:
    assert ruler("zh", fonts).share("你好世界，真好吃啊！") == pytest.approx(
        10 * 0.69 * 100 / 1000, rel=0.002
    )


def test_letters_are_as_large_as_those_of_other_scripts_whatever_their_font_asks_for(fonts: Path) -> None:
    """The same Latin letters, in the files of fonts that ask for more room above and below."""
    ems = {language: _typeface(language, fonts).em(54) for language in ("en", "th", "ar", "hi")}
    assert set(ems.values()) == {54 * 0.734}
    shares = [ruler(language, fonts).share("Zhou Hao") for language in ems]
    assert max(shares) == pytest.approx(min(shares), rel=0.05)


def test_narrow_letters_take_less(fonts: Path) -> None:
    assert ruler("en", fonts).share("illi") < ruler("en", fonts).share("WMWM") / 2


def test_arabic_is_measured_joined(fonts: Path) -> None:
    letters = ["ب", "ي", "ت"]
    apart = sum(ruler("ar", fonts).share(letter) for letter in letters)
    assert ruler("ar", fonts).share("".join(letters)) < 0.8 * apart


def test_marks_take_no_width(fonts: Path) -> None:
    assert ruler("th", fonts).share("กี่") == pytest.approx(ruler("th", fonts).share("ก"))


def test_the_outline_stands_out_on_both_sides(fonts: Path) -> None:
    typeface = _typeface("en", fonts)
    assert FontRuler(typeface, 50, 100, 3).share("") == pytest.approx(0.06)


def test_rulers_are_known_by_what_they_measure_with(fonts: Path) -> None:
    assert hash(ruler("th", fonts)) == hash(ruler("th", fonts))
    assert ruler("th", fonts) != ruler("th", fonts, size=90)
    assert ruler("th", fonts).share("ก") > ruler("th", fonts, size=90).share("ก")


@given(row=st.text(max_size=30), more=st.text(max_size=10))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_has_a_width(fonts: Path, row: str, more: str) -> None:
    assert ruler("en", fonts).share(row + more) >= 0


def test_what_a_font_lacks_is_drawn_by_the_next(fonts: Path) -> None:
    typeface = _typeface("th", fonts)
    runs = list(typeface.runs("ก ж ก"))
    assert [(face.family, text) for face, text in runs] == [
        ("Noto Sans Thai", "ก "),
        ("Noto Sans", "ж "),
        ("Noto Sans Thai", "ก"),
    ]


def test_what_no_font_can_draw_is_told(fonts: Path) -> None:
    typeface = _typeface("en", fonts)
    assert typeface.lacking(["Hello 你好", "\u200f…你 "]) == "你好"
    assert _typeface("zh", fonts).lacking(["Hello 你好♪"]) == ""


def test_what_measures_and_what_translates_load_in_one_process() -> None:
    """Extension modules that share types of one Cython release must agree on their size."""
    for order in ("uharfbuzz, xllamacpp", "xllamacpp, uharfbuzz"):
        subprocess.run([sys.executable, "-W", "error", "-c", f"import {order}"], check=True)
