from __future__ import annotations

from localize.consistency.terms import terms
from tests.consistency.seasons import asked, line, person, season

MET = asked("满堂红", "Red Hall", met=True, written="Red Hall")
MISSED = asked("满堂红", "Red Hall", met=False)


def test_a_line_calls_it_otherwise() -> None:
    lines = (
        line("满堂红。", "Red Hall.", **MET),
        line("满堂红？", "The full house?", 2, at_ms=83250, **MISSED),
    )
    (found,) = terms(season(*lines))
    assert (found.wanted, found.kept, found.message) == ("Red Hall", 1, "otherwise in 1 of 2 lines")
    assert (found.fix, found.command) == ("put “Red Hall” into E02.en.srt at 1:23.250", "")


def test_a_glossary_that_has_changed_since_asks_for_another_run() -> None:
    missed = line("满堂红。", "Full House.", 3, **MISSED, new=frozenset({"满堂红"}))
    (found,) = terms(season(missed))
    assert found.command == "localize season series --only E03"


def test_a_forbidden_rendering_is_named() -> None:
    wrong = asked("满堂红", "Red Hall", met=False, forbidden="full house")
    (found,) = terms(season(line("满堂红。", "The full house.", **wrong)))
    assert [way.says for way in found.ways] == ["full house"]


def test_a_variant_is_another_voice_and_an_inflection_is_none() -> None:
    def written(text: str) -> dict[str, object]:
        return asked("串串", "skewer", met=True, written=text)

    (found,) = terms(
        season(line("串串", "skewers", **written("skewers")), line("串串", "stick", **written("stick")))
    )  # type: ignore[arg-type]
    assert [way.says for way in found.ways] == ["stick"]


def test_nothing_is_wrong() -> None:
    """What a person wants, what shares its rendering with another term of the line, what the line is not
    asked for."""
    shared = asked("苏总", "Su", met=False, shared="小满")
    lines = (
        line("满堂红。", "My place.", approved=True, **MISSED),
        line("苏总。", "Su.", **shared),
        line("走。", "Go."),
    )
    assert list(terms(season(*lines))) == []


def test_a_misspelt_name_is_told_by_names() -> None:
    lines = (line("臣刚。", "Chengang.", **asked("臣刚", "Chen Gang", met=False)),)
    assert list(terms(season(*lines, called=(person("臣刚", "Chen Gang"),)))) == []
