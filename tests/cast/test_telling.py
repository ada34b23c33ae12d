from __future__ import annotations

from localize.cast.telling import CLEARLY, NEAR, told
from localize.domain.voice import Cast, Voice
from tests.cast.voices import apart, at

CAST = Cast((Voice(at(0.0), "苏小满"), Voice(at(1.5), "臣刚")))


def test_whose_voice_it_is() -> None:
    assert told([at(0.05), at(1.45), None], CAST) == ["苏小满", "臣刚", ""]


def test_one_that_is_near_to_nobody() -> None:
    assert told([at(-apart(NEAR - 0.01)), at(-apart(NEAR + 0.01))], CAST) == ["", "苏小满"]


def test_one_between_two() -> None:
    rivals = Cast((Voice(at(0.0), "苏小满"), Voice(at(0.2), "臣刚")))
    assert told([at(0.08), at(0.1)], rivals) == ["", ""]
    assert told([at(-apart(0.9))], rivals) == ["苏小满"]


def test_how_clearly() -> None:
    """At 0 the rival is so much less alike as the angle says."""
    rival = Voice(at(apart(1 - CLEARLY - 0.01)), "臣刚")
    assert told([at(0.0)], Cast((Voice(at(0.0), "苏小满"), rival))) == ["苏小满"]
    rival = Voice(at(apart(1 - CLEARLY + 0.01)), "臣刚")
    assert told([at(0.0)], Cast((Voice(at(0.0), "苏小满"), rival))) == [""]


def test_two_voices_of_one_person_are_no_rivals() -> None:
    assert told([at(0.05)], Cast((Voice(at(0.0), "苏小满"), Voice(at(0.1), "苏小满")))) == ["苏小满"]


def test_a_voice_without_a_name_is_a_rival_and_tells_nobody() -> None:
    cast = Cast((Voice(at(0.0), "苏小满"), Voice(at(0.2))))
    assert told([at(0.1), at(0.2), at(-0.5)], cast) == ["", "", "苏小满"]
