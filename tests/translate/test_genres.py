from __future__ import annotations

import pytest

from localize.errors import UnknownName
from localize.translate import prompt
from localize.translate.checked import Checked
from localize.translate.faults import faults_of
from localize.translate.genres import EXAMPLES_AT_MOST, all_genres, examples, load_genres
from localize.translate.said import Said
from tests.translate.lines import brief

TARGETS = ("en", "es-419", "pt-BR", "id", "th", "ar")


def test_a_misspelt_genre_is_answered() -> None:
    with pytest.raises(UnknownName, match="did you mean 'boardroom'"):
        load_genres(["bordroom"])


@pytest.mark.parametrize("target", TARGETS)
def test_every_example_reads_well_in_every_language(target: str) -> None:
    for name in all_genres():
        (genre,) = load_genres([name])
        assert genre.voice
        assert len(genre.examples) >= 3
        for line in genre.examples:
            source = line["zh"]
            assert faults_of(Checked(Said(source, source), line[target], target)) == ()


def test_a_prompt_holds_a_handful_of_each_in_turn() -> None:
    genres = load_genres(["reversal", "family"])
    shown = [one.source for one in examples(genres, "zh", "en")]
    assert len(shown) == EXAMPLES_AT_MOST
    assert shown[:3] == [
        genres[0].examples[0]["zh"],
        genres[1].examples[0]["zh"],
        genres[0].examples[1]["zh"],
    ]


def test_the_prompt_shows_those_of_its_target() -> None:
    genres = load_genres(["family"])
    said = prompt.system(brief(target="es-419", genres=genres))
    assert genres[0].voice in said
    assert "爸，我回来了。 → Papá, ya llegué." in said
    assert "Dad, I'm home." not in said


def test_a_language_without_examples_is_told_the_tone_alone() -> None:
    genres = load_genres(["family"])
    said = prompt.system(brief(target="sw", genres=genres))
    assert genres[0].voice in said
    assert "→" not in said


def test_no_genre_costs_nothing() -> None:
    assert prompt.system(brief(genres=())) == prompt.system(brief())
    assert "Tone" not in prompt.system(brief())
