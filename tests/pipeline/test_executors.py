"""Every stage of the recipe, here and in other processes: what travels arrives, and results are the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localize import Job
from localize.cast import sheet
from localize.errors import EngineError
from localize.events import ignore
from localize.executors.clocked import Timed
from localize.executors.crate import AnyStage, pack, unpack
from localize.executors.inline import SetAside, execute
from localize.executors.processes import Pool
from localize.executors.worker import Result
from localize.listen.recognize import Recognize
from localize.listen.windows import CutWindows
from localize.pipeline import jobs
from localize.pipeline.engines import choose
from localize.pipeline.original import measure
from localize.pipeline.recipe import STAGES, place_of
from localize.pipeline.season.precedence import in_turn
from localize.pipeline.voices import learned_with
from localize.pipeline.workshop import Workshop
from localize.stage import Lazy, Opening, Part, RecognizerRequest, is_whole
from localize.store.keys import canonical
from tests.cast.voices import of
from tests.executors.results import values
from tests.pipeline.test_watching import DURATION_MS, SEEN, SETTINGS, SPOKEN, with_sound, write
from tests.watch.films import film, moving, subtitled, texture

FURTHER = """
[voices]
engine = "scripted"
options = {{ script = "{folder}/voices.json" }}

[translate]
engine = "scripted"
scene_lines = 1
polish = true
options = {{ script = "{folder}/translated.json" }}
"""
LINES = {"老汉儿我莫得事": "I'm fine, Dad.", "就是加班有点凶": "I just work late a lot."}


@dataclass
class Recorded:
    """What a run asked of its executor, and what it got."""

    asked: list[tuple[AnyStage, Sequence[Part[Any]], list[Any]]] = field(default_factory=list)

    def execute(self, stage: AnyStage, parts: Sequence[Part[Any]]) -> Iterator[Timed[Any]]:
        results: list[Any] = []
        self.asked.append((stage, parts, results))
        for timed in execute(stage, parts):
            results.append(timed.value)
            yield timed


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory, sichuan_clip: Path) -> Recorded:
    """All stages of an episode, run here. The translator has no answer for who reads its work again."""
    folder = tmp_path_factory.mktemp("series")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALIZE_HOME", str(folder / "home"))
        recorded = Recorded()
        jobs.episode(Job(_series(folder, sichuan_clip), to=("en",)), workshop=Workshop(recorded.execute))
    return recorded


def _series(folder: Path, voice: Path) -> Path:
    picture = film(folder / "E01.mp4", subtitled(SEEN, moving(texture())), duration_ms=DURATION_MS)
    path = with_sound(picture, voice, folder / "E01.mkv")
    lines = [{"text": text, "start_ms": start, "end_ms": end} for text, start, end in SPOKEN]
    write(folder / "heard.json", {"media": path.name, "lines": lines})
    write(folder / "seen.json", {"lines": msgspec.to_builtins(SEEN)})
    write(folder / "translated.json", {"lines": LINES})
    write(folder / "voices.json", {"voices": [{"hz": 220, "print": [1, 0]}]})
    encoder = choose("voice", "scripted", "", {"script": str(folder / "voices.json")}, ignore)
    cast = sheet.Sheet(learned_with(encoder.id), (sheet.Known(of([1, 0]).numbers, "幺妹"),))
    (folder / sheet.FILE_NAME).write_text(sheet.dumps(cast), "utf-8")
    settings = (SETTINGS + FURTHER).format(folder=folder, more="")
    (folder / "series.toml").write_text(settings, "utf-8")
    return path


def test_the_recipe_knows_the_place_of_all_its_stages(recorded: Recorded) -> None:
    assert [place_of(stage) for stage, _, _ in recorded.asked] == list(range(len(STAGES)))


def test_every_stage_arrives_as_it_was_sent(recorded: Recorded) -> None:
    for stage, parts, results in recorded.asked:
        openings: list[Opening] = []

        def open_here(opening: Opening, openings: list[Opening] = openings) -> Lazy[Any]:
            openings.append(opening)
            return Lazy(opening)

        arrived, arrived_parts = unpack(pack(stage, parts), open_here)
        assert type(arrived) is type(stage)
        assert told(arrived) == told(stage)
        assert arrived_parts == tuple(parts)
        assert [opening.identity for opening in openings] == ([stage.engine] if stage.engine else [])
        assert [canonical(result) for result in arrived.run(arrived_parts)] == list(map(canonical, results))


def test_every_result_arrives_as_it_was_sent(recorded: Recorded) -> None:
    results = [result for _, _, results in recorded.asked for result in results]
    assert [Result.of(result).value for result in results] == results
    assert [is_whole(Result.of(result).value) for result in results] == list(map(is_whole, results))
    assert not all(map(is_whole, results))


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_are_the_same_wherever_and_in_whatever_order(recorded: Recorded, workers: int) -> None:
    """Also when parts come one by one."""
    pieces = [
        (stage, [part], [result])
        for stage, parts, results in recorded.asked
        for part, result in zip(parts, results, strict=True)
    ]
    work = [*recorded.asked, *pieces]
    random.Random(workers).shuffle(work)
    pool = Pool(workers, threads=1)
    with ThreadPoolExecutor(len(work)) as lanes:
        found = list(lanes.map(partial(_made_by, pool), work))
    pool.close()
    assert found == [[canonical(result) for result in results] for _, _, results in work]


def _made_by(pool: Pool, work: tuple[AnyStage, Sequence[Part[Any]], Any]) -> list[bytes]:
    stage, parts, _ = work
    return [canonical(value) for value in values(pool.execute(stage, parts))]


def test_whisper_hears_the_same_wherever_and_beside_whatever(
    whisper_base: Path, shelf_only_home: Path, sichuan_clip: Path
) -> None:
    """Real weights: here, all windows in batches on all cores; there one by one and from the last."""
    media, chosen = measure(sichuan_clip), choose("recognizer", "faster-whisper", "", {}, ignore)
    windows = next(CutWindows().run(CutWindows().split(media)))
    stage = Recognize(media, chosen.id, chosen.engine, RecognizerRequest("zh"))
    parts = stage.split(windows)
    here = [canonical(result) for result in stage.run(parts)]
    chosen.engine.close()
    pool = Pool(2, threads=1)
    waiting = [pool.execute(stage, [part]) for part in reversed(parts)]
    there = [canonical(next(values(results))) for results in waiting]
    pool.close()
    assert len(parts) > 1
    assert there[::-1] == here


def told(stage: object) -> dict[str, object]:
    """All that a stage is made of, its engine aside."""
    return {name: _told(value) for name, value in vars(stage).items()}


def _told(value: object) -> object:
    if isinstance(value, Lazy):
        assert isinstance(value.open, Opening)
        return value.open.key
    return getattr(value, "__name__", value)


# ── what comes first ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("order", "urgency"),
    [("episode", lambda place: (7,)), ("stage", lambda place: (place, 7))],
)
def test_what_is_urgent(recorded: Recorded, order: str, urgency: Callable[[int], tuple[int, ...]]) -> None:
    asked: list[tuple[int, ...]] = []

    def note(stage: AnyStage, parts: Sequence[Part[Any]], urgency: tuple[int, ...]) -> Iterator[Any]:
        asked.append(urgency)
        return iter([SetAside(EngineError("nobody works here"))])

    executed = in_turn(note, order, 7)
    for stage, parts, _ in recorded.asked:
        list(executed(stage, parts))
    assert asked == [urgency(place) for place in range(len(STAGES))]
