"""The page of a season: what it tells, and that it stands alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localize.config import SeriesTable, Settings
from localize.domain.review import Flag
from localize.domain.track import Cue, Track
from localize.domain.transcript import Evidence
from localize.domain.translation import TermCheck
from localize.pipeline.record import LineRecord, Output, RunRecord, TranslationRecord, dump_record, totals
from localize.pipeline.season.report import PAGE_FILE, page_of, write_summary
from localize.pipeline.season.riskiest import LEAST
from localize.pipeline.season.state import EpisodeState, SeasonState, Shift
from tests.deliver.test_report import outline
from tests.pipeline.records import record_with
from tests.pipeline.season.states import stage, state_of

NASTY = '<script>alert("x")</script> {{ 7 * 7 }}'


def line(number: int, *flags: Flag, text: str = "要得。", **fields: Any) -> LineRecord:
    en = TranslationRecord("All right.", 1, (TermCheck("要得", "all right", met=True),), flags)
    others = {"en": en, "th": TranslationRecord("ตกลง", 1, (), ())}
    known: dict[str, Any] = {"words": (), "evidence": Evidence(seen=text, agreement=0.95), "flags": ()}
    known |= {"translations": others} | fields
    return LineRecord(id=str(number), start_ms=1000 * number, end_ms=1000 * number + 900, text=text, **known)


def record(name: str, *lines: LineRecord) -> RunRecord:
    series = SeriesTable(title="回锅千金", targets=("en", "th"))
    return record_with(
        settings=Settings(series=series),
        lines=lines,
        totals=totals(lines),
        outputs=tuple(Output(f"{name}.{tag}.srt", tag, "srt", "") for tag in ("zh", "en", "th")),
        tracks={"en": Track("en", (Cue("1", 0, 900, ("Hi.",)),))},
        seconds=12.0,
    )


def written(folder: Path, *records: RunRecord, **fields: Any) -> SeasonState:
    """As many episodes as records, all done."""
    names = [f"E{number:02}" for number in range(1, len(records) + 1)]
    for name, one in zip(names, records, strict=True):
        (folder / f"{name}.record.json").write_bytes(dump_record(one))
    episodes = [
        EpisodeState(name, f"{name}.mp4", "done", {"read": stage()}, 60_000, 1, 5.0) for name in names
    ]
    return state_of(*episodes, **{"finished": "2025-01-01T21:00:00+00:00", "seconds": 3600.0, **fields})


def with_episodes(state: SeasonState, *more: EpisodeState) -> SeasonState:
    return msgspec.structs.replace(state, episodes=(*state.episodes, *more))


FAILED = EpisodeState(
    "E09", "E09.mp4", "failed", seconds=0.1, error="NotMedia", reason="half a file", hint="copy it again"
)
MISSING, FAST = Flag("missing", "no translation"), Flag("too-fast", "25.0 characters a second, over 20")


def test_the_riskiest_lines_of_all_episodes_come_first(tmp_path: Path) -> None:
    one = record("E01", line(1, FAST), *(line(number) for number in range(2, 20)))
    two = record("E02", line(61, MISSING, FAST), line(62))
    text = page_of(tmp_path, written(tmp_path, one, two))
    assert re.findall(r'<h3><a href="#episode-\d"><bdi>(.+?)</bdi></a></h3> <span>(.+?)</span>', text) == [
        ("E02", "1:01.000"),
        ("E01", "0:01.000"),
    ]
    assert "25.0 characters a second, over 20" in text
    assert "localize show E02.record.json --flagged" in text
    assert "2 of 21 lines" in text


def test_of_many_one_in_twenty_is_shown(tmp_path: Path) -> None:
    many = [record("E", *(line(number, FAST) for number in range(100))) for _ in range(3)]
    state = written(tmp_path, *many)
    assert page_of(tmp_path, state).count("<h3>") == 15
    assert page_of(tmp_path, written(tmp_path, many[0])).count("<h3>") == LEAST


def test_a_line_says_what_to_do_with_it(tmp_path: Path) -> None:
    misheard = line(1, evidence=Evidence(heard="要得", confidence=0.4))
    text = page_of(tmp_path, written(tmp_path, record("E01", misheard)))
    assert "Correct it in E01.zh.srt, where it stays" in text
    assert "localize season . --to en,th" in text
    apart = written(tmp_path, record("E01", misheard), out="/out", series="/my series")
    text = page_of(tmp_path, apart)
    assert "localize season &#39;/my series&#39; --out . --to en,th" in text
    fast = page_of(tmp_path, written(tmp_path, record("E01", line(1, FAST))))
    assert "Say it in fewer words in E01.en.srt" in fast


def test_a_line_in_dialect_has_its_mandarin_beside_it(tmp_path: Path) -> None:
    spoken = line(1, FAST, text="莫得。", spoken="莫得。", standard="没有。")
    text = page_of(tmp_path, written(tmp_path, record("E01", spoken)))
    assert "＝没有。" in text


def test_nothing_to_fear_is_said(tmp_path: Path) -> None:
    text = page_of(tmp_path, written(tmp_path, record("E01", line(1))))
    assert "Nothing speaks against any of the 1 lines." in text
    assert "What is not done" not in text


def test_what_failed_is_told_with_what_to_do(tmp_path: Path) -> None:
    state = with_episodes(written(tmp_path, record("E01", line(1))), FAILED)
    text = page_of(tmp_path, state)
    assert "half a file" in text
    assert "copy it again" in text
    assert "localize season . --to en,th --retry-failed" in text


@pytest.mark.parametrize("status", ["stopped", "waiting"])
def test_what_was_not_reached_is_done_by_running_again(tmp_path: Path, status: Any) -> None:
    left = EpisodeState("E09", "E09.mp4", status)
    text = page_of(tmp_path, with_episodes(written(tmp_path, error="interrupted"), FAILED, left))
    assert "The run ended early:</strong> <bdi>interrupted" in text
    assert '<code class="command">localize season . --to en,th</code>' in text
    elsewhere = page_of(tmp_path, with_episodes(written(tmp_path, out="/out"), left))
    assert "localize season /series --out . --to en,th" in elsewhere


def test_the_figures_of_an_episode(tmp_path: Path) -> None:
    text = page_of(tmp_path, written(tmp_path, record("E01", line(1, FAST), line(2))))
    row = text[text.index('<th scope="row"') :]
    cells = re.findall(r"<t[hd].*?>(?:<a.*?>)?(?:<bdi.*?>)?([^<]*)", row[: row.index("</tr>")])
    assert cells == ["E01", "done", "1:00", "2", "1", "1", "2/2", "5.0 s", "1 too-fast"]
    assert "English 1 cue" in text


def test_a_run_that_made_nothing_leaves_the_figures_of_the_one_that_did(tmp_path: Path) -> None:
    night = Shift("2024-12-31T20:00:00+00:00", "2025-01-01T03:00:00+00:00", 25_200.0, 2, 80)
    text = page_of(tmp_path, written(tmp_path, record("E01", line(1)), worked=night, seconds=2.0))
    assert "2024-12-31 20:00 UTC · 7:00:00 with 2 workers, 80 episodes, 11.4 an hour · into en, th" in text
    assert "looked over again 2025-01-01 20:00 UTC: nothing was made" in text
    own = msgspec.structs.replace(night, started="2025-01-01T20:00:00+00:00")
    assert "looked over" not in page_of(tmp_path, written(tmp_path, worked=own))
    single = msgspec.structs.replace(own, episodes=1)
    assert "7:00:00 with 2 workers, 1 episode · into" in page_of(tmp_path, written(tmp_path, worked=single))


def test_equal_warnings_are_one(tmp_path: Path) -> None:
    state = written(tmp_path, *[record("E", line(1))] * 3)
    dark = [msgspec.structs.replace(one, warnings=("dark",)) for one in state.episodes]
    text = page_of(tmp_path, msgspec.structs.replace(state, episodes=tuple(dark)))
    assert '<bdi>dark</bdi> <span class="quiet">(3 episodes: E01, E02, E03)' in text


def test_whatever_comes_from_a_series_is_text_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    bad = line(1, Flag("missing", NASTY), text=NASTY, standard=NASTY + "!")
    state = with_episodes(
        written(tmp_path, record("E01", bad), error=NASTY, remarks=(NASTY,), series=NASTY),
        EpisodeState(NASTY, NASTY, "failed", warnings=(NASTY,), reason=NASTY, hint=NASTY),
    )
    text = page_of(tmp_path, state)
    read = outline(text)
    assert "script" not in read.tags
    assert "{{ 7 * 7 }}" in text
    assert {link.removeprefix("#") for link in read.links} <= set(read.ids)
    assert len(set(read.ids)) == len(read.ids)
    assert not re.search(r"https?:|//\w|url\(|@import", text)


def test_on_paper_all_that_unfolds_is_unfolded(tmp_path: Path) -> None:
    text = page_of(tmp_path, written(tmp_path, record("E01", line(1))))
    _, printed = text[: text.index("</style>")].split("@media print")
    assert "<details" in text
    assert "details::details-content { content-visibility: visible; }" in printed


def test_an_episode_without_a_record_is_told_all_the_same(tmp_path: Path) -> None:
    state = with_episodes(state_of(), EpisodeState("E01", "E01.mp4", "done", lines=3))
    write_summary(tmp_path, state)
    outline((tmp_path / PAGE_FILE).read_text("utf-8"))


def test_a_season_stays_small(tmp_path: Path) -> None:
    texts = [f"{number} 这么多年了还记得到我最喜欢吃的就是巷子口那家的担担面" for number in range(40)]
    lines = [line(number, MISSING, FAST, text=text) for number, text in enumerate(texts)]
    assert len(page_of(tmp_path, written(tmp_path, *[record("E", *lines)] * 80)).encode()) < 1_000_000
