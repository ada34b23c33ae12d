"""`--dialect auto`, from one end to the other, with scripted engines."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localize import Job, RunRecord, episode, plan, transcribe, translate_subtitles
from localize.dialects import load_dialect, load_dialects
from localize.domain.heard import Dropped, Heard, Soundtrack, Window
from localize.domain.times import Span
from localize.domain.transcript import Line, Transcript
from localize.domain.variety import MANDARIN, UNKNOWN, Telling, Told, ToldLine
from localize.errors import ConfigurationError, UnknownName
from localize.events import DialectTold, Event, Warned
from localize.listen.engines.scripted import ScriptedRecognizer
from localize.pipeline.briefing import PLAIN_LEADS
from localize.pipeline.job import prepare
from localize.pipeline.told import doubts, heard_again, in_dialect, with_telling
from tests.cli.series import SETTINGS as SICHUAN_SETTINGS
from tests.dialects.packs import HEAD, HEADER, ROW, whole_pack
from tests.reconcile.scenes import heard, said

# ── its pieces ──────────────────────────────────────────────────────────────────────────────────────

SICHUAN = Told("sichuan", 0.9, {"sichuan": 0.9, MANDARIN: 0.1})
PLAIN = Told(MANDARIN, 0.8, {"sichuan": 0.2, MANDARIN: 0.8})
TELLING = Telling(SICHUAN, (ToldLine(Span(500, 1500), SICHUAN), ToldLine(Span(4000, 5000), PLAIN)))
FIRST, SECOND = (Window(at, at + 3000, (), str(at)) for at in (0, 3500))


def test_only_windows_with_lines_in_the_dialect_are_heard_again() -> None:
    assert in_dialect(Soundtrack(7000, (FIRST, SECOND)), TELLING).windows == (FIRST,)


def test_what_was_heard_again_takes_the_place_of_what_was_heard_there() -> None:
    first = heard(said("小的不", 500), said("好的", 4000), dropped=(Dropped("谢谢观看", 2000, 2500, "x"),))
    again = heard(said("晓得", 500), said("不", 1200))
    both = heard_again(first, again, [FIRST], TELLING)
    assert [line.text for line in both.lines] == ["晓得", "不", "好的"]
    assert both.dropped == ()
    assert heard_again(first, Heard("zh", 0, ()), [], TELLING) == first


def test_mandarin_that_was_heard_again_beside_dialect_stays_as_it_was_heard_first() -> None:
    told = Telling(SICHUAN, (ToldLine(Span(0, 1000), SICHUAN), ToldLine(Span(1400, 2400), PLAIN)))
    first = heard(said("小的不", 0), said("他是个傻子", 1400))
    again = heard(said("晓得不", 40), said("他是个啥子", 1360))
    both = heard_again(first, again, [FIRST], told)
    assert [line.text for line in both.lines] == ["晓得不", "他是个傻子"]


def test_a_line_that_runs_over_dialect_and_mandarin_is_not_taken() -> None:
    told = Telling(SICHUAN, (ToldLine(Span(0, 1000), SICHUAN), ToldLine(Span(1400, 2400), PLAIN)))
    first = heard(said("小的不", 0), said("他是个傻子", 1400))
    again = heard(msgspec.structs.replace(said("晓得不他是个啥子", 0), end_ms=2400))
    assert heard_again(first, again, [FIRST], told) == first


def test_what_was_heard_only_the_first_time_is_not_lost() -> None:
    first = heard(said("小的不", 500), said("好的", 4000))
    assert heard_again(first, heard(), [FIRST], TELLING) == first


def test_every_line_of_dialogue_keeps_what_it_was_told_to_be() -> None:
    lines = (Line("L0001", "晓得", 500, 1500), Line("C0001", "三天后", 500, 1500, kind="card"))
    told = with_telling(Transcript("zh", lines), TELLING)
    assert [line.evidence.told for line in told.lines] == [SICHUAN, None]


@pytest.mark.parametrize(
    ("told", "doubt"),
    [
        (SICHUAN, ""),
        (PLAIN, ""),
        (Told("sichuan", 0.6, {"sichuan": 0.6, MANDARIN: 0.4}), "Sichuanese 60%, standard Mandarin 40%"),
        (Told(UNKNOWN, 0.97, {UNKNOWN: 0.97, MANDARIN: 0.03}), "no dialect pack fits what is spoken"),
    ],
)
def test_what_is_not_clear_is_asked_for(told: Told, doubt: str) -> None:
    complaints = list(doubts(told, load_dialects()))
    assert len(complaints) == bool(doubt)
    assert all(doubt in one and "--dialect" in one for one in complaints)


def test_a_pack_of_ones_own_is_among_what_may_be_told(tmp_path: Path) -> None:
    setup = prepare(Job(tmp_path / "E01.mp4", dialect="auto", dialect_pack=whole_pack(tmp_path)))
    assert [one.name for one in setup.candidates] == [
        "cantonese", "henan", "northeastern", "sichuan", "test",
    ]  # fmt: skip
    assert setup.dialect is None
    assert setup.settings.series.dialect == "auto"


def test_only_chinese_has_dialects_to_tell(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="the source is en"):
        prepare(Job(tmp_path / "E01.mp4", dialect="auto", source="en"))


def test_a_series_that_leaves_it_open_may_have_a_pack_of_its_own(tmp_path: Path) -> None:
    whole_pack(tmp_path, head=HEAD, lexicon=HEADER + ROW)
    series = '[series]\ndialect = "auto"\ndialect_pack = "test"\n'
    (tmp_path / "series.toml").write_text(series, "utf-8")
    assert len(prepare(Job(tmp_path / "E01.mp4")).candidates) == 5
    assert len(prepare(Job(tmp_path / "E01.mp4", dialect="sichuan")).candidates) == 0


# ── all of it ───────────────────────────────────────────────────────────────────────────────────────

SETTINGS = SICHUAN_SETTINGS.replace('"sichuan"', '"auto"')
# In the first of the example's two windows; the second begins at half a minute.
TIMES_MS = ((1150, 4525), (4875, 6380), (6730, 9477), (9850, 11000), (11350, 13400))
LATER_MS = ((31500, 33500), (33800, 37000))
OF_SICHUAN = (
    "妖梅逆炸隔首层则个阳子。",
    "老汉儿、沃莫德事。",
    "今天的回锅肉八十得恨。",
    "耍朋友没得？",
    "你晓得我是哪个不？",
)
OF_MANDARIN = (
    "很多家长都在给孩子买东西。",
    "这些税费都无法避免。",
    "我们应该去看看。",
    "他看了不少电影。",
    "今天下午开会。",
)
LEAD = load_dialect("sichuan").lead  # type: ignore[union-attr]
UNSURE, SURE = 0.55, 0.92
ToldText = tuple[str, float]


@pytest.fixture
def leads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Of the prompts that the recogniser was given, one for each window."""
    given: list[str] = []
    recognize = ScriptedRecognizer.recognize

    def noted(self: ScriptedRecognizer, sounds: Sequence[Any], request: Any) -> Any:
        given.extend([request.lead] * len(sounds))
        return recognize(self, sounds, request)

    monkeypatch.setattr(ScriptedRecognizer, "recognize", noted)
    return given


def series(folder: Path, clip: Path, *lines: ToldText, later: Sequence[ToldText] = ()) -> Path:
    placed = [*zip(lines, TIMES_MS, strict=False), *zip(later, LATER_MS, strict=False)]
    spoken = [
        {"text": text, "start_ms": start, "end_ms": end, "probability": sure}
        for (text, sure), (start, end) in placed
    ]
    folder.mkdir()
    _write(folder / "heard.json", {"media": "E01.mp4", "lines": spoken})
    _write(folder / "translated.json", {"lines": {text: "Yes." for (text, _), _ in placed}})
    (folder / "series.toml").write_text(SETTINGS.format(folder=folder), "utf-8")
    return Path(shutil.copyfile(clip, folder / "E01.mp4"))


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def in_sichuan(lines: Sequence[str] = OF_SICHUAN) -> list[ToldText]:
    return [(line, UNSURE) for line in lines]


def in_mandarin(lines: Sequence[str] = OF_MANDARIN) -> list[ToldText]:
    return [(line, SURE) for line in lines]


def varieties(record: RunRecord) -> list[str]:
    return [line.evidence.told.variety if line.evidence.told else "" for line in record.lines]


def hits(record: RunRecord) -> dict[str, tuple[int, int]]:
    return {run.name: (run.hits, len(run.parts)) for run in record.stages}


@pytest.mark.usefixtures("home")
class TestRuns:
    @pytest.fixture
    def clip(self, sichuan_clip: Path) -> Path:
        return sichuan_clip

    def test_a_dialect_is_told_heard_again_and_repaired(
        self, tmp_path: Path, clip: Path, leads: list[str]
    ) -> None:
        events: list[Event] = []
        path = series(tmp_path / "s", clip, *in_sichuan())
        record = transcribe(Job(path), events.append)
        assert record.dialect is not None
        assert record.dialect.variety == "sichuan"
        assert record.dialect.confidence > 0.9
        (told,) = (event for event in events if isinstance(event, DialectTold))
        assert (told.variety, told.title) == ("sichuan", "Sichuanese")
        assert told.confidence == record.dialect.confidence
        assert varieties(record) == ["sichuan"] * 5
        assert "巴适" in record.lines[2].text
        assert record.lines[2].evidence.heard == OF_SICHUAN[2]
        assert leads == [PLAIN_LEADS["zh"]] * 2 + [LEAD]
        assert hits(record) == {"windows": (0, 1), "recognize": (0, 2), "recognize in dialect": (0, 1)}
        assert record.warnings == ()

    def test_mandarin_costs_one_hearing_and_stays(self, tmp_path: Path, clip: Path, leads: list[str]) -> None:
        record = transcribe(Job(series(tmp_path / "s", clip, *in_mandarin())))
        assert record.dialect is not None
        assert record.dialect.variety == MANDARIN
        assert varieties(record) == [MANDARIN] * 5
        assert [line.text for line in record.lines] == list(OF_MANDARIN)
        assert leads == [PLAIN_LEADS["zh"]] * 2
        assert list(hits(record)) == ["windows", "recognize"]

    def test_both_hearings_are_shared_with_runs_that_name_the_dialect(
        self, tmp_path: Path, clip: Path, leads: list[str]
    ) -> None:
        path = series(tmp_path / "s", clip, *in_sichuan(), later=in_sichuan(OF_SICHUAN[1:3]))
        transcribe(Job(path, dialect="none"))
        transcribe(Job(path, dialect="sichuan"))
        assert len(leads) == 4
        told = transcribe(Job(path))
        assert len(leads) == 4
        assert hits(told)["recognize in dialect"] == (2, 2)
        named = transcribe(Job(path, dialect="sichuan"))
        assert [line.text for line in named.lines] == [line.text for line in told.lines]
        assert [line.evidence.told for line in named.lines] == [None] * 7
        assert named.dialect is None

    def test_a_mixed_episode_keeps_both(self, tmp_path: Path, clip: Path, leads: list[str]) -> None:
        """By the sounds of Sichuan a 傻子, of whom the recogniser is not quite sure, would be 啥子."""
        others = [("他是个傻子。", 0.77), ("我们应该去看看。", SURE)]
        path = series(tmp_path / "s", clip, *in_sichuan(), later=others)
        record = transcribe(Job(path))
        assert varieties(record) == ["sichuan"] * 5 + [MANDARIN] * 2
        assert [line.text for line in record.lines[5:]] == [text for text, _ in others]
        assert leads == [PLAIN_LEADS["zh"]] * 2 + [LEAD]
        named = transcribe(Job(path, dialect="sichuan"))
        assert [line.text for line in named.lines[:5]] == [line.text for line in record.lines[:5]]
        assert named.lines[5].text == "他是个啥子。"

    def test_what_is_not_clear_is_told(self, tmp_path: Path, clip: Path) -> None:
        warned: list[Event] = []
        record = transcribe(Job(series(tmp_path / "s", clip, ("你好。", 0.7))), warned.append)
        assert any("name it with --dialect" in warning for warning in record.warnings)
        assert any(isinstance(event, Warned) for event in warned)

    def test_where_nobody_speaks_nothing_is_told(self, tmp_path: Path, clip: Path) -> None:
        record = transcribe(Job(series(tmp_path / "s", clip)))
        assert record.dialect is None
        assert not any("--dialect" in warning for warning in record.warnings)

    def test_a_plan_shows_the_second_hearing_once_it_is_known(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip, *in_sichuan())
        before = {one.stage: one for one in plan(Job(path))}
        assert before["recognize in dialect"].waits_for == "windows"
        transcribe(Job(path, dialect="none"))
        halfway = {one.stage: one for one in plan(Job(path))}
        assert (halfway["recognize"].hits, halfway["recognize in dialect"].hits) == (2, 0)
        assert halfway["translate en"].waits_for == "recognize in dialect"
        transcribe(Job(path))
        done = [one for one in plan(Job(path)) if not one.stage.startswith("translate")]
        assert [one.stage for one in done] == ["windows", "recognize", "recognize in dialect"]
        assert all(one.hits == one.parts for one in done)

    def test_a_plan_of_mandarin_has_no_second_hearing(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip, *in_mandarin())
        transcribe(Job(path))
        assert "recognize in dialect" not in {one.stage for one in plan(Job(path))}

    def test_the_translator_is_told_the_words_of_what_was_told(
        self, tmp_path: Path, clip: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        briefs = []
        from localize.pipeline import recipe

        make = recipe.brief

        def noted(*arguments: Any) -> Any:
            briefs.append(make(*arguments))
            return briefs[-1]

        monkeypatch.setattr(recipe, "brief", noted)
        episode(Job(series(tmp_path / "sichuan", clip, *in_sichuan())))
        episode(Job(series(tmp_path / "mandarin", clip, *in_mandarin())))
        assert "莫得" in briefs[0].glosses
        assert briefs[1].glosses == {}

    def test_corrected_subtitles_keep_what_the_episode_was_told_to_be(
        self, tmp_path: Path, clip: Path
    ) -> None:
        """One line more of another dialect does not make it another."""
        path = series(tmp_path / "s", clip, *in_sichuan())
        first = episode(Job(path))
        source = path.with_suffix(".zh.srt")
        text = source.read_text("utf-8").replace(first.lines[0].text.rstrip("。"), "佢哋唔知點解嚟咗")
        source.write_text(text, "utf-8")
        record = translate_subtitles(Job(source))
        assert record.dialect == first.dialect
        assert record.lines[0].text == "佢哋唔知點解嚟咗。"
        assert varieties(record) == varieties(first)
        for _ in range(2):
            again = episode(Job(path))
            assert again.dialect == first.dialect
            assert (again.lines[0].text, varieties(again)) == (record.lines[0].text, varieties(first))

    def test_a_corrected_line_of_mandarin_stays_mandarin(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip, *in_sichuan(), later=in_mandarin(OF_MANDARIN[2:4]))
        assert varieties(episode(Job(path)))[-2:] == [MANDARIN] * 2
        source = path.with_suffix(".zh.srt")
        source.write_text(source.read_text("utf-8").replace("我们应该去看看", "我们要喊哪个去"), "utf-8")
        record = translate_subtitles(Job(source))
        assert (record.lines[-2].text, record.lines[-2].standard) == ("我们要喊哪个去。", "")
        assert varieties(record)[-2:] == [MANDARIN] * 2

    def test_a_dialect_that_is_named_is_not_questioned(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip, *in_mandarin(), later=[("你晓得我是哪个不？", SURE)])
        assert varieties(transcribe(Job(path)))[-1] == MANDARIN
        record = translate_subtitles(Job(path.with_suffix(".zh.srt"), dialect="sichuan"))
        assert record.lines[-1].standard == "你知道我是谁吗？"
        assert set(varieties(record)) == {""}

    def test_a_told_dialect_without_its_pack_is_a_clear_error(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip, *in_sichuan())
        transcribe(Job(path))
        file = path.with_suffix(".record.json")
        file.write_text(file.read_text("utf-8").replace('"sichuan"', '"mine"'), "utf-8")
        with pytest.raises(UnknownName, match="told to be in 'mine'"):
            translate_subtitles(Job(path.with_suffix(".zh.srt"), dialect="auto"))

    def test_traditional_subtitles_are_told_by_their_words(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip)
        cues = (f"{at}\n00:00:0{at},000 --> 00:00:0{at},900\n我不曉得你們幹啥子\n\n" for at in range(1, 6))
        source = path.with_name("E02.zh.srt")
        source.write_text("".join(cues), "utf-8")
        record = translate_subtitles(Job(source))
        assert record.dialect is not None
        assert record.dialect.variety == "sichuan"

    def test_several_recognisers_are_told_from_as_the_first_alone(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip, *in_mandarin())
        alone = transcribe(Job(path)).dialect
        other = path.with_name("other.json")
        heard = json.loads((tmp_path / "s/heard.json").read_text("utf-8"))
        for line in heard["lines"]:
            line["text"] = line["text"].replace("我们", "你们")
        other.write_text(json.dumps(heard), "utf-8")
        settings = path.with_name("series.toml")
        also = f'also = [{{ engine = "scripted", options = {{ script = "{other}" }} }}]\n'
        text = settings.read_text("utf-8")
        assert "[recognize]\n" in text
        settings.write_text(text.replace("[recognize]\n", f"[recognize]\n{also}"), "utf-8")
        assert transcribe(Job(path)).dialect == alone

    def test_the_standard_text_of_what_was_told(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip, *in_sichuan(), later=in_mandarin(OF_MANDARIN[2:4]))
        transcribe(Job(path, standard=True))
        standard = path.with_name("E01.zh-standard.srt").read_text("utf-8")
        assert "你知道我是谁吗" in standard
        assert "我们应该去看看" in standard

    def test_mandarin_has_no_standard_text_of_its_own(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip, *in_mandarin())
        transcribe(Job(path, standard=True))
        assert not path.with_name("E01.zh-standard.srt").exists()

    def test_subtitles_of_others_are_told_by_their_words(self, tmp_path: Path, clip: Path) -> None:
        path = series(tmp_path / "s", clip)
        cues = (
            "1\n00:00:01,000 --> 00:00:03,000\n佢哋唔知點解\n\n2\n00:00:04,000 --> 00:00:06,000\n你去咗邊度\n"
        )
        source = path.with_name("E02.zh.srt")
        source.write_text(cues, "utf-8")
        record = translate_subtitles(Job(source))
        assert record.dialect is not None
        assert record.dialect.variety == "cantonese"
        assert varieties(record) == ["cantonese"] * 2

    def test_the_record_is_read_back(self, tmp_path: Path, clip: Path) -> None:
        record = transcribe(Job(series(tmp_path / "s", clip, *in_sichuan())))
        written = (tmp_path / "s" / "E01.record.json").read_bytes()
        assert msgspec.json.decode(written)["dialect"]["variety"] == "sichuan"
        assert msgspec.json.decode(written, type=RunRecord) == record
