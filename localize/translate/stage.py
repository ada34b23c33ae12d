"""Transcript + glossary → Translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

import msgspec

from localize.domain.bible import Bible, Character
from localize.domain.seen import CARD
from localize.domain.transcript import Line, Transcript
from localize.domain.translation import TranslatedLine, Translation
from localize.stage import ChatModel, EngineId, Lazy, Part, SequenceTranslator
from localize.translate import prompt, sequence, terms
from localize.translate.asking import Asking
from localize.translate.brief import Brief
from localize.translate.result import SceneLine, SceneTranslation, counts
from localize.translate.said import term_uses
from localize.translate.scenes import Group, Scene, groups, scenes
from localize.translate.voice import avoided, told

# Scenes that a sequence model gets at once: enough lines to fill its batches, few enough to save progress.
SCENES_AT_ONCE = 8


class Translate:
    """A stage whose parts are scenes, independent of each other.

    A part's key holds the scene's lines and their neighbours' texts, without ids, and of the glossary and
    the dialect only what stands in them, and of the bible only who does: one changed term, or character,
    redoes the scenes that hold it, and no others. What all scenes are told is in the stage's parameters.
    Text on the screen that nobody says has scenes of its own.
    `kind` is that of the engine's class (`chat` or `sequence`), known without opening it.
    """

    version = 3
    result_type = SceneTranslation

    def __init__(
        self,
        engine: EngineId,
        translator: Lazy[ChatModel] | Lazy[SequenceTranslator],
        kind: str,
        brief: Brief,
    ) -> None:
        brief = brief if kind == "chat" else _for_sentences(brief)
        self.name = f"translate {brief.target}"
        self.engine: EngineId | None = engine
        self.parameters: Mapping[str, object] = {
            "source": brief.source,
            "target": brief.target,
            "avoid": avoided(brief.bible, brief.target),
            "context_lines": brief.context_lines,
            **({"told": told(brief), "rules": prompt.RULES} if kind == "chat" else {}),
        }
        self._translator, self._brief = translator, brief
        self._run = {"chat": self._chat, "sequence": self._sequence}[kind]

    def split(self, source: Transcript) -> Sequence[Part[Scene]]:
        found = enumerate(scenes(source.lines, self._brief), 1)
        return [_part(number, group, scene) for number, (group, scene) in found]

    def run(self, parts: Sequence[Part[Scene]]) -> Iterator[SceneTranslation]:
        """Raises EngineError, or ConfigurationError when the model does not know the languages."""
        return self._run([part.content for part in parts])

    def join(self, source: Transcript, results: Sequence[SceneTranslation]) -> Translation:
        indices = [index for group in groups(source.lines, self._brief) for index in group.indices]
        translated = [line for result in results for line in result.lines]
        by_index = dict(zip(indices, translated, strict=True))
        lines = tuple(self._checked(line, by_index[index]) for index, line in enumerate(source.lines))
        via = next((result.via for result in results if result.via), "")
        return Translation(self._brief.target, lines, via)

    def counts(self, results: Sequence[SceneTranslation]) -> Mapping[str, int]:
        return counts(results)

    def _chat(self, scenes: Sequence[Scene]) -> Iterator[SceneTranslation]:
        model = cast("ChatModel", self._translator.get())
        askings = [Asking(self._brief, scene) for scene in scenes]
        replies = model.chat([first for asking in askings if (first := asking.first())])
        for asking in askings:
            if asking.attempts:
                asking.hear(list(asking.attempts), next(replies))
            yield asking.finish(model)

    def _sequence(self, scenes: Sequence[Scene]) -> Iterator[SceneTranslation]:
        model = cast("SequenceTranslator", self._translator.get())
        for at in range(0, len(scenes), SCENES_AT_ONCE):
            yield from sequence.translate(model, self._brief, scenes[at : at + SCENES_AT_ONCE])

    def _checked(self, line: Line, done: SceneLine) -> TranslatedLine:
        """The whole glossary decides, also over what was made before it changed."""
        used = [use.term for use in term_uses(line, self._brief)]
        checks = terms.check(used, done.text, self._brief.target)
        missed = terms.flags(checks) if done.text else ()
        return TranslatedLine(line.id, done.text, done.asked, checks, (*done.flags, *missed), done.steps)


def _for_sentences(brief: Brief) -> Brief:
    """What a sequence model makes use of: it gets sentences, and nothing told about them; but what becomes of
    them is held against the bible."""
    known = brief.bible
    people = tuple(Character(one.name, one.aliases, one.gender) for one in known.characters)
    bible = Bible(people, addresses=known.addresses, markets=known.markets)
    return msgspec.structs.replace(
        brief, title="", setting="", bible=bible, glosses={}, context_lines=0, genres=(), limits=None
    )


def _part(number: int, group: Group, scene: Scene) -> Part[Scene]:
    what = "cards" if scene.kind == CARD else "scene"
    name = f"{what} {number}, lines {group.indices[0] + 1}–{group.indices[-1] + 1}"
    return Part(name, cast("Mapping[str, object]", msgspec.to_builtins(scene)), scene)
