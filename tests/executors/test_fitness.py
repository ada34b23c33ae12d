from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from localize.executors.fitness import Needs


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "E01.mp4"
    path.write_bytes(b"film")
    return path


def test_this_machine_is_fit_for_its_own_work(film: Path) -> None:
    assert Needs.of(["numpy", "not-there"], [film, film.parent]).misfit() == ""


def test_another_release_of_a_library_is_told(film: Path) -> None:
    needs = Needs.of(["numpy", "not-there"], [])
    numpy = needs.versions["numpy"]
    wanted = replace(needs, versions={**needs.versions, "numpy": "1.0"})
    assert wanted.misfit() == f"numpy is another ({numpy}, not 1.0)"
    wanted = replace(needs, versions={**needs.versions, "not-there": "1.0"})
    assert wanted.misfit() == "not-there is another (not installed, not 1.0)"


def test_other_code_is_told_whatever_its_version_says() -> None:
    needs = Needs.of([], [])
    [(code, digest)] = needs.versions.items()
    assert replace(needs, versions={code: "0" * 12}).misfit() == (
        f"the code of localize is another ({digest}, not {'0' * 12})"
    )


def test_a_film_that_is_not_there_or_not_yet_whole_is_told(film: Path) -> None:
    needs = Needs.of([], [film])
    film.write_bytes(b"fil")
    assert needs.misfit() == f"it does not see {film} as they are here"
    film.unlink()
    assert needs.misfit() == f"it does not see {film} as they are here"


def test_a_film_that_is_replaced_here_makes_nobody_a_misfit(film: Path) -> None:
    lasting, gone = film.with_name("E02.mp4"), film.with_name("E03.mp4")
    for path in (lasting, gone):
        path.touch()
    needs = Needs.of([], [film, lasting, gone])
    film.write_bytes(b"another cut")
    gone.unlink()
    settled = needs.settled()
    assert (settled.misfit(), list(settled.sizes)) == ("", [str(lasting)])


def test_a_link_that_leads_nowhere_is_asked_of_nobody(film: Path) -> None:
    gone, circle = film.with_name("E02.mp4"), film.with_name("E03.mp4")
    gone.symlink_to("nowhere")
    circle.symlink_to(circle)
    needs = Needs.of([], [film, gone, circle])
    assert (list(needs.sizes), needs.misfit()) == ([str(film)], "")


def test_of_many_some_are_named(tmp_path: Path) -> None:
    films = [tmp_path / f"E{number:02d}.mp4" for number in range(1, 81)]
    for film in films:
        film.touch()
    needs = Needs.of([], films)
    for film in films:
        film.unlink()
    assert needs.misfit().endswith("E03.mp4 and 77 more as they are here")
