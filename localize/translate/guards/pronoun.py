"""He or she: as the source writes it, and as the bible has it where the source leaves it out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from localize.domain.bible import FEMALE, MALE, Character
from localize.domain.review import Flag
from localize.translate.checked import Checked
from localize.translate.guards.language import Pronouns, chinese, from_chinese, language
from localize.translate.guards.lines import own_text
from localize.translate.guards.words import either, found

OTHER = {FEMALE: MALE, MALE: FEMALE}
_WRITTEN = {"她": FEMALE, "他": MALE}
_CHARACTER = {gender: letter for letter, gender in _WRITTEN.items()}
_NOUN = {FEMALE: "woman", MALE: "man"}
# How many of a language's pronouns the model is told: `she, her`.
_TOLD = 2


def pronoun(checked: Checked) -> Flag | None:
    known = language(checked.target)
    if known is None or known.pronouns is None or not from_chinese(checked):
        return None
    wrong = used(checked)
    if not wrong or _named(checked.said.text, wrong):
        return None
    right, written = OTHER[wrong], written_in(checked)
    meant = _only(checked, right)
    if not (written == {right} or (not written and meant and not known.pronouns.objects)):
        return None
    return Flag("pronoun", f"{_who(meant, right, checked)}: {_forms(known.pronouns, right)}")


def flips(number: int, lines: Mapping[int, Checked]) -> Flag | None:
    """Whether line `number` gives the one person of a scene, of whose gender nothing is known, another than
    an earlier line does; `lines` are those of the scene that have a text."""
    mine = lines[number]
    known = language(mine.target)
    if known is None or known.pronouns is None or known.pronouns.objects or not _of_one_unknown(mine):
        return None
    earlier = (used(line) for at, line in sorted(lines.items()) if at < number)
    first = next(filter(None, earlier), "")
    if not first or used(mine) != OTHER[first]:
        return None
    return Flag("pronoun", f"an earlier line says {_forms(known.pronouns, first)}")


def _of_one_unknown(checked: Checked) -> bool:
    scene = checked.scene
    if scene is None or len(scene.people) != 1 or scene.people[0].gender:
        return False
    texts = [*scene.before, *(line.text for line in scene.lines), *scene.after]
    return not any(_named(text, gender) for text in texts for gender in OTHER)


def used(checked: Checked) -> str:
    """The gender of the third person in a translation; empty where there is none, or no telling."""
    return gender_in(own_text(checked), checked.target)


def gender_in(text: str, target: str) -> str:
    """The gender of the third person in a text; empty where there is none, or no telling."""
    known = language(target)
    if known is None or known.pronouns is None:
        return ""
    pronouns = known.pronouns
    forms = {FEMALE: pronouns.female, MALE: pronouns.male}
    stand = {gender: set(found(some, text, known)) for gender, some in forms.items()}
    sure = [gender for gender in stand if stand[gender].difference(pronouns.shared)]
    return sure[0] if len(sure) == 1 and not stand[OTHER[sure[0]]] else ""


def written_in(checked: Checked) -> set[str]:
    """What the source writes of one person, where it was written: a recogniser cannot hear 他 from 她."""
    text = _neither().sub("·", checked.said.text)
    return (
        {gender for letter, gender in _WRITTEN.items() if letter in text} if checked.said.written else set()
    )


def _only(checked: Checked, gender: str) -> Sequence[Character]:
    """The people of the scene, where all are of this gender, and nothing in it or beside it tells of
    anybody of the other."""
    scene = checked.scene
    if scene is None or not scene.people or any(one.gender != gender for one in scene.people):
        return ()
    texts = [*scene.before, *(line.text for line in scene.lines), *scene.after]
    return () if any(_named(text, OTHER[gender]) for text in texts) else scene.people


def tells_persons(target: str) -> bool:
    """Whether he and she of a language are persons, and not things as well."""
    known = language(target)
    return known is not None and known.pronouns is not None and not known.pronouns.objects


def genders_named(source: str) -> frozenset[str]:
    """Those of which a word stands in a Chinese text."""
    return frozenset(gender for gender in OTHER if _named(source, gender))


def _named(text: str, gender: str) -> bool:
    """Whether a word of this gender stands there: kin, a title, a pronoun."""
    people = chinese().people
    forms = people.female if gender == FEMALE else people.male
    return re.search(either(forms), _neither().sub("·", text)) is not None


def _who(people: Sequence[Character], gender: str, checked: Checked) -> str:
    if not people:
        return f"the source says {_CHARACTER[gender]}"
    names = " and ".join(_name(one, checked) for one in people)
    return f"{names} is a {_NOUN[gender]}" if len(people) == 1 else f"{names} are each a {_NOUN[gender]}"


def _name(person: Character, checked: Checked) -> str:
    """As the target language calls them, where a line of the scene does: no more of the glossary is in the
    key of the scene, whose results hold what is told here."""
    said = (term for line in (checked.scene.lines if checked.scene else ()) for term in line.terms)
    return next((term.required for term in said if term.name == person.name and term.required), person.name)


def _forms(known: Pronouns, gender: str) -> str:
    return ", ".join((known.female if gender == FEMALE else known.male)[:_TOLD])


@cache
def _neither() -> re.Pattern[str]:
    return re.compile(either(chinese().people.neither))
