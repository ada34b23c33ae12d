"""A term over a whole episode."""

from __future__ import annotations

from localize.domain.glossary import Term
from localize.domain.translation import Translation
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
    source = transcript("喝酒。", "葡萄做的。", "喝酒！", gaps_ms=[100, 9000])
    book = {"喝酒。": ["Drink the wine."], "葡萄做的。": ["Of grapes."], "喝酒！": ["Have a drink!"]}
    made = stage(FakeSequence({("zh", "en"): book}), brief(wine, plain))
    done = made.join(source, list(made.run(made.split(source))))
    assert [[check.required for check in line.terms] for line in done.lines] == [["wine"], [], ["drink"]]
    assert [line.flags for line in done.lines] == [(), (), ()]
