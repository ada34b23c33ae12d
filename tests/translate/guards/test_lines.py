"""What the guards look at of a line."""

from __future__ import annotations

from localize.translate.checked import Checked
from localize.translate.guards.lines import is_part, own_text
from localize.translate.said import Rendered, Said
from localize.translate.scenes import Scene
from tests.translate.guards.lines import checked


def test_a_whole_line_is_no_part_for_being_like_one() -> None:
    mum = Said("妈。", "妈。")
    scene = Scene((mum, mum, Said("回来了。", "回来了。")), continues=(2,))
    parts = [
        is_part(Checked(scene.line(number), "", "en", scene=scene, number=number)) for number in (1, 2, 3)
    ]
    assert parts == [False, True, True]


def test_renderings_are_cut_out_as_whole_words_in_any_case() -> None:
    li, uncle = Rendered("李", "Li"), Rendered("三叔", "Third Uncle")
    assert own_text(checked("李", "Listen, Life, Li.", "en", li)) == "Listen, Life, ·."
    assert own_text(checked("三叔", "My third uncle and Third Uncle.", "en", uncle)) == "My · and ·."
    assert own_text(checked("李", "Li.", "en", Rendered("李", ""))) == "Li."
