"""Whatever can differ in a part's key has words, and no words are for what cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from localize import Job
from localize.domain.bible import Bible, Character, Market, Style
from localize.domain.episode import Media
from localize.domain.heard import Soundtrack, Window
from localize.domain.seen import Box
from localize.domain.times import Span
from localize.listen.recognize import Recognize
from localize.listen.voices import EncodeVoices
from localize.listen.windows import CutWindows
from localize.pipeline import recipe
from localize.pipeline.job import prepare
from localize.pipeline.made_from import made_from
from localize.pipeline.plan_words import Words, in_words, of_episode, words
from localize.stage import EngineId, Lazy, RecognizerRequest
from localize.translate.brief import Brief
from localize.translate.correcting import Passage
from localize.translate.genres import Genre
from localize.translate.polish import Polish
from localize.translate.scenes import Scene
from localize.translate.stage import Translate
from localize.watch.follow import Follow, Strip
from localize.watch.look import Glimpse, Look
from localize.watch.reading import ReadTexts
from localize.watch.texts import Text, TextLook

MEDIA = Media("E01.mp4", "0" * 64, 1)
BOX = Box(0.0, 0.0, 1.0, 1.0)
ENGINE = EngineId("scripted", 1, "model", "digest", {"script": "a.json"})
NEVER: Lazy[Any] = Lazy(lambda: None)
SPAN = Span(0, 1000)
# Every section of `voice.told` has something in it.
BRIEF = Brief(
    source="zh",
    target="en",
    title="回锅千金",
    setting="Chengdu",
    bible=Bible(
        (Character("臣刚", gender="male"),),
        markets=(Market(("en",), ("damn",), "a family channel"),),
        styles={"en": Style(formality="plain")},
    ),
    genres=(Genre("Romance", "warm", ({"zh": "走嘛。", "en": "Come on."},)),),
)
TRANSLATE = Translate(ENGINE, NEVER, "chat", BRIEF)
# Each with the sources of a part, or with the type of what its parts hold.
STAGES: tuple[tuple[Any, Any], ...] = (
    (CutWindows(), MEDIA),
    (
        Recognize(MEDIA, ENGINE, NEVER, RecognizerRequest("zh", "成都话", ("臣刚",), 8, 0.5)),
        Soundtrack(1000, (Window(0, 1000, (SPAN,), "0" * 64),)),
    ),
    (Look(ENGINE, NEVER), MEDIA),
    (Follow(MEDIA, ENGINE, NEVER, BOX), Glimpse(1000, 25.0, 0.5, (), BOX)),
    (ReadTexts(ENGINE, NEVER), Strip((Text(BOX, 0, 1000, (TextLook(b"", 0, BOX),)),), ())),
    (EncodeVoices(MEDIA, ENGINE, NEVER), [SPAN]),
    (TRANSLATE, Scene),
    (Polish(ENGINE, NEVER, BRIEF), Passage),
)


def keys(value: object, path: str) -> Iterator[str]:
    """The paths of all that stands in JSON-able values."""
    if isinstance(value, Mapping) and value:
        for key, one in value.items():
            yield from keys(one, f"{path}.{key}")
    else:
        yield path


def fields(kind: msgspec.inspect.Type, path: str) -> Iterator[str]:
    """Those of all that a value of the type may hold; an item of a list has the name 臣刚."""
    match kind:
        case msgspec.inspect.StructType():
            for field in kind.fields:
                yield from fields(field.type, f"{path}.{field.encode_name}")
        case msgspec.inspect.VarTupleType():
            yield path
            yield from fields(kind.item_type, f"{path}[臣刚]")
        case _:
            yield path


def paths(stage: Any, source: Any) -> Iterator[str]:
    yield "version"
    yield from keys(msgspec.to_builtins(ENGINE), "engine")
    yield from keys(msgspec.to_builtins(stage.parameters), "parameters")
    if isinstance(source, type):
        yield from fields(msgspec.inspect.type_info(source), "part")
    else:
        (part,) = stage.split(source)
        yield from keys(msgspec.to_builtins(part.key), "part")


ALL = [(stage.name, path) for stage, source in STAGES for path in paths(stage, source)]


def test_these_are_all_stages() -> None:
    assert {type(stage) for stage, _ in STAGES} == set(recipe.STAGES)


def test_these_are_all_sections_that_a_model_is_told_of() -> None:
    told = TRANSLATE.parameters["told"]
    assert isinstance(told, dict)
    assert len(told) == 8


@pytest.mark.parametrize(("stage", "path"), ALL)
@pytest.mark.parametrize("change", ["1 → 2", "null → 2", "1 → null"])
def test_no_change_comes_out_as_a_path(stage: str, path: str, change: str) -> None:
    said = in_words(stage, f"{path}: {change}")
    assert not re.search(r"\w\.\w|_ms|\[臣刚\]|null|[{}]|parameters", said)
    assert said not in {words().any[root].changed for root in ("part", "parameters")}


def test_no_words_are_for_what_cannot_change() -> None:
    for table in ("windows", "recognize", "look", "follow", "read", "voices", "translate", "polish"):
        known: Mapping[str, Words] = getattr(words(), table)
        there = {path.replace("[臣刚]", "") for stage, path in ALL if stage.partition(" ")[0] == table}
        idle = [one for one in known if not any(f"{path}.".startswith(f"{one}.") for path in there)]
        assert idle == []


def test_all_that_an_episode_is_made_from_has_a_name() -> None:
    made = made_from(prepare(Job(Path("E01.mkv"))), MEDIA, (), None, None)
    assert list(words().episode) == list(made)
    assert of_episode("video") == "the film was replaced"


@pytest.mark.parametrize(
    ("stage", "why", "said"),
    [
        (
            "translate en",
            "part.lines[2].terms[臣刚].required: Luo; Li → Manager Luo; parameters.told.Setting: a: b → c",
            "the glossary: 臣刚 is Manager Luo now, not Luo; Li; what the model is told of the setting",
        ),
        (
            "translate en",
            "part.lines[2].terms[火锅店]: null → hotpot house",
            "the glossary: 火锅店 is hotpot house, and was not in it",
        ),
        (
            "translate en",
            "part.lines[1].terms[臣刚]: null → X; part.lines[1].text: 走 → 来; part.after[1]: 走 → 来; "
            "engine.model: a → b",
            "what is said: 来, not 走; another model: b for a",
        ),
        ("polish es", "part.scene.lines[1].terms[臣刚].note: a → b", "the glossary: the note on 臣刚"),
        (
            "recognize sherpa-onnx in dialect",
            "parameters.request.words[3]: 周浩 → 罗经理; parameters.request.words[4]: A → B",
            "the words that the recogniser is told of: names of the glossary, words of the dialect",
        ),
        ("windows", "part.media: 00 → 11", "the film was replaced"),
        ("windows", "forced", "--force was given"),
        ("windows", "not run before", "not run before"),
    ],
)
def test_reasons_are_said_in_words(stage: str, why: str, said: str) -> None:
    assert in_words(stage, why) == said
