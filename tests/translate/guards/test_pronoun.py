from __future__ import annotations

from typing import Any

import msgspec

from localize.domain.bible import Bible
from localize.domain.glossary import Glossary, Term
from localize.translate.brief import Brief
from localize.translate.checked import Checked
from localize.translate.guards.pronoun import flips, pronoun
from localize.translate.said import Rendered, Said
from localize.translate.scenes import Scene
from tests.translate.guards.lines import XIAOMAN, ZHOU_HAO, checked, kinds

ABOUT_HER: dict[str, Any] = {"people": (XIAOMAN,), "bible": Bible((XIAOMAN, ZHOU_HAO))}


def test_who_is_left_out_has_the_gender_of_the_bible() -> None:
    assert kinds("昨天就走了。", "He left yesterday.", **ABOUT_HER) == ["pronoun"]
    assert kinds("昨天就走了。", "She left yesterday.", **ABOUT_HER) == []
    assert kinds("昨天就走了。", "Left yesterday.", **ABOUT_HER) == []


def test_the_complaint_says_who_is_who() -> None:
    line = checked("昨天就走了。", "He left.", **ABOUT_HER)
    assert (flag := pronoun(line)) is not None
    assert flag.detail == "苏小满 is a woman: she, her"
    here = Said("小满！", "小满！", (Rendered("小满", "Su Xiaoman", source="苏小满"),))
    named = checked("昨天就走了。", "He left.", **ABOUT_HER, lines=(line.said, here))
    assert (flag := pronoun(named)) is not None
    assert flag.detail == "Su Xiaoman is a woman: she, her"


def test_the_complaint_holds_nothing_that_is_not_in_the_scene() -> None:
    line = checked("昨天就走了。", "He left.", **ABOUT_HER)
    known = Brief("zh", "en", glossary=Glossary((Term("苏小满", {"en": "Su Xiaoman"}),)))
    assert pronoun(line._replace(brief=known)) == pronoun(line)


def test_where_somebody_else_may_be_meant_nothing_is_told() -> None:
    both = ABOUT_HER | {"people": (XIAOMAN, ZHOU_HAO)}
    assert kinds("昨天就走了。", "He left yesterday.", **both) == []
    assert kinds("昨天就走了。", "He left yesterday.", **ABOUT_HER, before=("我弟弟呢？",)) == []
    untold = msgspec.structs.replace(XIAOMAN, gender="")
    assert kinds("昨天就走了。", "He left.", **(ABOUT_HER | {"people": (untold,)})) == []
    assert kinds("昨天就走了。", "He left.") == []


def test_what_the_source_writes_decides() -> None:
    assert kinds("她走了。", "He left.") == ["pronoun"]
    assert kinds("他走了。", "He left.", **ABOUT_HER) == []
    assert kinds("她爸走了。", "He left.") == []
    assert kinds("其他人走了。", "She left.") == []
    assert kinds("她走了。", "Él se fue.", "es") == ["pronoun"]
    assert kinds("他走了。", "Elle est partie.", "fr") == ["pronoun"]
    assert kinds("她走了。", "Il est parti.", "fr") == []


def test_a_recogniser_cannot_hear_he_from_she() -> None:
    assert kinds("她走了。", "He left.", written=False) == []
    assert kinds("他走了。", "He left.", **ABOUT_HER, written=False) == []


def test_a_person_of_unknown_gender_keeps_the_first() -> None:
    untold = msgspec.structs.replace(XIAOMAN, gender="")
    sources, texts = ("昨天走了。", "今天回来。", "又走了。"), ("She left.", "Back today.", "He left again.")
    scene = Scene(tuple(Said(source, source) for source in sources), people=(untold,))
    lines = {
        number: Checked(scene.line(number), text, "en", Brief("zh", "en"), scene, number)
        for number, text in enumerate(texts, 1)
    }
    assert [flips(number, lines) is not None for number in lines] == [False, False, True]
    two = msgspec.structs.replace(scene, people=(untold, ZHOU_HAO))
    assert flips(3, {number: line._replace(scene=two) for number, line in lines.items()}) is None
