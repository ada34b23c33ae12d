"""The stage, from a real episode to lines, with a scripted and with a real recogniser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localize.domain.episode import Media
from localize.domain.heard import Heard, Soundtrack
from localize.errors import ConfigurationError, EngineError
from localize.listen.engines.scripted import ScriptedRecognizer
from localize.listen.recognize import Recognize
from localize.listen.windows import CutWindows
from localize.scripted import ScriptedOptions
from localize.stage import EngineId, EngineSetup, Lazy, RecognizerRequest
from tests.listen.hearing import Told, segment, words
from tests.listen.media import clicks, write

LINES = [
    {"text": "苏小曼,你一個", "start_ms": 1200, "end_ms": 4000},
    {"text": "我哪點兒對不起你嗎", "start_ms": 5000, "end_ms": 6400},
    {"text": "回锅肉巴适", "start_ms": 33900, "end_ms": 35000},
]


@pytest.fixture(scope="module")
def media(sichuan_clip: Path) -> Media:
    return Media(str(sichuan_clip), "digest", 0)


@pytest.fixture(scope="module")
def soundtrack(media: Media) -> Soundtrack:
    stage = CutWindows()
    return stage.join(media, list(stage.run(stage.split(media))))


@pytest.fixture
def scripted(tmp_path: Path, sichuan_clip: Path) -> Callable[..., ScriptedRecognizer]:
    def make(**script: Any) -> ScriptedRecognizer:
        path = tmp_path / "script.json"
        path.write_text(json.dumps({"media": str(sichuan_clip), "lines": LINES} | script), "utf-8")
        return ScriptedRecognizer(EngineSetup("", None, ScriptedOptions(str(path))))

    return make


def stage(media: Media, engine: Any, language: str = "zh") -> Recognize:
    return Recognize(media, EngineId("scripted", 1), Lazy(lambda: engine), RecognizerRequest(language))


def test_lines_of_an_episode(
    media: Media, soundtrack: Soundtrack, scripted: Callable[..., ScriptedRecognizer]
) -> None:
    recognize = stage(media, scripted())
    results = list(recognize.run(recognize.split(soundtrack)))
    assert len(results) == len(soundtrack.windows) >= 2
    heard = recognize.join(soundtrack, results)
    assert [line.text for line in heard.lines] == ["苏小曼，你一个。", "我哪点儿对不起你吗？", "回锅肉巴适。"]
    assert (heard.language, heard.duration_ms) == ("zh", soundtrack.duration_ms)
    for line, scripted_line in zip(heard.lines, LINES, strict=True):
        assert line.start_ms == pytest.approx(scripted_line["start_ms"], abs=300)


def test_only_the_windows_asked_for_are_recognised(media: Media, soundtrack: Soundtrack) -> None:
    told = Told((segment(words("好")),))
    recognize = stage(media, told)
    last = recognize.split(soundtrack)[-1]
    [result] = recognize.run([last])
    assert told.sounds == [(last.content.end_ms - last.content.start_ms) * 16]
    assert result.lines[0].start_ms >= last.content.start_ms


def test_a_part_key_holds_sound_and_place(media: Media, soundtrack: Soundtrack) -> None:
    keys = [part.key for part in stage(media, Told()).split(soundtrack)]
    moved = msgspec.structs.replace(soundtrack.windows[0], start_ms=0)
    [other] = stage(media, Told()).split(Soundtrack(0, (moved,)))
    assert all(set(key) == {"sound", "start_ms", "speech"} for key in keys)
    assert other.key != keys[0]


def test_parameters_hold_the_request_and_the_rules(media: Media) -> None:
    one, other = stage(media, Told()).parameters, stage(media, Told(), "en").parameters
    assert one != other
    assert {"request", "suspicion", "lines", "invented"} <= set(one)
    assert msgspec.json.encode(one)


def test_no_speech_is_no_lines_and_opens_no_engine(media: Media) -> None:
    def refuse() -> Any:
        raise AssertionError("opened")

    recognize = Recognize(media, EngineId("none", 1), Lazy(refuse), RecognizerRequest("zh"))
    silent = Soundtrack(5000, ())
    assert recognize.split(silent) == []
    assert list(recognize.run([])) == []
    assert recognize.join(silent, []) == Heard("zh", 5000, ())


def test_a_script_without_media_counts_from_each_sound(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_text('{"lines": [{"text": "hello there", "start_ms": 100, "end_ms": 900}]}')
    engine = ScriptedRecognizer(EngineSetup("", None, ScriptedOptions(str(path))))
    [answer] = engine.recognize([clicks(2, [1.0])], RecognizerRequest("en"))
    assert [(word.text, word.start_ms, word.end_ms) for word in answer[0].words] == [
        ("hello", 100, 500),
        (" there", 500, 900),
    ]


def test_a_script_is_known_by_its_content(tmp_path: Path) -> None:
    one, copy, other = (tmp_path / name for name in ("one", "copy", "other"))
    one.write_text('{"lines": []}')
    copy.write_text('{"lines": []}')
    other.write_text('{"lines": [], "media": "a.wav"}')
    prints = [ScriptedRecognizer.fingerprint(ScriptedOptions(str(path))) for path in (one, copy, other)]
    assert prints[0] == prints[1] != prints[2]


def test_a_bad_script_says_so(tmp_path: Path, scripted: Callable[..., ScriptedRecognizer]) -> None:
    with pytest.raises(ConfigurationError, match="cannot read the script"):
        ScriptedRecognizer(EngineSetup("", None, ScriptedOptions(str(tmp_path / "none.json"))))
    with pytest.raises(ConfigurationError, match="unknown field `speaker`"):
        scripted(lines=[{"text": "好", "start_ms": 0, "end_ms": 1, "speaker": "A"}])
    other = write(tmp_path / "other.wav", clicks(2, [0.5]))
    engine = scripted(media=str(other))
    with pytest.raises(EngineError, match="is not in"):
        engine.recognize([clicks(1, [0.25]) * 0.5], RecognizerRequest("zh"))
