"""`bible.toml`: all it can say, every fault with its line, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.domain.bible import FEMALE, Address, Bible, Character, Market, Named, Style
from localize.errors import BadGlossary
from localize.glossaries import bible
from localize.glossaries.bible_text import dumps
from localize.glossaries.bibles import merge
from localize.glossaries.faults import Faults
from localize.glossaries.people import GENDERS, PROFANITY

PEOPLE = """
[[characters]]
name = "苏小满"
aliases = ["小满", "苏总", "小满"]
gender = "female"

[[characters]]
name = "王桂芬"
age = "fifties"
"""
WHOLE = (
    PEOPLE
    + """
[[address]]
speaker = "小满"
to = "王桂芬"
says = "妈"
[address.targets]
EN = "Mom"
[address.pronouns]
es-419 = "usted"

[[places]]
name = "成都"
[[organisations]]
name = "满堂红"
note = "a chain"
[[jokes]]
name = "回锅"

[[markets]]
languages = ["ID", "id"]
avoid = ["babi"]

[style.es_419]
formality = "neutral"
profanity = "mild"
"""
)


def test_all_that_can_be_said() -> None:
    assert bible.loads(WHOLE, "bible.toml") == Bible(
        characters=(
            Character("苏小满", aliases=("小满", "苏总"), gender=FEMALE),
            Character("王桂芬", age="fifties"),
        ),
        addresses=(Address("苏小满", "王桂芬", "妈", {"en": "Mom"}, {"es-419": "usted"}),),
        places=(Named("成都"),),
        organisations=(Named("满堂红", "a chain"),),
        jokes=(Named("回锅"),),
        markets=(Market(("id",), ("babi",)),),
        styles={"es-419": Style(formality="neutral", profanity="mild")},
    )


def test_an_empty_file_says_nothing() -> None:
    assert bible.loads("# nothing yet\n", "bible.toml") == Bible()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[character]]\nname='李'", ":1: unknown key 'character' (did you mean 'characters'?)"),
        ("[[characters]]\nname='李'\ngendre='male'", ":3: unknown key 'gendre' (did you mean 'gender'?)"),
        ("[[characters]]\nname='李'\n\ngender='femal'", ":4: unknown gender 'femal' (did you"),
        ("[[characters]]\nname='李'\n[[characters]]\nage='9'", ":3: no `name`"),
        ("[[characters]]\nname=' '", ":2: `name` is empty"),
        ("[[characters]]\nname='李'\naliases=['']", ":3: `aliases` is empty"),
        ("[[characters]]\nname='李'\nage=24", ":3: `age`: must be a text, not a number"),
        ("[[characters]]\nname='李'\naliases='小李'", ":3: `aliases`: must be a list, not a text"),
        ("[characters]\nname='李'", ":1: `characters` must be a list of tables, each under"),
        ("characters=['李']", ":1: `characters` must hold tables"),
        (PEOPLE + "[[characters]]\nname='刘'\naliases=['苏总']",
         ":10: '苏总' of '刘' is also a form of '苏小满' (line 2)"),
        (PEOPLE + "[[address]]\nspeaker='苏小曼'\nto='王桂芬'",
         ":11: `speaker`: '苏小曼' is no character (known: 小满, 王桂芬, 苏小满, 苏总)"),
        ("[[address]]\nspeaker='李'\nto='王'", ":2: `speaker`: '李' is no character, and 1 more fault"),
        (PEOPLE + "[[address]]\nspeaker='苏总'\nto='王桂芬'\n[address.targets]\nenglsh='Mom'",
         ":14: unknown language 'englsh' (did you mean 'en'?)"),
        (PEOPLE + "[[address]]\nspeaker='苏总'\nto='王桂芬'\n[address.pronouns]\nes-419='tú'\nes_419='usted'",
         ":15: two entries for es-419"),
        (PEOPLE + "[[address]]\nspeaker='苏总'\nto='王桂芬'\n[[address]]\nspeaker='小满'\nto='王桂芬'",
         ":13: 苏小满 to 王桂芬 stands in line 10 already"),
        ("[[places]]\nname='a'\n[[places]]\nname='a'", ":3: 'a' stands in line 1 already"),
        ("[[markets]]\nlanguages=[]", ":2: `languages` is empty"),
        ("[[markets]]\nlanguages=['xx-nothing']", ":2: unknown language 'xx-nothing'"),
        ("[style.en]\n\nprofanity='some'", ":3: unknown profanity 'some' (known: mild, none, strong)"),
        ("[style.english]\nnote='x'", ":1: unknown language 'english' (did you mean 'en'?)"),
        ("style='formal'", ":1: `style` must be tables by language: [style.en]"),
        ("[style]\nen='formal'", ":2: `style` must hold tables"),
        ("[[characters]]\nname=李", ":2: Invalid value (texts stand between quotes"),
        ("[[characters]]\nname='李", ":2: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(BadGlossary) as caught:
        bible.loads(text, "bible.toml")
    assert str(caught.value).startswith("bible.toml" + message)
    assert "\n" not in str(caught.value)


def test_all_faults_are_told_at_once_and_lines_hold_after_long_texts() -> None:
    text = '[[characters]]\nname = "李"\n'
    text += 'note = """\n[[characters]]\nname = "no"\n"""\naliases = [\n"小李",\n]\n'
    faults = Faults("bible.toml")
    found = bible.read(text + 'sex = "x"\n[[character]]\n[[jokes]]\nnote = 1\n', faults)
    assert sorted((fault.line, fault.what) for fault in faults) == [
        (10, "unknown key 'sex'"),
        (11, "unknown key 'character'"),
        (12, "no `name`"),
        (13, "`note`: must be a text, not a number"),
    ]
    assert [person.name for person in found.characters] == ["李"]


def test_whatever_an_editor_saves(tmp_path: Path) -> None:
    path = tmp_path / "bible.toml"
    path.write_bytes(("\ufeff" + WHOLE.replace("\n", "\r\n")).encode())
    assert bible.load(path) == bible.loads(WHOLE, "bible.toml")
    path.write_bytes(b"\xff\xff")
    with pytest.raises(BadGlossary, match=r"bible\.toml:1: not a text"):
        bible.load(path)
    with pytest.raises(BadGlossary, match="No such file"):
        bible.load(tmp_path / "none.toml")


def test_people_told_of_elsewhere_may_be_addressed() -> None:
    text = "[[address]]\nspeaker='李'\nto='王'"
    faults = Faults("bible.toml")
    assert bible.read(text, faults, ["李", "王"]).addresses == (Address("李", "王"),)
    assert faults == []


def test_the_template_explains_every_key(tmp_path: Path) -> None:
    template = Path(__file__).parents[2] / "localize" / "cli" / "bible.template.toml"
    told = template.read_text("utf-8")
    assert bible.loads(told, "bible.toml") == Bible()
    lines = [line.removeprefix("# ") for line in told.splitlines()]
    in_force = [line for line in lines if line.startswith("[") or (" = " in line and line[0].islower())]
    shown = bible.read("\n".join(in_force), Faults(""), ["苏小满"])
    for kind in (Character, Address, Market, Style):
        assert all(f"{field} = " in told or f".{field}]" in told for field in kind.__struct_fields__)
    assert all(
        (shown.characters, shown.addresses, shown.places, shown.organisations, shown.jokes, shown.markets)
    )
    assert shown.styles["en"].profanity == "mild"
    own = Path(__file__).parents[2] / "glossaries" / "_template" / "bible.toml"
    assert own.read_text("utf-8") == told


# ── the way back ─────────────────────────────────────────────────────────────────────────────────────

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
name = text.filter(lambda one: bool(one.strip()))
by_tag = st.dictionaries(st.sampled_from(["en", "es-419", "zh-Hant"]), text, max_size=2)


@st.composite
def bibles(draw: st.DrawFn) -> Bible:
    forms = draw(st.lists(name, unique=True, max_size=6))
    people = tuple(_character(draw, forms[at : at + 2]) for at in range(0, len(forms), 2))
    return Bible(
        characters=people,
        addresses=_addresses(draw, people),
        places=_named(draw),
        organisations=_named(draw),
        jokes=_named(draw),
        markets=tuple(
            draw(
                st.lists(
                    st.builds(Market, st.just(("ar", "id")), st.tuples(name), text), unique=True, max_size=2
                )
            )
        ),
        styles=draw(st.dictionaries(st.sampled_from(["en", "es-419"]), _style, max_size=2)),
    )


_style = st.builds(Style, text, st.sampled_from(["", *PROFANITY]), text, text, text)


def _character(draw: st.DrawFn, forms: list[str]) -> Character:
    gender = draw(st.sampled_from(["", *GENDERS]))
    return Character(forms[0], tuple(forms[1:]), gender, *(draw(text) for _ in range(5)))


def _addresses(draw: st.DrawFn, people: tuple[Character, ...]) -> tuple[Address, ...]:
    if not people:
        return ()
    who = st.sampled_from([person.name for person in people])
    keys = draw(st.lists(st.tuples(who, who, text), unique=True, max_size=2))
    return tuple(Address(*key, draw(by_tag), draw(by_tag), draw(text)) for key in keys)


def _named(draw: st.DrawFn) -> tuple[Named, ...]:
    return tuple(Named(one, draw(text)) for one in draw(st.lists(name, unique=True, max_size=2)))


@given(bibles())
@settings(deadline=None, max_examples=60)
def test_what_is_written_is_read_back(given: Bible) -> None:
    assert bible.loads(dumps(given), "bible.toml") == given


@given(bibles())
@settings(deadline=None, max_examples=40)
def test_a_bible_over_itself_or_nothing_is_itself(given: Bible) -> None:
    assert merge(given) == merge(given, given) == merge(Bible(), given, Bible()) == given


def test_where_two_bibles_speak_of_somebody_the_later_counts_field_by_field() -> None:
    earlier = Bible(
        (Character("小满", gender="female", note="the lead"), Character("刘", note="manager")),
        (Address("小满", "刘", targets={"en": "Liu"}),),
        places=(Named("成都", "a city"),),
        styles={"en": Style("formal", "none")},
    )
    later = Bible(
        (Character("苏小满", ("小满",), note="the heroine"),),
        places=(Named("成都"), Named("重庆")),
        styles={"en": Style(profanity="mild"), "th": Style("polite")},
    )
    assert merge(earlier, later) == Bible(
        (Character("刘", note="manager"), Character("苏小满", ("小满",), "female", note="the heroine")),
        (Address("苏小满", "刘", targets={"en": "Liu"}),),
        places=(Named("成都", "a city"), Named("重庆")),
        styles={"en": Style("formal", "mild"), "th": Style("polite")},
    )


def test_no_two_share_a_form_after_merging() -> None:
    earlier = Bible((Character("A", ("B", "C")),))
    later = Bible((Character("B"), Character("C"), Character("D", ("A",))))
    forms = [form for person in merge(earlier, later).characters for form in person.forms]
    assert sorted(forms) == ["A", "B", "C", "D"]
