"""A rendering replaced in a season: what is shown is what comes, and nothing else is touched."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from localize.errors import ConfigurationError, LocalizeError
from localize.events import ignore
from localize.pipeline.record import read_record
from localize.pipeline.replace import replacing as module
from localize.pipeline.replace.foreseen import Foreseen
from localize.pipeline.replace.replacing import Replacing
from localize.pipeline.stores import open_store
from tests.pipeline.replace.series import AGAIN, NEW, OLD, SCENES, TERM, english

CERTAIN = {
    "Chen Just, come here!": "Chen Gang, come here!",
    "That is Chen Just's car.": "That is Chen Gang's car.",
    "Chen Just left long ago.": "Chen Gang left long ago.",
}


def replacement(folder: Path, was: str = NEW) -> Replacing:
    return Replacing(folder, (TERM,), (was,))


def foreseen(one: Replacing) -> list[Foreseen]:
    return [line for outlook in one.foresee() for line in outlook.lines]


def done(one: Replacing) -> list[tuple[str, str]]:
    """All of it; what has changed."""
    for again in one.begin():
        again(ignore)
    changed = [(cue.before, cue.after) for cue in one.list_changes()]
    one.end()
    return changed


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def subtitles(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.srt")}


def lines(folder: Path, name: str) -> list[str]:
    record = read_record(folder / f"{name}.translated.record.json")
    assert record is not None
    return english(record)


def test_what_changes_is_told_and_nothing_is_done(folder: Path, asked: list[str]) -> None:
    before = files(folder)
    (first, second, third) = replacement(folder).foresee()
    assert [(line.start_ms, line.before, line.after, line.fate) for line in first.lines] == [
        (start, was, now, "replaced")
        for start, (was, now) in zip((1000, 19000, 22000), CERTAIN.items(), strict=True)
    ]
    assert [(line.before, line.after, line.fate) for line in second.lines] == [
        ("The Chen Justs.", "", "anew")
    ]
    assert (first.beside, second.beside) == (0, 1)
    assert (third.is_behind, third.lines) == (False, ())
    assert (files(folder), asked) == (before, [])


def test_what_is_certain_needs_no_model_and_all_else_stays(folder: Path, asked: list[str]) -> None:
    other = (folder / "E03.translated.record.json").read_bytes()
    changed = done(replacement(folder))
    assert changed == [*CERTAIN.items(), ("The Chen Justs.", AGAIN)]
    (request,) = asked  # the one scene of which no rule can tell
    assert "Chen Gang和Chen Gang的妈" in request
    assert (folder / "glossary.csv").read_text("utf-8").splitlines()[1] == f"{TERM},{NEW},person"
    expected = [text for scene in SCENES["E01"] for text in scene[1::2]]
    assert lines(folder, "E01") == [CERTAIN.get(text, text) for text in expected]
    assert (folder / "E03.translated.record.json").read_bytes() == other
    for name in ("E01", "E02"):
        assert OLD not in (folder / f"{name}.en.srt").read_text("utf-8")


def test_the_record_says_what_was_replaced_and_the_term_is_met(folder: Path, asked: list[str]) -> None:
    done(replacement(folder))
    record = read_record(folder / "E01.translated.record.json")
    assert record is not None
    line = record.lines[0].translations["en"]
    step = line.steps[-1]
    assert (step.rung, step.before, step.after, step.kept) == ("replaced", *next(iter(CERTAIN.items())), True)
    assert step.reason == f"{TERM}: {OLD} → {NEW}"
    assert [(check.required, check.met) for check in line.terms] == [(NEW, True)]
    assert all(part.hit for run in record.stages for part in run.parts)


def test_done_twice_there_is_nothing_left_to_do(folder: Path, asked: list[str]) -> None:
    done(replacement(folder))
    before = files(folder)
    again = replacement(folder)
    assert not any(outlook.is_behind or outlook.lines for outlook in again.foresee())
    assert (again.is_in_glossary, again.is_unfinished) == (True, False)
    assert done(again) == []
    assert files(folder) == before


def test_the_earlier_rendering_brings_the_earlier_texts_back(folder: Path, asked: list[str]) -> None:
    before = subtitles(folder), (folder / "glossary.csv").read_bytes()
    done(replacement(folder))
    asked.clear()
    assert [line.fate for line in foreseen(replacement(folder, OLD))] == ["replaced"] * 4
    done(replacement(folder, OLD))
    assert (subtitles(folder), (folder / "glossary.csv").read_bytes()) == before
    assert asked == []


def test_a_line_that_a_person_corrected_stays_word_for_word(folder: Path, asked: list[str]) -> None:
    path = folder / "E01.en.srt"
    edited = path.read_text("utf-8").replace("Chen Just, come here!", "Over here, Mr. Just!")
    path.write_text(edited, "utf-8")
    one = replacement(folder)
    told = [(line.before, line.fate) for line in foreseen(one)]
    assert told[0] == ("Over here, Mr. Just!", "kept")
    assert not (folder / "memory.sqlite").exists()
    changed = done(one)
    assert path.with_name("E01.en.srt.bak").read_text("utf-8") == edited
    assert path.read_text("utf-8").count("Over here, Mr. Just!") == 1
    assert changed == [*list(CERTAIN.items())[1:], ("The Chen Justs.", AGAIN)]
    assert [(line.before, line.fate) for line in foreseen(replacement(folder))] == [
        ("Over here, Mr. Just!", "kept")
    ]


def test_times_that_a_person_moved_are_no_changed_cues(folder: Path, asked: list[str]) -> None:
    path = folder / "E01.en.srt"
    path.write_text(path.read_text("utf-8").replace("00:00:01,000", "00:00:00,500"), "utf-8")
    one = replacement(folder)
    assert done(one) == [*CERTAIN.items(), ("The Chen Justs.", AGAIN)]
    assert {cue["files"] for cue in table(folder)} == {"E01.en.srt", "E02.en.srt"}
    assert "00:00:00,500" in path.read_text("utf-8")


def test_a_name_where_the_source_has_none_is_told_and_left(folder: Path, asked: list[str]) -> None:
    script = json.loads(Path(script_of(folder)).read_text("utf-8"))["lines"]
    assert script["他早就走了。"] == "Chen Just left long ago."
    path = folder / "E03.translated.record.json"
    path.write_text(path.read_text("utf-8").replace("As you like.", "As Chen Just likes."), "utf-8")
    (line,) = (one for one in foreseen(replacement(folder)) if one.episode == "E03")
    assert (line.before, line.fate) == ("As Chen Just likes.", "left")


def script_of(folder: Path) -> str:
    record = read_record(folder / "E01.translated.record.json")
    assert record is not None
    return str(record.settings.translate.options["script"])


class Killed(BaseException):
    pass


def stops(one: Replacing, monkeypatch: pytest.MonkeyPatch, moment: str) -> Iterator[None]:
    """The replacement, until it is killed."""
    with monkeypatch.context() as patch:
        if moment == "before the glossary":
            patch.setattr(module, "write_renderings", killed)
        todo = one.begin()
        if moment == "after the glossary":
            killed()
        todo[0](ignore)
        if moment == "between episodes":
            killed()
        todo[1](ignore)
        killed()
    yield


def killed(*_: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    "moment", ["before the glossary", "after the glossary", "between episodes", "before the list"]
)
def test_killed_at_any_moment_the_same_command_does_the_rest(
    folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    with pytest.raises(Killed):
        next(stops(replacement(folder), monkeypatch, moment))
    one = replacement(folder)
    assert one.is_unfinished
    assert done(one) == [*CERTAIN.items(), ("The Chen Justs.", AGAIN)]
    assert len(asked) == 1
    assert not replacement(folder).is_unfinished
    assert not any(OLD in text for name in ("E01", "E02") for text in lines(folder, name))


def test_without_the_earlier_results_a_model_says_it_anew(folder: Path, home: Path, asked: list[str]) -> None:
    (home / "store").rename(home / "gone")
    assert {line.fate for line in foreseen(replacement(folder))} == {"anew"}
    assert done(replacement(folder)) == [*CERTAIN.items(), ("The Chen Justs.", AGAIN)]
    assert len(asked) == 5


@pytest.mark.parametrize("place", ["team", "memory://replaced"])
def test_the_store_is_where_runs_look(
    folder: Path, home: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    is_folder = "://" not in place
    place = str(folder.parent / place) if is_folder else place
    if is_folder:
        (home / "store").rename(place)
    monkeypatch.setenv("LOCALIZE_STORE", place)
    assert done(replacement(folder)) == [*CERTAIN.items(), ("The Chen Justs.", AGAIN)]
    assert len(asked) == 1
    assert (home / "store").exists() != is_folder
    if not is_folder:  # what was laid in here others find there
        monkeypatch.setenv("LOCALIZE_HOME", str(folder.parent / "other"))
        record = read_record(folder / "E01.translated.record.json")
        there = open_store(place)
        assert record is not None
        assert all(there.record(part.key) for run in record.stages for part in run.parts)


def test_a_glossary_that_was_changed_by_hand_is_caught_up_with(folder: Path, asked: list[str]) -> None:
    path = folder / "glossary.csv"
    path.write_text(path.read_text("utf-8").replace(OLD, NEW), "utf-8")
    one = replacement(folder)
    assert one.is_in_glossary
    assert [line.fate for line in foreseen(one)] == ["replaced"] * 3 + ["anew"]
    done(one)
    assert len(asked) == 1


def test_a_term_that_is_not_in_the_glossary_is_added(folder: Path, asked: list[str]) -> None:
    one = Replacing(folder, ("随便",), ("Whatever",))
    (term,) = one.added
    assert term.term.source == "随便"
    (line,) = foreseen(one)
    assert (line.episode, line.before, line.fate) == ("E03", "As you like.", "anew")
    done(one)
    assert (folder / "glossary.csv").read_text("utf-8").splitlines()[-1] == "随便,Whatever,"
    assert len(asked) > 0


@pytest.mark.parametrize(
    ("typed", "meant"), [("臣钢", "did you mean 臣刚? "), ("周大福", ""), ("妈妈", "did you mean 妈? ")]
)
def test_a_term_that_nobody_knows_is_refused(folder: Path, typed: str, meant: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{typed} is not in .*, and no line says it") as told:
        Replacing(folder, (typed,), ("X",)).foresee()
    assert told.value.hint == f"{meant}To have it rendered so in episodes to come, write it into glossary.csv"


def test_a_table_may_hold_terms_of_episodes_to_come(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("source,en\n周大福,Zhou Dafu\n", "utf-8")
    one = Replacing(folder, table=path)
    assert foreseen(one) == []
    assert [wanted.term.source for wanted in one.added] == ["周大福"]


def test_several_terms_in_one_go(folder: Path, asked: list[str]) -> None:
    one = Replacing(folder, (TERM, "妈"), (NEW, "mother"))
    assert done(one) == [*CERTAIN.items(), ("The Chen Justs.", AGAIN)]
    assert (folder / "glossary.csv").read_text(
        "utf-8"
    ) == f"source,en,kind\n{TERM},{NEW},person\n妈,mother,kinship\n"


def test_a_table_of_renderings(folder: Path, tmp_path: Path, asked: list[str]) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(f"source,en,th\n{TERM},{NEW},เฉินกัง\n", "utf-8")
    one = Replacing(folder, table=path, to=("en",))
    assert [(wanted.target, wanted.text) for wanted in one.wanted] == [("en", NEW)]
    assert len(done(one)) == 4


def table(folder: Path) -> list[dict[str, str]]:
    with (folder / "changes.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_list_for_a_distributor(folder: Path, asked: list[str]) -> None:
    done(replacement(folder))
    row = table(folder)[1]
    assert row == {
        "episode": "E01", "track": "en", "files": "E01.en.srt", "cue": "5", "in": "00:00:19.000",
        "out": "00:00:21.000", "before": "That is Chen Just's car.", "after": "That is Chen Gang's car.",
        "was_in": "00:00:19.000", "was_out": "00:00:21.000",
    }  # fmt: skip


def test_the_list_as_json(folder: Path, tmp_path: Path, asked: list[str]) -> None:
    one = Replacing(folder, (TERM,), (NEW,), changes=tmp_path / "changes.json")
    done(one)
    told = json.loads((tmp_path / "changes.json").read_text("utf-8"))
    assert [cue["after"] for cue in told] == [*CERTAIN.values(), AGAIN]


@pytest.mark.parametrize(
    ("asked_for", "told"),
    [
        ({"terms": (TERM,)}, "1 --term and 0 --with"),
        ({}, "there is nothing to replace"),
        (
            {"terms": (TERM,), "texts": (NEW,), "to": ("en", "th")},
            r"cannot be that in 2 languages \(en, th\)",
        ),
        ({"terms": (TERM,), "texts": (NEW,), "to": ("th",)}, "th is no language of the series"),
        ({"terms": (TERM, TERM), "texts": (NEW, "Gang"), "to": ("en",)}, "is to be 'Chen Gang' and 'Gang'"),
        ({"terms": (TERM,), "texts": ("  ",), "to": ("en",)}, "is to be replaced by nothing"),
        ({"terms": ("老板",), "texts": ("chief",)}, "2 senses of 老板"),
        ({"terms": ("妈",), "texts": ("Ma",)}, "forbids 'Ma' for 妈"),
        ({"terms": (TERM,), "texts": (NEW,), "changes": Path("mine.csv")}, "no list of changed cues"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    folder: Path, asked_for: dict[str, object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    Path("mine.csv").write_text("mine\n", "utf-8")
    text = f"source,en,when,forbidden\n{TERM},{OLD},,\n老板,boss,公司,\n老板,sir,买,\n妈,Mom,,Ma\n"
    (folder / "glossary.csv").write_text(text, "utf-8")
    with pytest.raises(LocalizeError, match=told):
        Replacing(folder, **asked_for).foresee()  # type: ignore[arg-type]
    assert (folder / "glossary.csv").read_text("utf-8") == text


def test_one_rendering_for_several_languages_is_refused(folder: Path) -> None:
    settings = folder / "series.toml"
    settings.write_text(settings.read_text("utf-8").replace('["en"]', '["en", "es-419"]'), "utf-8")
    with pytest.raises(LocalizeError, match=r"2 languages \(en, es-419\)"):
        replacement(folder).foresee()


def test_another_form_of_a_term_is_that_term(folder: Path, asked: list[str]) -> None:
    one = Replacing(folder, ("臣剛",), (NEW,))  # in traditional characters
    assert [wanted.term.source for wanted in one.wanted] == [TERM]
