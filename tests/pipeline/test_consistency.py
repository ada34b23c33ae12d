from __future__ import annotations

from pathlib import Path

import pytest

from localize.domain.memory import Entry, Place
from localize.domain.transcript import Evidence
from localize.errors import InputError
from localize.memory.file import FILE_NAME, MemoryFile
from localize.pipeline.called import surname_of
from localize.pipeline.consistency import Voices, voices, voices_report
from localize.pipeline.record import LineRecord, Output, TranslationRecord, dump_record
from localize.store.keys import digest
from tests.pipeline.records import record_with

LONG = "你会后悔今天说的话。"
SETTINGS = '[series]\nlanguage = "zh"\ntitle = "回锅千金"\ntargets = ["en"]\nglossary = "glossary.csv"\n'


@pytest.fixture
def series(tmp_path: Path) -> Path:
    (tmp_path / "series.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "glossary.csv").write_text("source,en,kind\n满堂红,Red Hall,place\n", "utf-8")
    return tmp_path


def write(folder: Path, episode: str, *lines: tuple[str, str], target: str = "en", **more: object) -> None:
    made = tuple(
        LineRecord(
            f"L{number}",
            number * 3000,
            number * 3000 + 2000,
            source,
            (),
            Evidence(seen=source),
            (),
            {target: TranslationRecord(text, 1, (), ())},
        )
        for number, (source, text) in enumerate(lines)
    )
    path = folder / f"{episode}.record.json"
    path.write_bytes(dump_record(record_with(lines=made, **more)))


def told(found: Voices) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.kind, one.about, one.wanted, one.episodes) for one in found.found]


def test_a_season_is_gone_through(series: Path) -> None:
    write(series, "E02", ("臣刚，快跑！", "Chengang, run!"), ("满堂红是我的。", "The full house is mine."))
    write(series, "E10", (LONG, "You'll be sorry."), ("满堂红开张。", "Red Hall opens."))
    write(
        series, "E01", ("我是臣刚。", "I'm Chen Gang."), ("臣刚！", "Chen Gang!"), (LONG, "You'll regret it.")
    )
    found = voices(series)
    assert told(found) == [
        ("name", "臣刚", "Chen Gang", ("E02",)),
        ("term", "满堂红", "Red Hall", ("E02",)),
        ("repeat", LONG, "You'll regret it.", ("E10",)),
    ]
    assert (found.title, found.lines, found.episodes) == ("回锅千金", 7, ("E01", "E02", "E10"))
    assert found.found[1].command == f"localize season {series} --only E02"


def test_nothing_is_said_of_one_voice(series: Path) -> None:
    write(series, "E01", ("满堂红开张。", "Red Hall opens."), (LONG, "You'll regret it."))
    assert voices(series).found == ()


def test_the_memory_is_the_standard(series: Path) -> None:
    write(series, "E01", (LONG, "You'll regret it."), ("走。", "Go."))
    MemoryFile(series / FILE_NAME).add(
        [Entry(Place(LONG, episode="E07", line_id="L3"), "en", "You'll be sorry.")]
    )
    assert told(voices(series)) == [("repeat", LONG, "You'll be sorry.", ("E01",))]


def test_a_line_in_the_memory_is_as_its_person_wants_it(series: Path) -> None:
    write(series, "E01", (LONG, "You'll regret it."))
    write(series, "E02", (LONG, "You'll regret it."))
    MemoryFile(series / FILE_NAME).add(
        [Entry(Place(LONG, episode="E02", line_id="L0"), "en", "You'll be sorry.")]
    )
    (found,) = voices(series).found
    assert (found.wanted, found.because, found.episodes) == ("You'll be sorry.", "a person", ("E01",))


def test_what_was_edited_since_is_read_and_not_learned(series: Path) -> None:
    ours = "1\n00:00:00,000 --> 00:00:02,000\nYou'll regret it.\n"
    output = Output("E02.en.srt", "en", "srt", digest(ours.encode()))
    write(series, "E01", (LONG, "You'll regret it."))
    write(series, "E02", (LONG, "You'll regret it."), outputs=(output,))
    (series / "E02.en.srt").write_text(ours, "utf-8")
    assert voices(series).found == ()
    (series / "E02.en.srt").write_text(ours.replace("regret it", "be sorry"), "utf-8")
    (found,) = voices(series).found
    assert (found.wanted, found.because) == ("You'll be sorry.", "a person")
    assert not (series / FILE_NAME).exists()


def test_each_language_by_itself(series: Path) -> None:
    write(series, "E01", (LONG, "You'll regret it."))
    write(series, "E02", (LONG, "Te arrepentirás."), target="es")
    found = voices(series)
    assert (found.found, found.targets) == ((), ("en", "es"))
    assert voices(series, ["ES"]).lines == 1
    with pytest.raises(InputError, match="translated into th"):
        voices(series, ["th"])


def test_without_settings_the_records_are_enough(tmp_path: Path) -> None:
    write(tmp_path, "E01", (LONG, "You'll regret it."), ("走吧。", "Let's go."), (LONG, "You'll be sorry."))
    assert voices(tmp_path).title == tmp_path.name
    assert told(voices(tmp_path))[0][0] == "repeat"


def test_nothing_is_translated(tmp_path: Path) -> None:
    (tmp_path / "E01.record.json").write_bytes(dump_record(record_with()))
    with pytest.raises(InputError, match=r"nothing in .* is translated"):
        voices(tmp_path)


def test_the_page_shows_texts_as_texts(series: Path) -> None:
    write(series, "E01", (LONG, "<script>alert(1)</script>"), (LONG, "You'll regret it."))
    page = voices_report(voices(series))
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "E01 0:03.000" in page
    assert "Nothing was found" in voices_report(_of_one_voice(series))


def _of_one_voice(series: Path) -> Voices:
    (series / "E01.record.json").unlink()
    write(series, "E01", (LONG, "You'll regret it."))
    return voices(series)


def test_what_of_a_form_of_address_is_a_name() -> None:
    assert [surname_of(form) for form in ("苏总", "欧阳经理", "王嬢嬢", "小满", "总", "苏小满")] == [
        "苏", "欧阳", "王", "", "", "",
    ]  # fmt: skip
