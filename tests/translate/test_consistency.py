"""A term over a whole episode."""

from __future__ import annotations

import pytest

from localize.domain.bible import Address, Bible, Character
from localize.domain.glossary import Term
from localize.domain.transcript import Line
from localize.domain.translation import TranslatedLine, Translation
from localize.translate.verified import verified
from tests.translate.lines import FakeSequence, brief, stage, transcript

SU = Term(
    "苏总", {"en": "Ms. Su"}, kind="name", aliases=("苏姐",), variants={"en": ("President Su", "Boss Su")}
)
ZHANG = Term("张嬢嬢", {"en": "Auntie Zhang"}, kind="name", variants={"en": ("Auntie",)})
WANG = Term("王嬢嬢", {"en": "Auntie Wang"}, kind="name", variants={"en": ("Auntie",)})
PORK = Term("肉", {"en": "pork"}, kind="food")


def translated(book: dict[str, str], *terms: Term) -> Translation:
    """A line a scene, so that nothing but the episode joins them."""
    source = transcript(*book, gaps_ms=[9000] * len(book))
    model = FakeSequence({("zh", "en"): {said: [text] for said, text in book.items()}})
    made = stage(model, brief(*terms))
    return made.join(source, list(made.run(made.split(source))))


def told(done: Translation) -> list[list[str]]:
    return [[f"{flag.kind}: {flag.detail}" for flag in line.flags] for line in done.lines]


def test_the_required_rendering_is_the_norm_even_in_the_minority() -> None:
    book = {"苏总好！": "Hi, President Su!", "苏总请。": "President Su, please.", "苏总！": "Ms. Su!"}
    varies = "term-varies: 苏总 is 'President Su' here and 'Ms. Su' elsewhere"
    assert told(translated(book, SU)) == [[varies], [varies], []]


def test_of_variants_alone_the_most_frequent_is_the_norm() -> None:
    book = {"苏总好！": "Hi, Boss Su!", "苏总请。": "President Su, please.", "苏总！": "President Su!"}
    assert told(translated(book, SU)) == [
        ["term-varies: 苏总 is 'Boss Su' here and 'President Su' elsewhere"], [], [],
    ]  # fmt: skip


def test_another_form_of_the_source_may_be_rendered_otherwise() -> None:
    assert told(translated({"苏总好！": "Hi, Ms. Su!", "苏姐好！": "Hi, Boss Su!"}, SU)) == [[], []]


def test_inflections_are_no_variants() -> None:
    assert told(translated({"肉！": "Pork!", "吃肉。": "Eat the pork's fat."}, PORK)) == [[], []]


def test_one_text_for_two_terms_is_shared() -> None:
    book = {"张嬢嬢好！": "Hi, Auntie!", "王嬢嬢好！": "Hello, Auntie!"}
    assert told(translated(book, ZHANG, WANG)) == [
        ["term-shared: 张嬢嬢 is 'Auntie' here, which is 王嬢嬢"],
        ["term-shared: 王嬢嬢 is 'Auntie' here, which is 张嬢嬢"],
    ]


def test_the_name_of_another_is_shared_and_missed() -> None:
    book = {"张嬢嬢好！": "Hi, Auntie Zhang!", "王嬢嬢好！": "Hello, Auntie Zhang!"}
    first, second = translated(book, ZHANG, Term("王嬢嬢", {"en": "Auntie Wang"}, kind="name")).lines
    assert first.flags == ()
    assert [flag.kind for flag in second.flags] == ["term-missed", "term-shared"]


def test_what_is_of_another_kind_is_not_shared() -> None:
    done = translated({"张嬢嬢好！": "Hi, Auntie Zhang!", "吃肉。": "Auntie Zhang eats."}, ZHANG, PORK)
    assert {flag.kind for flag in done.lines[1].flags} == {"term-missed"}


def test_a_sense_is_told_by_the_lines_of_the_scene() -> None:
    wine = Term("酒", {"en": "wine"}, when=("葡萄",))
    plain = Term("酒", {"en": "drink"})
    source = transcript("喝酒。", "葡萄做的。", "走。", "好。", "喝酒！", gaps_ms=[100, 9000, 100, 9000])
    book = {
        "喝酒。": ["Drink the wine."], "葡萄做的。": ["Of grapes."], "走。": ["Go."], "好。": ["Fine."],
        "喝酒！": ["Have a drink!"],
    }  # fmt: skip
    made = stage(FakeSequence({("zh", "en"): book}), brief(wine, plain))
    done = made.join(source, list(made.run(made.split(source))))
    assert [[check.required for check in line.terms] for line in done.lines] == [
        ["wine"], [], [], [], ["drink"]
    ]  # fmt: skip
    assert [line.flags for line in done.lines] == [()] * 5


def test_a_form_of_address_that_is_no_term_may_be_missed() -> None:
    people = (Character("周浩", gender="male"), Character("李秀", gender="female"))
    bible = Bible(people, (Address("周浩", "李秀", "妈", {"en": "Mom"}),))
    lines = [
        Line("L1", "妈，我回来了。", 0, 1000, speaker="周浩"),
        Line("L2", "妈！", 1500, 2000, speaker="周浩"),
    ]
    made = [TranslatedLine("L1", "I'm home, Mother."), TranslatedLine("L2", "Mom!")]
    first, second = verified(lines, made, brief(bible=bible))
    assert [flag.kind for flag in first.flags] == ["term-missed"]
    assert second.flags == ()


@pytest.mark.parametrize(
    ("required", "variant", "varies"),
    [
        ("thief", "thieves", []),
        ("young thief", "young thieves", []),
        ("thief", "robber", ["term-varies"]),
        ("Auntie Zhang", "Auntie", ["term-varies"]),
        ("Auntie Zhang", "Auntie Wang", ["term-varies"]),
    ],
)
def test_another_form_of_the_word_does_not_vary(required: str, variant: str, varies: list[str]) -> None:
    thief = Term("贼", {"en": required}, variants={"en": (variant,)})
    done = translated({"抓贼！": f"Stop, {required}!", "都是贼。": f"All {variant}."}, thief)
    assert [flag.kind for line in done.lines for flag in line.flags] == varies


def test_only_a_term_of_the_line_takes_the_text_from_another() -> None:
    name, brother = Term("周浩", {"th": "โจวฮ่าว"}), Term("周浩哥", {"th": "พี่โจวฮ่าว"})
    about = brief(name, brother, target="th")
    lines = [Line("L1", "周浩来了。", 0, 1000), Line("L2", "周浩哥和周浩。", 1500, 2000)]
    made = [TranslatedLine("L1", "พี่โจวฮ่าวมาแล้ว"), TranslatedLine("L2", "พี่โจวฮ่าวมาแล้ว พี่โจวฮ่าว")]
    first, second = verified(lines, made, about)
    assert [check.met for check in first.terms] == [True]
    assert [check.met for check in second.terms] == [True, False]
